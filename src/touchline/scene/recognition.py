"""
The parts of a map that an edit left as they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.canvas.drafts import Drafts
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Lane


def recognised(journey: JourneyMap, drafts: Drafts) -> JourneyMap:
    """
    Put the parts of the map drawn before in place of equal parts of a new one.

    An edit makes a whole new map. With the old parts in it, comparing what a row rests on is a
    matter of identity, and costs nothing.

    Args:
        journey: The map to be drawn.
        drafts: What was laid out for the same view before.

    Returns:
        An equal map, which is the next one's map drawn before.
    """
    before = drafts.exchange("journey", journey)
    if before is None or before is journey:
        return journey
    lanes = {lane.id: lane for lane in before.lanes}
    old = {name: getattr(before, name) for name in type(journey).model_fields}
    same = {name: value for name, value in old.items() if getattr(journey, name) == value}
    same["lanes"] = tuple(_recognised(lanes.get(lane.id), lane) for lane in journey.lanes)
    known = journey.model_copy(update=same)
    drafts.exchange("journey", known)
    return known


def _recognised(old: Lane | None, new: Lane) -> Lane:
    if old is None:
        return new
    if old == new:
        return old
    cells = {(cell.at, cell.through): cell for cell in old.cells}
    found = ((cells.get((cell.at, cell.through)), cell) for cell in new.cells)
    kept = tuple(known if known == cell else cell for known, cell in found)
    return new.model_copy(update={"cells": kept})
