"""
How long it takes from one thing to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._business import ALWAYS, BusinessHours, Holiday, business_time
from touchline.analysis._errors import UnknownActivity
from touchline.analysis._gather import concatenated
from touchline.analysis._labels import told_apart
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import SpanInterval, interval
from touchline.analysis._spans import summary as spans_summed_up
from touchline.analysis._survival import CurvePoint, curve
from touchline.analysis._warnings import MANY_PENDING, about_log, unmatched, warning
from touchline.kernels.following import match_targets
from touchline.kernels.intervals import wilson
from touchline.kernels.quantiles import Ranked
from touchline.kernels.segments import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]

#: The shares whose times the main table lists.
SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0)


class TimeAtShare(Record):
    """
    The time within which a share of the pairs was done.

    Args:
        share: The share; 0 is the fastest, 1 the slowest.
        us: The time.
    """

    share: float
    us: Microseconds | None


class TimeBetweenAnswer(Answer):
    """
    The times of those who got there, and how many have not.

    Args:
        times: The times at some shares.
        starts: How often the source happened, each case once or each time, as asked.
        reached: How many of them were followed by the target.
        share: Reached, of the starts.
        interval: Wilson's interval of that share.
        open: Starts without a target that still have time: all of them, or with a window those
            whose window has not passed.
        median_us: Median time of those who reached the target; short when many are still open.
        interval_us: The bounds of that median.
        p90_us: Nine in ten took no longer.
        mean_us: The mean, for sums.
        curve: Share that has reached the target by each time, those still open included
            (Kaplan-Meier), when more than one in twenty is open.
        median_us_to_reach: Time by which half of all starts are done, by that curve; None when it
            never gets there.
    """

    table: ClassVar[str] = "times"
    row_type: ClassVar[type[Record]] = TimeAtShare

    times: tuple[TimeAtShare, ...]
    starts: int
    reached: int
    share: float | None
    interval: Interval | None
    open: int
    median_us: Microseconds | None
    interval_us: SpanInterval | None
    p90_us: Microseconds | None
    mean_us: Microseconds | None
    curve: tuple[CurvePoint, ...] | None = None
    median_us_to_reach: Microseconds | None = None

    def headline(self) -> Headline | None:
        """
        Name the median time of those who reached the target.
        """
        bounds = None if self.interval_us is None else Interval(*map(float, self.interval_us))
        value = None if self.median_us is None else float(self.median_us)
        return Headline("duration", value, self.reached, bounds=bounds)


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """
    How long each start took, or has waited so far.

    Args:
        spans: The time to the target, or to the end of the log for a start without one.
        is_reached: The start has its target.
        n_matched: How many events the source and the target match.

    Shapes:
        s starts; spans (s,) int64; is_reached (s,) bool; n_matched (2,) int64.

    Units:
        microseconds.

    Source:
        docs/explanation/time-between.md.
    """

    spans: Ints
    is_reached: npt.NDArray[np.bool_]
    n_matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the starts of buckets one after the other.
        """
        return cls(
            concatenated([part.spans for part in parts]),
            concatenated([part.is_reached for part in parts]),
            np.sum([part.n_matched for part in parts], axis=0),
        )


class TimeBetween(UnitQuestion[Waits, TimeBetweenAnswer]):
    """
    The time from a source to the first target after it.

    Args:
        source: The activity or predicate from which the time runs.
        target: The one at which it stops.
        pairs: `first` takes each case's first source only; `each` takes every source, and one
            target may answer several.
        window: A target later than this does not count; None for no limit.
        business_hours: Let time pass only within these hours, on the clock of the reporting zone;
            the window too. None given lets it always pass.
        holidays: Days on which no time passes.
        start: Count sources from here on.
        end: Count sources before this.

    Shapes:
        m events; answer.times (8,).

    Units:
        times in microseconds, in JSON in seconds; shares in [0, 1].

    Raises:
        UnknownActivity: Source or target is an activity that the log does not know.
        UnknownAttribute: Source or target asks for an attribute that the log does not have.

    Cost:
        O(m + starts x log starts).

    Source:
        docs/explanation/time-between.md.
    """

    name: ClassVar[str] = "time-between"

    source: Step = Field(description="From what the time runs.")
    target: Step = Field(description="At what it stops.")
    pairs: Literal["first", "each"] = Field(
        default="first", description="Take each case's first source only, or every source."
    )
    window: Window | None = Field(
        default=None, description="A target later than this does not count."
    )

    business_hours: tuple[BusinessHours, ...] = Field(
        default=(), description="Let time pass only within these hours, such as Mo-Fr 9-17."
    )
    holidays: tuple[Holiday, ...] = Field(
        default=(), description="Days on which no time passes, such as 2026-12-25."
    )

    def summarise(self, log: EventLog) -> Waits:
        """
        Measure the times in one bucket.
        """
        labels = told_apart((self.source, self.target), log)
        entries, found = match_targets(
            labels,
            log.offsets,
            log.timestamp,
            entries=self.is_entering(log, log.timestamp) if self.has_span else None,
            is_first=self.pairs == "first",
        )
        began = log.timestamp[entries]
        waited = self._passed(began, log.timestamp[found], log) if len(found) else found
        is_reached = found != NOWHERE
        if self.window is not None:
            is_reached &= waited <= self.window
        seen = self._passed(began, np.full_like(began, log.log_end or 0), log)
        return Waits(np.where(is_reached, waited, seen), is_reached, labels.counted(2))

    def _passed(self, begin: Ints, end: Ints, log: EventLog) -> Ints:
        """
        Measure the time between two moments, or how much of it lies within business hours.
        """
        if not self.business_hours and not self.holidays:
            return end - begin
        hours = self.business_hours or ALWAYS
        return business_time(begin, end, hours, self.holidays, log.zone)

    def finish(self, summary: Waits, log: EventLog | CompiledLog) -> TimeBetweenAnswer:
        """
        Sum the times up, and count those still open.
        """
        for option, step in (("source", self.source), ("target", self.target)):
            if step.is_plain and step.name not in log.activities and log.log_start is not None:
                raise UnknownActivity.among(step.name, log.activities, at=option)
        is_reached = summary.is_reached
        is_open = ~is_reached
        if self.window is not None:
            is_open &= summary.spans < self.window
        spans = summary.spans[is_reached]
        n, reached, n_open = len(is_reached), len(spans), int(np.count_nonzero(is_open))
        points, median = None, None
        found = [*about_log(log)]
        found += unmatched((self.source, self.target), summary.n_matched.tolist(), log, "steps")
        if n and n_open / n > MANY_PENDING:
            watched = np.maximum(summary.spans, 0)
            if self.window is not None:
                watched = np.minimum(watched, self.window)
            points, median = curve(np.where(is_reached, summary.spans, watched), is_reached)
            percent = round(100 * n_open / n)
            found.append(warning("many-open", path="target", n=n_open, percent=percent))
        total, ranked = spans_summed_up(spans), Ranked.of(spans, SHARES)
        return TimeBetweenAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=tuple(found),
            times=tuple(TimeAtShare(share=share, us=ranked.quantile(share)) for share in SHARES),
            starts=n,
            reached=reached,
            share=reached / n if n else None,
            interval=interval(wilson(reached, n)),
            open=n_open,
            median_us=total.median_us,
            interval_us=total.interval_us,
            p90_us=total.p90_us,
            mean_us=total.mean_us,
            curve=points,
            median_us_to_reach=median,
        )
