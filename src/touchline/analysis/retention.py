"""
Who comes back, by the period of their first visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step
from touchline.analysis._calendar import Period, boundaries, label
from touchline.analysis._gather import BucketQuestion, concatenated
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, unmatched, wide
from touchline.kernels.cohorts import count_cohorts
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p, wilson
from touchline.units import to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]

#: More cohorts than this nobody can look at.
MAX_COHORTS = 1000


class RetentionCell(Record):
    """
    One cohort in one period after its own.

    Args:
        cohort: The period in which these cases first came, such as `2026-11` or `2026-W47`.
        start: Its first instant, ISO 8601.
        period: How many periods later this is; 0 is the cohort's own.
        n: How many cases the cohort has.
        returned: How many of them came back; None while the period has not ended.
        share: Of the cohort.
        interval: Wilson's interval of that share.
        share_elsewhere: The same share of all other cohorts whose period has ended.
        interval_of_difference: Newcombe's interval of the share less the one elsewhere.
        q: The p value of that difference, corrected for all differences of the answer.
    """

    cohort: str
    start: str
    period: int
    n: int
    returned: int | None
    share: float | None
    interval: Interval | None
    share_elsewhere: float | None
    interval_of_difference: Interval | None
    q: float | None


class RetentionPoint(Record):
    """
    All cohorts together, one period after their own.

    Args:
        period: How many periods later.
        cohorts: How many cohorts' period has ended.
        n: How many cases these have.
        returned: How many of them came back.
        share: Of them; None while no such period has ended.
        interval: Wilson's interval of that share.
    """

    period: int
    cohorts: int
    n: int
    returned: int
    share: float | None
    interval: Interval | None


class RetentionAnswer(Answer):
    """
    A table of cohorts and periods, and the curve of all cohorts together.

    Args:
        cells: One entry a cohort and period, in the order of time.
        curve: One entry a period.
        cohorts: How many cohorts there are.
        cases: How many cases are in one.
        is_unbounded: A case counts as back in a period when it came in it or later.
        tests: How many differences were tested, which the q values account for.
    """

    table: ClassVar[str] = "cells"
    row_type: ClassVar[type[Record]] = RetentionCell

    cells: tuple[RetentionCell, ...]
    curve: tuple[RetentionPoint, ...]
    cohorts: int
    cases: int
    is_unbounded: bool
    tests: int

    def headline(self) -> Headline | None:
        """
        Name the share that comes back in the period after the first.
        """
        if len(self.curve) < 2:  # noqa: PLR2004 (the cohorts' own period and the one after it)
            return None
        point = self.curve[1]
        return Headline("share", point.share, point.n, point.returned, point.interval)


@dataclass(frozen=True, slots=True, eq=False)
class CohortCounts:
    """
    How large each cohort is, and how many came back when.

    Args:
        begin: When the period of each cohort begins.
        size: How many cases it has.
        returned: How many of them came back in each period.
        matched: How many events match what first and what later counts.

    Shapes:
        c cohorts, k periods; begin and size (c,); returned (c, k); matched (2,), all int64.

    Units:
        begin in microseconds since 1970-01-01 in UTC.

    Source:
        docs/explanation/retention.md.
    """

    begin: Ints
    size: Ints
    returned: Ints
    matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the cohorts of buckets, whose cases differ.
        """
        begin, place = np.unique(concatenated([part.begin for part in parts]), return_inverse=True)
        size = np.zeros(len(begin), dtype=np.int64)
        returned = np.zeros((len(begin), parts[0].returned.shape[1]), dtype=np.int64)
        np.add.at(size, place, concatenated([part.size for part in parts]))
        np.add.at(returned, place, concatenated([part.returned for part in parts]))
        return cls(begin, size, returned, np.sum([part.matched for part in parts], axis=0))


class Retention(BucketQuestion[CohortCounts, RetentionAnswer]):
    """
    How many customers come back one period after their first visit, two periods, three.

    Args:
        first: The events with which a customer begins; any event unless stated.
        returning: The events that count as coming back; those with which one begins unless stated.
        per: The period, of the calendar of the log's reporting zone.
        periods: How many periods after the first to look at.
        unbounded: Count those who come in a period or later, not only those who come in it.
        start: Count customers who begin here or later.
        end: Count customers who begin before this; they may return after it.

    Shapes:
        m events, c cohorts, k periods; answer.cells (c (k + 1),), answer.curve (k + 1,).

    Units:
        shares in [0, 1].

    Raises:
        TooManyPeriods: The log spans more periods than anybody can look at.
        UnknownAttribute: An event asks for an attribute that the log does not have.

    Cost:
        O(m).

    Source:
        docs/explanation/retention.md.
    """

    name: ClassVar[str] = "retention"

    first: Step | None = Field(
        default=None, description="The events with which a customer begins; any if none is given."
    )
    returning: Step | None = Field(
        default=None, description="The events that count as coming back; as first if none is given."
    )
    per: Period = Field(default="month", description="The period, in the reporting zone.")
    periods: int = Field(
        default=12, ge=1, le=400, description="How many periods after the first to look at."
    )
    unbounded: bool = Field(default=False, description="Count those who come in a period or later.")

    def summarise(self, log: EventLog) -> CohortCounts:
        """
        Count the cohorts of one bucket.
        """
        masks = [None if one is None else one.mask(log) for one in (self.first, self.returning)]
        is_first, is_back = masks[0], masks[0] if self.returning is None else masks[1]
        matched = np.asarray(
            [len(log.timestamp) if one is None else np.count_nonzero(one) for one in masks]
        )
        if log.log_start is None:
            none = np.zeros(0, dtype=np.int64)
            return CohortCounts(none, none, np.zeros((0, self.periods + 1), np.int64), matched)
        last = int(log.timestamp.max())
        bounds = boundaries(log.log_start, last, log.zone, self.per, MAX_COHORTS)
        size, returned = count_cohorts(
            log.offsets,
            log.timestamp,
            bounds,
            is_first=is_first,
            is_back=is_back,
            span=self.entering(log),
            n_periods=self.periods + 1,
            is_unbounded=self.unbounded,
        )
        present = np.flatnonzero(size)
        return CohortCounts(bounds[present], size[present], returned[present], matched)

    def finish(self, summary: CohortCounts, log: EventLog | CompiledLog) -> RetentionAnswer:
        """
        Turn the counts of ended periods into shares.
        """
        has_ended = self._has_ended(summary, log)
        # Periods of which the log has seen nothing for any cohort are not listed at all.
        shown = has_ended[:, : self._last_period(summary, log) + 1]
        curve = tuple(self._point(k, summary, shown) for k in range(shown.shape[1]))
        cells = [
            self._cell(c, k, summary, shown, log)
            for c in range(len(summary.begin))
            for k in range(shown.shape[1])
        ]
        cells, tests = _compared(cells, curve)
        found: list[Diagnostic] = [*about_log(log)]
        for name, n in zip(("first", "returning"), summary.matched.tolist(), strict=True):
            step = getattr(self, name)
            if step is not None:
                found += unmatched([step], [n], log, name)
        shares = [
            (f"{one.cohort} +{one.period}", one.returned or 0, one.n, one.interval)
            for one in cells
            if one.period
        ]
        return RetentionAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*found, *wide(shares, self.tolerance)),
            cells=tuple(cells),
            curve=curve,
            cohorts=len(summary.begin),
            cases=int(summary.size.sum()),
            is_unbounded=self.unbounded,
            tests=tests,
        )

    def _bounds(self, summary: CohortCounts, log: EventLog | CompiledLog) -> Ints:
        first = int(summary.begin[0])
        end = log.log_end if log.log_end is not None else first
        return boundaries(first, max(first, end), log.zone, self.per, MAX_COHORTS)

    def _has_ended(
        self, summary: CohortCounts, log: EventLog | CompiledLog
    ) -> npt.NDArray[np.bool_]:
        """
        Mark the cells whose period has passed by the end of the log.
        """
        ended = np.zeros(summary.returned.shape, dtype=np.bool_)
        if not len(summary.begin) or log.log_end is None:
            return ended
        passed = int(np.searchsorted(self._bounds(summary, log), log.log_end, side="right")) - 1
        own = np.searchsorted(self._bounds(summary, log), summary.begin)
        found: npt.NDArray[np.bool_] = own[:, None] + np.arange(self.periods + 1) < passed
        return found

    def _last_period(self, summary: CohortCounts, log: EventLog | CompiledLog) -> int:
        if not len(summary.begin):
            return -1
        return min(self.periods, max(len(self._bounds(summary, log)) - 2, 0))

    def _point(self, k: int, summary: CohortCounts, ended: npt.NDArray[np.bool_]) -> RetentionPoint:
        there = ended[:, k]
        n, count = int(summary.size[there].sum()), int(summary.returned[there, k].sum())
        return RetentionPoint(
            period=k,
            cohorts=int(np.count_nonzero(there)),
            n=n,
            returned=count,
            share=count / n if n else None,
            interval=interval(wilson(count, n)),
        )

    def _cell(
        self,
        c: int,
        k: int,
        summary: CohortCounts,
        ended: npt.NDArray[np.bool_],
        log: EventLog | CompiledLog,
    ) -> RetentionCell:
        begin = to_datetime(int(summary.begin[c]), log.zone)
        n = int(summary.size[c])
        count = int(summary.returned[c, k]) if ended[c, k] else None
        return RetentionCell(
            cohort=label(begin, self.per),
            start=begin.isoformat(),
            period=k,
            n=n,
            returned=count,
            share=None if count is None else count / n,
            interval=None if count is None else interval(wilson(count, n)),
            share_elsewhere=None,
            interval_of_difference=None,
            q=None,
        )


def _compared(
    cells: list[RetentionCell], curve: tuple[RetentionPoint, ...]
) -> tuple[list[RetentionCell], int]:
    """
    Set each cell against all other cohorts in the same period.
    """
    updates: dict[int, dict[str, object]] = {}
    p_values: dict[int, float] = {}
    for i, cell in enumerate(cells):
        point = curve[cell.period]
        if cell.returned is None or not cell.period or point.n == cell.n:
            continue
        others = point.returned - cell.returned, point.n - cell.n
        p = proportions_p(cell.returned, cell.n, *others)
        if p is not None:
            p_values[i] = p
            updates[i] = {
                "share_elsewhere": others[0] / others[1],
                "interval_of_difference": interval(newcombe(cell.returned, cell.n, *others)),
            }
    for i, q in zip(p_values, benjamini_hochberg(list(p_values.values())), strict=True):
        updates[i]["q"] = q
    return [cell.model_copy(update=updates.get(i, {})) for i, cell in enumerate(cells)], len(
        p_values
    )
