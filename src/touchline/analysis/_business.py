"""
Business hours and holidays, as a person writes them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np
from pydantic import AfterValidator

from touchline.errors import InputError
from touchline.kernels.business import open_time
from touchline.units import parse_instant, parse_zone, to_datetime

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: The days of the week as the opening hours of OpenStreetMap call them.
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_CLOCK = r"(\d{1,2})(?::([0-5]\d))?"
_SPAN = rf"{_CLOCK}\s*[-–]\s*{_CLOCK}"
_WRITTEN = re.compile(
    rf"\s*([a-z]{{2}})(?:\s*[-–]\s*([a-z]{{2}}))?\s+({_SPAN}(?:\s*,\s*{_SPAN})*)\s*", re.IGNORECASE
)
_DAY_MINUTES = 24 * 60
#: Hours for whoever names holidays only.
ALWAYS = ("Mo-Su 0-24",)
#: Hours are laid over no more days than this: a hundred years.
_MOST_DAYS = 36_525


class UnreadableHours(InputError):
    """
    A text does not tell days and hours.
    """


class UnreadableHoliday(InputError):
    """
    A text is not a day.
    """


class TooLongForHours(InputError):
    """
    Business hours would be laid over more years than anybody plans.
    """


class _Hours(NamedTuple):
    weekdays: frozenset[int]
    opening: int
    closing: int


def _read(text: str) -> Iterator[_Hours]:
    """
    Read days with their hours, in minutes since midnight.

    Raises:
        UnreadableHours: It is no such text, or hours end before they begin.
    """
    for part in text.split(";"):
        found = _WRITTEN.fullmatch(part)
        days = [day.lower() for day in (found[1], found[2] or found[1])] if found else []
        if found is None or not set(days) <= set(_DAYS):
            raise UnreadableHours(text=text)
        first, last = map(_DAYS.index, days)
        weekdays = frozenset((first + i) % 7 for i in range((last - first) % 7 + 1))
        for span in re.finditer(_SPAN, found[3]):
            numbers = [int(number or 0) for number in span.groups()]
            opening, closing = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
            if not opening < closing <= _DAY_MINUTES:
                raise UnreadableHours(text=text)
            yield _Hours(weekdays, opening, closing)


def _are_hours(text: str) -> str:
    list(_read(text))
    return text


def _is_day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise UnreadableHoliday(text=text) from None


#: Days of the week with hours, such as `Mo-Fr 9-12,13-17; Sa 10-13`.
BusinessHours = Annotated[str, AfterValidator(_are_hours)]
#: A day, ISO 8601.
Holiday = Annotated[str, AfterValidator(_is_day)]


def business_time(
    begin: Ints, end: Ints, hours: tuple[str, ...], holidays: tuple[str, ...], zone: str
) -> Ints:
    """
    Measure how much of each span lies within business hours.

    Args:
        begin: Where each span begins.
        end: Where it ends; a span that ends before it begins is empty.
        hours: The hours, on the clock of the zone.
        holidays: Days without any.
        zone: The reporting zone.

    Shapes:
        begin, end (n,) int64; returns (n,) int64.

    Units:
        microseconds since 1970-01-01 in UTC; returns microseconds.

    Returns:
        The time of each span that lies within hours.

    Raises:
        TooLongForHours: The spans reach over more than a hundred years.

    Source:
        docs/explanation/time-between.md.
    """
    if not len(begin):
        return np.zeros(0, dtype=np.int64)
    first = to_datetime(int(begin.min()), zone).date()
    last = to_datetime(int(max(end.max(), begin.max())), zone).date()
    return open_time(begin, end, *_laid_out(first, last, hours, holidays, zone))


@lru_cache(maxsize=64)
def _laid_out(
    first: date, last: date, hours: tuple[str, ...], holidays: tuple[str, ...], zone: str
) -> tuple[Ints, Ints]:
    """
    Lay business hours over the days from one to another, those that meet joined.
    """
    n_days = (last - first).days + 1
    if n_days > _MOST_DAYS:
        raise TooLongForHours(at="business_hours", years=n_days // 365)
    read = [one for text in hours for one in _read(text)]
    closed = {date.fromisoformat(day) for day in holidays}
    spans: list[list[int]] = []
    for number in range(n_days):
        day = first + timedelta(days=number)
        if day in closed:
            continue
        own = sorted((one.opening, one.closing) for one in read if day.weekday() in one.weekdays)
        for opening, closing in own:
            begin, end = (_instant(day, minutes, zone) for minutes in (opening, closing))
            if spans and begin <= spans[-1][1]:
                spans[-1][1] = max(end, spans[-1][1])
            else:
                spans.append([begin, end])
    table = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _instant(day: date, minutes: int, zone: str) -> int:
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    try:
        wall = midnight + timedelta(minutes=minutes)
    except OverflowError:
        # Midnight after the last day of the calendar.
        wall = datetime.max.replace(tzinfo=UTC)
    return parse_instant(wall.replace(tzinfo=parse_zone(zone)))
