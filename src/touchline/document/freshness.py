"""
How fresh the evidence behind a map is, on any day (M3).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.model.structure import Card

#: Two years: no kind of evidence is taken to last longer.
KEEPS_DAYS = 730


def latest_evidence(card: Card) -> dt.date | None:
    """
    Find the day of a card's latest evidence.

    Args:
        card: The card.

    Returns:
        The day; None where no evidence has a date.
    """
    return max((item.date for item in card.evidence if item.date), default=None)


def first_fresh(today: dt.date, *, last_review: dt.date | None, rhythm_days: int | None) -> dt.date:
    """
    Find the first day from which evidence is still fresh.

    Evidence keeps for two years. On a map with a rhythm of reviews that was not looked over in
    time, evidence that is older than the rhythm is stale as well.

    Args:
        today: The day of whoever asks.
        last_review: The day of the last review; None when there was none.
        rhythm_days: How often the map is to be looked over; None when nobody said.

    Returns:
        The day; what is older is stale.
    """
    oldest = days_before(today, KEEPS_DAYS)
    if rhythm_days is None:
        return oldest
    since = days_before(today, rhythm_days)
    is_kept = last_review is None or last_review >= since
    return oldest if is_kept else max(oldest, since)


def days_before(day: dt.date, n: int) -> dt.date:
    """
    Go back from a day, at most to the first of the calendar.

    Args:
        day: The day.
        n: How many days.

    Returns:
        The earlier day.
    """
    return day - dt.timedelta(days=min(n, (day - dt.date.min).days))
