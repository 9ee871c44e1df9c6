"""
Who buys again, and after how long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._gather import BucketQuestion, concatenated
from touchline.analysis._record import interval
from touchline.analysis._survival import CurvePoint, curve, read_at
from touchline.analysis._warnings import about_log, unmatched, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import Timeline
from touchline.kernels.sessions import opens_session
from touchline.kernels.survival import kaplan_meier
from touchline.kernels.transitions import kept_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


class RepeatRow(Record):
    """
    Those who bought so many times, and whether they buy once more.

    Args:
        number: Which purchase this is, from 1.
        cases: Customers who made it.
        again: Those of them who made another one within the log.
        waiting: Those who have not, so far.
        share: Bought again, of those who made this purchase; too low while many may still return.
        interval: Wilson's interval of that share.
        share_within: The share that buys again within the window, those included who have not been
            seen for so long; None without a window, or when nobody has been.
        interval_within: Its interval.
        median_us: The first time by which half have bought again, by the same estimate; None when
            the curve never gets there.
    """

    number: int
    cases: int
    again: int
    waiting: int
    share: float
    interval: Interval | None
    share_within: float | None
    interval_within: Interval | None
    median_us: Microseconds | None


class RepeatPurchaseAnswer(Answer):
    """
    Purchase by purchase, how many go on to the next.

    Args:
        repeats: One entry a purchase: the first, the second and so on.
        curve: The share of all customers who have bought again by each time since their first
            purchase.
        customers: Cases that bought at all.
        repeaters: Cases that bought twice or more.
        share: Of the customers.
        interval: Wilson's interval of that share.
        purchases: How many purchases there are in all.
        mean_purchases: Purchases a customer.
    """

    table: ClassVar[str] = "repeats"
    row_type: ClassVar[type[Record]] = RepeatRow

    repeats: tuple[RepeatRow, ...]
    curve: tuple[CurvePoint, ...]
    customers: int
    repeaters: int
    share: float | None
    interval: Interval | None
    purchases: int
    mean_purchases: float | None

    def headline(self) -> Headline | None:
        """
        Name the share of customers who bought again.
        """
        return Headline("share", self.share, self.customers, self.repeaters, self.interval)


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """
    The time from each purchase to the next.

    Args:
        number: Which purchase of its case each is, from 0.
        spans: The time to the next one, or to the end of the log.
        happened: There was a next one.
        purchases: How many there are in all.
        matched: How many events are purchases.

    Shapes:
        p purchases; number, spans and happened (p,).

    Units:
        spans in microseconds.

    Source:
        docs/explanation/repeat-purchase.md.
    """

    number: Ints
    spans: Ints
    happened: Bools
    purchases: int
    matched: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the purchases of buckets one after the other.
        """
        return cls(
            concatenated([part.number for part in parts]),
            concatenated([part.spans for part in parts]),
            concatenated([part.happened for part in parts]),
            sum(part.purchases for part in parts),
            sum(part.matched for part in parts),
        )


class RepeatPurchase(BucketQuestion[Gaps, RepeatPurchaseAnswer]):
    """
    How many customers buy again after their first purchase, their second, their third.

    Args:
        purchase: The event that is a purchase.
        window: Tell the share that buys again within this time, too.
        apart: Purchases no farther than this from the one before count as one, as the lines of an
            order do; None takes each event for a purchase of its own.
        top: How many purchases to follow.
        start: Count customers whose first purchase lies here or later.
        end: Count customers whose first purchase lies before this; others may follow after it.

    Shapes:
        m events, p purchases; answer.repeats at most (top,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        UnknownAttribute: The purchase asks for an attribute that the log does not have.

    Cost:
        O(m + p log p), and O(p) memory.

    Source:
        docs/explanation/repeat-purchase.md.
    """

    name: ClassVar[str] = "repeat-purchase"

    purchase: Step = Field(description="The event that is a purchase.")
    window: Window | None = Field(
        default=None, description="Tell the share that buys again within this time, such as 90d."
    )
    apart: Window | None = Field(
        default=None, description="Purchases no farther apart than this count as one, such as 1h."
    )
    top: int = Field(default=10, ge=1, le=1000, description="How many purchases to follow.")

    def summarise(self, log: EventLog) -> Gaps:
        """
        Measure the time from purchase to purchase in one bucket.
        """
        mask = self.purchase.mask(log)
        bought = Timeline.of(kept_offsets(mask, log.offsets), log.timestamp[mask])
        if self.apart is not None:
            opens = opens_session(bought.offsets, bought.times, self.apart)
            bought = Timeline.of(kept_offsets(opens, bought.offsets), bought.times[opens])
        times, case = bought.times, bought.case
        first = bought.offsets[case]
        number = np.arange(len(times)) - first
        happened = np.zeros(len(times), dtype=np.bool_)
        happened[:-1] = case[1:] == case[:-1]
        end = log.log_end if log.log_end is not None else 0
        following = np.append(times[1:], end)
        spans = np.where(happened, following, end) - times
        counts = self.is_entering(log, times[first])
        kept = counts & (number < self.top)
        return Gaps(
            number[kept],
            np.maximum(spans[kept], 0),
            happened[kept],
            int(np.count_nonzero(counts)),
            int(np.count_nonzero(mask)),
        )

    def finish(self, summary: Gaps, log: EventLog | CompiledLog) -> RepeatPurchaseAnswer:
        """
        Follow customers purchase by purchase.
        """
        last = int(summary.number.max(initial=-1))
        repeats = tuple(self._row(number, summary) for number in range(last + 1))
        is_first = summary.number == 0
        points, _ = curve(summary.spans[is_first], summary.happened[is_first])
        customers = repeats[0].cases if repeats else 0
        repeaters = repeats[0].again if repeats else 0
        found = [
            *about_log(log),
            *unmatched([self.purchase], [summary.matched], log, "purchase"),
        ]
        shares = [(str(one.number), one.again, one.cases, one.interval) for one in repeats]
        return RepeatPurchaseAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*found, *wide(shares, self.tolerance)),
            repeats=repeats,
            curve=points,
            customers=customers,
            repeaters=repeaters,
            share=repeaters / customers if customers else None,
            interval=interval(wilson(repeaters, customers)),
            purchases=summary.purchases,
            mean_purchases=summary.purchases / customers if customers else None,
        )

    def _row(self, number: int, summary: Gaps) -> RepeatRow:
        here = summary.number == number
        spans, happened = summary.spans[here], summary.happened[here]
        cases, again = len(spans), int(np.count_nonzero(happened))
        found = kaplan_meier(spans, happened)
        at = None if self.window is None else read_at(found, self.window, spans, ~happened)
        return RepeatRow(
            number=number + 1,
            cases=cases,
            again=again,
            waiting=cases - again,
            share=again / cases,
            interval=interval(wilson(again, cases)),
            share_within=None if at is None else at.probability,
            interval_within=None if at is None else Interval(at.lower, at.upper),
            median_us=found.median,
        )
