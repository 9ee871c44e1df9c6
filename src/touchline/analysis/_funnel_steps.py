"""
What a funnel tells of each step, counted from the tries that stand for the cases.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from touchline.analysis._gather import concatenated
from touchline.analysis._marks import Marks
from touchline.analysis._record import Interval, Microseconds, Record, SpanInterval, interval
from touchline.analysis._spans import summary
from touchline.analysis._step import attribute
from touchline.analysis._survival import CurvePoint, curve
from touchline.analysis._warnings import MANY_PENDING
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import NOWHERE
from touchline.kernels.worth import last_within, total, worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.kernels.windows import Winners

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


#: From so many tries on it is worth a thread to sum up their times.
_MANY = 100_000


class FunnelStep(Record):
    """
    One step of a funnel, for all cases or for one group of them.

    Args:
        group: The group; None for all.
        name: The step.
        entered: Cases that reached the step before it.
        reached: Cases that reached it.
        dropped: Cases that reached the step before it and will not reach this one.
        pending: Cases that reached the step before it and still have time.
        skipped: Cases that reached the step before an optional one and went without it; None for a
            step that is not optional.
        share_of_first: Reached, of those who entered the funnel.
        interval_of_first: Wilson's interval of that share.
        share_of_previous: Reached, of those who reached the step before; None when nobody did.
        interval: Wilson's interval of that share.
        rate_mature: Reached, of those who reached the step before and whose window has passed.
        n_mature: How many those are.
        interval_mature: Wilson's interval of that rate.
        median_us_from_previous: Median time from the step before.
        interval_us_from_previous: The bounds of that median.
        p90_us_from_previous: Nine in ten took no longer.
        mean_us_from_previous: Mean time from the step before.
        median_us_from_first: Median time from entry.
        p90_us_from_first: Nine in ten took no longer.
        value: What those who reached it are worth together: the known values of their events from
            entry on, within the window, in the currency of the log; None when it states no values.
        mean_value: The same for each of them; None when nobody reached it.
        difference: The share of those who entered that this group brings here, less that of the
            others.
        interval_of_difference: Newcombe's interval of that difference.
        p: How likely a difference as large is when there is none.
        q: The same, corrected for all the differences of the answer.
    """

    group: str | None = None
    name: str
    entered: int
    reached: int
    dropped: int
    pending: int
    skipped: int | None = None
    share_of_first: float | None
    interval_of_first: Interval | None
    share_of_previous: float | None
    interval: Interval | None
    rate_mature: float | None
    n_mature: int
    interval_mature: Interval | None
    median_us_from_previous: Microseconds | None
    interval_us_from_previous: SpanInterval | None
    p90_us_from_previous: Microseconds | None
    mean_us_from_previous: Microseconds | None
    median_us_from_first: Microseconds | None
    p90_us_from_first: Microseconds | None
    value: float | None = None
    mean_value: float | None = None
    difference: float | None = None
    interval_of_difference: Interval | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tries:
    """
    The try that counts of every case that entered.

    Args:
        levels: How many of the steps that nobody may leave out each try reached.
        at: For each step when it was reached, by the tries that reached it, in their order.
        cases: For each case its id, whether it was ruled out, and the number of its try or
            `NOWHERE`; only when that is asked for.
        n_excluded: Cases ruled out by excluded events.
        n_matched: How many events each step matches.
        taken: For each optional step, in their order, which tries took it.
        marks: The group of each try, when groups are asked for.
        n_left_out: How many events lack what all steps of a try must share.
        worth: What each try is worth; None when the log states no values.

    Shapes:
        t tries, k steps; levels (t,) int8; n_matched (k,) int64; taken (t,) bool each; worth (t,).

    Units:
        microseconds since 1970-01-01 in UTC.

    Source:
        docs/explanation/funnel.md.
    """

    levels: npt.NDArray[np.int8]
    at: tuple[Ints, ...]
    cases: tuple[tuple[str, bool, int], ...]
    n_excluded: int
    n_matched: Ints
    taken: tuple[Bools, ...] = ()
    marks: Marks | None = None
    n_left_out: int = 0
    worth: npt.NDArray[np.float64] | None = None

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the tries of buckets one after the other.
        """
        before = accumulate((len(part.levels) for part in parts), initial=0)
        cases = [
            (case, is_excluded, place if place == NOWHERE else place + shift)
            for part, shift in zip(parts, before, strict=False)
            for case, is_excluded, place in part.cases
        ]
        marks = [part.marks for part in parts if part.marks is not None]
        values = [part.worth for part in parts if part.worth is not None]
        return cls(
            concatenated([part.levels for part in parts]),
            _joined([part.at for part in parts]),
            tuple(cases),
            sum(part.n_excluded for part in parts),
            np.sum([part.n_matched for part in parts], axis=0),
            _joined([part.taken for part in parts]),
            Marks.merged(marks) if marks else None,
            sum(part.n_left_out for part in parts),
            concatenated(values) if values else None,
        )

    @classmethod
    def of(
        cls,
        winners: Winners,
        log: EventLog,
        n_matched: Ints,
        *,
        has_cases: bool = False,
        optional: Sequence[int] = (),
        by: By | None = None,
        n_left_out: int = 0,
        longest: int | None = None,
    ) -> Self:
        """
        Read the times off the events of winning runs.

        Args:
            winners: The run that stands for each case.
            log: Where they happened.
            n_matched: How many events each step matches.
            has_cases: Keep the ids of the cases.
            optional: The steps that may be left out.
            by: What tells the group of a try, if groups are wanted.
            n_left_out: How many events lack what all steps of a try must share.
            longest: How long a try may take, in microseconds; None without a limit.

        Returns:
            The tries of one bucket.
        """
        has_entered = winners.events[:, 0] != NOWHERE
        everybody = bool(has_entered.all())
        # Step by step, since that is how they lie.
        reached = [step if everybody else step[has_entered] for step in winners.events.T]
        is_reached = [step != NOWHERE for step in reached]
        levels = np.zeros(len(reached[0]), dtype=np.int8)
        for k, mask in enumerate(is_reached):
            levels += mask if k not in optional else np.int8(0)
        marks = None
        if by is not None:
            marks = by.marks(log, np.stack(reached, axis=1), np.flatnonzero(has_entered))
        return cls(
            levels,
            tuple(
                log.timestamp[step[mask]] for step, mask in zip(reached, is_reached, strict=True)
            ),
            _listed(log, winners.is_excluded, has_entered) if has_cases else (),
            int(np.count_nonzero(winners.is_excluded)),
            n_matched,
            tuple(is_reached[k] for k in optional),
            marks,
            n_left_out,
            _worth(log, np.flatnonzero(has_entered), reached[0], longest),
        )


def _worth(
    log: EventLog, cases: Ints, entries: Ints, longest: int | None
) -> npt.NDArray[np.float64] | None:
    """
    Add what the events of each try are worth, from its entry on.
    """
    if log.value is None:
        return None
    entries, ends = entries.astype(np.int64), log.offsets[1:][cases]
    if longest is not None:
        ends = last_within(log.timestamp, entries, ends, log.timestamp[entries] + longest)
    return worth(log.value.values, entries, ends)


def _listed(log: EventLog, is_excluded: Bools, has_entered: Bools) -> tuple[Any, ...]:
    """
    Name each case, whether it was ruled out, and its try.
    """
    place = np.where(has_entered, np.cumsum(has_entered) - 1, NOWHERE)
    return tuple(zip(log.cases, is_excluded.tolist(), place.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class By:
    """
    What tells the group of a try.

    Args:
        attribute: An attribute of events, `channel`, `value`, `activity`, or an attribute of cases.
        step: The step, from 0, whose event has it; -1 for the last that the try reached.
    """

    attribute: str
    step: int

    def marks(self, log: EventLog, events: Ints, cases: Ints) -> Marks:
        """
        Read the groups of some tries.

        Args:
            log: The events.
            events: The event of each step of each try; `NOWHERE` where it was not reached.
            cases: The case of each try.

        Shapes:
            t tries, k steps; events (t, k); cases (t,).

        Units:
            none.

        Returns:
            The group of each try.

        Raises:
            UnknownAttribute: The log has no such attribute.

        Source:
            docs/explanation/funnel.md.
        """
        if self.attribute == "activity":
            column: Column = log.activity
            is_of_cases = False
        else:
            column, is_of_cases = attribute(log, self.attribute, at="by")
        if is_of_cases:
            return Marks.read(column, cases)
        if self.step >= 0:
            return Marks.read(column, events[:, self.step])
        last = np.full(len(events), NOWHERE, dtype=np.int64)
        for step in events.T:
            last = np.where(step == NOWHERE, last, step)
        return Marks.read(column, last)


def _joined(parts: Sequence[tuple[npt.NDArray[Any], ...]]) -> tuple[npt.NDArray[Any], ...]:
    return tuple(concatenated(arrays) for arrays in zip(*parts, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """
    Where tries stand at the end of the log.

    Args:
        names: What the steps are called.
        optional: The steps that may be left out, counted from 0, in order.
        levels: How many of the other steps each try reached; at least the first.
        at: For each step when it was reached, by the tries that reached it, in their order.
        taken: For each optional step, in their order, which tries took it.
        is_mature: The window of the try has passed.
        worth: What each try is worth; None when the log states no values.

    Shapes:
        t tries, k steps; levels (t,) int8; is_mature (t,) bool; taken (t,) bool each; worth (t,).

    Units:
        microseconds since 1970-01-01 in UTC.
    """

    names: tuple[str, ...]
    optional: tuple[int, ...]
    levels: npt.NDArray[np.int8]
    at: tuple[Ints, ...]
    taken: tuple[Bools, ...]
    is_mature: Bools
    worth: npt.NDArray[np.float64] | None = None

    @property
    def is_pending(self) -> Bools:
        """
        The try has not got to the end and still has time, (t,) bool.
        """
        waits: Bools = (self.levels < len(self.names) - len(self.optional)) & ~self.is_mature
        return waits

    @property
    def through(self) -> Ints:
        """
        Up to which step each try came, counted from 1, (t,) int64.
        """
        through = np.ones(len(self.levels), dtype=np.int64)
        for k in range(1, len(self.names)):
            if k not in self.optional:
                through[self.reached(k)] = k + 1
        return through

    @property
    def has_completed(self) -> Bools:
        """
        The try got to the last step, (t,) bool.
        """
        return self.reached(len(self.names) - 1)

    def reached(self, k: int) -> Bools:
        """
        Mark the tries that reached a step.

        Args:
            k: The step, from 0.

        Shapes:
            returns (t,) bool.

        Units:
            none.

        Returns:
            True for each of them.

        Source:
            By definition.
        """
        if k in self.optional:
            return self.taken[self.optional.index(k)]
        n_before = k - sum(i < k for i in self.optional)
        return np.asarray(self.levels > n_before, dtype=np.bool_)

    def of(self, chosen: Bools) -> Standing:
        """
        Look at some of the tries.

        Args:
            chosen: Which ones.

        Shapes:
            chosen (t,) bool.

        Units:
            none.

        Returns:
            They alone.

        Source:
            None needed.
        """
        return replace(
            self,
            levels=self.levels[chosen],
            at=tuple(times[chosen[self.reached(k)]] for k, times in enumerate(self.at)),
            taken=tuple(mask[chosen] for mask in self.taken),
            is_mature=self.is_mature[chosen],
            worth=None if self.worth is None else self.worth[chosen],
        )

    def previous(self, k: int) -> int:
        """
        Name the step that a step is measured from: the nearest before it that nobody may leave out.

        Args:
            k: The step, from 0.

        Shapes:
            none.

        Units:
            none.

        Returns:
            A step, from 0; the first is measured from itself.

        Source:
            docs/explanation/funnel.md.
        """
        return max((i for i in range(k) if i not in self.optional), default=0)

    def basis(self, k: int, *, mature: bool) -> tuple[int, int]:
        """
        Count who entered the funnel and who of them reached a step.

        Args:
            k: The step, from 0.
            mature: Count only those whose window has passed.

        Shapes:
            none.

        Units:
            tries.

        Returns:
            How many reached it, and of how many.

        Source:
            docs/explanation/funnel.md.
        """
        reached = self.reached(k)
        if mature:
            return int(np.count_nonzero(reached & self.is_mature)), int(self.is_mature.sum())
        return int(np.count_nonzero(reached)), len(reached)

    def steps(self, group: str | None = None) -> tuple[FunnelStep, ...]:
        """
        Count the tries step by step.

        Args:
            group: Whose tries these are; None for everybody's.

        Shapes:
            returns (k,).

        Units:
            shares in [0, 1]; microseconds.

        Returns:
            One entry a step.

        Source:
            docs/explanation/funnel.md.
        """
        is_pending = self.is_pending
        step = partial(self._step, group=group, is_pending=is_pending)
        if len(self.levels) < _MANY:
            return tuple(map(step, range(len(self.names))))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return tuple(pool.map(step, range(len(self.names))))

    def _step(self, k: int, group: str | None, is_pending: Bools) -> FunnelStep:
        before, first = self.previous(k), len(self.levels)
        has_entered, has_reached = self.reached(before), self.reached(k)
        entered, reached = int(np.count_nonzero(has_entered)), int(np.count_nonzero(has_reached))
        is_optional = k in self.optional
        waits = has_entered & ~has_reached & is_pending
        pending = 0 if is_optional else int(np.count_nonzero(waits))
        skipped = entered - reached if is_optional else None
        n_mature = int(np.count_nonzero(has_entered & self.is_mature))
        reached_mature = int(np.count_nonzero(has_reached & self.is_mature))
        at, nothing = self.at[k], self.at[0][:0]
        from_previous = summary(at - self.at[before][has_reached[has_entered]] if k else nothing)
        from_first = summary(at - self.at[0][has_reached] if k else nothing)
        value = None if self.worth is None else total(self.worth[has_reached])
        return FunnelStep(
            group=group,
            name=self.names[k],
            entered=entered,
            reached=reached,
            dropped=entered - reached - pending - (skipped or 0),
            pending=pending,
            skipped=skipped,
            share_of_first=reached / first if first else None,
            interval_of_first=interval(wilson(reached, first)),
            share_of_previous=reached / entered if entered else None,
            interval=interval(wilson(reached, entered)),
            rate_mature=reached_mature / n_mature if n_mature else None,
            n_mature=n_mature,
            interval_mature=interval(wilson(reached_mature, n_mature)),
            median_us_from_previous=from_previous.median_us,
            interval_us_from_previous=from_previous.interval_us,
            p90_us_from_previous=from_previous.p90_us,
            mean_us_from_previous=from_previous.mean_us,
            median_us_from_first=from_first.median_us,
            p90_us_from_first=from_first.p90_us,
            value=value,
            mean_value=None if value is None or not reached else value / reached,
        )


def completion(
    standing: Standing, log_end: int | None, longest: int | None, pending_share: float
) -> tuple[tuple[CurvePoint, ...] | None, int | None]:
    """
    Estimate completion over time where nothing limits it, or where much is pending.

    Args:
        standing: The tries.
        log_end: When observation ends; None for an empty log.
        longest: How long a try may take; None for no limit.
        pending_share: The share of tries that still have time.

    Shapes:
        none.

    Units:
        microseconds; shares in [0, 1].

    Returns:
        The curve and its median; None where the counts say it all.

    Source:
        docs/explanation/funnel.md.
    """
    if log_end is None or (longest is not None and pending_share <= MANY_PENDING):
        return None, None
    entry, has_completed = standing.at[0], standing.has_completed
    spans = np.maximum(log_end - entry, 0)
    if longest is not None:
        spans = np.minimum(spans, longest)
    spans[has_completed] = standing.at[-1] - entry[has_completed]
    return curve(spans, has_completed)
