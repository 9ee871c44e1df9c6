"""
A log whose events are marked with the steps of a map, so that any question can be asked of steps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis import Step
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.measuring.bindings import bound_touchpoints, recognise
from touchline.measuring.errors import NothingBound, NothingRecognised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.eventlog.log import EventLog
    from touchline.model.binding import Matcher
    from touchline.model.map import JourneyMap

#: The name of the attribute that marks the events of a step, before its id.
MARK = "step "


@dataclass(frozen=True, slots=True, eq=False)
class MarkedLog:
    """
    A log that knows the steps of a map.

    Args:
        log: The events, each with an attribute for every bound step.
        steps: The bound steps by id, as questions take them, in the order of the map.
        way: The ids of those on the planned way that are not optional.
        own: The attributes that the log had before.
    """

    log: EventLog
    steps: Mapping[str, Step]
    way: tuple[str, ...]
    own: tuple[str, ...]


def marked(journey: JourneyMap, log: EventLog | CompiledLog) -> MarkedLog:
    """
    Mark the events of a log with the steps that they belong to.

    Args:
        journey: The map; its touchpoints say how they recognise their events.
        log: The events.

    Returns:
        The marked log.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        NothingRecognised: No event of the log belongs to any of them.
        UnknownAttribute: A binding asks for an attribute that the log does not have.
    """
    bound: dict[str, list[Matcher]] = {}
    for touchpoint in bound_touchpoints(journey):
        bound.setdefault(touchpoint.step, []).extend(touchpoint.binding)
    if not bound:
        raise NothingBound(example=log.activities[0] if log.activities else "visit")
    whole = log.whole() if isinstance(log, CompiledLog) else log
    steps = [step for step in journey.steps if step.id in bound]
    masks = {step.id: recognise(whole, tuple(bound[step.id])) for step in steps}
    if not any(mask.any() for mask in masks.values()):
        wanted = {name for some in bound.values() for one in some for name in one.activities}
        known = ", ".join(sorted(whole.activities)[:8])
        raise NothingRecognised(wanted=", ".join(sorted(wanted)[:8]), known=known)
    marks = {
        MARK + name: TextColumn(mask.astype(np.int32) - 1, ("yes",)) for name, mask in masks.items()
    }
    asked = {
        step.id: Step(
            name=step.name.said(journey.language) or step.id, where=((MARK + step.id, ("yes",)),)
        )
        for step in steps
    }
    own = (*whole.attributes, *whole.case_attributes)
    return MarkedLog(
        log=replace(whole, attributes={**whole.attributes, **marks}),
        steps=asked,
        way=tuple(step.id for step in steps if step.path == "main" and not step.is_optional),
        own=tuple(dict.fromkeys(own)),
    )
