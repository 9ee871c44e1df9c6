"""
Tables of a part of a map carry that part alone, and change nothing else when they come back.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.exporters.maps import card, say
from tests.importers.test_xlsx import place, planned_shop
from touchline.document.carried import MARK, unpacked
from touchline.document.closed import plain
from touchline.document.edits import RemoveItem, SetField
from touchline.document.standing import standing
from touchline.document.views import look
from touchline.exporters import exporter_for
from touchline.i18n import LANGUAGES
from touchline.importers import bring_back, import_map
from touchline.importers._workbook.errors import UnreadableWorkbook
from touchline.model.experience import Opportunity, PainPoint
from touchline.model.structure import Cell, Lane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from touchline.model.map import JourneyMap

# The reader does not know lines in cells and lists of choices, which are of no use here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

FORMATS = ("xlsx", "csv")
#: What is asked for, by what is left out of the shop's map, and what is not told of that.
PARTS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "a stage": (("stage=Buy",), None),
    "a lane": (("lane=act",), None),
    "a department": ((), "Shipping"),
}
UNTOLD = "Sales knows of the discount"


def shop() -> JourneyMap:
    """
    Give the shop's map two departments, of which one answers what hurts the other.
    """
    journey = planned_shop()
    pains = (PainPoint(id="secret", text=say(UNTOLD), severity=3, department="Sales"),)
    chances = (
        Opportunity(id="ship", text=say("Ship faster"), answers=("secret",), department="Shipping"),
    )
    packs = (card("packs", "Packs the parcel", department="Shipping"),)
    cells = {"pain-points": ("see", pains), "opportunities": ("pay", chances)}
    more = [
        Lane(id=f"more-{kind}", kind=kind, cells=(Cell(at=at, cards=cards),))
        for kind, (at, cards) in cells.items()
    ]
    act, *rest = journey.lanes
    cells_ = (*act.cells[:1], act.cells[1].model_copy(update={"cards": packs + act.cells[1].cards}))
    lanes = (act.model_copy(update={"cells": cells_}), *rest, *more)
    found: JourneyMap = journey.model_copy(update={"lanes": lanes})
    return found


def written(form: str, file: Path, part: JourneyMap) -> Path:
    file = file / f"part.{form}"
    file.write_bytes(exporter_for(form).export(part))
    return file


def words_of(file: Path) -> str:
    """
    Give all that a file holds, what it packs and hides included.
    """
    if file.suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(file.read_text())))
        packed = json.loads(rows[0]["more"])["part"]
        return file.read_text() + str(unpacked([packed]))
    book = openpyxl.load_workbook(file)
    texts = [str(cell.value) for cell in book.worksheets[-1]["A"]]
    assert texts[0].startswith(MARK)
    with zipfile.ZipFile(file) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist())
    return parts + str(unpacked(texts[1:]))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("asked", PARTS)
def test_a_part_that_nobody_touched_changes_nothing_and_tells_nothing_else(
    form: str, asked: str, tmp_path: Path
) -> None:
    only, department = PARTS[asked]
    file = written(form, tmp_path, look(shop(), *only, department=department))

    back = bring_back(file, shop())

    assert (back.edits, back.conflicts, back.left_out) == ((), (), ())
    assert UNTOLD in str(plain(shop()))
    assert UNTOLD not in words_of(file)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("collapse", ["stages", "lanes", "stage=Find"])
def test_what_was_collapsed_comes_back_whole_and_stays_open(
    form: str, collapse: str, tmp_path: Path
) -> None:
    file = written(form, tmp_path, look(shop(), collapse=[collapse]))

    back = bring_back(file, shop())

    assert (back.edits, back.left_out) == ((), ())
    assert plain(back.journey) == plain(shop())


def test_p16_a_changed_cell_of_a_part_is_changed_in_the_whole_map(tmp_path: Path) -> None:
    file = written("xlsx", tmp_path, look(shop(), "stage=Buy"))
    book = openpyxl.load_workbook(file)
    sheet = book["Map"]
    at = place(sheet, "Pays")
    sheet[at] = str(sheet[at].value).replace("Pays", "Pays by card")
    book.save(file)

    back = bring_back(file, shop())

    (edit,) = back.edits
    assert isinstance(edit, SetField)
    assert (str(edit.at), edit.value, back.cell_of(edit)) == (
        "step:pay/lane:act/card:a3",
        "Pays by card",
        f"Map!{at}",
    )


def saved(file: Path, rows: Iterable[dict[str, str]]) -> None:
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(text.getvalue())


def test_p16_rows_of_a_part_are_changed_and_taken_out_in_the_whole_map(tmp_path: Path) -> None:
    file = written("csv", tmp_path, look(shop(), "stage=Buy"))
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    for row in rows:
        row["text"] = row["text"].replace("Pays", "Pays by card")
    saved(file, (row for row in rows if row["id"] != "packs"))

    back = bring_back(file, shop())

    assert {(edit.edit, back.cell_of(edit)[:1]) for edit in back.edits} >= {("set", "E")}
    assert [edit.item["id"] for edit in back.edits if isinstance(edit, RemoveItem)] == ["packs"]
    assert len(back.edits) == 2
    assert UNTOLD in str(plain(back.journey))


def test_the_whole_map_may_change_while_a_part_of_it_is_away(tmp_path: Path) -> None:
    file = written("csv", tmp_path, look(shop(), "stage=Buy"))
    now = shop().model_copy(update={"title": say("Another title")})

    back = bring_back(file, now)

    assert (back.edits, back.conflicts) == ((), ())


def test_a_part_alone_is_a_map_of_its_own(tmp_path: Path) -> None:
    part = look(shop(), "stage=Buy")

    for form in FORMATS:
        assert plain(import_map(written(form, tmp_path, part)).journey) == standing(part)


def test_a_part_too_large_for_a_cell_is_refused_instead_of_taken_for_the_whole(
    tmp_path: Path,
) -> None:
    file = written("csv", tmp_path, look(shop(), "stage=Buy"))
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    rows[0]["more"] = json.dumps(json.loads(rows[0]["more"]) | {"part": ""})
    saved(file, rows)

    with pytest.raises(UnreadableWorkbook) as caught:
        bring_back(file, shop())

    told = [(caught.value.problem(tag), caught.value.hint(tag)) for tag in LANGUAGES]
    assert told[0] == (
        "The table holds so large a part of a map that it does not carry how that part was.",
        "write the part as .xlsx and change that, or write the whole map as .csv",
    )
    assert len(set(told)) == len(LANGUAGES)
