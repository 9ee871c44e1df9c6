"""
From where to where a map tells the journey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: Kinds of stage in which customers get to know the company.
FIRST = frozenset({"awareness", "consideration"})

#: Map types that are no journey from a first contact to a result.
_NO_COURSE = frozenset({"service-blueprint", "day-in-the-life"})


def tells_a_journey(journey: JourneyMap, side: Literal["before", "after"]) -> bool:
    """
    Tell whether one end of the journey belongs on this map.

    Args:
        journey: The map.
        side: What another map may tell in its place.

    Returns:
        False for a blueprint or a day in the life, and where a link names the map that tells what
        comes before or after, or the larger whole.
    """
    if journey.type in _NO_COURSE:
        return False
    return not any(link.kind in {side, "overview"} for link in journey.links)
