"""
What of a map one department has to do with (R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.errors import NotFound
from touchline.lanes import LANES
from touchline.model.departments import departments, nearest_department
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Cell, Lane, Stage, Step


class UnknownDepartment(NotFound):
    """
    No part of the map belongs to a department of this name.
    """


def of_department(journey: JourneyMap, name: str) -> JourneyMap:
    """
    Keep what belongs to one department.

    A card belongs to the department that it states itself, else to that of its cell, lane, step or
    stage, whichever is nearest. All steps stay, so that the way can still be followed; lanes
    without anything of the department are left out, except those that are filled from a log.

    Args:
        journey: The map.
        name: The department; capitals do not matter.

    Returns:
        The map with that department's part; its title names the department.

    Raises:
        UnknownDepartment: The map names no such department.
    """
    known = {item.casefold(): item for item in departments(journey)}
    wanted = name.strip().casefold()
    if wanted not in known:
        raise UnknownDepartment.among(name, known.values())
    places = {step.id: (stage, step) for stage in journey.stages for step in stage.steps}
    lanes = []
    for lane in journey.lanes:
        cells = tuple(
            cell for cell in (_kept(cell, lane, places, wanted) for cell in lane.cells) if cell
        )
        is_measured = lane.kind in LANES and LANES[lane.kind].is_measured
        if cells or is_measured or _is(lane.department, wanted):
            lanes.append(lane.model_copy(update={"cells": cells}))
    title = LocalText(
        tuple((tag, f"{words} · {known[wanted]}") for tag, words in journey.title.versions)
    )
    return journey.model_copy(update={"title": title, "lanes": tuple(lanes)})


def _kept(
    cell: Cell, lane: Lane, places: dict[str, tuple[Stage, Step]], wanted: str
) -> Cell | None:
    """
    Keep the department's cards of a cell; None when nothing is left of it.
    """
    stage, step = places.get(cell.at, (None, None))
    around = (cell, lane, step, stage)
    cards = tuple(card for card in cell.cards if _is(nearest_department(card, *around), wanted))
    if not cards and not _is(nearest_department(*around), wanted):
        return None
    return cell.model_copy(update={"cards": cards})


def _is(department: str | None, wanted: str) -> bool:
    return department is not None and department.casefold() == wanted
