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
    List the stages, steps and lanes that nobody answers for.

    An owner of the map answers for everything in it, and one of a stage for its steps. A stage
    needs no owner where all its steps have theirs. Once every step or every lane is owned, so is
    each cell, and nothing is left.

    Args:
        checked: The map.

    Returns:
        Their places: stages, the steps of stages that are owned in part, and lanes.
    """
    journey = checked.journey
    if journey.owner:
        return ()
    across: list[Location] = []
    for stage in journey.stages:
        if stage.owner:
            continue
        bare = [step for step in stage.steps if not step.owner]
        if len(bare) == len(stage.steps):
            across.append(Location.of(("stage", stage.id)))
        else:
            across += [Location.of(("step", step.id)) for step in bare]
    down = [Location.of(("lane", lane.id)) for lane in journey.lanes if not lane.owner]
    return (*across, *down) if across and down else ()
