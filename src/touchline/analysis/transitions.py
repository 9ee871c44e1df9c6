"""
What customers do next.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field, InstanceOf, computed_field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record
from touchline.analysis._gather import concatenated, each_bucket, over_buckets
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._spans import LONG
from touchline.analysis._warnings import about_log, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.moves import Moves
from touchline.kernels.shares import wilson_bounds
from touchline.kernels.spread import bins_per_group, fineness, sought

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]

#: The names of the ways in and out; no activity is called so, or the log's own name wins.
START, END = "(start)", "(end)"

#: Two ways to one interval differ by less than this part of it.
_NEARLY = 1 - 1e-9


class Transition(Record):
    """
    One pair of activities of which the second directly follows the first.

    Args:
        source: The activity that is left, or `(start)`.
        target: The activity that comes next, or `(end)`.
        count: How often it happened.
        cases: In how many cases.
        share_out: Of all that leave the source.
        interval: Wilson's interval of that share.
        share_in: Of all that enter the target.
        median_us: Median time between the two; None for the ways in and out.
        p90_us: Nine in ten took no longer.
    """

    source: str
    target: str
    count: int
    cases: int
    share_out: float
    interval: Interval | None
    share_in: float
    median_us: Microseconds | None
    p90_us: Microseconds | None


@dataclass(frozen=True, eq=False)
class FoundPairs:
    """
    What was counted, and where to look for the times.

    Args:
        question: What was asked.
        summary: The counts.
        log: The log that was asked.
    """

    question: Transitions
    summary: PairCounts
    log: EventLog | CompiledLog

    @cached_property
    def rows(self) -> tuple[Transition, ...]:
        """
        All pairs with their cases, shares, intervals and times.
        """
        return self.question.rows(self.summary, self.log)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FoundPairs) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)


class TransitionsAnswer(Answer):
    """
    All pairs, the most frequent first, then by name.

    The counts are known when the question is answered. The rows are built, and cases and times are
    read from the log, when somebody first looks at `transitions`: as JSON, as a table, or in
    Python.

    Args:
        found: What was counted.
        transitions: One entry a pair.
        paths: How many cases walked them: the sum of what leaves `(start)` and of what enters
            `(end)`.
    """

    table: ClassVar[str] = "transitions"
    row_type: ClassVar[type[Record]] = Transition

    found: InstanceOf[FoundPairs] = Field(exclude=True, repr=False)
    paths: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def transitions(self) -> tuple[Transition, ...]:
        """
        One entry a pair.
        """
        return self.found.rows

    def headline(self) -> Headline | None:
        """
        Name the number of paths.
        """
        return Headline("count", float(self.paths), self.paths)


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """
    How often each activity follows each.

    Args:
        key: The pairs that occur: the source times the number of names, plus the target.
        count: How often each pair occurs.
        paths: How many cases have an event at all.

    Shapes:
        p pairs; key and count (p,) int64.

    Units:
        none.

    Source:
        docs/explanation/transitions.md.
    """

    key: Ints
    count: Ints
    paths: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        key, place = np.unique(concatenated([part.key for part in parts]), return_inverse=True)
        weights = concatenated([part.count for part in parts])
        count = np.bincount(place, weights=weights, minlength=len(key)).astype(np.int64)
        return cls(key, count, sum(part.paths for part in parts))


class Transitions(UnitQuestion[PairCounts, TransitionsAnswer]):
    """
    Which activity follows which, how often, for how many, and after how long.

    Args:
        merge_repeats: Take a run of the same activity for one event, at the time of its first.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, n cases; p pairs that occur; answer.transitions (p,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Cost:
        O(m) in three passes, and O(c log c) in the numbers near a median or a ninetieth percentile.

    Source:
        docs/explanation/transitions.md.
    """

    name: ClassVar[str] = "transitions"

    merge_repeats: bool = Field(
        default=False, description="Take a run of the same activity for one event."
    )

    def summarise(self, log: EventLog) -> PairCounts:
        """
        Count the pairs of one bucket.
        """
        moves = self._moves(log)
        key, count = moves.counted()
        ways_in = key // moves.n_places == moves.n_codes
        return PairCounts(key, count, int(count[ways_in].sum()))

    def finish(self, summary: PairCounts, log: EventLog | CompiledLog) -> TransitionsAnswer:
        """
        Warn of what the counts cannot tell; shares and times follow when they are looked at.
        """
        names = _names(log)
        return TransitionsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *_too_wide(summary, names, self.tolerance)),
            found=FoundPairs(self, summary, log),
            paths=summary.paths,
        )

    def rows(self, summary: PairCounts, log: EventLog | CompiledLog) -> tuple[Transition, ...]:
        """
        Add cases, shares and times to the counts.

        Args:
            summary: The counts.
            log: The log that was asked.

        Returns:
            One entry a pair, the most frequent first, then by name.
        """
        return _table(summary, _names(log), *self._cases_and_times(summary, log))

    def _moves(self, log: EventLog) -> Moves:
        return Moves(
            log.activity.codes,
            log.offsets,
            log.timestamp,
            len(log.activities),
            self.is_entering_case(log),
            self.merge_repeats,
        )

    def _cases_and_times(
        self, summary: PairCounts, log: EventLog | CompiledLog
    ) -> tuple[Ints, Ints]:
        """
        Count the cases of every pair, and find its median and ninetieth percentile, exactly.
        """
        keys = summary.key
        per_octave = fineness(len(keys))

        def counted(bucket: EventLog) -> tuple[Ints, npt.NDArray[np.integer]]:
            moves = self._moves(bucket)
            return moves.counted_cases(keys), moves.counted_spans(keys, per_octave)

        cases = np.zeros(len(keys), dtype=np.int64)
        counts = np.zeros((len(keys), bins_per_group(per_octave)), dtype=np.int64)
        for some_cases, some_counts in over_buckets(counted, log):
            cases += some_cases
            counts += some_counts
        found = sought(counts, (0.5, LONG), per_octave)

        def collected(bucket: EventLog) -> tuple[Ints, Ints]:
            return self._moves(bucket).collected_spans(keys, found.is_wanted, per_octave)

        kept = each_bucket(collected, log)
        times = found.quantiles(
            concatenated([groups for groups, _ in kept]), concatenated([span for _, span in kept])
        )
        return cases, times


def _names(log: EventLog | CompiledLog) -> tuple[str, ...]:
    return (*log.activities, START, END)


def _too_wide(summary: PairCounts, names: tuple[str, ...], tolerance: float) -> list[Diagnostic]:
    """
    Warn of the share out that most lacks cases.
    """
    source, target = summary.key // len(names), summary.key % len(names)
    leaving = np.bincount(source, weights=summary.count, minlength=len(names)).astype(np.int64)
    basis = leaving[source]
    low, high = wilson_bounds(summary.count, basis)
    # Whatever is near the limit is looked at again, number by number.
    is_doubtful = (high - low > tolerance * _NEARLY) & (source != len(names) - 2)
    # The most frequent first, as they are listed, since of equal lacks the first is named.
    doubtful = sorted(
        np.flatnonzero(is_doubtful).tolist(),
        key=lambda i: (-summary.count[i], names[source[i]], names[target[i]]),
    )
    shares = (
        (
            f"{names[source[i]]} → {names[target[i]]}",
            int(summary.count[i]),
            int(basis[i]),
            interval(wilson(int(summary.count[i]), int(basis[i]))),
        )
        for i in doubtful
    )
    return wide(shares, tolerance)


def _table(
    summary: PairCounts, names: tuple[str, ...], cases: Ints, times: Ints
) -> tuple[Transition, ...]:
    n_names = len(names)
    count = summary.count
    source, target = summary.key // n_names, summary.key % n_names
    leaving = np.bincount(source, weights=count, minlength=n_names).astype(np.int64)
    entering = np.bincount(target, weights=count, minlength=n_names).astype(np.int64)
    is_inner = (source < n_names - 2) & (target < n_names - 2)
    found = [
        Transition(
            source=names[source[i]],
            target=names[target[i]],
            count=int(count[i]),
            cases=int(cases[i]),
            share_out=float(count[i] / leaving[source[i]]),
            interval=interval(wilson(int(count[i]), int(leaving[source[i]]))),
            share_in=float(count[i] / entering[target[i]]),
            median_us=int(times[0, i]) if is_inner[i] else None,
            p90_us=int(times[1, i]) if is_inner[i] else None,
        )
        for i in range(len(count))
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.source, one.target)))
