"""
At which step of a map one customer stands (R-006, R-034).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from touchline.measuring.bindings import bound_touchpoints, recognise
from touchline.measuring.errors import NothingBound, StandsNowhere
from touchline.measuring.replay import UNKNOWN, replay

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap

#: Activities that a message names.
_MOST = 12


def standing(journey: JourneyMap, log: EventLog, case: str) -> str:
    """
    Find the step that a case met last.

    An event that several steps recognise is taken for the next of them that the case has not
    reached, as when the map is measured.

    Args:
        journey: The map; its touchpoints say how they recognise their events.
        log: The events.
        case: The id of the case.

    Returns:
        The id of the step.

    Raises:
        UnknownCase: The log has no such case.
        NothingBound: No touchpoint of the map is bound to events.
        StandsNowhere: None of the case's events belongs to a touchpoint.
    """
    path = log.trace(case).path
    touchpoints = bound_touchpoints(journey)
    if not touchpoints:
        raise NothingBound(example=log.activities[0] if log.activities else "visit")
    number = bisect_left(log.cases, case)
    start, end = int(log.offsets[number]), int(log.offsets[number + 1])
    ids = [step.id for step in journey.steps]
    masks = np.zeros((len(ids), end - start), dtype=np.bool_)
    for touchpoint in touchpoints:
        masks[ids.index(touchpoint.step)] |= recognise(log, touchpoint.binding)[start:end]
    bound = {touchpoint.step for touchpoint in touchpoints}
    way = [
        step.path == "main" and step.id in bound and not step.is_optional for step in journey.steps
    ]
    found = replay(masks, np.array(way), np.array([0, end - start], dtype=np.int64))
    known = found.label[found.label != UNKNOWN]
    if not len(known):
        met = dict.fromkeys(path)
        raise StandsNowhere(case=case, known=", ".join(list(met)[:_MOST]))
    return ids[int(known[-1])]
