"""
What comes before what, at whatever distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record
from touchline.analysis._gather import each_bucket
from touchline.analysis._occurrences import occurrences
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.occurrences import Occurrences, eventually_follows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]


class FollowingPair(Record):
    """
    One activity and another that comes later in the same case.

    Args:
        source: The activity that comes first.
        target: The one that comes later, directly or not.
        cases: In how many cases.
        n: In how many cases the source comes at all.
        share: Of those.
        interval: Wilson's interval of that share.
        share_of_cases: Of all cases, those in which the target comes at all: the base rate.
    """

    source: str
    target: str
    cases: int
    n: int
    share: float
    interval: Interval | None
    share_of_cases: float


class EventuallyFollowsAnswer(Answer):
    """
    Every pair that occurs, the most frequent first, then by name.

    Args:
        pairs: One entry a pair.
        paths: How many cases count.
        hidden_activities: How many activities are left out because others are more frequent.
        hidden_cases: How many cases the most frequent of these has.
    """

    table: ClassVar[str] = "pairs"
    row_type: ClassVar[type[Record]] = FollowingPair

    pairs: tuple[FollowingPair, ...]
    paths: int
    hidden_activities: int
    hidden_cases: int

    def headline(self) -> Headline | None:
        """
        Name the number of paths.
        """
        return Headline("count", float(self.paths), self.paths)


@dataclass(frozen=True, slots=True, eq=False)
class CaseCounts:
    """
    In how many cases each activity comes.

    Args:
        cases: One number an activity.
        paths: How many cases count.

    Shapes:
        a activities; cases (a,) int64.

    Units:
        cases.

    Source:
        docs/explanation/eventually-follows.md.
    """

    cases: Ints
    paths: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        return cls(np.sum([part.cases for part in parts], axis=0), sum(x.paths for x in parts))


class EventuallyFollows(UnitQuestion[CaseCounts, EventuallyFollowsAnswer]):
    """
    In how many cases one activity comes before another, however much lies in between.

    Args:
        top: How many activities to look at, those of most cases first.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, t activities looked at; answer.pairs at most (t²,).

    Units:
        shares in [0, 1].

    Cost:
        O(m log m + n t²) in two passes for n cases; O(t²) memory beside one bucket, however long
        cases are.

    Source:
        docs/explanation/eventually-follows.md.
    """

    name: ClassVar[str] = "eventually-follows"

    top: int = Field(default=50, ge=1, le=1000, description="How many activities to look at.")

    def summarise(self, log: EventLog) -> CaseCounts:
        """
        Count the cases of each activity in one bucket.
        """
        found = occurrences(self, log)
        cases = np.bincount(found.code, minlength=len(log.activities)).astype(np.int64)
        return CaseCounts(cases, len(np.unique(found.case)))

    def finish(self, summary: CaseCounts, log: EventLog | CompiledLog) -> EventuallyFollowsAnswer:
        """
        Look again at the most frequent activities, pair by pair.
        """
        names = log.activities
        ranked = sorted(
            np.flatnonzero(summary.cases).tolist(), key=lambda i: (-int(summary.cases[i]), names[i])
        )
        chosen, hidden = ranked[: self.top], ranked[self.top :]
        number = np.full(len(names) + 1, -1, dtype=np.int64)
        number[chosen] = np.arange(len(chosen))

        def counted(bucket: EventLog) -> Ints:
            found = occurrences(self, bucket)
            found = found.kept(number[found.code] >= 0)
            codes = number[found.code]
            renumbered = Occurrences(found.case, codes, found.first, found.last, found.count)
            return eventually_follows(renumbered, len(chosen))

        total = np.sum(each_bucket(counted, log), axis=0)
        pairs = []
        for a, b in np.argwhere(total).tolist():
            cases, n = int(total[a, b]), int(summary.cases[chosen[a]])
            pairs.append(
                FollowingPair(
                    source=names[chosen[a]],
                    target=names[chosen[b]],
                    cases=cases,
                    n=n,
                    share=cases / n,
                    interval=interval(wilson(cases, n)),
                    share_of_cases=int(summary.cases[chosen[b]]) / summary.paths,
                )
            )
        told = [*about_log(log)]
        if hidden:
            told.append(warning("hidden-activities", path="top", severity="hint", n=len(hidden)))
        shares = [(f"{one.source} → {one.target}", one.cases, one.n, one.interval) for one in pairs]
        return EventuallyFollowsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*told, *wide(shares, self.tolerance)),
            pairs=tuple(sorted(pairs, key=lambda x: (-x.cases, x.source, x.target))),
            paths=summary.paths,
            hidden_activities=len(hidden),
            hidden_cases=int(summary.cases[hidden[0]]) if hidden else 0,
        )
