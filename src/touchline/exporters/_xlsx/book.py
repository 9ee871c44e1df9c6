"""
A workbook while it is written: its sheets, its formats, and how high its rows are.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from touchline.canvas.text import TextStyle, measure, set_text
from touchline.document.carried import MARK, SHEET, VERSION, packed
from touchline.exporters._markup import writable
from touchline.spreadsheet import cell as defused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.theme import Theme
    from touchline.document.carried import Carried, CarriedTable

try:
    import xlsxwriter
except ImportError:  # The extra is not installed; `Xlsx.export` says so.
    xlsxwriter = None

#: Beyond so many characters a spreadsheet refuses the text of a cell.
LONGEST_TEXT = 32_000
#: Beyond so many pixels (409 points) a spreadsheet cuts a row off.
HIGHEST_ROW = 545
#: What stands around the text of a cell, in pixels.
PAD = 24
#: What stands above and below it.
AROUND = 8
#: The faces of office programs are set more tightly than ours, in em.
_LINE_HEIGHT = 1.28
_WIDER = 1.1
#: Pixels of a point.
_PIXELS = 96 / 72
_LONGEST_NAME = 31
#: What no name of a sheet may hold.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
#: Faces that office programs have for the scripts that their plain face lacks.
_FACES = {
    "zh-Hans": "Microsoft YaHei",
    "zh-Hant": "Microsoft JhengHei",
    "fa": "Tahoma",
}
#: A workbook that says of no day is dated by the first one that a spreadsheet knows well.
NO_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (the format knows no zones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """
    The workbook of one map.

    Args:
        theme: Its colours.
        language: The reader's language tag.
        is_rtl: Its sheets run from right to left.
        content: The file as far as it is written.
        file: The writer's own workbook.
        formats: Its formats by their properties, since a file holds each one once.
        names: The names of its sheets in lower case.
        tables: What its tables say, for those that read it back.
    """

    theme: Theme
    language: str
    is_rtl: bool
    content: io.BytesIO
    file: Any
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    tables: dict[str, CarriedTable] = field(default_factory=dict)

    def sheet(self, title: str, hue: str) -> Sheet:
        """
        Add a sheet.

        Args:
            title: What it is called; made short and unique where it must be.
            hue: The colour of its tab.

        Returns:
            The empty sheet.
        """
        name = _name(title, self.names)
        self.names.add(name.lower())
        page = self.file.add_worksheet(name)
        page.set_tab_color(hue)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&C&P / &N")
        if self.is_rtl:
            page.right_to_left()
        return Sheet(book=self, name=name, page=page)

    def style(self, **wanted: object) -> Any:
        """
        Give a format.

        Args:
            **wanted: What differs from plain words that begin at the top of their cell.

        Returns:
            The writer's format, one and the same for the same properties.
        """
        asked = tuple(wanted.items())
        if asked in self.formats:
            return self.formats[asked]
        plain = {
            "font_name": _FACES.get(self.language, "Calibri"),
            "font_size": 10,
            "font_color": self.theme.ink,
            "valign": "top",
            "text_wrap": True,
            "align": "right" if self.is_rtl else "left",
            "indent": 1,
            "reading_order": 2 if self.is_rtl else 1,
        }
        properties = {**plain, **wanted}
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(properties)
        self.formats[asked] = self.formats[key]
        return self.formats[key]

    def width(self, word: str) -> float:
        """
        Measure how wide a column must be for a word of a head.

        Args:
            word: The word, which is set bold.

        Returns:
            The width in pixels, with the space around it.
        """
        style = TextStyle(size=10 * _PIXELS, weight=600)
        # Some faces that office programs fall back to are wider than ours.
        return _WIDER * measure(word, style, self.language) + PAD

    def height(self, text: str, width: float, size: float = 10.0, weight: int = 400) -> float:
        """
        Measure how high a text is in a column.

        Args:
            text: The text, with its line breaks.
            width: The width of the column in pixels.
            size: Its size in points.
            weight: How bold it is.

        Returns:
            The height in pixels, with the space around it.
        """
        return _height(text, width, size, weight, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    One sheet of a workbook.

    Args:
        book: The workbook.
        name: What its tab says.
        page: The writer's own sheet.
    """

    book: Book
    name: str
    page: Any

    def words(self, row: int, column: int, text: str, **style: object) -> None:
        """
        Write words, which stay words whatever they begin with.

        Args:
            row: The row, from 0.
            column: The column, from 0.
            text: The words.
            **style: What their format differs in.
        """
        clean = readable(text)
        if _is_run(clean):
            # Without this mark the words would be run once somebody edits the cell.
            style["quote_prefix"] = True
        form = self.book.style(**style)
        if clean:
            self.page.write_string(row, column, clean, form)
        else:
            self.page.write_blank(row, column, None, form)

    def over(self, row: int, first: int, last: int, text: str, **style: object) -> None:
        """
        Write words over several columns.

        Args:
            row: The row.
            first: The first column.
            last: The last one; a single column is not merged.
            text: The words.
            **style: What their format differs in.
        """
        if last > first:
            self.page.merge_range(row, first, row, last, "", self.book.style(**style))
        self.words(row, first, text, **style)

    def marks(self, column: int, keys: Sequence[str]) -> None:
        """
        Say in a hidden column what each row is about.

        Args:
            column: The column, from 0.
            keys: The keys of the rows from the first one on; an empty one for a row of none.
        """
        for row, key in enumerate(keys):
            if key:
                self.mark(row, column, key)
        self.page.set_column(column, column, None, None, {"hidden": True})

    def mark(self, row: int, column: int, key: str) -> None:
        """
        Write what a row or column is about, so that nobody sees it beside what is hidden either.

        Args:
            row: The row, from 0.
            column: The column, from 0.
            key: What it is about.
        """
        self.page.write_string(row, column, key, self.book.style(num_format=";;;", text_wrap=False))

    def row_height(self, row: int, height: float) -> None:
        """
        Set how high a row is.

        Args:
            row: The row.
            height: The height in pixels; more than a spreadsheet shows is cut to that.
        """
        self.page.set_row_pixels(row, round(min(max(height, 22), HIGHEST_ROW)))


def write_carried(book: Book, carried: Carried) -> None:
    """
    Put what the workbook carries into a hidden sheet.

    Args:
        book: The workbook.
        carried: What it carries.
    """
    page = book.file.add_worksheet(_name(SHEET, book.names))
    page.hide()
    for row, text in enumerate((f"{MARK}{VERSION}", *packed(carried))):
        page.write_string(row, 0, text)


def is_installed() -> bool:
    """
    Say whether this machine can write workbooks.
    """
    return xlsxwriter is not None


def area(sheet: str, rows: tuple[int, int], column: int) -> str:
    """
    Name some cells of a column as formulas and lines in cells do.

    Args:
        sheet: The name of their sheet.
        rows: The first and the last row, from 0.
        column: The column, from 0.

    Returns:
        The name, such as `Readings!$C$2:$C$9`.
    """
    tool = xlsxwriter.utility
    return f"{tool.quote_sheetname(sheet)}!{tool.xl_range_abs(rows[0], column, rows[1], column)}"


def open_book(theme: Theme, language: str, *, is_rtl: bool) -> Book:
    """
    Begin a workbook.

    Args:
        theme: Its colours.
        language: The reader's language tag.
        is_rtl: Its sheets run from right to left.

    Returns:
        The workbook without sheets.
    """
    content = io.BytesIO()
    refused = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(content, {"in_memory": True, **refused})
    return Book(theme=theme, language=language, is_rtl=is_rtl, content=content, file=file)


@lru_cache(maxsize=4_096)
def _height(text: str, width: float, size: float, weight: int, language: str) -> float:
    style = TextStyle(size=size * _PIXELS, weight=weight, line_height=_LINE_HEIGHT)
    laid = set_text(text, x=0, y=0, width=max(width - PAD, 10), style=style, language=language)
    return laid.height + AROUND


@lru_cache(maxsize=4_096)
def _is_run(text: str) -> bool:
    """
    Tell whether a spreadsheet would take words for a formula.
    """
    return defused(text) != text


@lru_cache(maxsize=4_096)
def readable(text: str) -> str:
    """
    Make a text fit for a cell.

    Args:
        text: Any text.

    Returns:
        The text without what a file cannot hold, as long as a cell can be.
    """
    clean = writable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - 1] + "…"


def _name(title: str, taken: set[str]) -> str:
    """
    Make a title the name of a sheet.

    Examples:
        >>> _name("Plan: 1/2", {"plan 1 2"})
        'Plan 1 2 (2)'
    """
    clean = " ".join(_FORBIDDEN.sub(" ", writable(title)).split()).strip("' ") or "—"
    name, i = clean[:_LONGEST_NAME].strip(), 1
    while name.lower() in taken:
        i += 1
        ending = f" ({i})"
        name = clean[: _LONGEST_NAME - len(ending)].strip() + ending
    return name
