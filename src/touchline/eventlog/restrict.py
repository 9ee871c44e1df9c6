"""
Every restriction of a log is a log, in the same order, with what it left out on account.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.build import EventColumns, compacted
from touchline.eventlog.columns import ABSENT, TextColumn, UnknownColumn, compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from touchline.eventlog.activity_map import ActivityMap
    from touchline.eventlog.columns import Column
    from touchline.eventlog.condition import Condition
    from touchline.eventlog.log import EventLog

    Mask = npt.NDArray[np.bool_]


def event_column(events: EventLog | EventColumns, name: str) -> Column:
    """
    Find a column of events by the name that a person uses.

    Args:
        events: Where to look.
        name: `activity`, `value`, `channel` or an attribute.

    Returns:
        The column.

    Raises:
        UnknownColumn: There is none of that name.
    """
    own = {"activity": events.activity, "value": events.value, "channel": events.channel}
    column = events.attributes.get(name, own.get(name))
    if column is None:
        names = [key for key, present in own.items() if present is not None]
        raise UnknownColumn.among(name, [*names, *events.attributes])
    return column


def of_events(log: EventLog, name: str, kept: Mask, anonymous: Mask | None) -> EventLog:
    """
    Keep some events; cases of which none remains vanish.

    Observation ends when it did before, since leaving events out does not stop the clock.

    Args:
        log: The log.
        name: What was asked, for the account.
        kept: Which events remain.
        anonymous: Which events of nobody remain; None for none of them.

    Returns:
        The narrower log.
    """
    rows = np.flatnonzero(kept)
    counts = np.bincount(log.case_of_event[rows], minlength=log.n_cases)
    alive = np.flatnonzero(counts)
    nobody = log.anonymous
    if nobody is not None:
        n = len(nobody.timestamp)
        chosen = np.zeros(n, dtype=np.bool_) if anonymous is None else anonymous
        nobody = compacted(nobody.take(np.flatnonzero(chosen)))
    return replace(
        log,
        cases=tuple(log.cases[i] for i in alive.tolist()),
        offsets=np.concatenate(([0], np.cumsum(counts[alive]))).astype(np.int64),
        activity=compact(log.activity.take(rows)),
        timestamp=log.timestamp[rows],
        row=log.row[rows],
        value=None if log.value is None else log.value.take(rows),
        channel=None if log.channel is None else compact(log.channel.take(rows)),
        attributes=_taken(log.attributes, rows),
        case_attributes=_taken(log.case_attributes, alive),
        stated_end=log.log_end,
        anonymous=nobody,
        quality=log.quality.restricted(
            name,
            n_kept=len(rows),
            n_without_case=0 if nobody is None else len(nobody.timestamp),
            n_cases=log.n_cases - len(alive),
        ),
    )


def _taken(columns: Mapping[str, Column], rows: npt.NDArray[np.intp]) -> Mapping[str, Column]:
    taken = {name: column.take(rows) for name, column in columns.items()}
    return MappingProxyType(
        {k: compact(v) if isinstance(v, TextColumn) else v for k, v in taken.items()}
    )


def of_cases(log: EventLog, name: str, kept: Mask, *, keeps_anonymous: bool = False) -> EventLog:
    """
    Keep some cases with all their events.

    Args:
        log: The log.
        name: What was asked, for the account.
        kept: Which cases remain, in the order of `log.cases`.
        keeps_anonymous: Events of nobody remain; else they vanish.

    Returns:
        The narrower log.
    """
    nobody = None
    if keeps_anonymous and log.anonymous is not None:
        nobody = np.ones(len(log.anonymous.timestamp), dtype=np.bool_)
    return of_events(log, name, np.repeat(kept, np.diff(log.offsets)), nobody)


def between(log: EventLog, start: int | None, end: int | None) -> EventLog:
    """
    Keep the events of a span of time, closed on the left and open on the right.

    Args:
        log: The log.
        start: The first microsecond that counts; None for no bound.
        end: The first microsecond that no longer counts; None for no bound.

    Returns:
        The narrower log; its observation ends at `end` when that is earlier.
    """

    def inside(timestamp: npt.NDArray[np.int64]) -> Mask:
        is_kept = np.ones(len(timestamp), dtype=np.bool_)
        if start is not None:
            is_kept &= timestamp >= start
        if end is not None:
            is_kept &= timestamp < end
        return is_kept

    nobody = None if log.anonymous is None else inside(log.anonymous.timestamp)
    narrower = of_events(log, "between", inside(log.timestamp), nobody)
    ends = [moment for moment in (log.log_end, end) if moment is not None]
    return replace(narrower, stated_end=min(ends) if log.log_end is not None else None)


def where(log: EventLog, name: str, column: str, wanted: Condition) -> EventLog:
    """
    Keep the events of which a column meets a condition.

    Args:
        log: The log.
        name: What was asked, for the account.
        column: `activity`, `value`, `channel` or an attribute of events.
        wanted: The condition.

    Returns:
        The narrower log.

    Raises:
        UnknownColumn: There is no such column.
    """
    kept = wanted.mask(event_column(log, column))
    if log.anonymous is None:
        return of_events(log, name, kept, None)
    return of_events(log, name, kept, wanted.mask(event_column(log.anonymous, column)))


def cases_where(log: EventLog, column: str, wanted: Condition) -> EventLog:
    """
    Keep the cases of which an attribute meets a condition.

    Args:
        log: The log.
        column: An attribute of cases.
        wanted: The condition.

    Returns:
        The narrower log.

    Raises:
        UnknownColumn: There is no such attribute.
    """
    found = log.case_attributes.get(column)
    if found is None:
        raise UnknownColumn.among(column, log.case_attributes)
    return of_cases(log, "cases-where", wanted.mask(found))


def mapped(activity: TextColumn, names: ActivityMap) -> TextColumn:
    """
    Rename the activities of events.

    Args:
        activity: What the source calls them.
        names: What they shall be called.

    Returns:
        The renamed column, `ABSENT` where the map leaves an event out.
    """
    new = [names.renamed(old) for old in activity.vocabulary]
    vocabulary = tuple(sorted({name for name in new if name is not None}))
    code_of = {name: code for code, name in enumerate(vocabulary)}
    codes = [ABSENT if name is None else code_of[name] for name in new]
    return TextColumn(np.asarray([*codes, ABSENT], dtype=np.int32)[activity.codes], vocabulary)


def unmapped(activity: TextColumn, names: ActivityMap) -> tuple[int, tuple[str, ...]]:
    """
    Count the events whose activity no rule knows.

    Args:
        activity: What the source calls them.
        names: The rules.

    Returns:
        How many events, and which activities.
    """
    unknown = set(names.unmapped(activity.vocabulary))
    is_unknown = np.asarray([*(n in unknown for n in activity.vocabulary), False], dtype=np.bool_)
    return int(is_unknown[activity.codes].sum()), tuple(sorted(unknown))


def renamed(log: EventLog, names: ActivityMap) -> EventLog:
    """
    Rename activities; events that the map leaves out are counted.

    Events of one case and timestamp keep the order that they had.

    Args:
        log: The log.
        names: What activities shall be called.

    Returns:
        The log in the new words.
    """
    n_unmapped, unknown = unmapped(log.activity, names)
    activity = mapped(log.activity, names)
    nobody = log.anonymous
    if nobody is not None:
        nobody = replace(nobody, activity=mapped(nobody.activity, names))
    relabelled = replace(
        log,
        activity=activity,
        anonymous=nobody,
        quality=replace(log.quality, n_unmapped=n_unmapped, unmapped=unknown),
    )
    kept = activity.codes != ABSENT
    anonymous = None if nobody is None else nobody.activity.codes != ABSENT
    return of_events(relabelled, "renamed", kept, anonymous)
