"""
Workbooks: ours with what was changed in them, and those of others as tables that are guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.importers import Imported, Importer
from touchline.importers._returned import Returned, returned
from touchline.importers._workbook.back import carried_by, read_back
from touchline.importers._workbook.errors import OtherMap, UnreadableWorkbook
from touchline.importers._workbook.opened import open_workbook
from touchline.importers.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.importers._workbook.back import Back
    from touchline.model.map import JourneyMap


class Xlsx(Importer):
    """
    Workbooks that were written from a map, with every change that people made in them.

    A hidden sheet holds the map as it was, so that a name, a score, an owner, a row or a column
    that was changed is known from what was not. A workbook that carries no map is read as a table
    whose rows and columns are guessed.
    """

    name: ClassVar[str] = "xlsx"
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm")

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Refuse a text: a workbook is none.
        """
        del text, language
        raise UnreadableWorkbook.found("no_workbook", at=at)

    def read_file(self, file: Path, *, language: str = "en") -> Imported:
        """
        Make a map from a workbook.
        """
        try:
            back = _back(file)
        except UnreadableWorkbook as fault:
            if fault.values.get("reason") != "no_workbook":
                raise
            # Some programs call a text by the ending of workbooks.
            back = None
        if back is None:
            return Table().read_file(file, language=language)
        return Imported(back.journey, back.left_out)

    def read_back(self, file: Path, onto: JourneyMap) -> Returned:
        """
        Bring what was changed in a workbook into the map that it was made from.
        """
        back = _back(file)
        if back is None:
            raise UnreadableWorkbook.found("foreign", at=str(file))
        if back.base.id != onto.id:
            raise OtherMap.than(str(back.base.title), str(onto.title), at=str(file))
        return returned(back.base, back.journey, onto, cells=back.cells, left_out=back.left_out)


def _back(file: Path) -> Back | None:
    book = open_workbook(file)
    carried = carried_by(book, at=str(file))
    return None if carried is None else read_back(book, carried, at=str(file))
