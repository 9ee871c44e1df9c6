"""
`touchline icons`, and `--theme FILE` wherever pictures are drawn (R-033, P17).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from touchline.cli.main import main
from touchline.document.themes import load_theme

MAP = """
touchline: 1
id: shop
title: Shop
icons: [{id: mark, source: nowhere.svg}]
personas: [{id: anna, name: Anna, image: {source: nowhere.png}}]
stages: [{id: buy, name: Buy, icon: mark, steps: [{id: look, name: I look}]}]
"""
LOGO = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 3'><rect width='9' height='3'/></svg>"
)
THEME = 'name: Acme\nbrand: "#FF6A00"\nlogo: acme.svg\ntokens: {second: "#999999"}\n'
LOG = "case,activity,timestamp\nc-1,visit,2026-01-01\nc-1,order,2026-01-02\nc-2,visit,2026-01-03\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (
        ("shop.map.yaml", MAP),
        ("acme.svg", LOGO),
        ("acme.theme.yaml", THEME),
        ("log.csv", LOG),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def test_icons_are_listed_by_words_in_the_readers_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["icons", "سبد", "--language", "fa"]) == 0

    told = capsys.readouterr().out
    assert "shopping-cart" in told
    assert "خرید" in told


def test_icons_are_given_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["icons", "umbrella", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)[0] == {
        "name": "umbrella",
        "topic": "places",
        "words": ["insurance", "rain", "protection"],
    }


def test_nothing_found_is_said_and_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["icons", "zzzz"]) == 1

    assert "No icon has to do with “zzzz”." in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["svg", "png", "pptx"])
def test_icons_are_drawn_on_a_sheet(ending: str) -> None:
    assert main(["icons", "cart", "-o", f"icons.{ending}", "--theme", "acme.theme.yaml"]) == 0

    assert Path(f"icons.{ending}").stat().st_size > 1000


def test_a_theme_of_a_company_is_drawn_and_its_repairs_are_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["render", "shop.map.yaml", "--theme", "acme.theme.yaml", "-o", "map.svg"]) == 0

    told = capsys.readouterr().err
    assert "“second” was #999999" in told
    # What follows from the one colour was asked for by nobody.
    assert "planned" not in told
    drawn = Path("map.svg").read_text(encoding="utf-8")
    assert 'aria-label="Acme"' in drawn
    # The chevron of the first stage: the company's orange, darkened until white words stand out.
    assert load_theme("acme.theme.yaml").readable("#FF6A00") in drawn


def test_pictures_that_cannot_be_shown_are_said_while_drawing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["render", "shop.map.yaml", "-o", "map.svg"]) == 0

    told = capsys.readouterr().err
    assert "The picture “nowhere.png” cannot be shown" in told
    assert "The icon “mark” has no file “nowhere.svg” beside the map." in told


def test_answers_are_drawn_in_the_theme_as_well() -> None:
    words = ["ask", "drop-off", "log.csv", "--theme", "acme.theme.yaml", "-o", "funnel.svg"]

    assert main(words) == 0

    assert 'aria-label="Acme"' in Path("funnel.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"), [("nowhere.yaml", None), ("bad.yaml", "tokens: ["), ("odd.yaml", "inc: 1")]
)
def test_a_theme_that_cannot_be_read_is_told_without_a_trace(
    name: str, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")

    assert main(["render", "shop.map.yaml", "--theme", name, "-o", "map.svg"]) == 2

    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert told.strip()
    assert not Path("map.svg").exists()
