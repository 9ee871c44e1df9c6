"""
`touchline import --onto` takes what a workbook changed, and leaves the file as people wrote it.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import openpyxl
import pytest

from touchline.cli.main import main

MAP = """\
# The shop, as the team keeps it.
touchline: 1
id: shop
title: "The shop"
stages: [{id: buying, name: Buying, steps: [{id: find, name: Find}]}]
lanes:
  # In their own words.
  - id: said
    kind: thoughts
    cells:
      - at: find
        cards:
          - id: slow   # asked every month
            text: "Where is it?"
"""


@pytest.mark.parametrize("output", [None, "shop.map.yaml", "other.map.yaml"])
def test_only_the_words_that_were_changed_in_the_table_change_in_the_file(
    output: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.map.yaml").write_text(MAP, encoding="utf-8")
    assert main(["render", "shop.map.yaml", "-o", "shop.xlsx"]) == 0
    book = openpyxl.load_workbook("shop.xlsx")
    (cell,) = (
        cell for row in book["Map"].iter_rows() for cell in row if "Where is it" in str(cell.value)
    )
    cell.value = "“Where on earth is it?”"
    book.save("shop.xlsx")

    target = [] if output is None else ["-o", output]
    code = main(["import", "shop.xlsx", "--onto", "shop.map.yaml", *target])

    written = Path(output or "shop.map.yaml").read_text(encoding="utf-8")
    changed = [
        line
        for line in difflib.ndiff(MAP.splitlines(), written.splitlines())
        if line.startswith(("+ ", "- "))
    ]
    assert code == 0
    assert [line.split("text: ")[1] for line in changed] == [
        '"Where is it?"',
        '"Where on earth is it?"',
    ]
    if output == "other.map.yaml":
        assert Path("shop.map.yaml").read_text(encoding="utf-8") == MAP
