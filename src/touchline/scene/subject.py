"""
What a picture is made of: the map, what was measured on it and who reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from touchline.errors import InputError
from touchline.lanes import LANES
from touchline.lanes._row import language_of, said
from touchline.units import parse_duration

if TYPE_CHECKING:
    import datetime as dt

    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap
    from touchline.model.text import LocalText
    from touchline.scene.here import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    A map as one reader sees it.

    Args:
        journey: The map.
        measures: What was measured on it; None when nothing was.
        language: The reader's language tag.
        here: Who stands where; None when nobody is asked for.
    """

    journey: JourneyMap
    measures: Measures | None
    language: str
    here: Here | None = None

    def said(self, text: LocalText | None) -> str:
        """
        Choose the words of an authored text for the reader.

        Args:
            text: The text, or None.

        Returns:
            The words; empty for None.
        """
        return said(text, self.language, self.journey.language)

    def language_of(self, text: LocalText | None) -> str:
        """
        Say which language those words are in.

        Args:
            text: The text, or None.

        Returns:
            The language tag.
        """
        return language_of(text, self.language, self.journey.language)


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


def review_due(journey: JourneyMap) -> dt.date | None:
    """
    Work out when a map is to be looked over again (R-138).

    Args:
        journey: The map.

    Returns:
        The day, or None when no rhythm was set.
    """
    review = journey.review
    if review.last is None or review.every is None:
        return None
    try:
        span = timedelta(microseconds=parse_duration(review.every))
        return review.last + span
    except (InputError, OverflowError):
        # Lint reports a rhythm that cannot be read; the picture leaves it out.
        return None
