"""
Real paths laid beside the planned way of a map (M2).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.analysis import Step
from touchline.analysis.alignment import Alignment
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.measuring.bindings import bound_touchpoints, recognise
from touchline.measuring.errors import NothingBound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.analysis.alignment import AlignmentAnswer
    from touchline.eventlog.log import EventLog
    from touchline.model.binding import Matcher
    from touchline.model.map import JourneyMap

#: The name of the attribute that marks the events of a step, before its id.
_MARK = "step "


def align(
    journey: JourneyMap, log: EventLog | CompiledLog, options: Mapping[str, Any] | None = None
) -> AlignmentAnswer:
    """
    Lay real paths beside the planned way of a map.

    The plan is made of the steps whose touchpoints are bound to events: those on the main path in
    their order, optional ones included; the others are come to by the branches of the map only. A
    branch without an end leads out of the journey.

    Args:
        journey: The map.
        log: The events.
        options: Further options of the question, such as `whole` or `segment`.

    Returns:
        How many paths follow the plan, and where others depart from it.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        UnknownAttribute: A binding asks for an attribute that the log does not have.

    Source:
        docs/explanation/alignment.md.
    """
    bound: dict[str, list[Matcher]] = {}
    for touchpoint in bound_touchpoints(journey):
        bound.setdefault(touchpoint.step, []).extend(touchpoint.binding)
    if not bound:
        raise NothingBound(example=log.activities[0] if log.activities else "visit")
    steps = [step for step in journey.steps if step.id in bound]
    names = [step.name.said(journey.language) or step.id for step in steps]
    if all(_is_plain(bound[step.id]) for step in steps):
        asked = [_plain(name, bound[step.id]) for name, step in zip(names, steps, strict=True)]
    else:
        # Dated bindings are no plain activities, so each step becomes a marked attribute first.
        log = _marked(log, {step.id: bound[step.id] for step in steps})
        asked = [
            Step(name=name, where=((_MARK + step.id, ("yes",)),))
            for name, step in zip(names, steps, strict=True)
        ]
    ids = [step.id for step in steps]
    question = {
        "steps": tuple(asked),
        "optional": tuple(i for i, step in enumerate(steps) if step.is_optional),
        "beside": tuple(i for i, step in enumerate(steps) if step.path != "main"),
        "ways": _ways(journey, ids),
        **(options or {}),
    }
    return Alignment(**question).answer(log)


def _is_plain(matchers: Sequence[Matcher]) -> bool:
    if any(one.since is not None or one.until is not None for one in matchers):
        return False
    return len(matchers) == 1 or not any(one.where for one in matchers)


def _plain(name: str, matchers: Sequence[Matcher]) -> Step:
    # Several matchers without conditions are one list of activities.
    activities = tuple(dict.fromkeys(name for one in matchers for name in one.activities))
    return Step.model_validate({"name": name, "activities": activities, "where": matchers[0].where})


def _marked(log: EventLog | CompiledLog, bound: Mapping[str, Sequence[Matcher]]) -> EventLog:
    whole = log.whole() if isinstance(log, CompiledLog) else log
    marks = {
        _MARK + step: TextColumn(recognise(whole, tuple(matchers)).astype(np.int32) - 1, ("yes",))
        for step, matchers in bound.items()
    }
    return replace(whole, attributes={**whole.attributes, **marks})


def _ways(journey: JourneyMap, ids: Sequence[str]) -> tuple[str, ...]:
    found = []
    for branch in journey.branches:
        if branch.origin not in ids:
            continue
        if branch.to is None:
            found.append(f"{ids.index(branch.origin)}:end")
        elif branch.to in ids:
            found.append(f"{ids.index(branch.origin)}:{ids.index(branch.to)}")
    return tuple(found)
