"""
Workbooks that are broken, protected or hostile are told apart and never run.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl.workbook import Workbook

from tests.exporters.maps import shop_map
from touchline.exporters.xlsx import Xlsx
from touchline.i18n import LANGUAGES
from touchline.importers import bring_back, import_map
from touchline.importers._workbook.errors import UnreadableWorkbook
from touchline.importers._workbook.opened import MOST_ROWS, open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def ours() -> bytes:
    return Xlsx().export(shop_map())


def with_part(name: str, content: bytes, *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """
    Put another part into a workbook of ours.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ours())) as old,
        zipfile.ZipFile(packed, "w", packing) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return packed.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
FAULTS: dict[str, Callable[[], bytes]] = {
    "old_or_locked": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "broken": lambda: ours()[:-400],
    "bomb": lambda: with_part("xl/media/image1.png", bytes(40_000_000)),
    "entities": lambda: with_part("xl/worksheets/sheet1.xml", ENTITIES),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_workbook_that_nobody_should_open_says_why_in_every_language(
    fault: str, tmp_path: Path
) -> None:
    file = tmp_path / "map.xlsx"
    file.write_bytes(FAULTS[fault]())

    with pytest.raises(UnreadableWorkbook) as caught:
        bring_back(file, shop_map())

    assert caught.value.values["reason"] == fault
    assert caught.value.at == str(file)
    assert len({caught.value.problem(tag) for tag in LANGUAGES}) == len(LANGUAGES)
    assert all(caught.value.hint(tag) for tag in LANGUAGES)


def test_what_is_carried_cannot_be_forged_by_half(tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "map.xlsx"
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "touchline:1", "eJxLSQUAAjoBJA=="
    book.save(file)

    with pytest.raises(UnreadableWorkbook) as caught:
        bring_back(file, shop_map())

    assert caught.value.values["reason"] == "marks"


def test_macros_and_links_are_left_alone_and_said(tmp_path: Path) -> None:
    file = tmp_path / "map.xlsm"
    file.write_bytes(with_part("xl/vbaProject.bin", b"Sub Auto_Open()"))

    back = bring_back(file, shop_map())

    assert back.edits == ()
    assert [one.name for one in back.left_out] == ["macros"]
    assert all(back.left_out[0].told(tag) for tag in LANGUAGES)


def test_a_million_empty_rows_are_not_walked_through(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"/>' % i for i in range(1, 1_000_001))
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    sheet = head + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    file = tmp_path / "map.xlsx"
    file.write_bytes(with_part("xl/worksheets/sheet1.xml", sheet))

    book = open_workbook(file)

    # Reading stops early and says so.
    assert book.pages[0].rows == ()
    assert book.pages[0].is_cut
    assert MOST_ROWS < 1_000_000


def test_a_text_by_the_name_of_a_workbook_is_read_as_a_table(tmp_path: Path) -> None:
    file = tmp_path / "map.xlsx"
    file.write_text("Day\n;Look;Pay\nActions;reads;pays\n", "utf-8")

    assert [str(step.name) for step in import_map(file).journey.steps] == ["Look", "Pay"]
