"""
Whose part of a map something is (R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Block


def nearest_department(*blocks: Block | None) -> str | None:
    """
    Find the department of the innermost block that states one.

    Args:
        blocks: A part of a map and what holds it, the innermost first; None is passed over.

    Returns:
        The department, or None when none of them states any.
    """
    return next((block.department for block in blocks if block and block.department), None)


def nearest_owner(*blocks: Block | None) -> str | None:
    """
    Find who answers for the innermost block that states it (R-025).

    Args:
        blocks: A part of a map and what holds it, the innermost first; None is passed over.

    Returns:
        The owner, or None when none of them states any.
    """
    return next((block.owner for block in blocks if block and block.owner), None)


def departments(journey: JourneyMap) -> tuple[str, ...]:
    """
    List the departments that a map names.

    Args:
        journey: The map.

    Returns:
        Each once, in the order in which the map names them first.
    """
    found: dict[str, None] = {}
    blocks: list[Block] = [journey, *journey.personas]
    for stage in journey.stages:
        blocks += [stage, *stage.steps]
    blocks += [*journey.branches, *journey.links]
    for lane in journey.lanes:
        blocks.append(lane)
        for cell in lane.cells:
            blocks += [cell, *cell.cards]
    for block in blocks:
        if block.department:
            found[block.department] = None
    return tuple(found)
