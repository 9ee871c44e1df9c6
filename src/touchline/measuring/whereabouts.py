"""
At which step of a map every customer stands, and since when (R-006, R-184).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.compiled.log import CompiledLog
from touchline.measuring.bindings import bound_touchpoints, recognise
from touchline.measuring.errors import NothingBound
from touchline.measuring.replay import UNKNOWN, replay

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap

    Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Whereabouts:
    """
    Where the cases of a log stand.

    Args:
        step: The number of the step of each case in the map, or `UNKNOWN`.
        since: When it came to stand there; 0 where it stands nowhere.

    Shapes:
        n cases; step, since (n,) int64.

    Units:
        since is microseconds since 1970-01-01 in UTC.
    """

    step: Ints
    since: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """
    How long cases stood at which steps, one stay after the other.

    Args:
        case: The number of the case of each stay.
        step: The number of the step in the map.
        since: When the stay began.

    Shapes:
        s stays; case, step, since (s,) int64, by case and time.

    Units:
        since is microseconds since 1970-01-01 in UTC.
    """

    case: Ints
    step: Ints
    since: Ints


def steps_met(journey: JourneyMap, log: EventLog) -> Ints:
    """
    Find the step to which each event of a log belongs.

    An event that several steps recognise is taken for the next of them that the case has not
    reached.

    Args:
        journey: The map.
        log: The events.

    Shapes:
        m events; returns (m,) int64.

    Returns:
        The number of the step in the map, or `UNKNOWN`.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        UnknownAttribute: A binding asks for an attribute that the log does not have.
    """
    touchpoints = bound_touchpoints(journey)
    if not touchpoints:
        raise NothingBound(example=log.activities[0] if log.activities else "visit")
    ids = [step.id for step in journey.steps]
    masks = np.zeros((len(ids), len(log.timestamp)), dtype=np.bool_)
    for touchpoint in touchpoints:
        masks[ids.index(touchpoint.step)] |= recognise(log, touchpoint.binding)
    bound = {touchpoint.step for touchpoint in touchpoints}
    way = [
        step.path == "main" and step.id in bound and not step.is_optional for step in journey.steps
    ]
    return replay(masks, np.array(way, dtype=np.bool_), log.offsets).label


def stays(met: Ints, log: EventLog) -> Stays:
    """
    Join events of a case at the same step that no event of another step parts.

    Args:
        met: The step of each event.
        log: The events.

    Shapes:
        m events; met (m,) int64.

    Returns:
        The stays.
    """
    known = np.flatnonzero(met != UNKNOWN)
    owner, there = log.case_of_event[known], met[known]
    begins = np.ones(len(known), dtype=np.bool_)
    begins[1:] = (there[1:] != there[:-1]) | (owner[1:] != owner[:-1])
    return Stays(owner[begins], there[begins], log.timestamp[known[begins]])


def whereabouts(journey: JourneyMap, log: EventLog) -> Whereabouts:
    """
    Find the step that each case met last, as the lane of occupancy counts it.

    An event that several steps recognise is taken for the next of them that the case has not
    reached. A case has stood at its step since the first of the events there that no event of
    another step has parted.

    Args:
        journey: The map; its touchpoints say how they recognise their events.
        log: The events up to the moment that is asked about.

    Returns:
        One entry a case, in the order of the log.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        UnknownAttribute: A binding asks for an attribute that the log does not have.
    """
    log = log.whole() if isinstance(log, CompiledLog) else log
    found = stays(steps_met(journey, log), log)
    step = np.full(log.n_cases, UNKNOWN, dtype=np.int64)
    since = np.zeros(log.n_cases, dtype=np.int64)
    # Of several values for one case, the last one written stays.
    step[found.case] = found.step
    since[found.case] = found.since
    return Whereabouts(step, since)
