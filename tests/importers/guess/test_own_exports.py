"""
What we write ourselves is guessed back to the same steps and lanes when its ids are taken off.

A property over templates, samples and languages: the expected steps and lanes are the map's own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from touchline.document.read import journey_of, load
from touchline.exporters.pptx import Pptx
from touchline.exporters.xlsx import Xlsx
from touchline.importers import import_map
from touchline.importers.table import Table
from touchline.samples import INVENTED, SAMPLES
from touchline.scene.compose import compose
from touchline.templates import new_map

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.model.map import JourneyMap
    from touchline.model.text import LocalText

WANTED = [
    ("online_retail_uk", "en"),
    ("online_retail_uk", "fa"),
    ("invented_shop", "de"),
    ("purchase", "ms"),
    ("bank", "zh-Hant"),
]


def journey(name: str, language: str) -> JourneyMap:
    samples = {**SAMPLES, **INVENTED}
    if name in samples:
        return journey_of(load(samples[name].journey))
    return new_map(name, language=language)


def grid(made: JourneyMap, language: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    def said(text: LocalText) -> str:
        return " ".join(text.said(language, otherwise=made.language).split())

    stages = [
        (said(stage.name), [said(step.name) for step in stage.steps]) for stage in made.stages
    ]
    # Words at a curve that note no score, such as the ends of its axis, are notes beside it.
    return stages, [lane.kind for lane in made.lanes if lane.kind != "notes"]


@pytest.mark.filterwarnings("ignore:Sparkline")
@pytest.mark.parametrize(("name", "language"), WANTED)
def test_a_workbook_of_ours_without_its_ids_is_guessed_back(name, language, tmp_path: Path):
    made = journey(name, language)
    book = openpyxl.load_workbook(io.BytesIO(Xlsx(language=language).export(made)))
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            book.remove(sheet)
            continue
        for row in sorted(
            (n for n, one in sheet.row_dimensions.items() if one.hidden), reverse=True
        ):
            sheet.delete_rows(row)
        for letter in [name for name, one in sheet.column_dimensions.items() if one.hidden]:
            for cell in sheet[letter]:
                cell.value = None
    path = tmp_path / "map.xlsx"
    book.save(path)

    imported = import_map(path, format=Table(), language=language)

    assert grid(imported.journey, language) == grid(made, language)
    assert imported.understood is not None
    assert imported.understood.is_sure


@pytest.mark.parametrize(("name", "language"), [*WANTED[:2], ("bank", "zh-Hans"), *WANTED[2:]])
def test_a_poster_of_ours_is_guessed_back(name, language, tmp_path: Path):
    made = journey(name, language)
    path = tmp_path / "poster.pptx"
    path.write_bytes(Pptx().export(compose(made, language=language)))

    imported = import_map(path, language=language)

    assert grid(imported.journey, language) == grid(made, language)
    assert str(imported.journey.title) == made.title.said(language, otherwise=made.language)
