"""
Dates in numbers whose order depends on where somebody lives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Order = Literal["day-first", "month-first", "year-first"]

#: Two or three numbers apart by a dot, slash or hyphen, then perhaps a time.
DATE = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)"
    r"(?:[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d{1,6})?))?\s*([AaPp])?\.?(?:[Mm]\.?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?$"
)
_LAST_MONTH = 12
_N_YEAR_DIGITS = 4
#: POSIX: two digits from 69 on belong to the last century.
_PIVOT = 69
_NOON = 12


def order_of(dates: Sequence[re.Match[str]]) -> Order | None:
    """
    Tell day from month by all dates of a column together.

    Args:
        dates: Matches of `DATE`, at least one.

    Returns:
        The order; None when no date tells, or two tell different things. Dots mean day first, as
        everywhere where dates have dots.
    """
    if all(len(date[1]) == _N_YEAR_DIGITS for date in dates):
        return "year-first"
    short = [date for date in dates if len(date[1]) != _N_YEAR_DIGITS]
    is_day_first = any(int(date[1]) > _LAST_MONTH for date in short)
    is_month_first = any(int(date[3]) > _LAST_MONTH for date in short)
    if is_day_first and is_month_first:
        return None
    if is_month_first:
        return "month-first"
    return "day-first" if is_day_first or all(date[2] == "." for date in short) else None


def to_iso(text: str, order: Order) -> str | None:
    """
    Write a date in numbers as ISO 8601.

    Args:
        text: The date, perhaps with a time.
        order: Which number is which.

    Returns:
        The ISO text, which may still name a day that does not exist; None when the text is no date
        in numbers.
    """
    match = DATE.match(text)
    if match is None:
        return None
    first, second, third = match[1], match[3], match[4]
    if len(first) == _N_YEAR_DIGITS:
        year, month, day = first, second, third
    elif order == "month-first":
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    date = f"{_full_year(year)}-{int(month):02}-{int(day):02}"
    if match[5] is None:
        return date
    seconds = (match[7] or "00").replace(",", ".")
    return f"{date}T{_hour(match[5], match[8]):02}:{match[6]}:{seconds}{match[9] or ''}"


def _full_year(year: str) -> str:
    if len(year) == _N_YEAR_DIGITS:
        return year
    return f"{(1900 if int(year) >= _PIVOT else 2000) + int(year):04}"


def _hour(hour: str, half: str | None) -> int:
    if half is None:
        return int(hour)
    return int(hour) % _NOON + (_NOON if half in "Pp" else 0)
