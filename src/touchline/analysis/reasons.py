"""
What sets those who leave apart from those who go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step, UnknownAttribute, Window
from touchline.analysis._contrast import Contrast, corrected
from touchline.analysis._factors import Factor, Kind
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, unmatched, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import NOWHERE, Timeline, count_distinct, first_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.columns import Column, TextColumn
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


class Reason(Record):
    """
    One thing that customers have in common, and how many of them leave.

    Args:
        kind: `case` and `event` are attributes of the customer and of the event; `activity-before`
            and `channel-before` happened earlier in the path.
        attribute: The attribute; `activity` or `channel` for what happened before.
        value: Its value, a range of numbers, `(none)` or `(other)`.
        cases: Customers with it who left or went on.
        exits: How many of them left.
        share: Exits, of them.
        interval: Wilson's interval of that share.
        share_without: Exits, of those without it.
        difference: Share less the share of those without it.
        interval_of_difference: Newcombe's interval of the difference.
        lift: Share as a multiple of the share of those without it.
        lost: Customers lost beyond those expected at the rate of those without it; negative when
            fewer left.
        q: The p value of the difference, corrected for all comparisons.
        is_notable: It differs beyond chance, with 30 customers or more on either side.
    """

    kind: Kind
    attribute: str
    value: str
    cases: int
    exits: int
    share: float | None
    interval: Interval | None
    share_without: float | None
    difference: float | None
    interval_of_difference: Interval | None
    lift: float | None
    lost: float | None
    q: float | None
    is_notable: bool


class ReasonsAnswer(Answer):
    """
    All comparisons, those that go with most customers lost first.

    Args:
        reasons: One entry a value.
        exits: Customers who left after the step.
        went_on: Customers who went on.
        open: Customers who may still go on; they are in no comparison.
        share: Exits, of those who left or went on.
        interval: Wilson's interval of that share.
        tests: How many differences were tested, which the q values account for.
    """

    table: ClassVar[str] = "reasons"
    row_type: ClassVar[type[Record]] = Reason

    reasons: tuple[Reason, ...]
    exits: int
    went_on: int
    open: int
    share: float | None
    interval: Interval | None
    tests: int

    def headline(self) -> Headline | None:
        """
        Name the share that left.
        """
        n = self.exits + self.went_on
        return Headline("share", self.share, n, self.exits, self.interval)


@dataclass(frozen=True, slots=True, eq=False)
class FactorCounts:
    """
    Who left and who went on, by everything they may have in common.

    Args:
        factors: One entry an attribute or sort of earlier event.
        left: Cases that left.
        went_on: Cases that went on.
        open: Cases that may still go on.
        n_matched: Events that the step matches, and those that the target does.

    Shapes:
        none.

    Units:
        cases.

    Source:
        docs/explanation/reasons.md.
    """

    factors: tuple[Factor, ...]
    left: int
    went_on: int
    open: int
    n_matched: tuple[int, int]

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        return cls(
            tuple(Factor.merged(some) for some in zip(*(p.factors for p in parts), strict=True)),
            sum(part.left for part in parts),
            sum(part.went_on for part in parts),
            sum(part.open for part in parts),
            (sum(part.n_matched[0] for part in parts), sum(part.n_matched[1] for part in parts)),
        )


class Reasons(UnitQuestion[FactorCounts, ReasonsAnswer]):
    """
    Which attributes, channels and earlier events set those who leave after a step apart from those
    who go on.

    A customer is looked at from the first time of the step: whoever reaches the target from then on
    went on, the others left, except those who still have time.

    Args:
        after: The step.
        target: What going on means; None takes any other event for it.
        window: The longest time to the target, inclusive; None for no limit.
        inactivity: A customer whose last event lies no further than this from the log's end may
            still go on; None takes every path as ended.
        attributes: The attributes to compare; none given means all of them.
        least: A value that fewer customers have is pooled with the other small ones.
        start: Count customers who come to the step here or later.
        end: Count customers who come to the step before this.

    Shapes:
        v values in all; answer.reasons (v,).

    Units:
        shares in [0, 1]; lost in cases.

    Raises:
        UnknownAttribute: The log has no such attribute.

    Cost:
        O(m log m) for m events.

    Source:
        docs/explanation/reasons.md.
    """

    name: ClassVar[str] = "reasons"

    after: Step = Field(description="The step after which customers leave or go on.")
    target: Step | None = Field(
        default=None, description="What going on means; any other event unless given."
    )
    window: Window | None = Field(
        default=None, description="The longest time from the step to the target, such as 7d."
    )
    inactivity: Window | None = Field(
        default=None,
        description="A path with an event no longer ago than this at the log's end is still open.",
    )
    attributes: tuple[str, ...] = Field(
        default=(), description="The attributes to compare; all of them unless given."
    )
    least: int = Field(
        default=20, ge=1, description="Values that fewer customers have are pooled as (other)."
    )

    def summarise(self, log: EventLog) -> FactorCounts:
        """
        Count who left and who went on by everything they have in common.
        """
        timeline = Timeline.of(log.offsets, log.timestamp)
        step = self.after.mask(log)
        goal = (~step if self.target is None else self.target.mask(log)) & ~step
        anchor = first_event(step, log.offsets)
        case = np.flatnonzero(anchor != NOWHERE)
        case = case[self.is_entering(log, log.timestamp[anchor[case]])]
        anchor = anchor[case]
        has_gone = self._has_gone(goal, anchor, timeline)
        is_open = ~has_gone & self._has_time(log, case, anchor)
        counted = ~is_open
        case, anchor, has_left = case[counted], anchor[counted], ~has_gone[counted]
        attributes = self._attributes(log)
        factors = [
            Factor.of(kind, name, column, case if kind == "case" else anchor, has_left)
            for kind, name, column in attributes
        ]
        factors += self._before(log, timeline, case, anchor, has_left)
        n_left = int(np.count_nonzero(has_left))
        n_goal = 1 if self.target is None else int(np.count_nonzero(goal))
        return FactorCounts(
            tuple(factors),
            n_left,
            len(case) - n_left,
            int(np.count_nonzero(is_open)),
            (int(np.count_nonzero(step)), n_goal),
        )

    def finish(self, summary: FactorCounts, log: EventLog | CompiledLog) -> ReasonsAnswer:
        """
        Set every value against all others.
        """
        left, n = summary.left, summary.left + summary.went_on
        groups = [
            (factor, value, Contrast(hits, cases, left - hits, n - cases))
            for factor in summary.factors
            for value, cases, hits in factor.groups(self.least)
            if cases < n
        ]
        q_values, tests = corrected([contrast for _, _, contrast in groups])
        reasons = [_reason(*one, q) for one, q in zip(groups, q_values, strict=True)]
        reasons.sort(key=lambda one: (-(one.lost or 0.0), one.kind, one.attribute, one.value))
        return ReasonsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *self._warnings(summary, log, tests)),
            reasons=tuple(reasons),
            exits=left,
            went_on=summary.went_on,
            open=summary.open,
            share=left / n if n else None,
            interval=interval(wilson(left, n)),
            tests=tests,
        )

    def _has_gone(self, goal: Bools, anchor: Ints, timeline: Timeline) -> Bools:
        """
        Mark the cases that reach the target; the same time as the step counts as later.
        """
        marked = np.flatnonzero(goal)
        place = np.searchsorted(marked, timeline.tie_start[anchor])
        found = np.append(marked, len(goal))[place]
        has_gone: Bools = found < timeline.offsets[timeline.case[anchor] + 1]
        if self.window is not None:
            inside = np.minimum(found, len(goal) - 1) if len(goal) else found
            has_gone &= timeline.times[inside] - timeline.times[anchor] <= self.window
        return has_gone

    def _has_time(self, log: EventLog, case: Ints, anchor: Ints) -> Bools:
        has_time = np.zeros(len(case), dtype=np.bool_)
        if log.log_end is None:
            return has_time
        if self.window is not None:
            has_time |= log.log_end - log.timestamp[anchor] < self.window
        if self.inactivity is not None:
            last = log.offsets[1:][case] - 1
            is_active = log.log_end - log.timestamp[last] <= self.inactivity
            # With a window alone time has run out for good, whatever the customer does later.
            has_time = has_time & is_active if self.window is not None else is_active
        return has_time

    def _attributes(self, log: EventLog) -> Iterator[tuple[Kind, str, Column]]:
        own = {"channel": log.channel, "value": log.value, **log.attributes}
        of_events = {name: column for name, column in own.items() if column is not None}
        known = {*of_events, *log.case_attributes}
        for name in self.attributes:
            if name not in known:
                raise UnknownAttribute.among(name, known, at="attributes")
        wanted = self.attributes or known
        for name, column in sorted(log.case_attributes.items()):
            if name in wanted:
                yield "case", name, column
        for name, column in sorted(of_events.items()):
            if name in wanted:
                yield "event", name, column

    def _before(
        self, log: EventLog, timeline: Timeline, case: Ints, anchor: Ints, has_left: Bools
    ) -> list[Factor]:
        """
        Count the activities and channels of the events before the step.
        """
        until = np.zeros(log.n_cases, dtype=np.int64)
        until[case] = anchor
        outcome = np.zeros(log.n_cases, dtype=np.int64)
        outcome[case] = has_left
        is_before = np.arange(len(log.timestamp)) < until[timeline.case]
        columns: list[tuple[Kind, str, TextColumn]] = [
            ("activity-before", "activity", log.activity)
        ]
        if log.channel is not None and (not self.attributes or "channel" in self.attributes):
            columns.append(("channel-before", "channel", log.channel))
        found = []
        for kind, name, column in columns:
            chosen = np.flatnonzero(is_before & (column.codes >= 0))
            owner, size = timeline.case[chosen], len(column.vocabulary)
            groups = column.codes[chosen].astype(np.int64) * 2 + outcome[owner]
            counts = count_distinct(groups, owner, 2 * size, log.n_cases).reshape(-1, 2)
            blank = np.zeros(2, dtype=np.int64)
            found.append(Factor(kind, name, column.vocabulary, counts, blank))
        return found

    def _warnings(
        self, summary: FactorCounts, log: EventLog | CompiledLog, tests: int
    ) -> list[Diagnostic]:
        steps = (self.after,) if self.target is None else (self.after, self.target)
        found = unmatched(steps, summary.n_matched[: len(steps)], log, "steps")
        n = summary.left + summary.went_on
        if self.window is None and self.inactivity is None and n:
            found.append(warning("all-paths-ended", path="inactivity", severity="hint"))
        if tests:
            found.append(warning("not-causes", path="reasons", severity="hint", n=tests))
        bounds = interval(wilson(summary.left, n))
        return [*found, *wide([(self.after.name, summary.left, n, bounds)], self.tolerance)]


def _reason(factor: Factor, value: str, contrast: Contrast, q: float | None) -> Reason:
    return Reason(
        kind=factor.kind,
        attribute=factor.name,
        value=value,
        cases=contrast.n,
        exits=contrast.hits,
        share=contrast.share,
        interval=contrast.interval,
        share_without=contrast.share_without,
        difference=contrast.difference,
        interval_of_difference=contrast.interval_of_difference,
        lift=contrast.lift,
        lost=contrast.surplus,
        q=q,
        is_notable=contrast.is_notable(q),
    )
