"""
How large a map is, and when it is too large to be taken in at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: From so many filled cells, or so many steps, on a map is summed up before it is shown.
MANY_CELLS, MANY_STEPS = 100, 30


def filled_cells(journey: JourneyMap) -> int:
    """
    Count the cells that hold something.

    Args:
        journey: The map.

    Returns:
        How many there are.
    """
    return sum(1 for lane in journey.lanes for cell in lane.cells if cell.cards)


def is_comprehensive(journey: JourneyMap) -> bool:
    """
    Tell whether a map is so large that readers need a summary first.

    Args:
        journey: The map.

    Returns:
        Whether it has that many filled cells or steps.
    """
    return filled_cells(journey) >= MANY_CELLS or len(journey.steps) >= MANY_STEPS
