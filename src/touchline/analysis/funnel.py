"""
How many get from step to step, how fast, and where the others are lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._errors import TooFewSteps, UnusableExclusion
from touchline.analysis._gather import BucketQuestion, concatenated
from touchline.analysis._record import SpanInterval, interval
from touchline.analysis._spans import summary
from touchline.analysis._step import count_of
from touchline.analysis._survival import CurvePoint, curve
from touchline.analysis._warnings import MANY_PENDING, about_log, unmatched, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.ordered import MOST_MASKS, Labels, match_labels
from touchline.kernels.segments import NOWHERE, Timeline
from touchline.kernels.sets import match_in_any_order
from touchline.kernels.strict import match_strictly
from touchline.kernels.windows import Exclusion, Winners, match_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Steps and exclusions that are activities can be told apart by one word of so many bits.
MOST_PLAIN = 60

#: A funnel of one step has nowhere to go.
MIN_STEPS = 2


class ExcludedEvent(Record):
    """
    An event that rules a run out when it happens between two steps; `X:0:1` as text.

    Args:
        step: The event.
        after: The step, from 0, after which it rules out.
        before: The step before which it does.
    """

    step: Step
    after: int
    before: int


def _exclusion(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    parts = given.rsplit(":", 2)
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts[1:]):  # noqa: PLR2004
        raise UnusableExclusion(at="exclude", text=given, last=1)
    return {"step": parts[0], "after": int(parts[1]), "before": int(parts[2])}


def _exclusion_text(exclusion: ExcludedEvent) -> Any:
    if exclusion.step.is_plain:
        return f"{exclusion.step.name}:{exclusion.after}:{exclusion.before}"
    return exclusion.model_dump(mode="json")


Exclude = Annotated[
    ExcludedEvent, BeforeValidator(_exclusion), PlainSerializer(_exclusion_text, return_type=Any)
]


class FunnelStep(Record):
    """
    One step of a funnel.

    Args:
        name: The step.
        entered: Cases that reached the step before it.
        reached: Cases that reached it.
        dropped: Cases that reached the step before it and will not reach this one.
        pending: Cases that reached the step before it and still have time.
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
    """

    name: str
    entered: int
    reached: int
    dropped: int
    pending: int
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


class CaseLevel(Record):
    """
    How far one case came.

    Args:
        case: Its id.
        level: How many steps it reached; 0 for a case that never entered or was excluded.
        is_pending: It still has time for its next step.
        is_excluded: It was ruled out by an excluded event.
    """

    case: str
    level: int
    is_pending: bool
    is_excluded: bool


class FunnelAnswer(Answer):
    """
    The steps of a funnel with everything that is known of each.

    Args:
        steps: One entry a step.
        excluded: Cases ruled out by excluded events; they are in no step.
        conversion: Reached the last step, of those who entered.
        interval: Wilson's interval of the conversion.
        is_mature_first: So many are pending that `rate_mature` is the rate to read.
        curve: Share that has completed by each time since entry (Kaplan-Meier), when there is no
            window or much is pending.
        median_us_to_complete: Time by which half have completed, by that curve; None when it never
            gets there.
        cases: How far each case came, when asked for.
    """

    table: ClassVar[str] = "steps"
    row_type: ClassVar[type[Record]] = FunnelStep

    steps: tuple[FunnelStep, ...]
    excluded: int
    conversion: float | None
    interval: Interval | None
    is_mature_first: bool
    curve: tuple[CurvePoint, ...] | None = None
    median_us_to_complete: Microseconds | None = None
    cases: tuple[CaseLevel, ...] | None = None

    def headline(self) -> Headline | None:
        """
        Name the share of entered cases that reached the last step.
        """
        n, count = self.steps[0].reached, self.steps[-1].reached
        return Headline("share", self.conversion, n, count, self.interval)


@dataclass(frozen=True, slots=True, eq=False)
class Tries:
    """
    The try that counts of every case that entered.

    Args:
        levels: How many steps each try reached.
        at: For each step when it was reached, by the tries that reached it, in their order.
        cases: For each case its id, whether it was ruled out, and the number of its try or
            `NOWHERE`; only when that is asked for.
        n_excluded: Cases ruled out by excluded events.
        n_matched: How many events each step matches.

    Shapes:
        t tries, k steps; levels (t,) int8; n_matched (k,) int64.

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
        return cls(
            concatenated([part.levels for part in parts]),
            tuple(concatenated(times) for times in zip(*(part.at for part in parts), strict=True)),
            tuple(cases),
            sum(part.n_excluded for part in parts),
            np.sum([part.n_matched for part in parts], axis=0),
        )

    @classmethod
    def of(cls, winners: Winners, log: EventLog, cases: Sequence[str], n_matched: Ints) -> Self:
        """
        Read the times off the events of winning runs.

        Args:
            winners: The run that stands for each case.
            log: Where they happened.
            cases: The ids of the cases, if they are wanted.
            n_matched: How many events each step matches.

        Returns:
            The tries of one bucket.
        """
        levels = winners.levels
        has_entered = levels > 0
        place = np.where(has_entered, np.cumsum(has_entered) - 1, NOWHERE)
        columns = (winners.is_excluded.tolist(), place.tolist()) if cases else ([], [])
        return cls(
            levels[has_entered].astype(np.int8),
            tuple(log.timestamp[events[levels > k]] for k, events in enumerate(winners.events.T)),
            tuple(zip(cases, *columns, strict=True)),
            int(np.count_nonzero(winners.is_excluded)),
            n_matched,
        )


class Funnel(BucketQuestion[Tries, FunnelAnswer]):
    """
    How many cases go through the steps in order, within a window from entry.

    A case enters with any event of the first step; its best try counts (furthest, then earliest
    completed, then latest entered). A case that has not converted but still has time is pending,
    not lost.

    Args:
        steps: Two or more activities or predicates.
        window: The longest time from entry to any step, inclusive; None for no limit.
        order: `ordered` lets anything happen in between, `strict` nothing, `unordered` takes the
            steps in any order.
        exclude: Events that rule out a try when they happen between two steps, such as
            `cancel:0:1`.
        per_case: List how far each case came.
        start: Count entries from here on.
        end: Count entries before this; later steps may follow after it.

    Shapes:
        n cases, m events, k steps; answer.steps (k,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        TooFewSteps: Fewer than two steps.
        UnusableExclusion: An exclusion does not lie between two steps.
        UnknownAttribute: A step asks for an attribute that the log does not have.

    Cost:
        O(m + entries x k) with compiled kernels, else O(entries x k x log m).

    Source:
        docs/explanation/funnel.md.

    Examples:
        >>> from touchline.eventlog.log import EventLog
        >>> events = [("ann", "visit", "2026-01-01"), ("ben", "visit", "2026-01-02")]
        >>> log = EventLog.from_events([*events, ("ann", "pay", "2026-01-03")])
        >>> answer = Funnel(steps=("visit", "pay"), window="7d").answer(log)
        >>> [(step.name, step.reached, step.pending) for step in answer.steps]
        [('visit', 2, 0), ('pay', 1, 1)]
    """

    name: ClassVar[str] = "funnel"

    steps: tuple[Step, ...] = Field(description="The steps in order: activities or predicates.")
    window: Window | None = Field(
        default=None, description="The longest time from entry to any step, such as 7d."
    )
    order: Literal["ordered", "strict", "unordered"] = Field(
        default="ordered",
        description="Whether other events may come in between, or the steps in any order.",
    )
    exclude: tuple[Exclude, ...] = Field(
        default=(),
        description="Events that rule out a try between two steps counted from 0, such as X:0:1.",
    )
    per_case: bool = Field(default=False, description="List how far each case came.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if len(self.steps) < MIN_STEPS:
            raise TooFewSteps.given(len(self.steps))
        for one in self.exclude:
            if not 0 <= one.after < one.before < len(self.steps):
                raise UnusableExclusion.of(str(_exclusion_text(one)), len(self.steps))
        return self

    def match(self, log: EventLog) -> Winners:
        """
        Find the try that counts for each case.

        Args:
            log: The events.

        Shapes:
            returns events (n, k) int64 and levels (n,).

        Units:
            none.

        Returns:
            The events of each case's best try, step by step.

        Source:
            docs/explanation/funnel.md.
        """
        entries = self.is_entering(log, log.timestamp)
        if self.order == "ordered" and (labels := self._labels(log)) is not None:
            return match_labels(
                labels,
                len(self.steps),
                log.offsets,
                log.timestamp,
                window=self.window,
                entries=entries,
                exclusions=[(one.after, one.before) for one in self.exclude],
            )
        masks = [step.mask(log) for step in self.steps]
        timeline = Timeline.of(log.offsets, log.timestamp)
        if self.order == "unordered":
            excluded = [one.step.mask(log) for one in self.exclude]
            return match_in_any_order(
                masks,
                timeline,
                window=self.window,
                entries=entries,
                exclusion=np.any(excluded, axis=0) if excluded else None,
            )
        find = match_strictly if self.order == "strict" else match_in_order
        exclusions = [Exclusion(one.step.mask(log), one.after, one.before) for one in self.exclude]
        return find(masks, timeline, window=self.window, entries=entries, exclusions=exclusions)

    def _labels(self, log: EventLog) -> Labels | None:
        """
        Tell steps and exclusions by activity, or else by codes for all of their masks; None when
        these are too many.
        """
        asked = [*self.steps, *(one.step for one in self.exclude)]
        if len(asked) <= MOST_PLAIN and all(step.activities and not step.where for step in asked):
            known = {name: code for code, name in enumerate(log.activities)}
            words = np.zeros(len(known), dtype=np.int64)
            for bit, step in enumerate(asked):
                codes = [known[name] for name in set(step.activities) if name in known]
                words[codes] |= 1 << bit
            return Labels(log.activity.codes, words)
        if len(asked) > MOST_MASKS:
            return None
        return Labels.of_masks([step.mask(log) for step in asked])

    def summarise(self, log: EventLog) -> Tries:
        """
        Keep when each case of one bucket reached each step.
        """
        matched = [count_of(step, log) for step in self.steps]
        cases = log.cases if self.per_case else ()
        return Tries.of(self.match(log), log, cases, np.asarray(matched, dtype=np.int64))

    def finish(self, summary: Tries, log: EventLog | CompiledLog) -> FunnelAnswer:
        """
        Count the tries step by step.
        """
        levels = summary.levels
        is_mature = self._is_mature(summary, log)
        is_pending = (levels < len(self.steps)) & ~is_mature
        steps = tuple(self._step(k, summary, is_mature, is_pending) for k in range(len(self.steps)))
        n, count = steps[0].reached, steps[-1].reached
        pending_share = int(is_pending.sum()) / n if n else 0.0
        points, median = self._curve(summary, log, pending_share)
        return FunnelAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *self._warnings(log, steps, summary, pending_share)),
            steps=steps,
            excluded=summary.n_excluded,
            conversion=count / n if n else None,
            interval=interval(wilson(count, n)),
            is_mature_first=pending_share > MANY_PENDING,
            curve=points,
            median_us_to_complete=median,
            cases=_cases(summary, is_pending) if self.per_case else None,
        )

    def _is_mature(self, summary: Tries, log: EventLog | CompiledLog) -> Bools:
        """
        Mark the tries whose window lies wholly inside the log; without a window there is nothing
        to wait for.
        """
        if self.window is None or log.log_end is None:
            return np.ones(len(summary.levels), dtype=np.bool_)
        return np.asarray(log.log_end - summary.at[0] >= self.window, dtype=np.bool_)

    def _step(self, k: int, tries: Tries, is_mature: Bools, is_pending: Bools) -> FunnelStep:
        levels, at = tries.levels, tries.at
        has_entered, has_reached = levels >= max(k, 1), levels > k
        first, entered, reached = (
            int(np.count_nonzero(mask)) for mask in (levels > 0, has_entered, has_reached)
        )
        pending = int(np.count_nonzero(has_entered & ~has_reached & is_pending))
        n_mature = int(np.count_nonzero(has_entered & is_mature))
        reached_mature = int(np.count_nonzero(has_reached & is_mature))
        has_gone_on = has_reached[levels >= k]
        from_previous = summary(at[k] - at[k - 1][has_gone_on] if k else at[0][:0])
        from_first = summary(at[k] - at[0][has_reached] if k else at[0][:0])
        return FunnelStep(
            name=self.steps[k].name,
            entered=entered,
            reached=reached,
            dropped=entered - reached - pending,
            pending=pending,
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
        )

    def _curve(
        self, tries: Tries, log: EventLog | CompiledLog, pending_share: float
    ) -> tuple[tuple[CurvePoint, ...] | None, int | None]:
        if log.log_end is None or (self.window is not None and pending_share <= MANY_PENDING):
            return None, None
        entry, has_completed = tries.at[0], tries.levels == len(self.steps)
        spans = np.maximum(log.log_end - entry, 0)
        if self.window is not None:
            spans = np.minimum(spans, self.window)
        spans[has_completed] = tries.at[-1] - entry[has_completed]
        return curve(spans, has_completed)

    def _warnings(
        self,
        log: EventLog | CompiledLog,
        steps: tuple[FunnelStep, ...],
        tries: Tries,
        pending_share: float,
    ) -> list[Diagnostic]:
        found = unmatched(self.steps, tries.n_matched.tolist(), log, "steps")
        if tries.n_excluded:
            n = tries.n_excluded
            found.append(warning("excluded-cases", path="exclude", severity="hint", n=n))
        if pending_share > MANY_PENDING:
            found.append(warning("many-pending", path="window", share=round(pending_share * 100)))
        shares = [(step.name, step.reached, step.entered, step.interval) for step in steps[1:]]
        return [*found, *wide(shares, self.tolerance)]


def _cases(tries: Tries, is_pending: Bools) -> tuple[CaseLevel, ...]:
    """
    List how far each case came, by its id.
    """
    # One more entry answers for the cases without a try, whose place is the last.
    levels, waits = [*tries.levels.tolist(), 0], [*is_pending.tolist(), False]
    return tuple(
        CaseLevel(case=case, level=levels[place], is_pending=waits[place], is_excluded=is_excluded)
        for case, is_excluded, place in sorted(tries.cases)
    )
