"""
A log told in the steps of a map instead of its own activities.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.eventlog.restrict import of_events
from touchline.measuring.bindings import bound_touchpoints, recognise
from touchline.measuring.errors import NothingBound, NothingRecognised
from touchline.measuring.replay import UNKNOWN, replay

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap

#: Activities that a message names.
_MOST = 12


def by_step(journey: JourneyMap, log: EventLog | CompiledLog) -> EventLog:
    """
    Call each event by the step that recognises it, and leave out those that none does.

    An event that several steps recognise is taken for the next of them that the case has not
    reached, as when the map is measured.

    Args:
        journey: The map; its touchpoints say how they recognise their events.
        log: The events.

    Returns:
        A log whose activities are ids of steps; cases that no step recognises vanish.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        NothingRecognised: No event of the log belongs to any of them.
        UnknownAttribute: A binding asks for an attribute that the log does not have.
    """
    whole = log.whole() if isinstance(log, CompiledLog) else log
    touchpoints = bound_touchpoints(journey)
    if not touchpoints:
        raise NothingBound(example=whole.activities[0] if whole.activities else "visit")
    ids = [step.id for step in journey.steps]
    masks = np.zeros((len(ids), len(whole.timestamp)), dtype=np.bool_)
    for touchpoint in touchpoints:
        masks[ids.index(touchpoint.step)] |= recognise(whole, touchpoint.binding)
    if not masks.any():
        wanted = {name for one in touchpoints for each in one.binding for name in each.activities}
        known = ", ".join(whole.activities[:_MOST])
        raise NothingRecognised(wanted=", ".join(sorted(wanted)[:_MOST]), known=known)
    way = np.array([step in planned_way(journey) for step in ids], dtype=np.bool_)
    label = replay(masks, way, whole.offsets).label
    order = sorted(range(len(ids)), key=ids.__getitem__)
    rank = np.empty(len(ids), dtype=np.int32)
    rank[order] = np.arange(len(ids), dtype=np.int32)
    codes = np.where(label == UNKNOWN, 0, rank[label]).astype(np.int32)
    named = replace(whole, activity=TextColumn(codes, tuple(ids[i] for i in order)))
    return of_events(named, "by step", label != UNKNOWN, None)


def planned_way(journey: JourneyMap) -> tuple[str, ...]:
    """
    List the steps of the planned way that can be measured.

    Args:
        journey: The map.

    Returns:
        The ids of the bound steps of the main path that may not be left out, in order.
    """
    bound = {touchpoint.step for touchpoint in bound_touchpoints(journey)}
    return tuple(
        step.id
        for step in journey.steps
        if step.path == "main" and step.id in bound and not step.is_optional
    )
