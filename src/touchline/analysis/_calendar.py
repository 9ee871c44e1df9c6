"""
Hours, days, weeks, months, quarters and years of a reporting zone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import numpy as np

from touchline.analysis._errors import TooManyPeriods
from touchline.units import parse_instant, to_datetime

if TYPE_CHECKING:
    import numpy.typing as npt

Period = Literal["hour", "day", "week", "month", "quarter", "year"]

#: Months in each period that is made of them.
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def floor(moment: datetime, per: str) -> datetime:
    """
    Find the beginning of the period that holds a moment.

    Args:
        moment: On the wall clock of the zone.
        per: The period.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Its first instant; weeks begin on Monday.

    Source:
        ISO 8601.
    """
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if per == "hour":
        return moment.replace(minute=0, second=0, microsecond=0)
    if per == "week":
        # The first week of the calendar begins before it; it is cut off there.
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    months = _MONTHS.get(per)
    if months is None:
        return day
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def following(begin: datetime, per: str) -> datetime:
    """
    Find the beginning of the next period.

    Args:
        begin: The beginning of a period.
        per: The period.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The first instant of the next one; the end of the calendar when there is none.

    Source:
        ISO 8601.
    """
    try:
        if per == "hour":
            utc = begin.astimezone(ZoneInfo("UTC")) + timedelta(hours=1)
            return utc.astimezone(begin.tzinfo)
        if per in {"day", "week"}:
            return begin + timedelta(days=7 - begin.weekday() if per == "week" else 1)
        months = begin.month - 1 + _MONTHS[per]
        return begin.replace(year=begin.year + months // 12, month=months % 12 + 1)
    except (OverflowError, ValueError):
        return datetime.max.replace(tzinfo=ZoneInfo("UTC"))


def label(begin: datetime, per: str) -> str:
    """
    Name a period.

    Args:
        begin: Its beginning.
        per: The period.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Such as `2026-11`, `2026-W47`, `2026-Q4`, `2026-11-22` or `2026-11-22T15`.

    Source:
        ISO 8601.
    """
    if per == "week":
        year, week, _ = begin.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if per == "quarter":
        return f"{begin.year:04d}-Q{(begin.month + 2) // 3}"
    text = begin.isoformat()
    return text[: {"hour": 13, "day": 10, "month": 7, "year": 4}[per]]


@lru_cache(maxsize=256)
def boundaries(first: int, last: int, zone: str, per: str, most: int) -> npt.NDArray[np.int64]:
    """
    List the beginnings of all periods from one instant to another.

    Args:
        first: The earlier instant.
        last: The later instant.
        zone: The reporting zone.
        per: The period.
        most: How many periods there may be.

    Shapes:
        returns (p + 1,) int64, sorted and without repeats.

    Units:
        microseconds since 1970-01-01 in UTC.

    Returns:
        The beginning of each period that holds part of the span, and of the one after it.

    Raises:
        TooManyPeriods: There are more than that.

    Source:
        ISO 8601.
    """
    begin = floor(to_datetime(first, zone), per)
    found = [parse_instant(begin)]
    while found[-1] <= last:
        begin = following(begin, per)
        instant = parse_instant(begin)
        if instant <= found[-1]:
            # The calendar ends here.
            break
        found.append(instant)
        if len(found) > most + 1:
            raise TooManyPeriods.of(per, most)
    array = np.asarray(found, dtype=np.int64)
    array.flags.writeable = False
    return array
