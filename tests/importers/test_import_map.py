"""
Files of other programs by their path, and from the command line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.document.faults import MissingMap, UnreadableMap
from touchline.document.read import load
from touchline.errors import StorageError
from touchline.importers import IMPORTERS, UnknownMapFormat, import_map
from touchline.model.map import JourneyMap

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "journey\ntitle Day\nBuy: 4: Ann\nPay: 9: Ann\n"


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "day.mmd"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.parametrize("format", [None, "mermaid", IMPORTERS["mermaid"]])
def test_a_format_is_known_by_ending_name_or_importer(day, format):  # noqa: A002 (the field's word)
    imported = import_map(day, format=format, language="de")

    assert isinstance(imported.journey, JourneyMap)
    assert (str(imported.journey.title), imported.journey.language) == ("Day", "de")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_and_windows_lines_are_read(day, encoding):
    day.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))

    assert [step.id for step in import_map(day).journey.steps] == ["buy", "pay"]


@pytest.mark.parametrize(("wish", "near"), [("mermade", "mermaid"), ("visio", "")])
def test_an_unknown_format_is_met_with_the_nearest_one(day, wish, near, language):
    with pytest.raises(UnknownMapFormat) as caught:
        import_map(day, format=wish)

    assert caught.value.values["suggestion"] == near
    assert wish in caught.value.problem(language)
    assert (near or "mermaid, ojf") in caught.value.hint(language)


def test_an_ending_that_nothing_reads_is_told(tmp_path):
    with pytest.raises(UnknownMapFormat, match="No map is read from the format “vsdx”"):
        import_map(tmp_path / "a.vsdx")


def test_files_that_cannot_be_read_are_told(day, tmp_path):
    with pytest.raises(MissingMap, match=r"did you mean “day\.mmd”"):
        import_map(tmp_path / "dya.mmd")
    with pytest.raises(StorageError):
        import_map(tmp_path, format="mermaid")
    day.write_bytes(b"journey\ntitle \xff\xfe")
    with pytest.raises(UnreadableMap, match="line 2"):
        import_map(day)


def test_the_command_line_writes_the_map_and_tells_what_it_left_out(day, tmp_path, capfd):
    made = tmp_path / "day.map.yaml"

    code = main(["import", str(day), "-o", str(made)])

    shown = capfd.readouterr()
    assert (code, shown.out) == (0, "")
    assert "1 stage with 2 steps. 2 things have no place in the map" in shown.err
    assert f"{day}:4  “Pay” has the score 9" in shown.err
    assert load(made) == import_map(day).journey


def test_the_command_line_gives_json_to_programs(day, capfd):
    code = main(["import", str(day), "--from", "mermaid", "--language", "fa", "--json"])

    told = json.loads(capfd.readouterr().out)
    assert (code, told["title"], told["language"]) == (0, "Day", "fa")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import"], "touchline import needs FILE."),
        (["import", "none.mmd"], "There is no file “none.mmd” here."),
        (["import", "day.mmd", "--from", "ojff"], "did you mean “ojf”?"),
        (["import", "day.mmd", "--from", "ojf"], "The JSON stops making sense here."),
        (["import", "day.mmd", "--language", "tlh"], "tlh"),
        (["import_", "day.mmd"], "did you mean “import”?"),
    ],
)
def test_wrong_words_end_with_code_2_and_no_traceback(words, said, day, monkeypatch, capfd):
    monkeypatch.chdir(day.parent)

    code = main(words)

    shown = capfd.readouterr()
    assert (code, shown.out) == (2, "")
    assert said in shown.err
    assert "Traceback" not in shown.err
