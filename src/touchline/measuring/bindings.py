"""
Which touchpoints of a map are bound to events, and which events each of them recognises.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from touchline.analysis import Step
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog
    from touchline.model.binding import Matcher
    from touchline.model.map import JourneyMap

    Bools = npt.NDArray[np.bool_]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class BoundTouchpoint:
    """
    A touchpoint that recognises its events.

    Args:
        step: The id of the step at which it stands.
        card: The id of its card.
        binding: How it recognises its events.
    """

    step: str
    card: str
    binding: tuple[Matcher, ...]


def bound_touchpoints(journey: JourneyMap) -> tuple[BoundTouchpoint, ...]:
    """
    List the touchpoints that are bound to events.

    Args:
        journey: The map.

    Returns:
        They, from top to bottom and from start to end.
    """
    return tuple(
        BoundTouchpoint(cell.at, card.id, card.binding)
        for _, cell, card in journey.cards()
        if isinstance(card, Touchpoint) and card.binding
    )


def recognise(log: EventLog, binding: tuple[Matcher, ...]) -> Bools:
    """
    Tell which events a binding accepts.

    Args:
        log: The events.
        binding: Its matchers; an event belongs when any of them accepts it.

    Shapes:
        m events; the result (m,) bool.

    Returns:
        The mask of accepted events.

    Raises:
        UnknownAttribute: A matcher asks for an attribute that the log does not have.
    """
    accepted = np.zeros(len(log.timestamp), dtype=np.bool_)
    for matcher in binding:
        accepted |= _accepts(log, matcher)
    return accepted


def _accepts(log: EventLog, matcher: Matcher) -> Bools:
    step = Step.model_validate(
        {"name": "matcher", "activities": matcher.activities, "where": matcher.where}
    )
    mask = step.mask(log)
    if matcher.since is not None:
        mask = mask & (log.timestamp >= _midnight(matcher.since, log.zone))
    if matcher.until is not None:
        mask = mask & (log.timestamp < _midnight(matcher.until + dt.timedelta(days=1), log.zone))
    return mask


def _midnight(day: dt.date, zone: str) -> int:
    moment = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone))
    return (moment - _EPOCH) // _MICROSECOND
