"""
How many complete by each time, those still on their way included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._gather import concatenated
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import SpanInterval, Spans, interval
from touchline.analysis._survival import CurvePoint, drawn, read_at
from touchline.analysis._warnings import about_log, unmatched, warning
from touchline.kernels.competing import WAITING, aalen_johansen, half_bounds
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import NOWHERE
from touchline.kernels.survival import kaplan_meier
from touchline.kernels.waits import first_outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog
    from touchline.kernels.survival import Curve

    Ints = npt.NDArray[np.int64]

#: The two outcomes.
COMPLETED, FAILED = 1, 2

#: A median of fewer completions than this, or none, is told with a warning.
FEW = 30


class CompletionAnswer(Answer):
    """
    The share that has completed by each time, and the same of those who failed instead.

    Args:
        curve: One entry a time at which somebody completed.
        failing_curve: The same for the outcome that rules completion out, if one was named.
        n: Cases that entered.
        completed: Cases that completed within the log.
        failed: Cases that failed first.
        waiting: Cases with neither by the end of the log; they count for as long as they were seen.
        share: Completed, of those who entered; too low while many wait.
        interval: Wilson's interval of that share.
        median_us: The first time by which half have completed; None when the curve never gets
            there.
        interval_us: The bounds of that median; None when a bound never gets there.
        at_horizon: The share that has completed by the horizon asked for.
        observed_us: The longest time for which a case was seen; the curve says nothing beyond it.
    """

    table: ClassVar[str] = "curve"
    row_type: ClassVar[type[Record]] = CurvePoint

    curve: tuple[CurvePoint, ...]
    failing_curve: tuple[CurvePoint, ...] | None
    n: int
    completed: int
    failed: int
    waiting: int
    share: float | None
    interval: Interval | None
    median_us: Microseconds | None
    interval_us: SpanInterval | None
    at_horizon: CurvePoint | None
    observed_us: Microseconds | None

    def headline(self) -> Headline | None:
        """
        Name the median time to complete.
        """
        bounds = None if self.interval_us is None else Interval(*map(float, self.interval_us))
        return Headline("duration", self.median_us, self.n, bounds=bounds)


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """
    How long each case took, and to what.

    Args:
        spans: The time from entry to the outcome, or to the end of the log.
        outcomes: Completed, failed, or waiting.
        matched: How many events match `since`, the target, and each failing step.

    Shapes:
        n cases; spans (n,) int64; outcomes (n,) int8.

    Units:
        spans in microseconds.

    Source:
        docs/explanation/completion.md.
    """

    spans: Ints
    outcomes: npt.NDArray[np.int8]
    matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the cases of buckets one after the other.
        """
        return cls(
            concatenated([part.spans for part in parts]),
            concatenated([part.outcomes for part in parts]),
            np.sum([part.matched for part in parts], axis=0),
        )


class Completion(UnitQuestion[Waits, CompletionAnswer]):
    """
    How many have completed after how long, and when half have.

    A case that has not completed by the end of the log still counts for as long as it was seen.

    Args:
        target: The event that completes a case.
        failing: Events that rule completion out; whichever comes first decides.
        since: The event from which time counts; the first event of the case unless stated.
        horizon: Tell the share completed by this time, too.
        points: How many points of a curve to give at most; they are evenly chosen.
        start: Count entries from here on.
        end: Count entries before this; the target may follow after it.

    Shapes:
        m events, n cases, t times; answer.curve at most (points,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        UnknownAttribute: An event asks for an attribute that the log does not have.

    Cost:
        O(m + n log n), and O(n) memory.

    Source:
        docs/explanation/completion.md.
    """

    name: ClassVar[str] = "completion"

    target: Step = Field(description="The event that completes a case.")
    failing: tuple[Step, ...] = Field(
        default=(), description="Events that rule completion out; whichever comes first decides."
    )
    since: Step | None = Field(
        default=None, description="The event from which time counts; the first one if none."
    )
    horizon: Window | None = Field(
        default=None, description="Tell the share completed by this time too, such as 30d."
    )
    points: int = Field(
        default=200, ge=2, le=100_000, description="How many points of a curve to give at most."
    )

    def summarise(self, log: EventLog) -> Waits:
        """
        Measure how long each case of one bucket took.
        """
        target = self.target.mask(log)
        failing = [step.mask(log) for step in self.failing]
        entries = None if self.since is None else self.since.mask(log)
        entry, found = first_outcomes(
            log.offsets,
            log.timestamp,
            entries=entries,
            is_outcome=np.any([target, *failing], axis=0) if failing else target,
            span=self.entering(log),
        )
        happened = found != NOWHERE
        end = log.log_end if log.log_end is not None else 0
        until = np.where(happened, log.timestamp[np.where(happened, found, entry)], end)
        outcomes = np.full(len(entry), WAITING, dtype=np.int8)
        outcomes[happened] = np.where(target[found[happened]], COMPLETED, FAILED)
        matched = [entries, target, *failing]
        return Waits(
            np.maximum(until - log.timestamp[entry], 0),
            outcomes,
            np.asarray([0 if mask is None else np.count_nonzero(mask) for mask in matched]),
        )

    def finish(self, summary: Waits, log: EventLog | CompiledLog) -> CompletionAnswer:
        """
        Draw the curve.
        """
        n = len(summary.spans)
        completed, failed = (
            int(np.count_nonzero(summary.outcomes == one)) for one in (COMPLETED, FAILED)
        )
        found = self._curve(summary, COMPLETED)
        low, high = half_bounds(found)
        is_waiting = summary.outcomes == WAITING
        at_horizon = (
            read_at(found, self.horizon, summary.spans, is_waiting) if self.horizon else None
        )
        told = self._warnings(summary, log, completed, found)
        if n and self.horizon is not None and at_horizon is None:
            told.append(warning("beyond-observation", "horizon"))
        return CompletionAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *told),
            curve=drawn(found, self.points),
            failing_curve=drawn(self._curve(summary, FAILED), self.points)
            if self.failing
            else None,
            n=n,
            completed=completed,
            failed=failed,
            waiting=n - completed - failed,
            share=completed / n if n else None,
            interval=interval(wilson(completed, n)),
            median_us=found.median,
            interval_us=None if low is None or high is None else Spans(low, high),
            at_horizon=at_horizon,
            observed_us=int(summary.spans.max()) if n else None,
        )

    def _curve(self, summary: Waits, cause: int) -> Curve:
        if self.failing:
            return aalen_johansen(summary.spans, summary.outcomes, cause)
        return kaplan_meier(summary.spans, summary.outcomes == cause)

    def _warnings(
        self, summary: Waits, log: EventLog | CompiledLog, completed: int, found: Curve
    ) -> list[Diagnostic]:
        matched = summary.matched.tolist()
        told = unmatched([self.target], [matched[1]], log, "target")
        told += unmatched(self.failing, matched[2:], log, "failing")
        if self.since is not None:
            told += unmatched([self.since], [matched[0]], log, "since")
        if 0 < completed < FEW:
            told.append(warning("few-completions", "curve", n=completed))
        if completed and found.median is None:
            told.append(warning("no-median", "median_us", "hint"))
        return told
