"""
At which step of a map one customer stands (R-006, R-034).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._narrow import cases_of
from touchline.measuring.errors import StandsNowhere
from touchline.measuring.replay import UNKNOWN
from touchline.measuring.whereabouts import steps_met

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
    is_meant = np.zeros(log.n_cases, dtype=np.bool_)
    is_meant[bisect_left(log.cases, case)] = True
    met = steps_met(journey, cases_of(log, is_meant))
    known = met[met != UNKNOWN]
    if not len(known):
        seen = dict.fromkeys(path)
        raise StandsNowhere(case=case, known=", ".join(list(seen)[:_MOST]))
    return journey.steps[int(known[-1])].id
