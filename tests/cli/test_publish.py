"""
`touchline publish` wants scenario, goal and a primary persona first (R-020, R-021).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

READY = """\
# Our first map.
touchline: 1
id: order
title: A first order
goal: A present that arrives in time   # said by nine of ten
scenario: Lea needs a present by Friday.
objective: {statement: More first orders}
personas:
  - {id: lea, name: Lea, primary: true}
  - {id: tom, name: Tom}
stages: [{id: all, name: All, steps: [{id: find, name: Find}]}]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "order.map.yaml"
    path.write_text(READY, encoding="utf-8")
    return path


def test_a_map_that_says_enough_is_published_and_keeps_its_text(file: Path) -> None:
    code = main(["publish", str(file)])

    text = file.read_text(encoding="utf-8")
    assert code == 0
    assert text.replace("status: published\n", "") == READY
    assert text != READY


def test_it_is_taken_back_without_a_trace(file: Path) -> None:
    main(["publish", str(file)])

    code = main(["publish", "--draft", str(file)])

    assert code == 0
    assert file.read_text(encoding="utf-8") == READY


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("goal: A present that arrives in time   # said by nine of ten\n", "goal is missing"),
        ("scenario: Lea needs a present by Friday.\n", "The scenario is missing"),
        (", primary: true", "None of the personas is primary"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_written(
    without: str, said: str, file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lacking = READY.replace(without, "")
    file.write_text(lacking, encoding="utf-8")

    code = main(["publish", str(file)])

    assert code == 1
    assert said in capfd.readouterr().out
    assert file.read_text(encoding="utf-8") == lacking


def test_scripts_get_the_reasons_as_json(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file.write_text(READY.replace("scenario", "# scenario"), encoding="utf-8")

    code = main(["publish", str(file), "--json"])

    record = json.loads(capfd.readouterr().out)
    assert code == 1
    assert record["status"] == "draft"
    assert [reason["name"] for reason in record["reasons"]] == ["no-scenario"]
