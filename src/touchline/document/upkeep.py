"""
How well a map is kept: what share of it rests on evidence, and when it is to be looked over.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.lanes import LANES
from touchline.units import UnreadableDuration, parse_duration

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

_DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Backing:
    """
    How many of a map's filled cells rest on evidence (R-015).

    Args:
        backed: Cells with at least one card that is more than an assumption.
        filled: Cells with at least one card.
    """

    backed: int
    filled: int

    @property
    def share(self) -> float:
        """
        The share in [0, 1]; 0 for a map without filled cells.
        """
        return self.backed / self.filled if self.filled else 0.0


def backing(journey: JourneyMap) -> Backing:
    """
    Count the cells of a map that rest on evidence.

    Cells of measured lanes are not counted: they rest on the log, not on what a team believes.

    Args:
        journey: The map.

    Returns:
        The counts.
    """
    backed = filled = 0
    for lane in journey.lanes:
        if lane.kind in LANES and LANES[lane.kind].is_measured:
            continue
        for cell in lane.cells:
            if cell.cards:
                filled += 1
                backed += any(card.grade != "assumption" for card in cell.cards)
    return Backing(backed, filled)


def rhythm_days(journey: JourneyMap) -> int | None:
    """
    Read how often a map is to be looked over.

    Args:
        journey: The map.

    Returns:
        Whole days, at least one; None when it says nothing or nothing readable.
    """
    if not journey.review.every:
        return None
    try:
        return max(1, parse_duration(journey.review.every) // _DAY_US)
    except UnreadableDuration:
        # Lint reports a rhythm that cannot be read; everything else goes on without it.
        return None


def review_due(journey: JourneyMap) -> dt.date | None:
    """
    Work out when a map is to be looked over again (R-138).

    Args:
        journey: The map.

    Returns:
        The last day on which that is in time; None without a last review or a rhythm, and when
        that day lies beyond the calendar.
    """
    rhythm, last = rhythm_days(journey), journey.review.last
    if rhythm is None or last is None or rhythm > (dt.date.max - last).days:
        return None
    return last + dt.timedelta(days=rhythm)
