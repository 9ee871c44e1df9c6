"""
The sheets of a workbook as tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.importers._guess.faults import UnreadableTable
from touchline.importers._guess.table import MOST_COLUMNS, MOST_ROWS, Entry, Table, cleaned

if TYPE_CHECKING:
    from touchline.importers._workbook.opened import Opened, Page


def sheets_of(book: Opened, *, at: str) -> list[Table]:
    """
    Make a table of each sheet in which something stands.

    Args:
        book: The workbook.
        at: The file, for messages.

    Returns:
        The tables in the order of the sheets.

    Raises:
        UnreadableTable: A sheet holds more than a map ever does.
    """
    return [_table(page, at) for page in book.pages if any(map(any, page.rows))]


def _table(page: Page, at: str) -> Table:
    filled = [i for i, row in enumerate(page.rows) if any(one not in (None, "") for one in row)]
    if len(filled) > MOST_ROWS or page.width > MOST_COLUMNS:
        most = MOST_ROWS if len(filled) > MOST_ROWS else MOST_COLUMNS
        count = max(len(filled), page.width)
        raise UnreadableTable.since("too_large", at=f"{at}:{page.name}", text=f"{count} > {most}")
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    last = filled[-1] if filled else -1
    for top, left, bottom, right in page.merged:
        # A merge may claim the whole sheet; only what the table reaches counts.
        low, far = min(bottom, last), min(right, page.width - 1)
        if low < top or far < left:
            continue
        spans[top, left] = (far - left + 1, low - top + 1)
        covered |= {(i, j) for i in range(top, low + 1) for j in range(left, far + 1)}
    rows = []
    for i in range(last + 1):
        row = []
        for j in range(page.width):
            is_hidden = (i, j) in covered and (i, j) not in spans
            across, down = spans.get((i, j), (1, 1))
            text = "" if is_hidden else cleaned(page.text(i, j))
            row.append(Entry(text, page.address(i, j), across, down))
        rows.append(tuple(row))
    return Table(name=page.name, rows=tuple(rows))
