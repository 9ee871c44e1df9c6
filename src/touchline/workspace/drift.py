"""
Measured numbers of maps kept from day to day, and which of them left their interval (R-137, M1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from touchline.document.read import journey_of
from touchline.model.text import LocalText
from touchline.model.work.measurement import KeptFigure, Measurement
from touchline.workspace.naming import free_record_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from touchline.measuring.measured import Figure, MeasuredMap, Measures
    from touchline.workspace.workspace import Workspace

#: Which way is better, by figure; the others only differ.
_BETTER: dict[str, Literal[-1, 1]] = {
    "completion": 1,
    "reached-share": 1,
    "follows": 1,
    "in-order": 1,
    "lost": -1,
    "time-to-next": -1,
    "time-to-complete": -1,
    "unknown-events": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drifted:
    """
    A number that has left the interval it had.

    Args:
        map: The id of the map.
        step: The id of the step; None for a number of the whole map.
        figure: Which number.
        before: What it was at the last review, or when it was measured first.
        after: What it was when it was measured last.
        since: When `before` was measured.
        until: When `after` was measured.
        is_sure: The two intervals do not meet, so that chance hardly explains it.
    """

    map: str
    step: str | None
    figure: str
    before: KeptFigure
    after: KeptFigure
    since: dt.datetime
    until: dt.datetime
    is_sure: bool

    @property
    def direction(self) -> Literal["better", "worse", "other"]:
        """
        Whether it became better or worse; `other` where more is neither.
        """
        sign = _BETTER.get(self.figure)
        if sign is None:
            return "other"
        return "better" if (self.after.value - self.before.value) * sign > 0 else "worse"

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "map": self.map,
            "step": self.step,
            "figure": self.figure,
            "before": self.before.model_dump(mode="json", exclude_defaults=True),
            "after": self.after.model_dump(mode="json", exclude_defaults=True),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "is_sure": self.is_sure,
            "direction": self.direction,
        }


def keep_measurement(
    workspace: Workspace, measured: MeasuredMap, *, log: str | None = None, author: str = ""
) -> Measurement:
    """
    Keep the numbers of a measured map, so that later ones can be held against them.

    Args:
        workspace: The workspace.
        measured: The map with its measures.
        log: The id of the log in the workspace; None when it is not registered.
        author: Who keeps them.

    Returns:
        The record; the one that is there already when the same events gave the same numbers.
    """
    journey, origin = measured.journey, measured.measures.provenance
    figures = tuple(figures_of(measured.measures))
    known = measurements(workspace, journey.id)
    for one in reversed(known):
        if one.fingerprint == origin.fingerprint and one.figures == figures:
            return one
    day = origin.measured_at.date().isoformat()
    record = Measurement(
        id=free_record_id(workspace, Measurement, journey.id, day),
        title=LocalText.of(f"{journey.id} {day}"),
        folder=journey.id,
        map=journey.id,
        log=log,
        source=origin.source,
        fingerprint=origin.fingerprint,
        measured_at=origin.measured_at,
        last=origin.last,
        n_cases=origin.n_cases,
        figures=figures,
    )
    workspace.put(record, author=author)
    return record


def measurements(workspace: Workspace, journey: str) -> tuple[Measurement, ...]:
    """
    List what was measured of a map.

    Args:
        workspace: The workspace.
        journey: The id of the map.

    Returns:
        The measurements, the earliest first.
    """
    kept = workspace.records(Measurement, folder=journey)
    return tuple(
        sorted(
            (one for one in kept if one.map == journey), key=lambda one: (one.measured_at, one.id)
        )
    )


def drift(
    workspace: Workspace, journey: str, *, last_review: dt.date | None
) -> tuple[Drifted, ...]:
    """
    Find the numbers of a map that left their interval since it was looked over.

    The latest measurement is held against the last one that was there at the review; a map that
    was not reviewed since it was measured is held against its first. Numbers from too little data
    are passed over. Events of before the review mostly stand in both logs, so that what is found
    is less than what has changed lately.

    Args:
        workspace: The workspace.
        journey: The id of the map.
        last_review: The day of its last review; None when there was none.

    Returns:
        What has drifted, in the order of the map.
    """
    return drift_between(measurements(workspace, journey), last_review=last_review)


def drift_between(
    kept: tuple[Measurement, ...], *, last_review: dt.date | None
) -> tuple[Drifted, ...]:
    """
    Find the numbers that left their interval among the measurements of one map.

    Args:
        kept: The measurements, the earliest first.
        last_review: The day of the map's last review; None when there was none.

    Returns:
        What has drifted, in the order of the map.
    """
    if not kept:
        return ()
    seen = [
        one for one in kept if last_review is not None and one.measured_at.date() <= last_review
    ]
    return tuple(_drifted(seen[-1] if seen else kept[0], kept[-1]))


def _drifted(before: Measurement, after: Measurement) -> Iterator[Drifted]:
    known = {(one.step, one.figure): one for one in before.figures}
    for new in after.figures:
        old = known.get((new.step, new.figure))
        if old is None or old.low is None or old.high is None or old.is_thin or new.is_thin:
            continue
        if old.low <= new.value <= old.high:
            continue
        low = new.value if new.low is None else new.low
        high = new.value if new.high is None else new.high
        yield Drifted(
            map=after.map,
            step=new.step,
            figure=new.figure,
            before=old,
            after=new,
            since=before.measured_at,
            until=after.measured_at,
            is_sure=high < old.low or low > old.high,
        )


def figures_of(measures: Measures) -> Iterator[KeptFigure]:
    """
    Take the numbers out of what was measured.

    Args:
        measures: What was measured.

    Yields:
        Each number that has a value: first those of the whole map, then those of each step.
    """
    found = measures.conformance
    whole = {
        "completion": measures.completion_to_read,
        "time-to-complete": measures.time_to_complete,
        "follows": found.follows if found else None,
        "in-order": found.in_order if found else None,
        "unknown-events": found.unknown_events if found else None,
    }
    yield from _kept(whole, None)
    for step in measures.steps:
        own = {
            "reached": step.reached,
            "reached-share": step.reached_share,
            "completion": step.completion_to_read,
            "lost": step.lost,
            "time-to-next": step.time_to_next,
            "repeats": step.repeats,
            "occupancy": step.occupancy,
        }
        yield from _kept(own, step.step)


def _kept(figures: dict[str, Figure | None], step: str | None) -> Iterator[KeptFigure]:
    for name, figure in figures.items():
        if figure is not None and figure.value is not None:
            yield KeptFigure(
                figure=name,
                step=step,
                value=figure.value,
                low=figure.low,
                high=figure.high,
                n=figure.n,
                unit=figure.unit,
                is_thin=figure.is_thin,
            )


def names_of_steps(workspace: Workspace, journey: str) -> dict[str, LocalText]:
    """
    Read what the steps of a map are called.

    Args:
        workspace: The workspace.
        journey: The id of the map.

    Returns:
        Names by id.
    """
    return {step.id: step.name for step in journey_of(workspace.map(journey)).steps}
