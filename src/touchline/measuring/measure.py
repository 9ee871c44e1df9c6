"""
Puts a log's answers on a map.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.analysis import Step as Predicate
from touchline.analysis.funnel import Funnel
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.measuring.bindings import bound_touchpoints, recognise
from touchline.measuring.conformance import conformance
from touchline.measuring.errors import NothingBound, NothingRecognised
from touchline.measuring.figures import cases_with, customers, share
from touchline.measuring.measured import (
    ChannelShare,
    Conformance,
    Figure,
    MeasuredMap,
    Measures,
    Provenance,
    StepMeasures,
)
from touchline.measuring.personas import measured_personas
from touchline.measuring.planned_way import PlannedWay, completion, completion_mature
from touchline.measuring.replay import UNKNOWN, replay
from touchline.measuring.targets import held_against_targets

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from touchline.analysis.funnel import FunnelAnswer, FunnelStep
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog
    from touchline.measuring.bindings import BoundTouchpoint
    from touchline.measuring.measured import Span
    from touchline.measuring.replay import Replay
    from touchline.model.map import JourneyMap

    Bools = npt.NDArray[np.bool_]

#: A planned way needs a beginning and an end.
MIN_PLANNED = 2
_SECOND = 1_000_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def measure(
    journey: JourneyMap,
    log: EventLog,
    *,
    measured_at: dt.datetime | None = None,
    per: Span | None = None,
) -> MeasuredMap:
    """
    Answer what a map asks of a log, and put the answers on the map.

    The planned way is the bound steps of the main path that are not optional, in order; a customer
    takes part from the first of them on, inside the map's window. Every other bound step is
    counted too, without a place on the way.

    Args:
        journey: The map; its touchpoints say how they recognise their events.
        log: The events.
        measured_at: When it is measured; None for now.
        per: Measure the planned way of those who entered in each such period, too; None for all at
            once.

    Returns:
        The map with its measures; the map itself is unchanged.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        NothingRecognised: No event of the log belongs to any of them.
        UnknownAttribute: A binding asks for an attribute that the log does not have.
        TooManyPeriods: The log spans more periods than anybody can look at.
    """
    # Bindings mark events, which takes all of them at once.
    log = log.whole() if isinstance(log, CompiledLog) else log
    ground = _Ground.of(journey, log)
    asked = ground.asked()
    funnel = asked.answer() if asked else None
    found = replay(ground.masks, ground.is_on_way, log.offsets)
    on_way = {ground.ids[i]: place for place, i in enumerate(ground.way)}
    steps = tuple(
        _step_measures(ground, found, funnel, index, on_way.get(step.id))
        for index, step in enumerate(journey.steps)
    )
    measures = Measures(
        provenance=_provenance(log, measured_at or dt.datetime.now(dt.UTC)),
        window=journey.measurement.window,
        steps=tuple(
            held_against_targets(step, measured)
            for step, measured in zip(journey.steps, steps, strict=True)
        ),
        completion=completion(funnel) if funnel else None,
        completion_mature=completion_mature(funnel) if funnel else None,
        is_mature_first=funnel is not None and funnel.is_mature_first,
        time_to_complete=_median(funnel.steps[-1], from_entry=True) if funnel else None,
        conformance=_conformance(ground, found),
        personas=measured_personas(journey, log, asked),
        per=per,
        periods=asked.periods(per) if asked and per else (),
        warnings=tuple(map(_written, funnel.warnings)) if funnel else (),
    )
    return MeasuredMap(journey, measures)


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """
    A map and a log brought together: which events belong to which step.
    """

    journey: JourneyMap
    log: EventLog
    ids: tuple[str, ...]
    touchpoints: tuple[BoundTouchpoint, ...]
    recognised: Mapping[str, Bools]
    masks: Bools
    planned: Bools
    optional: Bools

    @classmethod
    def of(cls, journey: JourneyMap, log: EventLog) -> _Ground:
        touchpoints = bound_touchpoints(journey)
        if not touchpoints:
            raise NothingBound(example=log.activities[0] if log.activities else "visit")
        ids = tuple(step.id for step in journey.steps)
        masks = np.zeros((len(ids), len(log.timestamp)), dtype=np.bool_)
        recognised = {}
        for touchpoint in touchpoints:
            mask = recognise(log, touchpoint.binding)
            masks[ids.index(touchpoint.step)] |= mask
            recognised[touchpoint.card] = mask
        if not masks.any():
            raise NothingRecognised(wanted=_wanted(touchpoints), known=_named(log.activities))
        bound = {touchpoint.step for touchpoint in touchpoints}
        planned = [step.path == "main" and step.id in bound for step in journey.steps]
        optional = [step.is_optional for step in journey.steps]
        return cls(
            journey, log, ids, touchpoints, recognised, masks, np.array(planned), np.array(optional)
        )

    @property
    def is_on_way(self) -> Bools:
        return self.planned & ~self.optional

    @property
    def way(self) -> tuple[int, ...]:
        return tuple(np.flatnonzero(self.is_on_way).tolist())

    def silent(self) -> tuple[str, ...]:
        return tuple(card for card, mask in self.recognised.items() if not mask.any())

    def asked(self) -> PlannedWay | None:
        """
        Turn the planned way into what is asked of the log; None when it has no end.

        Dated bindings are no plain activities, so each step becomes a marked attribute first.
        """
        if len(self.way) < MIN_PLANNED:
            return None
        marks = {
            f"step {self.ids[i]}": TextColumn(self.masks[i].astype(np.int32) - 1, ("yes",))
            for i in self.way
        }
        marked = replace(self.log, attributes={**self.log.attributes, **marks})
        names = [self.journey.steps[i].name.said(self.journey.language) for i in self.way]
        steps = tuple(
            Predicate(name=name, where=((mark, ("yes",)),))
            for name, mark in zip(names, marks, strict=True)
        )
        # The window goes in as written, so that the one parser of durations reads it.
        options: dict[str, Any] = {"steps": steps, "window": self.journey.measurement.window}
        return PlannedWay(Funnel(**options), marked, tuple(self.ids[i] for i in self.way))


def _step_measures(
    ground: _Ground,
    found: Replay,
    funnel: FunnelAnswer | None,
    index: int,
    place: int | None,
) -> StepMeasures:
    log, step = ground.log, ground.journey.steps[index]
    own = found.label == index
    cards = {item.card for item in ground.touchpoints if item.step == step.id}
    if not cards:
        return StepMeasures(step=step.id, is_bound=False)
    visitors = cases_with(own, log.offsets)
    general = {
        "step": step.id,
        "is_bound": True,
        "events": int(own.sum()),
        "visitors": customers(visitors, log.n_cases),
        "repeats": share(_cases_with_several(own, log), visitors),
        "occupancy": share(_standing_here(found, log, index), log.n_cases),
        "channels": _channels(log, own),
        "touchpoint_events": {
            card: int((ground.recognised[card] & own).sum()) for card in sorted(cards)
        },
    }
    on_way = _on_way(funnel, place) if funnel is not None and place is not None else {}
    return StepMeasures.model_validate({**general, **on_way})


def _on_way(funnel: FunnelAnswer, place: int) -> dict[str, Figure | None]:
    here, entered = funnel.steps[place], funnel.steps[0].reached
    figures: dict[str, Figure | None] = {
        "reached": customers(here.reached, entered),
        "reached_share": share(here.reached, entered),
    }
    if place + 1 == len(funnel.steps):
        return figures
    after = funnel.steps[place + 1]
    figures |= {
        "completion": share(after.reached, after.entered),
        "completion_mature": share(
            round((after.rate_mature or 0.0) * after.n_mature), after.n_mature
        ),
        "lost": share(after.dropped, after.entered),
        "pending": customers(after.pending, after.entered),
        "time_to_next": _median(after, from_entry=False),
        "time_to_next_p90": _p90(after),
    }
    return figures


def _conformance(ground: _Ground, found: Replay) -> Conformance | None:
    if len(ground.way) < MIN_PLANNED:
        return None
    return conformance(
        ground.log,
        found,
        ground.ids,
        planned=ground.planned,
        last=ground.way[-1],
        silent=ground.silent(),
    )


def _median(step: FunnelStep, *, from_entry: bool) -> Figure | None:
    value = step.median_us_from_first if from_entry else step.median_us_from_previous
    if value is None:
        return None
    bounds = None if from_entry else step.interval_us_from_previous
    return Figure(
        value=value / _SECOND,
        n=step.reached,
        low=bounds.low / _SECOND if bounds else None,
        high=bounds.high / _SECOND if bounds else None,
        unit="seconds",
    )


def _p90(step: FunnelStep) -> Figure | None:
    if step.p90_us_from_previous is None:
        return None
    return Figure(value=step.p90_us_from_previous / _SECOND, n=step.reached, unit="seconds")


def _cases_with_several(own: Bools, log: EventLog) -> int:
    running = np.concatenate(([0], np.cumsum(own)))
    return int(np.count_nonzero(running[log.offsets[1:]] - running[log.offsets[:-1]] > 1))


def _standing_here(found: Replay, log: EventLog, index: int) -> int:
    # A customer stands where the last event that the map knows has put them.
    known = np.flatnonzero(found.label != UNKNOWN)
    if not len(known):
        return 0
    owners = log.case_of_event[known]
    is_last = np.append(owners[1:] != owners[:-1], True)
    return int(np.count_nonzero(found.label[known[is_last]] == index))


def _channels(log: EventLog, own: Bools) -> tuple[ChannelShare, ...]:
    if log.channel is None or not own.any():
        return ()
    codes, counts = np.unique(log.channel.codes[own], return_counts=True)
    total = int(own.sum())
    rows = [
        (log.channel.vocabulary[code] if code >= 0 else "(none)", int(count))
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return tuple(
        ChannelShare(channel=name, share=share(count, total, unit_is_events=True))
        for name, count in rows
    )


def _provenance(log: EventLog, measured_at: dt.datetime) -> Provenance:
    return Provenance(
        source=log.source,
        fingerprint=log.fingerprint,
        first=_moment(log.log_start),
        last=_moment(log.log_end),
        n_cases=log.n_cases,
        n_events=log.n_events,
        n_without_case=log.quality.n_without_case,
        dropped={drop.reason: drop.n for drop in log.quality.drops},
        measured_at=measured_at.astimezone(dt.UTC).replace(microsecond=0),
    )


def _moment(instant: int | None) -> dt.datetime | None:
    return None if instant is None else _EPOCH + dt.timedelta(microseconds=instant)


def _written(finding: Diagnostic) -> dict[str, object]:
    return {
        "name": finding.name,
        "key": finding.key,
        "values": dict(finding.values),
        "path": finding.path,
    }


def _wanted(touchpoints: tuple[BoundTouchpoint, ...]) -> str:
    names = {
        name for item in touchpoints for matcher in item.binding for name in matcher.activities
    }
    return _named(tuple(sorted(names)))


def _named(activities: tuple[str, ...]) -> str:
    shown = 8
    return ", ".join(activities[:shown]) + (" …" if len(activities) > shown else "")
