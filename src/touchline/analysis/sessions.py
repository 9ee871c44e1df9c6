"""
How customers' events fall into sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._calendar import boundaries
from touchline.analysis._errors import NoChannel
from touchline.analysis._gather import BucketQuestion, concatenated, each_bucket
from touchline.analysis._record import SpanInterval, Spans, interval
from touchline.analysis._spans import LONG
from touchline.analysis._warnings import about_log, warning, wide
from touchline.eventlog.columns import ABSENT
from touchline.kernels.intervals import median_ranks, wilson
from touchline.kernels.ranked import at_ranks, between, bins_sought, neighbours
from touchline.kernels.sessions import SessionCut, SessionTotals
from touchline.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Three centuries of days; a log that spans more has a fault in its timestamps.
MAX_DAYS = 110_000

#: From this share of sessions on that may still go on, the answer says so.
MANY_OPEN = 0.05


class SessionActivity(Record):
    """
    How sessions begin and end with one activity.

    Args:
        activity: The activity.
        sessions: Sessions that begin with it.
        share: Of all sessions.
        interval: Wilson's interval of that share.
        bounces: Of those that begin with it, sessions without a second event.
        share_of_bounces: Bounces, of the sessions that begin with it; None when none does.
        interval_of_bounces: Wilson's interval of that share.
        exits: Sessions that end with it.
    """

    activity: str
    sessions: int
    share: float
    interval: Interval | None
    bounces: int
    share_of_bounces: float | None
    interval_of_bounces: Interval | None
    exits: int


class SessionsAnswer(Answer):
    """
    All sessions summed up, and the activities with which they begin and end.

    Args:
        activities: One entry an activity that opens or closes a session, the most frequent opening
            first, then by name.
        sessions: How many sessions there are.
        cases: How many cases have one.
        mean_sessions: Sessions a case.
        mean_events: Events a session.
        median_events: Half of the sessions have no more events.
        median_us: Median time from the first event of a session to its last; a bounce takes none.
        interval_us: The bounds of that median.
        p90_us: Nine in ten took no longer.
        bounces: Sessions with one event only.
        share_of_bounces: Of all sessions.
        interval: Wilson's interval of that share.
        still_open: Sessions whose last event lies so close to the end of the log that they may
            have gone on.
    """

    table: ClassVar[str] = "activities"
    row_type: ClassVar[type[Record]] = SessionActivity

    activities: tuple[SessionActivity, ...]
    sessions: int
    cases: int
    mean_sessions: float | None
    mean_events: float | None
    median_events: float | None
    median_us: Microseconds | None
    interval_us: SpanInterval | None
    p90_us: Microseconds | None
    bounces: int
    share_of_bounces: float | None
    interval: Interval | None
    still_open: int

    def headline(self) -> Headline | None:
        """
        Name the share of sessions that go on after their first event.
        """
        lasting = self.sessions - self.bounces
        share = lasting / self.sessions if self.sessions else None
        bounds = interval(wilson(lasting, self.sessions))
        return Headline("share", share, self.sessions, lasting, bounds, is_independent=False)


@dataclass(frozen=True, slots=True, eq=False)
class SessionCounts:
    """
    What the sessions of some cases add up to.

    Args:
        totals: The counts.

    Shapes:
        see `SessionTotals`.

    Units:
        sessions.

    Source:
        docs/explanation/sessions.md.
    """

    totals: SessionTotals

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the sessions of buckets, whose cases differ.
        """
        each = [part.totals for part in parts]
        lengths, place = np.unique(
            np.concatenate([one.lengths[0] for one in each]), return_inverse=True
        )
        times = np.zeros(len(lengths), dtype=np.int64)
        np.add.at(times, place, np.concatenate([one.lengths[1] for one in each]))
        return cls(
            SessionTotals(
                np.sum([one.opened for one in each], axis=0),
                np.sum([one.bounced for one in each], axis=0),
                np.sum([one.closed for one in each], axis=0),
                np.stack((lengths, times)),
                np.sum([one.bins for one in each], axis=0),
                sum(one.cases for one in each),
                sum(one.still_open for one in each),
            )
        )


class Sessions(BucketQuestion[SessionCounts, SessionsAnswer]):
    """
    How often customers come, for how long, and how many leave after a single event.

    Args:
        timeout: A longer gap than this begins a new session.
        new_day: A new day of the reporting zone begins one too.
        new_channel: So does another channel.
        opening: So do these events, whatever came before.
        start: Count sessions whose first event lies here or later.
        end: Count sessions whose first event lies before this.

    Shapes:
        m events, s sessions, a activities; answer.activities (at most a,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        NoChannel: Sessions are to end with their channel, and the log has none.
        UnknownAttribute: An opening event asks for an attribute that the log does not have.

    Cost:
        O(m), in two looks at the events.

    Source:
        docs/explanation/sessions.md.
    """

    name: ClassVar[str] = "sessions"

    timeout: Window = Field(
        default=30 * UNITS["m"],
        description="A longer gap than this begins a new session, such as 30m.",
    )
    new_day: bool = Field(default=False, description="A new day begins a session too.")
    new_channel: bool = Field(default=False, description="Another channel begins a session too.")
    opening: tuple[Step, ...] = Field(
        default=(), description="Events that begin a session whatever came before."
    )

    def summarise(self, log: EventLog) -> SessionCounts:
        """
        Cut the events of one bucket into sessions.
        """
        end = log.log_end if log.log_end is not None else 0
        codes = log.activity.codes
        return SessionCounts(self._cut(log).totals(codes, len(log.activities), end))

    def finish(self, summary: SessionCounts, log: EventLog | CompiledLog) -> SessionsAnswer:
        """
        Sum the sessions up.
        """
        totals = summary.totals
        n, bounces = int(totals.opened.sum()), int(totals.bounced.sum())
        found = [*about_log(log)]
        if n and totals.still_open / n > MANY_OPEN:
            percent = round(100 * totals.still_open / n)
            found.append(
                warning("open-sessions", "timeout", "hint", n=totals.still_open, percent=percent)
            )
        activities = _activities(totals, log.activities)
        shares = [
            (one.activity, one.bounces, one.sessions, one.interval_of_bounces) for one in activities
        ]
        median, bounds, long = self._spans(totals, n, log) if n else (None, None, None)
        return SessionsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*found, *wide(shares, self.tolerance)),
            activities=activities,
            sessions=n,
            cases=totals.cases,
            mean_sessions=n / totals.cases if n else None,
            mean_events=int((totals.lengths[0] * totals.lengths[1]).sum()) / n if n else None,
            median_events=_middle(totals.lengths, n) if n else None,
            median_us=median,
            interval_us=bounds,
            p90_us=long,
            bounces=bounces,
            share_of_bounces=bounces / n if n else None,
            interval=interval(wilson(bounces, n)),
            still_open=totals.still_open,
        )

    def _spans(
        self, totals: SessionTotals, n: int, log: EventLog | CompiledLog
    ) -> tuple[int, Spans | None, int]:
        """
        Look again for the times in the middle and at the long end, and bound the middle.
        """
        bounds = median_ranks(n)
        ranks = [*neighbours(n, 0.5), *neighbours(n, LONG), *(bounds or ())]
        is_sought = bins_sought(totals.bins, ranks)
        kept = (
            each_bucket(partial(self._within, is_sought=is_sought), log)
            if is_sought.any()
            else [np.zeros(0, dtype=np.int64)]
        )
        read = at_ranks(totals.bins, is_sought, concatenated(kept), ranks)
        median, long = (
            round(between(n, share, *read[i : i + 2])) for i, share in ((0, 0.5), (2, LONG))
        )
        return median, None if bounds is None else Spans(*read[4:]), long

    def _within(self, log: EventLog, *, is_sought: Bools) -> Ints:
        return self._cut(log).spans_within(is_sought)

    def _cut(self, log: EventLog) -> SessionCut:
        is_limited = self.start is not None or self.end is not None
        return SessionCut(
            log.offsets,
            log.timestamp,
            self.timeout,
            self._breaks(log),
            self.is_entering(log, log.timestamp) if is_limited else None,
        )

    def _breaks(self, log: EventLog) -> Bools | None:
        """
        Mark the events that begin a session for another reason than a gap.
        """
        breaks = [step.mask(log) for step in self.opening]
        if self.new_channel:
            if log.channel is None:
                raise NoChannel(at="new_channel")
            known = np.flatnonzero(log.channel.codes != ABSENT)
            changed = np.zeros(len(log.timestamp), dtype=np.bool_)
            # The first event of a case begins a session in any case.
            changed[known] = _changes(log.channel.codes[known]) & _is_same(log.case_of_event[known])
            breaks.append(changed)
        if self.new_day and log.log_start is not None:
            last = int(log.timestamp.max())
            days = boundaries(log.log_start, last, log.zone, "day", MAX_DAYS)
            breaks.append(_changes(np.searchsorted(days, log.timestamp, side="right")))
        return np.any(breaks, axis=0) if breaks else None


def _middle(lengths: Ints, n: int) -> float:
    """
    Find the median of numbers of which it is known how often each occurs.
    """
    until = np.cumsum(lengths[1])
    low, high = (
        int(lengths[0][np.searchsorted(until, rank, side="right")]) for rank in neighbours(n, 0.5)
    )
    return between(n, 0.5, low, high)


def _changes(codes: npt.NDArray[np.integer]) -> Bools:
    changed = np.zeros(len(codes), dtype=np.bool_)
    changed[1:] = codes[1:] != codes[:-1]
    return changed


def _is_same(codes: npt.NDArray[np.integer]) -> Bools:
    return ~_changes(codes)


def _activities(summary: SessionTotals, names: tuple[str, ...]) -> tuple[SessionActivity, ...]:
    n = int(summary.opened.sum())
    found = []
    for code in np.flatnonzero(summary.opened + summary.closed).tolist():
        opened, bounced = int(summary.opened[code]), int(summary.bounced[code])
        found.append(
            SessionActivity(
                activity=names[code],
                sessions=opened,
                share=opened / n,
                interval=interval(wilson(opened, n)),
                bounces=bounced,
                share_of_bounces=bounced / opened if opened else None,
                interval_of_bounces=interval(wilson(bounced, opened)),
                exits=int(summary.closed[code]),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.sessions, one.activity)))
