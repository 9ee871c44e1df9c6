"""
Tables of a workbook: headed columns in which numbers are numbers and days are days.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from touchline.document.carried import MARK, CarriedTable
from touchline.exporters._markup import web_link
from touchline.exporters._xlsx.book import area, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.exporters._xlsx.book import Book, Sheet

_SECONDS_A_DAY = 86_400
#: From so many seconds on, times are shown in days.
_LONG = 2 * _SECONDS_A_DAY
#: Beyond so many characters a spreadsheet refuses a link.
_LONGEST_LINK = 2_000
#: How numbers are shown, by what they count.
_FORMATS = {
    "share": "0.0%",
    "seconds": "[h]:mm:ss",
    "days": "0.0",
    "customers": "#,##0",
    "events": "#,##0",
}
_DAY = "yyyy-mm-dd"
#: What the button of the filter covers at the end of a head, in pixels.
_BUTTON = 20
#: A table needs at least so many rows before filtering it is of use.
_FILTERED = 3
#: Choices are offered for so many rows that somebody may add.
_FURTHER_ROWS = 200
#: Spreadsheets take no longer list of choices.
_LONGEST_CHOICE = 255


@dataclass(frozen=True, slots=True)
class Amount:
    """
    A number that knows what it counts.

    Args:
        value: The number.
        unit: `share`, `seconds`, `days` (seconds that are shown as days), `customers`, `events`;
            anything else is a plain number.
    """

    value: float
    unit: str = "number"


@dataclass(frozen=True, slots=True)
class Web:
    """
    A link as the map states it; what leads to no page or mailbox is written as words.
    """

    href: str


@dataclass(frozen=True, slots=True)
class Trend:
    """
    A line drawn inside a cell.

    Args:
        sheet: The name of the sheet that holds its values.
        first: The first row of the values.
        last: The last row.
        column: Their column.
    """

    sheet: str
    first: int
    last: int
    column: int


#: What a cell of a table holds.
Value: TypeAlias = "str | Amount | dt.date | Web | Trend | None"


@dataclass(frozen=True, slots=True)
class Head:
    """
    A column of a table.

    Args:
        title: What it is called.
        width: How wide it is, in pixels.
        key: What it holds, whatever the language of its title.
        is_open: It is there to be filled in, and stays when nothing stands in it.
        choices: The words among which a cell chooses.
    """

    title: str
    width: int = 110
    key: str = ""
    is_open: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    What one sheet holds.

    Args:
        title: What the sheet is called.
        holds: What is to be found on it, in a sentence.
        hue: The place of its colour among those of the stages.
        name: What it is known by, whatever the language of its title.
        heads: Its columns.
        rows: Its rows, each with a value for every column.
        keys: What each row is about, as those that read the file back know it.
    """

    title: str
    holds: str
    hue: int
    name: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    keys: tuple[str, ...]


def amount(value: float | None, unit: str = "number") -> Amount | None:
    """
    Give a number its unit.

    Args:
        value: The number, or None.
        unit: What it counts.

    Returns:
        The number with its unit; None for none and for what is not finite.
    """
    return None if value is None or not math.isfinite(value) else Amount(value, unit)


def unit_of(unit: str, *values: float | None) -> str:
    """
    Choose the unit in which the numbers of a row are shown.

    Args:
        unit: What they count.
        *values: The numbers.

    Returns:
        `days` for long times, which nobody reads in hours; else the unit itself.
    """
    longest = max((abs(value) for value in values if value is not None), default=0.0)
    return "days" if unit == "seconds" and longest >= _LONG else unit


def write_table(book: Book, table: Table) -> str:
    """
    Write a table as a sheet; columns in which nothing stands are left out.

    Args:
        book: The workbook.
        table: The table.

    Returns:
        The name of the sheet.
    """
    theme = book.theme
    hue = theme.readable(theme.stage_hue(table.hue))
    sheet = book.sheet(table.title, hue)
    kept = [
        i
        for i, head in enumerate(table.heads)
        if head.is_open or any(_says(row[i]) for row in table.rows)
    ]
    heads = [_wide_enough(book, table.heads[i]) for i in kept]
    numbers = frozenset(
        at for at, i in enumerate(kept) if any(isinstance(row[i], Amount) for row in table.rows)
    )
    _write_heads(sheet, heads, hue, numbers)
    for at, row in enumerate(table.rows, start=1):
        values = [row[i] for i in kept]
        _write_row(sheet, at, values, heads)
    sheet.marks(len(heads), [MARK + table.name, *table.keys])
    book.tables[table.name] = CarriedTable(
        heads={head.key: head.title for head in heads},
        rows={
            key: {head.key: _carried(row[i]) for head, i in zip(heads, kept, strict=True)}
            for key, row in zip(table.keys, table.rows, strict=True)
            if key
        },
    )
    _set_up(sheet, table, heads)
    return sheet.name


def _set_up(sheet: Sheet, table: Table, heads: Sequence[Head]) -> None:
    page = sheet.page
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    for i, head in enumerate(heads):
        choices = {"validate": "list", "source": list(head.choices), "error_type": "warning"}
        if head.choices and len(",".join(head.choices)) <= _LONGEST_CHOICE:
            page.data_validation(1, i, len(table.rows) + _FURTHER_ROWS, i, choices)
    if len(table.rows) >= _FILTERED:
        # What a row is about goes along when the rows are sorted.
        page.autofilter(0, 0, len(table.rows), len(heads))


def _carried(value: Value) -> str | float | None:
    """
    Say what a cell holds as those that read it back find it.
    """
    if isinstance(value, Amount):
        return value.value / (_SECONDS_A_DAY if value.unit in {"seconds", "days"} else 1)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Web):
        link = web_link(value.href)
        return readable(value.href if link is None or len(link) > _LONGEST_LINK else link)
    return readable(value) if isinstance(value, str) else None


def _says(value: Value) -> bool:
    return bool(value) if isinstance(value, str) else value is not None


def _wide_enough(book: Book, head: Head) -> Head:
    """
    Widen a column until no word of its head is broken, with room for the button of the filter.
    """
    widest = max(book.width(word) for word in head.title.split() or [""])
    return replace(head, width=max(head.width, round(widest) + _BUTTON))


def _write_heads(sheet: Sheet, heads: Sequence[Head], hue: str, numbers: frozenset[int]) -> None:
    """
    Write the heads, above numbers on the side on which those end.
    """
    book = sheet.book
    look = {"bold": True, "font_color": book.theme.on_stage, "bg_color": hue, "valign": "vcenter"}
    highest = 0.0
    for i, head in enumerate(heads):
        sheet.page.set_column_pixels(i, i, head.width)
        # The button of the filter covers the end of the cell.
        highest = max(highest, book.height(head.title, head.width - _BUTTON, weight=600))
        side = {"align": "right"} if i in numbers else {}
        sheet.words(0, i, head.title, **look, **side)
    sheet.row_height(0, highest + 6)


def _write_row(sheet: Sheet, at: int, values: Sequence[Value], heads: Sequence[Head]) -> None:
    highest = 0.0
    for i, (value, head) in enumerate(zip(values, heads, strict=True)):
        write_value(sheet, at, i, value)
        text = value.href if isinstance(value, Web) else value
        if isinstance(text, str):
            highest = max(highest, sheet.book.height(readable(text), head.width))
        elif isinstance(text, Trend):
            highest = max(highest, 34)
    sheet.row_height(at, highest)


def write_value(sheet: Sheet, row: int, column: int, value: Value) -> None:
    """
    Write one value as what it is.

    Args:
        sheet: The sheet.
        row: The row, from 0.
        column: The column, from 0.
        value: The value.
    """
    book, page = sheet.book, sheet.page
    look: dict[str, object] = {"bottom": 1, "bottom_color": book.theme.line}
    if isinstance(value, Amount):
        shown, unit = value.value, value.unit
        if unit in {"seconds", "days"}:
            shown /= _SECONDS_A_DAY
        form = _FORMATS.get(unit, "#,##0" if float(shown).is_integer() else "#,##0.0##")
        page.write_number(row, column, shown, book.style(**look, align="right", num_format=form))
    elif isinstance(value, dt.date):
        form = book.style(**look, num_format=_DAY, text_wrap=False)
        page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), form)  # noqa: DTZ001 (the format knows no zones)
    elif isinstance(value, Web):
        link = web_link(value.href)
        if link is None or len(link) > _LONGEST_LINK:
            sheet.words(row, column, value.href, **look)
        else:
            ink = book.theme.planned
            page.write_url(
                row, column, link, book.style(**look, font_color=ink, underline=1), readable(link)
            )
    elif isinstance(value, Trend):
        page.write_blank(row, column, None, book.style(**look))
        page.add_sparkline(row, column, _line(sheet, value))
    else:
        sheet.words(row, column, value or "", **look)


def _line(sheet: Sheet, trend: Trend) -> dict[str, object]:
    """
    Describe a line whose last point is marked.
    """
    theme = sheet.book.theme
    return {
        "range": area(trend.sheet, (trend.first, trend.last), trend.column),
        "type": "line",
        "weight": 1.5,
        "last_point": True,
        "series_color": theme.second,
        "last_color": theme.ink,
        "reverse": sheet.book.is_rtl,
    }
