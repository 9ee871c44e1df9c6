"""
When a map is to be reviewed.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from touchline.units import UnreadableDuration, parse_duration

if TYPE_CHECKING:
    from touchline.model.map import Review

_DAY_US = 86_400_000_000


def rhythm_days(review: Review) -> int | None:
    """
    Read how often a map is to be reviewed.

    Args:
        review: What the map says of its reviews.

    Returns:
        Whole days, at least one; None when it says nothing or nothing readable.
    """
    if not review.every:
        return None
    try:
        return max(1, round(parse_duration(review.every) / _DAY_US))
    except UnreadableDuration:
        return None


def review_due(review: Review) -> dt.date | None:
    """
    Find the day of the next review.

    Args:
        review: What the map says of its reviews.

    Returns:
        The last day on which it is in time; None without a last review or a rhythm, or when that
        day lies beyond the calendar.
    """
    rhythm = rhythm_days(review)
    if rhythm is None or review.last is None:
        return None
    if rhythm > (dt.date.max - review.last).days:
        return None
    return review.last + dt.timedelta(days=rhythm)


def days_before(day: dt.date, n: int) -> dt.date:
    """
    Go back from a day.

    Args:
        day: The day.
        n: How many days to go back.

    Returns:
        The earlier day, at most back to the first of the calendar.
    """
    return day - dt.timedelta(days=min(n, (day - dt.date.min).days))
