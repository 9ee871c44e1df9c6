"""
Figures from a table onto a map: each row is the value of one metric on one day (P10).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.errors import InputError, StorageError
from touchline.sources._errors import UnreadableEncoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: The columns that a table must have, and those that it may have besides.
NEEDED = ("metric", "step", "date", "value")
FURTHER = ("baseline", "target", "unit", "better")

#: The words that a cell of a closed choice may hold.
_CHOICES = {"unit": ("number", "share", "seconds"), "better": ("higher", "lower")}

#: What may part the cells of a row; the one that the first line has most of counts.
_DELIMITERS = ",;\t|"

_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})([T ].*)?")
#: With dots the day comes first everywhere; with slashes nobody can tell.
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,(\d{1,2}|\d{4,})")


class UnusableTable(InputError):
    """
    A table holds no metrics that could be taken.
    """

    @classmethod
    def empty(cls, file: Path) -> UnusableTable:
        """
        Build the error for a file without a header line.

        Args:
            file: The file.

        Returns:
            The error.
        """
        return cls(at=str(file), reason="empty", needed=_listed(NEEDED), found="")

    @classmethod
    def without(cls, column: str, found: list[str], file: Path) -> UnusableTable:
        """
        Build the error for a table that lacks a column.

        Args:
            column: The column.
            found: The columns that it has.
            file: The file.

        Returns:
            The error.
        """
        return cls(at=str(file), reason="column", needed=column, found=_listed(found))

    @classmethod
    def unparsed(cls, line: int, file: Path) -> UnusableTable:
        """
        Build the error for text that is no table from one line on.

        Args:
            line: The line, from 1.
            file: The file.

        Returns:
            The error.
        """
        return cls(at=f"{file}:{line}", reason="unparsed", needed=_listed(NEEDED), found="")


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(name or "–" for name in names[:12])


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """
    One value of a metric as a table states it.

    Args:
        row: Its row in the table; the header is row 1.
        metric: The id or the name of the metric.
        step: The id or the name of the step; empty when the metric's id says enough.
        date: The day.
        value: The value.
        further: What the row says of the metric besides: baseline, target, unit, better.
    """

    row: int
    metric: str
    step: str
    date: dt.date
    value: float
    further: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """
    The rows of a table.

    Args:
        rows: Those that can be read.
        dropped: The numbers of the others by reason.
    """

    rows: tuple[FigureRow, ...]
    dropped: Mapping[str, tuple[int, ...]]


def read_figures(file: Path) -> FigureTable:
    """
    Read a table of figures.

    Args:
        file: A file of comma, semicolon, tab or bar separated text with a header line.

    Returns:
        Its rows; every row is either among them or among the dropped ones.

    Raises:
        StorageError: The file cannot be read.
        UnreadableEncoding: It is not in UTF-8.
        UnusableTable: It has no header or lacks a column.
    """
    text = _text(file)
    first = text.partition("\n")[0]
    if not first.strip():
        raise UnusableTable.empty(file)
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = list(reader)
    except csv.Error:
        raise UnusableTable.unparsed(reader.line_num, file) from None
    names = [name.strip().lower() for name in lines[0]]
    for name in NEEDED:
        if name not in names:
            raise UnusableTable.without(name, lines[0], file)
    return _sorted(lines, names)


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as reason:
        raise UnreadableEncoding.at_byte(file, reason.start, 1) from reason


def _sorted(lines: list[list[str]], names: list[str]) -> FigureTable:
    """
    Tell the rows that can be read from those that cannot.
    """
    rows: list[FigureRow] = []
    dropped: dict[str, list[int]] = {}
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        found = _row(number, dict(zip(names, (cell.strip() for cell in cells), strict=False)))
        if isinstance(found, str):
            dropped.setdefault(found, []).append(number)
        else:
            rows.append(found)
    return FigureTable(tuple(rows), {reason: tuple(these) for reason, these in dropped.items()})


def _row(number: int, cells: dict[str, str]) -> FigureRow | str:
    """
    Read one row, or say why it cannot be read.
    """
    if not cells.get("metric"):
        return "no-metric"
    if not cells.get("date"):
        return "no-date"
    if not cells.get("value"):
        return "no-value"
    day, value = day_of(cells["date"]), number_of(cells["value"])
    if day is None:
        return "unreadable-date"
    further = dict(_further(cells))
    if value is None or None in further.values():
        return "unreadable-value"
    return FigureRow(
        row=number,
        metric=cells["metric"],
        step=cells.get("step", ""),
        date=day,
        value=value,
        further={name: one for name, one in further.items() if one is not None},
    )


def _further(cells: dict[str, str]) -> Iterator[tuple[str, str | float | None]]:
    for name in FURTHER:
        given = cells.get(name, "")
        if given and name in _CHOICES:
            yield name, given.lower() if given.lower() in _CHOICES[name] else None
        elif given:
            yield name, number_of(given)


def day_of(text: str) -> dt.date | None:
    """
    Read a day.

    Args:
        text: Such as `2026-03-31`, `2026/3/31` or `31.3.2026`, a time of day behind it or not.

    Returns:
        The day; None when it is none, or when day and month could be either.
    """
    found = _DAY.fullmatch(text) or _DOTTED.fullmatch(text)
    if found is None:
        return None
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def number_of(text: str) -> float | None:
    """
    Read a number.

    Args:
        text: Such as `12.5`, `12,5` or `38 %`, which is 0.38.

    Returns:
        The number; None when it is none, or when a comma could part thousands as well.
    """
    is_share = text.endswith(("%", "٪"))
    plain = text.rstrip("%٪").strip().replace("\N{MINUS SIGN}", "-").replace("٫", ".")
    if _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    if not math.isfinite(value) or "_" in plain:
        return None
    return value / 100 if is_share else value
