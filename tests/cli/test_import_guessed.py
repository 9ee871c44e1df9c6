"""
Tables of other people on the command line: shown before they are taken, and set right by options.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from touchline.cli.main import main
from touchline.document.read import journey_of, load
from touchline.i18n import LANGUAGES

WORKSHOP = Path(__file__).with_name("workshop.csv")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


def paste(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_preview_shows_what_is_understood_and_writes_nothing(capfd, tmp_path):
    code = main(["import", str(WORKSHOP), "--preview", "-o", "made.yaml"])

    shown = capfd.readouterr()
    assert code == 0
    assert not (tmp_path / "made.yaml").exists()
    for said in (
        "2 stages, 4 steps, 5 rows.",
        "Semicolons part the columns.",
        "Finds a station",
        "Emotion (emotion)",
        "Jonas, on a weekend trip",
        "2 rows are guesses",
        "Nothing is left over.",
    ):
        assert said in shown.out
    assert "Nothing was written." in shown.err


def test_the_map_is_taken_once_it_is_right(capfd):
    code = main(
        [
            *("import", str(WORKSHOP), "-o", "made.map.yaml"),
            *("--lane", "What Jonas does=actions", "--lane", "Quirks=skip"),
        ]
    )

    shown = capfd.readouterr()
    journey = journey_of(load(Path("made.map.yaml")))
    assert code == 0
    assert "wrote made.map.yaml" in shown.err
    assert "“Takes a photo of the bike” belongs to no step or row." in shown.err
    assert [lane.kind for lane in journey.lanes] == [
        "actions",
        "emotion",
        "touchpoints",
        "pain-points",
    ]
    assert [str(persona.name) for persona in journey.personas] == ["Jonas"]


def test_a_preview_is_there_for_programs_too(capfd):
    code = main(["import", str(WORKSHOP), "--preview", "--json"])

    told = json.loads(capfd.readouterr().out)
    assert code == 0
    assert told["across"] == "steps"
    assert [row["kind"] for row in told["rows"]] == [
        "notes",
        "emotion",
        "touchpoints",
        "pain-points",
        "notes",
    ]
    assert told["columns"][0]["at"] == "B4"
    assert told["left_out"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_speaks_the_readers_language(language, monkeypatch, capfd):
    monkeypatch.setenv("TOUCHLINE_LANG", language)
    monkeypatch.setenv("LC_ALL", f"{language.replace('-', '_')}.UTF-8")

    assert main(["import", str(WORKSHOP), "--preview"]) == 0

    shown = capfd.readouterr().out
    assert "column." not in shown
    assert "guess." not in shown


def test_a_table_is_pasted_from_standard_input(monkeypatch, capfd):
    paste("\tLook\tPay\nActions\treads\ttaps\n".encode("utf-16"), monkeypatch)

    code = main(["import", "-", "-o", "pasted.map.yaml"])

    assert code == 0
    assert [str(step.name) for step in journey_of(load(Path("pasted.map.yaml"))).steps] == [
        "Look",
        "Pay",
    ]
    assert "Tabs part the columns." in capfd.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lane", "Quirks"], "--lane"),
        (["--lane", "Quirks=pain-point"], "did you mean"),
        (["--across", "rows"], "--across"),
        (["--header-rows", "99"], "--header-rows"),
        (["--encoding", "klingon"], "The text is not in the encoding klingon."),
        (["--sheet", "Two"], "no sheet or slide “Two”"),
    ],
)
def test_wrong_wishes_end_with_code_2_and_no_traceback(words, said, capfd):
    code = main(["import", str(WORKSHOP), "-o", "made.yaml", *words])

    shown = capfd.readouterr()
    assert (code, shown.out) == (2, "")
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_what_is_pasted_and_no_table_is_told(monkeypatch, capfd):
    paste(b"\x00\xff" * 300, monkeypatch)

    assert main(["import", "-"]) == 2
    assert "Traceback" not in capfd.readouterr().err
