"""
Real paths laid beside a planned one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step
from touchline.analysis._gather import BucketQuestion
from touchline.analysis._plan import AnyLeap, Leap, plan_of
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, unmatched, warning, wide
from touchline.kernels.aligning import align
from touchline.kernels.intervals import wilson
from touchline.kernels.paths import group_paths
from touchline.kernels.segments import count_distinct, count_per_case, verify_sorted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.kernels.aligning import Aligned

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: A path with more planned events than this is left out, and told.
LONGEST = 5000

#: So many steps fit into the bits of a number.
MOST_STEPS = 60


class Departure(Record):
    """
    One way in which paths depart from the plan.

    Args:
        kind: `skipped`, a step that was left out on the way; `out-of-order`, one that was done,
            but elsewhere than planned; `again`, one that was done more often than planned; or
            `unplanned`, an activity that is no step.
        name: The step, or the activity.
        cases: Paths that show it.
        share: Of all paths.
        interval: Wilson's interval of that share.
        events: How many events do; of skipped steps, none.
    """

    kind: Literal["skipped", "out-of-order", "again", "unplanned"]
    name: str
    cases: int
    share: float
    interval: Interval | None
    events: int


class StepInPlace(Record):
    """
    How many paths take a step where the plan has it.

    Args:
        step: The step.
        cases: Paths that do.
        share: Of all paths.
        interval: Wilson's interval of that share.
    """

    step: str
    cases: int
    share: float
    interval: Interval | None


class AlignmentAnswer(Answer):
    """
    How far paths follow a plan, and where they depart from it.

    Args:
        departures: The ways in which paths depart, those of most paths first.
        steps: How many paths take each step where the plan has it, in the order of the plan.
        paths: Cases with at least one planned event.
        outside: Cases without any.
        following: How many paths follow the plan in every event.
        share: Of all paths.
        interval: Wilson's interval of that share.
        in_order: How many paths follow it when unplanned activities are passed over.
        in_order_share: Of all paths.
        in_order_interval: Wilson's interval of that share.
        finished: How many paths end where the plan may.
        finished_share: Of all paths.
        finished_interval: Wilson's interval of that share.
        in_place: Events that stand where the plan has them.
        out_of_place: Events that do not, unplanned ones among them.
        left_out: Steps that were left out, each as often as it was.
        fitness: One less all departures as a share of the most that there could be.
        too_long: Paths of so many planned events that they were not looked at.
    """

    table: ClassVar[str] = "departures"
    row_type: ClassVar[type[Record]] = Departure

    departures: tuple[Departure, ...]
    steps: tuple[StepInPlace, ...]
    paths: int
    outside: int
    following: int
    share: float | None
    interval: Interval | None
    in_order: int
    in_order_share: float | None
    in_order_interval: Interval | None
    finished: int
    finished_share: float | None
    finished_interval: Interval | None
    in_place: int
    out_of_place: int
    left_out: int
    fitness: float | None
    too_long: int

    def headline(self) -> Headline | None:
        """
        Name the share of paths that follow the plan.
        """
        return Headline("share", self.share, self.paths, self.following, self.interval)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedWords:
    """
    The planned events of paths, and what else happened on them.

    Args:
        words: How many paths have each row of planned events, written as the steps that each event
            can be, eight octets an event.
        clean: How many of them have no other event.
        events: Unplanned events of each activity.
        cases: Paths with each.
        matched: Events that each step recognises.
        outside: Cases without a planned event.
        too_long: Cases with so many planned events that they are not looked at.

    Shapes:
        a activities, k steps; events and cases (a,), matched (k,) int64.

    Units:
        cases and events.

    Source:
        docs/explanation/alignment.md.
    """

    words: Counter[bytes]
    clean: Counter[bytes]
    events: Ints
    cases: Ints
    matched: Ints
    outside: int
    too_long: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        words: Counter[bytes] = Counter()
        clean: Counter[bytes] = Counter()
        for part in parts:
            words.update(part.words)
            clean.update(part.clean)
        return cls(
            words,
            clean,
            np.sum([part.events for part in parts], axis=0),
            np.sum([part.cases for part in parts], axis=0),
            np.sum([part.matched for part in parts], axis=0),
            sum(part.outside for part in parts),
            sum(part.too_long for part in parts),
        )


class Alignment(BucketQuestion[PlannedWords, AlignmentAnswer]):
    """
    How many customers follow a plan, and which steps others skip, swap, repeat or add.

    Every path is laid beside the plan so that as few events as possible are out of place and as few
    steps as possible are left out. A path may stop before the plan is over, unless `whole` is
    asked.

    Args:
        steps: The steps in the order in which they are planned.
        optional: The numbers of steps that may be left out.
        beside: The numbers of steps off the planned way.
        ways: Further ways, such as 2:0 back from the third step to the first.
        lasting: A step may last for several events, none of which departs from the plan.
        whole: Count the steps that are missing at the end as left out too.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, k steps; answer.steps (k,).

    Units:
        shares in [0, 1].

    Raises:
        UnknownStep: A number is that of no step.
        UnusableWay: A way is written in another form.
        UnknownAttribute: A step asks for an attribute that the log does not have.

    Cost:
        O(m k) for the log, O(k²) for each event of each different path.

    Source:
        docs/explanation/alignment.md; van der Aalst, Adriansyah & van Dongen (2012), WIREs Data
        Mining and Knowledge Discovery 2, 182-192.
    """

    name: ClassVar[str] = "alignment"

    steps: tuple[Step, ...] = Field(
        min_length=1, max_length=MOST_STEPS, description="The planned steps, in order."
    )
    optional: tuple[int, ...] = Field(
        default=(), description="The numbers of steps that may be left out, from 0."
    )
    beside: tuple[int, ...] = Field(
        default=(), description="The numbers of steps off the planned way, from 0."
    )
    ways: tuple[AnyLeap, ...] = Field(
        default=(), description="Further ways from step to step, such as 2:0, start:1 or 3:end."
    )
    lasting: bool = Field(
        default=False, description="One more event of the same step is no departure."
    )
    whole: bool = Field(
        default=False, description="Count steps that are missing at the end as skipped too."
    )

    def summarise(self, log: EventLog) -> PlannedWords:
        """
        Keep the different rows of planned events of one bucket.
        """
        verify_sorted(log.offsets, log.timestamp)
        bits = np.zeros(len(log.timestamp), dtype=np.int64)
        matched = np.zeros(len(self.steps), dtype=np.int64)
        for i, step in enumerate(self.steps):
            mask = step.mask(log)
            matched[i] = np.count_nonzero(mask)
            bits |= mask.astype(np.int64) << i
        entering = self.is_entering_case(log)
        n_planned = count_per_case(bits != 0, log.offsets)
        # Neither what a longer path does as planned nor what it does besides counts.
        chosen = entering & (n_planned > 0) & (n_planned <= LONGEST)
        is_chosen = chosen[log.case_of_event]
        words, clean = _words(
            bits[is_chosen & (bits != 0)],
            n_planned[chosen],
            np.diff(log.offsets)[chosen] == n_planned[chosen],
        )
        strays = np.flatnonzero(is_chosen & (bits == 0))
        codes, n_codes = log.activity.codes[strays].astype(np.int64), len(log.activities)
        return PlannedWords(
            words,
            clean,
            np.bincount(codes, minlength=n_codes).astype(np.int64),
            count_distinct(codes, log.case_of_event[strays], n_codes, log.n_cases),
            matched,
            int(np.count_nonzero(entering & (n_planned == 0))),
            int(np.count_nonzero(entering & (n_planned > LONGEST))),
        )

    def finish(self, summary: PlannedWords, log: EventLog | CompiledLog) -> AlignmentAnswer:
        """
        Lay the different paths beside the plan.
        """
        ways = self.ways
        if self.lasting:
            ways = (*ways, *(Leap(i, i) for i in range(len(self.steps))))
        plan = plan_of(len(self.steps), self.optional, self.beside, ways)
        size = np.dtype(np.int64).itemsize
        listed = sorted(summary.words)
        weight = np.asarray([summary.words[word] for word in listed], dtype=np.int64)
        clean = np.asarray([summary.clean[word] for word in listed], dtype=np.int64)
        offsets = np.cumsum([0, *(len(word) // size for word in listed)], dtype=np.int64)
        meant = np.frombuffer(b"".join(listed), dtype=np.int64)
        found = align(plan, meant, offsets, to_the_end=self.whole)
        n = int(weight.sum())
        fits = found.cost == 0
        counts = {
            "following": int(clean[fits].sum()),
            "in_order": int(weight[fits].sum()),
            "finished": int(weight[plan.ends[found.place]].sum()),
        }
        bounds = {name: interval(wilson(count, n)) for name, count in counts.items()}
        too_long = summary.too_long
        said = [*about_log(log), *unmatched(self.steps, summary.matched.tolist(), log, "steps")]
        if too_long:
            said.append(warning("too-long-paths", n=too_long, most=LONGEST))
        said += wide([(self.name, counts["following"], n, bounds["following"])], self.tolerance)
        strayed = int((found.strayed.sum(axis=1) * weight).sum())
        unplanned = int(summary.events.sum())
        left_out = int((found.cost * weight).sum()) - strayed
        worst = int((np.diff(offsets) * weight).sum()) + unplanned
        worst += n * plan.shortest if self.whole else 0
        return AlignmentAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=tuple(said),
            departures=self._departures(found, weight, summary, log.activities),
            steps=self._in_place(found, weight),
            paths=n,
            outside=summary.outside,
            following=counts["following"],
            share=counts["following"] / n if n else None,
            interval=bounds["following"],
            in_order=counts["in_order"],
            in_order_share=counts["in_order"] / n if n else None,
            in_order_interval=bounds["in_order"],
            finished=counts["finished"],
            finished_share=counts["finished"] / n if n else None,
            finished_interval=bounds["finished"],
            in_place=int((found.done.sum(axis=1) * weight).sum()),
            out_of_place=strayed + unplanned,
            left_out=left_out,
            fitness=1 - (strayed + unplanned + left_out) / worst if worst else None,
            too_long=too_long,
        )

    def _departures(
        self, found: Aligned, weight: Ints, summary: PlannedWords, activities: Sequence[str]
    ) -> tuple[Departure, ...]:
        n = int(weight.sum())
        strays, is_done = found.strayed > 0, found.done > 0
        # A step that was done elsewhere was not left out; it was out of order.
        of_kind = {
            "skipped": found.skipped & ~strays & ~is_done,
            "out-of-order": strays & ~is_done,
            "again": strays & is_done,
        }
        rows = [
            (kind, step.name, int(weight[mask[:, i]].sum()), self._events(found, weight, mask, i))
            for kind, mask in of_kind.items()
            for i, step in enumerate(self.steps)
        ]
        rows += [
            ("unplanned", activities[code], int(summary.cases[code]), int(summary.events[code]))
            for code in np.flatnonzero(summary.events).tolist()
        ]
        rows.sort(key=lambda row: (-row[2], row[0], row[1]))
        return tuple(
            Departure.model_validate(
                {
                    "kind": kind,
                    "name": name,
                    "cases": cases,
                    "share": cases / n,
                    "interval": interval(wilson(cases, n)),
                    "events": events,
                }
            )
            for kind, name, cases, events in rows
            if cases
        )

    @staticmethod
    def _events(found: Aligned, weight: Ints, mask: Bools, step: int) -> int:
        return int((found.strayed[:, step] * weight)[mask[:, step]].sum())

    def _in_place(self, found: Aligned, weight: Ints) -> tuple[StepInPlace, ...]:
        n = int(weight.sum())
        if not n:
            return ()
        cases = [int(weight[found.done[:, i] > 0].sum()) for i in range(len(self.steps))]
        return tuple(
            StepInPlace(step=step.name, cases=k, share=k / n, interval=interval(wilson(k, n)))
            for step, k in zip(self.steps, cases, strict=True)
        )


def _words(bits: Ints, sizes: Ints, is_clean: Bools) -> tuple[Counter[bytes], Counter[bytes]]:
    """
    Count the different rows of planned events, and those of paths without any other event.
    """
    kinds = np.unique(bits)
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    variant, shown_by = group_paths(np.searchsorted(kinds, bits), offsets)
    weight = np.bincount(variant, minlength=len(shown_by)).tolist()
    clean = np.bincount(variant[is_clean], minlength=len(shown_by)).tolist()
    written = [bits[offsets[case] : offsets[case + 1]].tobytes() for case in shown_by.tolist()]
    return (
        Counter(dict(zip(written, weight, strict=True))),
        Counter(dict(zip(written, clean, strict=True))),
    )
