"""
Answers and boards as pictures from the terminal: the file's ending chooses.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from touchline.cli.main import main
from touchline.samples import SAMPLES
from touchline.workspace import Workspace
from touchline.workspace.syncing import keep

LOG = (
    "case,activity,timestamp,language,comment\n"
    "c-1,visit,2026-01-01,en,Paying was quick\n"
    "c-1,order,2026-01-02,en,Paying was slow\n"
    "c-2,visit,2026-01-03,en,Nice\n"
)
ASK = ["ask", "transitions", "log.csv"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


@pytest.mark.parametrize(
    ("ending", "start"),
    [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("pptx", b"PK")],
)
def test_the_ending_of_the_file_chooses_the_picture(
    ending: str, start: bytes, folder: Path
) -> None:
    assert main([*ASK, "-o", f"answer.{ending}"]) == 0

    assert (folder / f"answer.{ending}").read_bytes().startswith(start)


@pytest.mark.parametrize(("ending", "start"), [("json", b"{"), ("csv", b"source,target,count")])
def test_the_ending_of_the_file_chooses_a_table_for_programs(
    ending: str, start: bytes, folder: Path
) -> None:
    assert main([*ASK, "-o", f"answer.{ending}"]) == 0

    assert (folder / f"answer.{ending}").read_bytes().startswith(start)


def test_nothing_is_written_into_a_file_of_another_kind(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASK, "-o", "answer.docx"]) == 2

    assert "“docx”" in capfd.readouterr().err
    assert not (folder / "answer.docx").exists()


def test_language_theme_and_width_are_of_the_picture(folder: Path) -> None:
    look = ["--language", "de", "--theme", "dark", "--width", "1500"]

    assert main([*ASK, "-o", "answer.svg", *look]) == 0

    drawn = (folder / "answer.svg").read_text("utf-8")
    assert 'lang="de"' in drawn
    assert "Am häufigsten folgt auf" in drawn


def test_where_the_numbers_come_from_stands_below(folder: Path) -> None:
    assert main([*ASK, "-o", "answer.svg"]) == 0

    drawn = (folder / "answer.svg").read_text("utf-8")
    assert "Source: log.csv · 2 customers · 3 events · Jan 1, 2026 to Jan 3, 2026" in drawn


def test_numbers_about_few_people_are_in_no_picture(folder: Path) -> None:
    assert main([*ASK, "-o", "answer.svg", "--least-group", "5"]) == 0

    assert "50.0%" not in (folder / "answer.svg").read_text("utf-8")


def test_another_ending_and_a_stated_format_stay_as_they_were(folder: Path) -> None:
    assert main([*ASK, "-o", "answer.txt"]) == 0
    assert main([*ASK, "--json", "-o", "answer.svg"]) == 0

    assert "visit" in (folder / "answer.txt").read_text("utf-8")
    assert (folder / "answer.svg").read_text("utf-8").startswith("{")


def test_the_column_of_a_language_is_no_language_of_the_picture(folder: Path) -> None:
    words = ["ask", "themes", "log.csv", "--language", "language", "--least", "1"]

    assert main([*words, "-o", "themes.svg"]) == 0

    assert 'lang="en"' in (folder / "themes.svg").read_text("utf-8")


def test_an_unknown_theme_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "-o", "answer.svg", "--theme", "neon"]) != 0

    assert "neon" in capfd.readouterr().err


def test_what_a_workspace_keeps_is_drawn_too(folder: Path) -> None:
    shop = folder / "shop"
    shop.mkdir()
    (shop / "shop.map.yaml").write_bytes(SAMPLES["online_retail_uk"].journey.read_bytes())
    with Workspace.create(shop, title="Shop") as workspace:
        keep(workspace, [Path(__file__).with_name("plans.yaml")])
    verbs = {
        "roadmap": ["roadmap", "--workspace", "shop"],
        "matrix": ["register", "matrix", "--workspace", "shop"],
        "people": ["programme", "--show", "stakeholders", "--workspace", "shop"],
        "impact": ["programme", "--show", "impact", "--workspace", "shop"],
        "tree": ["tree", "shop"],
    }

    for name, words in verbs.items():
        main([*words, "-o", f"{name}.svg"])

    # The matrix is P9; the stakeholder map and the impact map are P18.
    drawn = {name: (folder / f"{name}.svg").read_text("utf-8") for name in verbs}
    assert "A welcome to first-time" in drawn["roadmap"]
    assert "quick win" in drawn["matrix"] or "nothing to draw" in drawn["matrix"]
    assert "Head of sales · driving it" in drawn["people"]
    assert "A gift-shop owner" in drawn["tree"]
    assert "<svg" in drawn["impact"]
