"""
`touchline metrics` takes figures from a table and leaves the rest of the file as people wrote it.
"""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

MAP = """\
# The shop, as the team keeps it.
touchline: 1
id: shop
title: "The shop"
stages: [{id: buying, name: Buying, steps: [{id: find, name: Find}]}]
lanes:
  # What we count.
  - id: figures
    kind: metrics
    cells:
      - at: find
        cards:
          - id: speed   # asked every month
            text: Answered within a day
            readings:
              - {date: 2026-01-31, value: 0.5}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    rows = "metric,step,date,value\nspeed,find,2026-02-28,0.6\nspeed,find,2026-01-31,0.4\n,,,3\n"
    (tmp_path / "figures.csv").write_text(rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def test_only_the_lines_of_the_figures_change(folder: Path) -> None:
    code = main(["metrics", "shop.map.yaml", "figures.csv", "-o", "shop.map.yaml"])

    text = (folder / "shop.map.yaml").read_text(encoding="utf-8")
    changed = [
        line
        for line in difflib.ndiff(MAP.splitlines(), text.splitlines())
        if line.startswith(("+ ", "- "))
    ]
    assert code == 0
    assert "2026-02-28" in text
    assert all("readings" in line or "date" in line for line in changed)


def test_what_was_replaced_and_dropped_is_told(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["metrics", str(folder / "shop.map.yaml"), "figures.csv", "-o", "new.map.yaml"])

    told = capfd.readouterr().err
    assert "1 value added, 0 there before; no metric is new." in told
    assert "0.5 became 0.4" in told
    assert "1 row was not taken: the metric is not named (row 4)." in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("folder")
def test_it_is_told_in_every_language(
    language: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}.get(language, language)
    monkeypatch.setenv("LC_ALL", f"{tag}.UTF-8")

    code = main(["metrics", "shop.map.yaml", "figures.csv"])

    shown = capfd.readouterr()
    assert code == 0
    assert shown.out.startswith("# The shop, as the team keeps it.")
    assert len(shown.err.splitlines()) == 3


@pytest.mark.usefixtures("folder")
def test_scripts_get_what_became_of_the_rows(capfd: pytest.CaptureFixture[str]) -> None:
    main(["metrics", "shop.map.yaml", "figures.csv", "--json"])

    record = json.loads(capfd.readouterr().out)
    assert (record["added"], record["dropped"]) == (1, {"no-metric": [4]})
    assert record["replaced"][0]["becomes"] == 0.4


@pytest.mark.usefixtures("folder")
def test_a_table_that_is_not_there_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["metrics", "shop.map.yaml", "nothing.csv"])

    assert code == 2
    assert "nothing.csv" in capfd.readouterr().err
