"""
Who answers for the parts of a map (R-025).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.location import Location

if TYPE_CHECKING:
    from touchline.linting.checked import Checked


def unowned_blocks(checked: Checked) -> tuple[Location, ...]:
    """
    List the stages, steps, lanes and filled cells that nobody answers for.

    An owner of the map answers for everything in it, one of a stage for its steps, and one of a
    lane, a step or a stage for the cells there.

    Args:
        checked: The map.

    Returns:
        Their places: first the stages, each before its steps, then the lanes, each before its
        cells.
    """
    journey = checked.journey
    if journey.owner:
        return ()
    found, owned = [], set()
    for stage in journey.stages:
        if not stage.owner:
            found.append(Location.of(("stage", stage.id)))
        for step in stage.steps:
            if stage.owner or step.owner:
                owned.add(step.id)
            else:
                found.append(Location.of(("step", step.id)))
    for lane in journey.lanes:
        if not lane.owner:
            found.append(Location.of(("lane", lane.id)))
            found += [
                Location.of(("step", cell.at), ("lane", lane.id))
                for cell in lane.cells
                if cell.cards and not cell.owner and cell.at not in owned
            ]
    return tuple(found)
