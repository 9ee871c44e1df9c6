"""
Cells of a workbook that were merged or parted come back as the steps that they span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importers.test_xlsx import Written, place, planned_shop, told
from touchline.document.edits import SetField
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.importers import Returned

# The reader does not know lines in cells and lists of choices, which are of no use here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path, planned_shop())


def spans(back: Returned, lane: str) -> list[tuple[str, str | None, list[str]]]:
    found = next(one for one in back.journey.lanes if one.id == lane)
    return [(cell.at, cell.through, [card.id for card in cell.cards]) for cell in found.cells]


def test_p16_a_cell_that_was_parted_stands_at_its_first_step(written: Written) -> None:
    sheet = written.sheet("Map")
    # The steps stand in the columns B (see), C (search) and D (pay).
    cell = place(sheet, "Compares two shops")
    sheet.unmerge_cells(f"{cell}:C{cell[1:]}")

    back = written.back()

    assert spans(back, "act")[0] == ("see", None, ["a1"])
    (edit,) = back.edits
    assert isinstance(edit, SetField)
    assert (edit.field, back.cell_of(edit)) == (("through",), f"Map!{cell}")
    assert back.left_out == ()


def test_a_parted_cell_lets_other_words_stand_beside_it(written: Written) -> None:
    sheet = written.sheet("Map")
    cell = place(sheet, "Compares two shops")
    sheet.unmerge_cells(f"{cell}:C{cell[1:]}")
    sheet[f"C{cell[1:]}"] = "Opens the first hit"

    back = written.back()

    (see, search, pay) = spans(back, "act")
    assert see == ("see", None, ["a1"])
    assert search[:2] == ("search", None)
    assert pay == ("pay", None, ["a2", "a3"])
    assert back.left_out == ()


def test_p16_a_cell_that_was_merged_with_empty_ones_spans_their_steps(written: Written) -> None:
    sheet = written.sheet("Map")
    cell = place(sheet, "The price comes late")
    sheet.merge_cells(f"{cell}:D{cell[1:]}")

    back = written.back()

    assert spans(back, "own-pain-points") == [("search", "pay", ["p1"])]
    assert [back.cell_of(edit) for edit in back.edits] == [f"Map!{cell}"]
    assert back.left_out == ()


def test_a_cell_whose_merge_begins_earlier_moves_there_with_its_cards(written: Written) -> None:
    sheet = written.sheet("Map")
    row = place(sheet, "The price comes late")[1:]
    # As spreadsheets do: the words of the one filled cell go to where the merged cell begins.
    sheet[f"B{row}"], sheet[f"C{row}"] = sheet[f"C{row}"].value, None
    sheet.merge_cells(f"B{row}:D{row}")

    back = written.back()

    assert spans(back, "own-pain-points") == [("see", "pay", ["p1"])]
    assert back.left_out == ()


def test_words_that_a_merge_swallows_are_told_as_taken_out(written: Written) -> None:
    sheet = written.sheet("Map")
    cell = place(sheet, "Compares two shops")
    row = cell[1:]
    sheet.unmerge_cells(f"B{row}:C{row}")
    sheet.merge_cells(f"B{row}:D{row}")

    back = written.back()

    assert spans(back, "act") == [("see", "pay", ["a1"])]
    assert {edit.edit for edit in back.edits} == {"set", "remove"}


def test_merges_that_are_no_cells_of_the_map_are_listed_and_change_nothing(
    written: Written,
) -> None:
    sheet = written.sheet("Map")
    pains = int(place(sheet, "The price comes late")[1:])
    # Over two lanes, and over the steps of two stages.
    sheet.merge_cells(f"B{pains}:B{pains + 1}")
    sheet.unmerge_cells("B3:C3")
    sheet["D3"] = None
    sheet.merge_cells("B3:D3")

    back = written.back()

    assert back.edits == ()
    assert sorted(told(back)) == [("merged", "Map!B3"), ("merged", f"Map!B{pains}")]
    assert all(one.told(tag) for one in back.left_out for tag in LANGUAGES)


def test_a_program_that_keeps_no_merged_cells_changes_nothing(written: Written) -> None:
    sheet = written.sheet("Map")
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))

    back = written.back()

    assert (back.edits, back.left_out) == ((), ())
