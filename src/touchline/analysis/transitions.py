"""
What customers do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record
from touchline.analysis._ranged import RangedQuestion
from touchline.analysis._record import interval
from touchline.analysis._spans import LONG
from touchline.analysis._warnings import about_log, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.quantiles import quantile_by_group
from touchline.kernels.segments import Timeline, count_distinct
from touchline.kernels.transitions import directly_follows, kept_offsets, without_repeats

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog
    from touchline.kernels.transitions import Pairs

#: The names of the ways in and out; no activity is called so, or the log's own name wins.
START, END = "(start)", "(end)"


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


class TransitionsAnswer(Answer):
    """
    All pairs, the most frequent first, then by name.

    Args:
        transitions: One entry a pair.
        paths: How many cases walked them: the sum of what leaves `(start)` and of what enters
            `(end)`.
    """

    table: ClassVar[str] = "transitions"
    row_type: ClassVar[type[Record]] = Transition

    transitions: tuple[Transition, ...]
    paths: int

    def headline(self) -> Headline | None:
        """
        Name the number of paths.
        """
        return Headline("count", float(self.paths), self.paths)


class Transitions(RangedQuestion):
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
        O(m log m).

    Source:
        docs/explanation/transitions.md.
    """

    name: ClassVar[str] = "transitions"

    merge_repeats: bool = Field(
        default=False, description="Take a run of the same activity for one event."
    )

    def answer(self, log: EventLog) -> TransitionsAnswer:
        """
        Count the pairs of a log.

        Args:
            log: The events.

        Returns:
            The pairs with counts, shares and times.
        """
        timeline = Timeline.of(log.offsets, log.timestamp)
        codes = log.activity.codes.astype(np.int64)
        keep = self.is_entering_case(log)[timeline.case]
        if self.merge_repeats:
            keep &= without_repeats(codes, timeline)
        kept = Timeline.of(kept_offsets(keep, log.offsets), log.timestamp[keep])
        names = (*log.activities, START, END)
        pairs = directly_follows(codes[keep], kept, len(log.activities))
        transitions = _table(pairs, names, log.n_cases)
        leaving: dict[str, int] = {}
        for one in transitions:
            leaving[one.source] = leaving.get(one.source, 0) + one.count
        shares = [
            (f"{one.source} → {one.target}", one.count, leaving[one.source], one.interval)
            for one in transitions
            if one.source != START
        ]
        return TransitionsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *wide(shares, self.tolerance)),
            transitions=transitions,
            paths=int(np.count_nonzero(np.diff(kept.offsets))),
        )


def _table(pairs: Pairs, names: tuple[str, ...], n_cases: int) -> tuple[Transition, ...]:
    n_names = len(names)
    key, group, count = np.unique(
        pairs.source * n_names + pairs.target, return_inverse=True, return_counts=True
    )
    source, target = key // n_names, key % n_names
    leaving = np.bincount(source, weights=count, minlength=n_names).astype(np.int64)
    entering = np.bincount(target, weights=count, minlength=n_names).astype(np.int64)
    cases = count_distinct(group, pairs.case, len(key), n_cases)
    median = quantile_by_group(group, pairs.span, len(key), 0.5)
    p90 = quantile_by_group(group, pairs.span, len(key), LONG)
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
            median_us=int(median[i]) if is_inner[i] else None,
            p90_us=int(p90[i]) if is_inner[i] else None,
        )
        for i in range(len(key))
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.source, one.target)))
