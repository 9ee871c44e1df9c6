"""
`touchline render` shows a part of a map, a saved view or a map in brief, and prints it on paper.
"""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from touchline.cli.main import main
from touchline.samples import INVENTED

MAP = """
touchline: 1
id: shop
title: Shop
channels: [{id: app}, {id: store, name: The store}]
stages:
  - id: buy
    name: Buy
    steps:
      - {id: look, name: I look}
      - {id: order, name: I order}
  - id: use
    name: Use
    steps: [{id: unpack, name: I unpack}]
lanes:
  - id: meet
    kind: touchpoints
    cells:
      - {at: look, department: Sales, cards: [{id: t1, text: Shop window, channel: store}]}
      - {at: order, cards: [{id: t2, text: Basket, channel: app}]}
views:
  - id: buying
    name: Buying
    only: {stages: [buy]}
    collapse: {lanes: all}
    style: flow
    theme: dark
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def test_a_part_is_shown_and_the_rest_is_counted(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--only", "channel=The store"]) == 0

    told = capfd.readouterr()
    assert "Left out: 1 stage, 2 steps and 1 entry." in told.err
    assert "Left out: 1 stage, 2 steps and 1 entry." in told.out
    assert "Only – channel: The store" in told.out
    assert "Basket" not in told.out


def test_filters_work_together(capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["--only", "stage=buy", "--only", "text=basket", "--department", "Sales"]

    assert main(["render", "shop.map.yaml", *asked]) == 2
    assert main(["render", "shop.map.yaml", *asked[:4], "--to", "md"]) == 0

    told = capfd.readouterr()
    assert "Nothing of the map would be left." in told.err
    assert "Basket" in told.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--only", "channel=phone"], "app, store"),
        (["--only", "colour=red"], "channel=CHANNEL"),
        (["--collapse", "stage=sell"], "buy, use"),
        (["--collapse", "everything"], "stages"),
        (["--view", "selling"], "buying"),
        (["--paper", "a12"], "a4"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(
    asked: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", "shop.map.yaml", *asked, "-o", "made.pdf"]) == 2

    assert told in capfd.readouterr().err
    assert not Path("made.pdf").exists()


def test_stages_and_lanes_are_shown_in_brief(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--collapse", "stages", "--collapse", "lanes"]) == 0

    told = capfd.readouterr().out
    assert ">2 steps<" in told
    assert "Shop window" not in told


def test_a_saved_view_brings_its_style_unless_another_is_asked_for(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["render", "shop.map.yaml", "--view", "Buying"]) == 0
    viewed = capfd.readouterr().out
    assert main(["render", "shop.map.yaml", "--view", "buying", "--style", "grid"]) == 0
    grid = capfd.readouterr().out

    assert "Shop · Buying" in viewed
    assert 'data-role="lane"' in grid
    assert viewed != grid


def test_saved_views_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "shop.map.yaml", "views", "--json"]) == 0

    rows = json.loads(capfd.readouterr().out)["rows"]
    assert rows == [
        {
            "view": "buying",
            "title": "Buying",
            "shown": ["stage=buy"],
            "collapsed": ["lanes"],
            "style": "flow",
            "theme": "dark",
        }
    ]


def test_a_map_goes_over_several_sheets(capfd: pytest.CaptureFixture[str]) -> None:
    made = ["render", "shop.map.yaml", "--tiled", "--paper", "a5", "-o", "wall.pdf"]

    assert main(made) == 0

    n = len(pypdfium2.PdfDocument("wall.pdf"))
    assert n > 2
    assert f"{n - 1} sheets A5, an overview first." in capfd.readouterr().err


def test_small_letters_are_told(capfd: pytest.CaptureFixture[str]) -> None:
    large = str(INVENTED["invented_shop"].journey)

    assert main(["render", large, "--paper", "a4", "-o", "small.pdf"]) == 0

    told = capfd.readouterr().err
    assert "the smallest letters are" in told
    assert "The map is large: 12 steps" in told


def test_an_empty_map_is_drawn_and_its_emptiness_is_told(
    capfd: pytest.CaptureFixture[str],
) -> None:
    Path("empty.map.yaml").write_text("touchline: 1\nid: empty\ntitle: Empty\n", "utf-8")

    for style in ("grid", "cycle", "flow"):
        assert main(["render", "empty.map.yaml", "--style", style, "-o", "empty.svg"]) == 0
        assert "The map has no steps yet" in capfd.readouterr().err

    assert Path("empty.svg").stat().st_size > 0


@pytest.mark.parametrize("asked", [["--paper", "a4"], ["--tiled"]])
def test_paper_means_nothing_to_a_picture_on_screen(
    asked: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", "shop.map.yaml", *asked, "-o", "shop.png"]) == 2

    told = capfd.readouterr().err
    assert f"{asked[0]} has no meaning for the format png." in told
    assert "--to pdf" in told
