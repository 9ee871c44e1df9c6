"""
Posters and tables on slides; the expected maps are written by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.util import Emu

from tests.importers.guess.seen import PIXEL, deck, lanes, left, saved, shape, stages
from touchline.importers import import_map

if TYPE_CHECKING:
    from pathlib import Path

    from pptx.slide import Slide

ROWS = [
    ["", "Before", "", "After"],
    ["", "Look", "Ask", "Pay"],
    ["Actions", "reads", "calls", "taps"],
    ["Pain points", "", "waits", "fails"],
]


def add_table(slide: Slide, rows: list[list[str]], merged: tuple[int, int, int] | None) -> None:
    frame = slide.shapes.add_table(
        len(rows), len(rows[0]), Emu(0), Emu(PIXEL * 100), Emu(PIXEL * 800), Emu(PIXEL * 300)
    )
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            frame.table.cell(i, j).text = text
    if merged:
        head, first, last = merged
        frame.table.cell(head, first).merge(frame.table.cell(head, last))


def test_a_table_on_a_slide_is_read_with_its_merged_heads(tmp_path: Path):
    made, slide = deck()
    shape(slide, "How people rent", (0, 0, 400, 50))
    add_table(slide, ROWS, (0, 1, 2))

    imported = import_map(saved(made, tmp_path / "table.pptx"))

    assert str(imported.journey.title) == "How people rent"
    assert stages(imported) == [("Before", ["Look", "Ask"]), ("After", ["Pay"])]
    assert lanes(imported) == {
        "actions": {"Look": ["reads"], "Ask": ["calls"], "Pay": ["taps"]},
        "pain-points": {"Ask": ["waits"], "Pay": ["fails"]},
    }


def test_boxes_are_put_into_rows_and_columns_by_their_places(tmp_path: Path):
    made, slide = deck()
    shape(slide, "Renting a bike", (20, 5, 500, 40))
    shape(slide, "Persona: Jonas", (600, 8, 200, 30))
    for i, name in enumerate(("Find", "Ride", "Return")):
        shape(slide, name, (150 + 200 * i, 60, 190, 40), "335577")
    shape(slide, "Customer actions", (10, 120, 120, 60))
    shape(slide, "Emotions", (10, 220, 120, 60))
    shape(slide, "Opportunities", (10, 320, 120, 60))
    shape(slide, "Opens the map", (152, 122, 180, 40), "ffffcc")
    shape(slide, "Along the river", (355, 125, 180, 40), "ffffcc")
    shape(slide, "🙂", (160, 230, 40, 40))
    shape(slide, "😡 no stand free", (560, 228, 170, 40))
    shape(slide, "Show free stands", (352, 322, 380, 40), "ccffcc")

    imported = import_map(saved(made, tmp_path / "poster.pptx"))

    assert str(imported.journey.title) == "Renting a bike"
    assert [str(one.name) for one in imported.journey.personas] == ["Jonas"]
    assert stages(imported) == [("Journey", ["Find", "Ride", "Return"])]
    assert lanes(imported) == {
        "actions: Customer actions": {"Find": ["Opens the map"], "Ride": ["Along the river"]},
        "emotion: Emotions": {"Find": ["1"], "Return": ["-2 no stand free"]},
        "opportunities": {"Ride … Return": ["Show free stands"]},
    }
    assert left(imported) == []


def test_groups_count_with_the_size_at_which_they_are_shown(tmp_path: Path):
    made, slide = deck()
    shape(slide, "Look", (200, 0, 150, 40))
    shape(slide, "Pay", (400, 0, 150, 40))
    shape(slide, "Actions", (0, 100, 120, 40))
    shape(slide, "Thoughts", (0, 200, 120, 40))
    group = slide.shapes.add_group_shape()
    for text, x, y in (("reads", 200, 100), ("taps", 400, 100), ("hm", 200, 200)):
        box = group.shapes.add_textbox(*(Emu(PIXEL * one) for one in (2 * x, 2 * y, 300, 80)))
        box.text_frame.text = text
        box.fill.solid()
    # The group was drawn twice as large and is shown at half its size.
    group.left, group.top = Emu(PIXEL * 200), Emu(PIXEL * 100)
    group.width, group.height = Emu(PIXEL * 350), Emu(PIXEL * 140)

    imported = import_map(saved(made, tmp_path / "groups.pptx"))

    assert lanes(imported) == {
        "actions": {"Look": ["reads"], "Pay": ["taps"]},
        "thoughts": {"Look": ["hm"]},
    }


def test_slides_that_go_on_with_the_same_rows_are_joined(tmp_path: Path):
    made, slide = deck()
    add_table(slide, [["", "Look", "Ask"], ["Actions", "a", "b"], ["Thoughts", "c", "d"]], None)
    second = made.slides.add_slide(made.slide_layouts[6])  # type: ignore[attr-defined]
    add_table(second, [["", "Pay"], ["Actions", "e"], ["Thoughts", ""], ["Ideas", "f"]], None)

    imported = import_map(saved(made, tmp_path / "two.pptx"))

    assert stages(imported) == [("Journey", ["Look", "Ask", "Pay"])]
    assert lanes(imported) == {
        "actions": {"Look": ["a"], "Ask": ["b"], "Pay": ["e"]},
        "thoughts": {"Look": ["c"], "Ask": ["d"]},
        "opportunities: Ideas": {"Pay": ["f"]},
    }


def test_other_slides_are_told_and_can_be_chosen(tmp_path: Path):
    made, slide = deck()
    shape(slide, "Welcome to the workshop", (100, 100, 400, 80))
    second = made.slides.add_slide(made.slide_layouts[6])  # type: ignore[attr-defined]
    add_table(second, ROWS, None)

    imported = import_map(saved(made, tmp_path / "two.pptx"))

    assert [str(step.name) for step in imported.journey.steps] == ["Look", "Ask", "Pay"]
    assert [(found.name, found.values["text"]) for found in imported.left_out] == [
        ("left-out-sheet", "1")
    ]
