"""
After what customers leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step, Window
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, warning, wide
from touchline.kernels.intervals import benjamini_hochberg, proportions_p, wilson
from touchline.kernels.segments import (
    NOWHERE,
    case_of_event,
    count_distinct,
    first_event,
    verify_sorted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]

#: A drop-off is notable below this q value and from this many occurrences on.
NOTABLE_Q, NOTABLE_N = 0.05, 30


class Exit(Record):
    """
    One activity, and how often it was the last.

    Args:
        activity: The activity.
        exits: Cases whose path ended with it.
        cases: Cases that had it.
        share_of_cases: Exits, of those cases.
        interval_of_cases: Wilson's interval of that share.
        occurrences: How often it happened where the next event, or its absence, is known.
        share: Exits, of those occurrences.
        interval: Wilson's interval of that share.
        share_elsewhere: Exits after all other activities, of their occurrences.
        lost: Exits beyond those expected at that rate; negative when fewer left.
        q: The p value of the difference, corrected for all activities.
        is_notable: It differs beyond chance and on enough occurrences.
    """

    activity: str
    exits: int
    cases: int
    share_of_cases: float
    interval_of_cases: Interval | None
    occurrences: int
    share: float | None
    interval: Interval | None
    share_elsewhere: float | None
    lost: float
    q: float | None
    is_notable: bool


class DropOffAnswer(Answer):
    """
    All activities, those that lose most beyond the rate elsewhere first.

    Args:
        exits: One entry an activity.
        ended: Paths that have ended without the target.
        completed: Paths that reached the target; whatever follows, they are not lost.
        open: Paths that have not ended, since their last event lies within `inactivity` of the
            log's end.
        tests: How many differences were tested, which the q values account for.
    """

    table: ClassVar[str] = "exits"
    row_type: ClassVar[type[Record]] = Exit

    exits: tuple[Exit, ...]
    ended: int
    completed: int
    open: int
    tests: int

    def headline(self) -> Headline | None:
        """
        Name the number of paths that have ended.
        """
        return Headline("count", float(self.ended), self.ended)


@dataclass(frozen=True, slots=True, eq=False)
class Exits:
    """
    How often paths went on and ended after each activity.

    Args:
        cases: In how many cases each activity occurs.
        exits: How many paths ended with it.
        occurrences: How often it happened where the next event, or its absence, is known.
        completed: How many paths reached the target.
        open: How many paths have not ended.

    Shapes:
        k activities; cases, exits, occurrences (k,) int64.

    Units:
        none.

    Source:
        docs/explanation/drop-off.md.
    """

    cases: Ints
    exits: Ints
    occurrences: Ints
    completed: int
    open: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        return cls(
            cases=np.sum([part.cases for part in parts], axis=0),
            exits=np.sum([part.exits for part in parts], axis=0),
            occurrences=np.sum([part.occurrences for part in parts], axis=0),
            completed=sum(part.completed for part in parts),
            open=sum(part.open for part in parts),
        )


class DropOff(UnitQuestion[Exits, DropOffAnswer]):
    """
    The activities after which more customers leave than after others.

    Args:
        target: A path that has reached this is complete and has no exit; None knows no such goal.
        inactivity: A path whose last event lies no further than this from the log's end is still
            open and has no exit; None takes every path as ended.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        k activities; answer.exits (k,).

    Units:
        shares in [0, 1]; lost in cases.

    Cost:
        O(m).

    Source:
        docs/explanation/drop-off.md.
    """

    name: ClassVar[str] = "drop-off"

    target: Step | None = Field(
        default=None, description="A path that has reached this is complete and has no exit."
    )
    inactivity: Window | None = Field(
        default=None,
        description="A path with an event no longer ago than this at the log's end is still open.",
    )

    def summarise(self, log: EventLog) -> Exits:
        """
        Count the exits of one bucket.
        """
        verify_sorted(log.offsets, log.timestamp)
        n_codes = len(log.activities)
        is_chosen = self.is_entering_case(log)
        chosen = np.flatnonzero(is_chosen)
        last = log.offsets[1:][chosen] - 1
        is_open = np.zeros(len(chosen), dtype=np.bool_)
        if self.inactivity is not None and log.log_end is not None:
            is_open = log.log_end - log.timestamp[last] <= self.inactivity
        is_complete = np.zeros(len(chosen), dtype=np.bool_)
        if self.target is not None:
            is_complete = first_event(self.target.mask(log), log.offsets)[chosen] != NOWHERE
            is_open &= ~is_complete
        has_exit = ~is_open & ~is_complete
        codes, case = log.activity.codes, case_of_event(log.offsets)
        if not is_chosen.all():
            keep = is_chosen[case]
            codes, case = codes[keep], case[keep]
        # An open path may go on after its last event, and a complete one has no loss.
        last_code = log.activity.codes[last]
        unknown = np.bincount(last_code[~has_exit], minlength=n_codes)
        return Exits(
            cases=count_distinct(codes, case, n_codes, log.n_cases),
            exits=np.bincount(last_code[has_exit], minlength=n_codes),
            occurrences=np.bincount(codes, minlength=n_codes) - unknown,
            completed=int(np.count_nonzero(is_complete)),
            open=int(np.count_nonzero(is_open)),
        )

    def finish(self, summary: Exits, log: EventLog | CompiledLog) -> DropOffAnswer:
        """
        Set the exits after each activity against those elsewhere.
        """
        found, tests = _table(log.activities, summary.cases, summary.exits, summary.occurrences)
        ended = int(summary.exits.sum())
        notes = list(about_log(log))
        if self.inactivity is None and ended + summary.completed + summary.open:
            notes.append(warning("all-paths-ended", path="inactivity", severity="hint"))
        shares = [(one.activity, one.exits, one.occurrences, one.interval) for one in found]
        return DropOffAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*notes, *wide(shares, self.tolerance)),
            exits=tuple(found),
            ended=ended,
            completed=summary.completed,
            open=summary.open,
            tests=tests,
        )


def _table(
    names: Sequence[str], cases: Ints, exits: Ints, occurrences: Ints
) -> tuple[list[Exit], int]:
    """
    Set the exits of each activity against those of all others, and count the tests made.
    """
    total, ended = int(occurrences.sum()), int(exits.sum())
    present = np.flatnonzero(cases).tolist()
    tested = [
        proportions_p(
            int(exits[c]),
            int(occurrences[c]),
            ended - int(exits[c]),
            total - int(occurrences[c]),
        )
        for c in present
    ]
    known = [p for p in tested if p is not None]
    q_of = iter(benjamini_hochberg(known))
    found = []
    for c, p in zip(present, tested, strict=True):
        n, left, others = int(occurrences[c]), int(exits[c]), total - int(occurrences[c])
        elsewhere = (ended - left) / others if others else None
        q = None if p is None else next(q_of)
        found.append(
            Exit(
                activity=names[c],
                exits=left,
                cases=int(cases[c]),
                share_of_cases=left / int(cases[c]),
                interval_of_cases=interval(wilson(left, int(cases[c]))),
                occurrences=n,
                share=left / n if n else None,
                interval=interval(wilson(left, n)),
                share_elsewhere=elsewhere,
                lost=left - (elsewhere or 0.0) * n,
                q=q,
                is_notable=q is not None and q < NOTABLE_Q and n >= NOTABLE_N,
            )
        )
    found.sort(key=lambda one: (-one.lost, one.activity))
    return found, len(known)
