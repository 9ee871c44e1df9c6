"""
`touchline compare` tells or draws two maps side by side (P19).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

TODAY = """\
touchline: 1
id: today
title: Today
stages: [{id: buying, name: Buying, steps: [{id: pay, name: Pay}, {id: wait, name: Wait}]}]
lanes:
  - {id: mood, kind: emotion, cells: [{at: pay, cards: [{id: e1, score: -0.5}]}]}
"""
SOON = """\
touchline: 1
id: soon
title: Soon
stages: [{id: buying, name: Buying, steps: [{id: one-tap, name: One tap}]}]
lanes:
  - {id: mood, kind: emotion, cells: [{at: one-tap, cards: [{id: e1, score: 0.5}]}]}
links:
  - {id: l1, kind: as-is, map: today.map.yaml, step: one-tap, their_step: pay}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "today.map.yaml").write_text(TODAY, encoding="utf-8")
    (tmp_path / "soon.map.yaml").write_text(SOON, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def test_a_link_between_the_files_brings_steps_together(
    capfd: pytest.CaptureFixture[str],
) -> None:
    main(["compare", "today.map.yaml", "soon.map.yaml", "--json"])

    record = json.loads(capfd.readouterr().out)
    pairs = [(step["left"], step["right"], step["found_by"]) for step in record["steps"]]
    assert pairs == [("pay", "one-tap", "link"), ("wait", None, None)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_differences_are_told_in_every_language(
    language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["compare", "today.map.yaml", "soon.map.yaml", "--language", language])

    lines = capfd.readouterr().out.splitlines()
    # By hand: two titles, a gap, head and rule, then title, renamed, feeling and the step gone.
    assert code == 0
    assert len(lines) == 9


def test_equal_maps_are_said_to_be_equal(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["compare", "today.map.yaml", "today.map.yaml"])

    assert code == 0
    assert "Both maps say the same." in capfd.readouterr().out


@pytest.mark.parametrize("form", ["svg", "png", "html", "pdf"])
def test_a_picture_of_both_is_written_by_its_ending(form: str, folder: Path) -> None:
    code = main(["compare", "today.map.yaml", "soon.map.yaml", "-o", f"both.{form}"])

    assert code == 0
    assert (folder / f"both.{form}").stat().st_size > 1000


def test_a_map_that_is_not_there_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["compare", "today.map.yaml", "son.map.yaml"])

    assert code == 2
    assert "soon.map.yaml" in capfd.readouterr().err
