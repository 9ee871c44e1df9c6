"""
What customers have to do again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record
from touchline.analysis._gather import concatenated, each_bucket
from touchline.analysis._occurrences import occurrences
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.meetings import distinct
from touchline.kernels.segments import Timeline, count_distinct
from touchline.kernels.spread import counted, fineness, sought
from touchline.kernels.transitions import without_repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]


class ReworkedActivity(Record):
    """
    One activity and those who met it more than once.

    Args:
        activity: The activity.
        cases: Cases that have it.
        repeated: Cases that have it twice or more.
        share: Of the cases that have it.
        interval: Wilson's interval of that share.
        in_a_row: Cases that have it twice with nothing in between.
        extra_events: Events beyond the first of each case.
        most: The most that one case has.
        median_us: Median time from the first to the last, of those who repeat it.
    """

    activity: str
    cases: int
    repeated: int
    share: float
    interval: Interval | None
    in_a_row: int
    extra_events: int
    most: int
    median_us: Microseconds | None


class ReworkAnswer(Answer):
    """
    Every activity, that with the most cases of rework first, then by name.

    Args:
        activities: One entry an activity.
        paths: How many cases count.
        reworked: Cases that repeat any activity.
        share: Of all of them.
        interval: Wilson's interval of that share.
        extra_events: Events that repeat an activity of their case.
        share_of_events: Of all events.
    """

    table: ClassVar[str] = "activities"
    row_type: ClassVar[type[Record]] = ReworkedActivity

    activities: tuple[ReworkedActivity, ...]
    paths: int
    reworked: int
    share: float | None
    interval: Interval | None
    extra_events: int
    share_of_events: float | None

    def headline(self) -> Headline | None:
        """
        Name the share of cases that repeat something.
        """
        return Headline("share", self.share, self.paths, self.reworked, self.interval)


@dataclass(frozen=True, slots=True, eq=False)
class Repeats:
    """
    How often each activity comes again.

    Args:
        events: Events of each activity.
        cases: Cases that have it.
        repeated: Cases that have it twice or more.
        in_a_row: Cases that have it twice in a row.
        most: The most that one case has.
        paths: How many cases count.
        reworked: How many of them repeat anything.

    Shapes:
        a activities; every array (a,) int64.

    Units:
        events and cases.

    Source:
        docs/explanation/rework.md.
    """

    events: Ints
    cases: Ints
    repeated: Ints
    in_a_row: Ints
    most: Ints
    paths: int
    reworked: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        return cls(
            np.sum([part.events for part in parts], axis=0),
            np.sum([part.cases for part in parts], axis=0),
            np.sum([part.repeated for part in parts], axis=0),
            np.sum([part.in_a_row for part in parts], axis=0),
            np.max([part.most for part in parts], axis=0),
            sum(part.paths for part in parts),
            sum(part.reworked for part in parts),
        )


class Rework(UnitQuestion[Repeats, ReworkAnswer]):
    """
    Which activities customers meet more than once, how many do, and over how long.

    Args:
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, a activities; answer.activities at most (a,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Cost:
        O(m log m) within a bucket, in three passes.

    Source:
        docs/explanation/rework.md.
    """

    name: ClassVar[str] = "rework"

    def summarise(self, log: EventLog) -> Repeats:
        """
        Count the repeats of one bucket.
        """
        found, n = occurrences(self, log), len(log.activities)
        again = found.count > 1
        most = np.zeros(n, dtype=np.int64)
        np.maximum.at(most, found.code, found.count)
        events = np.zeros(n, dtype=np.int64)
        np.add.at(events, found.code, found.count)
        return Repeats(
            events,
            np.bincount(found.code, minlength=n).astype(np.int64),
            np.bincount(found.code[again], minlength=n).astype(np.int64),
            self._in_a_row(log),
            most,
            len(distinct(found.case)),
            len(distinct(found.case[again])),
        )

    def finish(self, summary: Repeats, log: EventLog | CompiledLog) -> ReworkAnswer:
        """
        Add shares and times.
        """
        medians = self._medians(len(log.activities), log)
        activities = []
        for code in np.flatnonzero(summary.cases).tolist():
            cases, repeated = int(summary.cases[code]), int(summary.repeated[code])
            activities.append(
                ReworkedActivity(
                    activity=log.activities[code],
                    cases=cases,
                    repeated=repeated,
                    share=repeated / cases,
                    interval=interval(wilson(repeated, cases)),
                    in_a_row=int(summary.in_a_row[code]),
                    extra_events=int(summary.events[code]) - cases,
                    most=int(summary.most[code]),
                    median_us=int(medians[code]) if repeated else None,
                )
            )
        extra, events = sum(one.extra_events for one in activities), int(summary.events.sum())
        shares = [(one.activity, one.repeated, one.cases, one.interval) for one in activities]
        return ReworkAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *wide(shares, self.tolerance)),
            activities=tuple(sorted(activities, key=lambda x: (-x.repeated, x.activity))),
            paths=summary.paths,
            reworked=summary.reworked,
            share=summary.reworked / summary.paths if summary.paths else None,
            interval=interval(wilson(summary.reworked, summary.paths)),
            extra_events=extra,
            share_of_events=extra / events if events else None,
        )

    def _in_a_row(self, log: EventLog) -> Ints:
        timeline = Timeline.of(log.offsets, log.timestamp)
        codes = log.activity.codes.astype(np.int64)
        again = ~without_repeats(codes, timeline) & self.is_entering_case(log)[timeline.case]
        return count_distinct(codes[again], timeline.case[again], len(log.activities), log.n_cases)

    def _medians(self, n_groups: int, log: EventLog | CompiledLog) -> Ints:
        per_octave = fineness(n_groups)

        def spans(bucket: EventLog) -> tuple[Ints, Ints]:
            found = occurrences(self, bucket)
            again = found.kept(found.count > 1)
            return again.code, bucket.timestamp[again.last] - bucket.timestamp[again.first]

        counts = each_bucket(lambda bucket: counted(*spans(bucket), n_groups, per_octave), log)
        found = sought(np.sum(counts, axis=0), (0.5,), per_octave)
        kept = each_bucket(lambda bucket: found.collected(*spans(bucket)), log)
        medians: Ints = found.quantiles(
            concatenated([groups for groups, _ in kept]), concatenated([span for _, span in kept])
        )[0]
        return medians
