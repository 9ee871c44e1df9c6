"""
A workbook of ours, and what people changed in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.document.carried import MARK, NothingCarried, unpacked
from touchline.document.faults import UnreadableMap
from touchline.document.read import build, journey_of
from touchline.importers._workbook.draft import made
from touchline.importers._workbook.errors import UnreadableWorkbook
from touchline.importers._workbook.grid import grid_of
from touchline.importers._workbook.opened import note
from touchline.importers._workbook.said import plain_words
from touchline.importers._workbook.tables import COLUMNS, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.carried import Carried
    from touchline.importers._workbook.draft import Work
    from touchline.importers._workbook.opened import Opened, Page
    from touchline.model.map import JourneyMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """
    A workbook that was read back.

    Args:
        base: The map that it was made from.
        journey: The same with the changes that people made.
        cells: Where each thing was changed, by what it is, its id and its field.
        left_out: What was not taken, with its cell.
    """

    base: JourneyMap
    journey: JourneyMap
    cells: dict[tuple[str, str, str], str]
    left_out: tuple[Diagnostic, ...]


def carried_by(book: Opened, *, at: str) -> Carried | None:
    """
    Find what a workbook carries.

    Args:
        book: The workbook.
        at: The file, for messages.

    Returns:
        What it carries; None for a workbook that we did not make.

    Raises:
        UnreadableWorkbook: What it carries was changed, or comes from a later version.
    """
    for page in book.pages:
        first = page.text(0, 0)
        if first.startswith(MARK) and first.removeprefix(MARK).isdecimal():
            try:
                return unpacked(page.text(row, 0) for row in range(1, len(page.rows)))
            except NothingCarried as reason:
                raise UnreadableWorkbook.found("marks", at=at) from reason
    return None


def read_back(book: Opened, carried: Carried, *, at: str) -> Back:
    """
    Find what people changed in a workbook.

    Args:
        book: The workbook.
        carried: What it carries.
        at: The file, for messages.

    Returns:
        The map with the changes.

    Raises:
        UnreadableWorkbook: What it carries is no map.
    """
    try:
        base = journey_of(build(carried.map))
    except UnreadableMap as reason:
        raise UnreadableWorkbook.found("marks", at=at) from reason
    left = list(book.notes)
    works = list(_works(book, carried, left, at))
    journey, draft = made(carried.map, carried.language, works)
    told = {(one.path, one.key, str(one.values)): one for one in (*left, *draft.left)}
    return Back(base=base, journey=journey, cells=draft.cells, left_out=tuple(told.values()))


def _works(book: Opened, carried: Carried, left: list[Diagnostic], at: str) -> Iterator[Work]:
    """
    Walk over the changes of all sheets, and note what was found beside them.
    """
    marks = {name: (page, place) for page in book.pages for name, place in _marks(page)}
    for page in book.pages:
        left += [note("formula", page.address(row, column)) for row, column in sorted(page.unknown)]
    if "map" in marks:
        page, place = marks["map"]
        grid = grid_of(page, carried, place)
        works = list(grid.works())
        left += grid.left
        yield from works
    else:
        left.append(note("no-sheet", at, name="Map"))
    for name in carried.tables:
        if name not in COLUMNS:
            continue
        if name not in marks:
            left.append(note("no-sheet", at, name=name))
            continue
        reader = table_of(name, *marks[name][:1], carried, marks[name][1])
        left += reader.left
        yield from reader.works()
    if "about" in marks:
        left += _about(marks["about"][0], carried)
    known = {id(page) for page, _ in marks.values()}
    for page in book.pages:
        is_ours = id(page) in known or page.text(0, 0).startswith(MARK)
        if not is_ours and any(any(row) for row in page.rows):
            left.append(note("sheet", page.address(0, 0), name=page.name))


def _about(page: Page, carried: Carried) -> Iterator[Diagnostic]:
    """
    Find what was written on the sheet that only tells.
    """
    known = {plain_words(one) for one in carried.about}
    for i, row in enumerate(page.rows):
        for j in range(len(row)):
            text = page.text(i, j)
            if text and not text.startswith(MARK) and plain_words(text) not in known:
                yield note("derived", page.address(i, j), text=text)


def _marks(page: Page) -> Iterator[tuple[str, tuple[int, int]]]:
    for i, row in enumerate(page.rows):
        for j, value in enumerate(row):
            if isinstance(value, str) and value.startswith(MARK):
                name = value.removeprefix(MARK)
                if name and not name.isdecimal():
                    yield name, (i, j)
