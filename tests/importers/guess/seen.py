"""
Maps that were guessed, as short as a hand can write them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
from pptx import Presentation
from pptx.util import Emu

from touchline.model.experience import Feeling, Touchpoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pptx.slide import Slide

    from touchline.importers import Imported
    from touchline.model.structure import Card

#: Pixels of a slide in its own unit.
PIXEL = 9_525


def stages(imported: Imported) -> list[tuple[str, list[str]]]:
    """
    Give each stage with its steps.
    """
    return [
        (str(stage.name), [str(step.name) for step in stage.steps])
        for stage in imported.journey.stages
    ]


def lanes(imported: Imported) -> dict[str, dict[str, list[str]]]:
    """
    Give what stands in each lane, by its kind, or its title where it has one, and by step.
    """
    journey = imported.journey
    names = {step.id: str(step.name) for step in journey.steps}
    found: dict[str, dict[str, list[str]]] = {}
    for lane in journey.lanes:
        cells = {
            names[cell.at] + (f" … {names[cell.through]}" if cell.through else ""): [
                _said(card) for card in cell.cards
            ]
            for cell in lane.cells
        }
        title = f": {lane.title}" if lane.title else ""
        found[f"{lane.kind}{title}"] = cells
    return found


def _said(card: Card) -> str:
    text = str(card.text)
    if isinstance(card, Feeling):
        return f"{card.score:g} {text}".strip()
    if isinstance(card, Touchpoint) and card.channel:
        return f"{text} @ {card.channel}"
    return text


def left(imported: Imported) -> list[str]:
    """
    Give what is left over.
    """
    return [str(found.values.get("text", found.name)) for found in imported.left_out]


def sure(imported: Imported) -> dict[str, bool]:
    """
    Say how sure each row is, by its heading.
    """
    assert imported.understood is not None
    return {row.heading: row.is_sure for row in imported.understood.rows}


def workbook(
    path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = (), name: str = "Map"
) -> Path:
    """
    Save a workbook of one sheet.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def shape(slide: Slide, text: str, box: tuple[int, int, int, int], fill: str = "") -> None:
    """
    Put a box with words on a slide, its place and size in pixels.
    """
    left_, top, width, height = (Emu(PIXEL * one) for one in box)
    made = slide.shapes.add_textbox(left_, top, width, height)
    made.text_frame.text = text
    if fill:
        made.fill.solid()
        from pptx.dml.color import RGBColor  # noqa: PLC0415 (only for boxes with a ground)

        made.fill.fore_color.rgb = RGBColor.from_string(fill)


def deck() -> tuple[object, Slide]:
    """
    Begin a presentation with one empty slide.
    """
    made = Presentation()
    return made, made.slides.add_slide(made.slide_layouts[6])


def saved(made: object, path: Path) -> Path:
    """
    Save a presentation.
    """
    content = io.BytesIO()
    made.save(content)  # type: ignore[attr-defined]
    path.write_bytes(content.getvalue())
    return path
