"""
Where customers are after one step, two steps, three.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step
from touchline.analysis._gather import concatenated, each_bucket, over_buckets
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, unmatched, warning, wide
from touchline.analysis.transitions import END, START
from touchline.kernels.flow import DENSE, SECOND, Flow, added
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import verify_sorted
from touchline.kernels.slices import bounds
from touchline.kernels.spread import bins_per_group, counted, fineness, sought

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: All activities of a step that are not shown.
OTHER = "(other)"

#: When more than this share of the events stands under that name, the answer says so in a warning.
MUCH_HIDDEN = 0.1


class FlowLink(Record):
    """
    Those who go from one activity at one step to another at the next.

    Args:
        step: The step of the source.
        source: The activity there, `(other)`, or `(start)`.
        target: The activity at the next step, `(other)`, or `(end)`.
        cases: How many.
        share: Of all who stand at the source at this step; where steps are counted back from an
            event, of all who stand at the target.
        interval: Wilson's interval of that share.
        mean_us: Mean time between the two; None for the ways in and out.
        median_us: Half took no longer.
    """

    step: int
    source: str
    target: str
    cases: int
    share: float
    interval: Interval | None
    mean_us: Microseconds | None
    median_us: Microseconds | None


class FlowCell(Record):
    """
    Those who stand at one activity at one step.

    Args:
        step: The step.
        activity: The activity; `(other)`; or `(end)` for all whose path is over by then, `(start)`
            for all whose path has not begun.
        cases: How many.
        share: Of all paths; the shares of a step sum to one.
        interval: Wilson's interval of that share.
    """

    step: int
    activity: str
    cases: int
    share: float
    interval: Interval | None


class FlowStep(Record):
    """
    One step as a whole.

    Args:
        step: The step: 1 for the first event, or counted back from 0.
        cases: How many have an event there.
        hidden: How many of them stand under `(other)`.
        hidden_share: Of those who have an event there.
        hidden_activities: How many activities that is.
    """

    step: int
    cases: int
    hidden: int
    hidden_share: float | None
    hidden_activities: int


class StepFlowAnswer(Answer):
    """
    A matrix of steps and activities, and the links between neighbouring steps.

    Args:
        links: One entry a step and pair of activities: step by step, the most frequent first.
        matrix: One entry a step and activity, in the same order.
        steps: One entry a step, in the order of time.
        paths: How many cases count.
        without: Cases that lack the event at which paths should begin or end.
        longer: Paths that go on beyond the last step shown.
        hidden_share: Of all events at the steps shown, those under `(other)`.
    """

    table: ClassVar[str] = "links"
    row_type: ClassVar[type[Record]] = FlowLink

    links: tuple[FlowLink, ...]
    matrix: tuple[FlowCell, ...]
    steps: tuple[FlowStep, ...]
    paths: int
    without: int
    longer: int
    hidden_share: float

    def headline(self) -> Headline | None:
        """
        Name the number of paths.
        """
        return Headline("count", float(self.paths), self.paths)


@dataclass(frozen=True, slots=True, eq=False)
class FlowCounts:
    """
    How many stand where at each step, and go where from there.

    Args:
        standing: How many stand at each activity at each step.
        key: The links that occur: the step times the square of the number of names, plus the nearer
            activity times that number, plus the farther one.
        count: How many take each link.
        seconds: Their time in whole seconds, summed.
        microseconds: What is left of it, summed.
        paths: How many cases count.
        without: How many lack the event at which paths should begin or end.
        longer: How many go on beyond the last step.
        matched: How many events match `after` and `before`.

    Shapes:
        k steps, a activities, l links; standing (k, a); key, count, seconds, microseconds (l,);
        matched (2,), all int64.

    Units:
        as named.

    Source:
        docs/explanation/step-flow.md.
    """

    standing: Ints
    key: Ints
    count: Ints
    seconds: Ints
    microseconds: Ints
    paths: int
    without: int
    longer: int
    matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        columns = [
            concatenated([getattr(part, name) for part in parts])
            for name in ("key", "count", "seconds", "microseconds")
        ]
        key, (count, seconds, microseconds) = added(columns[0], columns[1:])
        return cls(
            np.sum([part.standing for part in parts], axis=0),
            key,
            count,
            seconds,
            microseconds,
            paths=sum(part.paths for part in parts),
            without=sum(part.without for part in parts),
            longer=sum(part.longer for part in parts),
            matched=np.sum([part.matched for part in parts], axis=0),
        )


class StepFlow(UnitQuestion[FlowCounts, StepFlowAnswer]):
    """
    At which activity customers are at each step of their path, and where they go from there.

    Args:
        steps: How many steps to show.
        top: How many activities a step to show; the others are together called `(other)`.
        after: Begin each path with the first of these events.
        before: End each path with the first of these events; without `after` the steps are counted
            back from it: 0, -1, -2.
        merge_repeats: Take a run of the same activity for one event, at the time of its first.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, k steps, t shown activities a step; answer.matrix at most (k (t + 2),),
        answer.links at most (k (t + 2)²,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        UnknownAttribute: An event asks for an attribute that the log does not have.

    Cost:
        O(m) in three passes, and O(k a) memory for a activities.

    Source:
        docs/explanation/step-flow.md.
    """

    name: ClassVar[str] = "step-flow"

    steps: int = Field(default=8, ge=1, le=50, description="How many steps to show.")
    top: int = Field(
        default=8, ge=1, le=1000, description="How many activities a step to show by name."
    )
    after: Step | None = Field(default=None, description="Begin each path with this event.")
    before: Step | None = Field(default=None, description="End each path with this event.")
    merge_repeats: bool = Field(
        default=False, description="Take a run of the same activity for one event."
    )

    @property
    def is_backward(self) -> bool:
        """
        Steps are counted back from the event that ends each path.
        """
        return self.before is not None and self.after is None

    def summarise(self, log: EventLog) -> FlowCounts:
        """
        Count the steps of one bucket.
        """
        found = self._flow(log).counted()
        marks = [np.zeros(0, dtype=np.bool_) if s is None else s.mask(log) for s in self._anchors]
        return FlowCounts(
            found.standing,
            found.key,
            found.count,
            found.seconds,
            found.microseconds,
            paths=found.paths,
            without=int(np.count_nonzero(self.is_entering_case(log))) - found.paths,
            longer=found.longer,
            matched=np.asarray([np.count_nonzero(mask) for mask in marks], dtype=np.int64),
        )

    def finish(self, summary: FlowCounts, log: EventLog | CompiledLog) -> StepFlowAnswer:
        """
        Put what is rare together, and add shares and times.
        """
        shown = _most_frequent(summary.standing, self.top, log.activities)
        standing = np.where(shown, summary.standing, 0)
        steps = tuple(
            self._step(place, summary.standing[place], shown[place]) for place in range(self.steps)
        )
        matrix = self._matrix(summary, standing, log)
        hidden, events = sum(one.hidden for one in steps), sum(one.cases for one in steps)
        hidden_share = hidden / events if events else 0.0
        found: list[Diagnostic] = [*about_log(log)]
        for name, step, n in zip(("after", "before"), self._anchors, summary.matched, strict=True):
            if step is not None:
                found += unmatched([step], [int(n)], log, name)
        if hidden_share > MUCH_HIDDEN:
            percent = round(100 * hidden_share)
            found.append(warning("other-activities", path="top", severity="hint", percent=percent))
        shares = [(one.activity, one.cases, summary.paths, one.interval) for one in matrix]
        return StepFlowAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*found, *wide(shares, self.tolerance)),
            links=self._table(summary, shown, log),
            matrix=matrix,
            steps=steps if not self.is_backward else steps[::-1],
            paths=summary.paths,
            without=summary.without,
            longer=summary.longer,
            hidden_share=hidden_share,
        )

    @property
    def _anchors(self) -> tuple[Step | None, Step | None]:
        return self.after, self.before

    def _flow(self, log: EventLog) -> Flow:
        verify_sorted(log.offsets, log.timestamp)
        masks = [None if step is None else step.mask(log) for step in self._anchors]
        return Flow(
            log.activity.codes,
            log.offsets,
            log.timestamp,
            *bounds(log.offsets, self.is_entering_case(log), *masks),
            n_codes=len(log.activities),
            n_steps=self.steps,
            is_backward=self.is_backward,
            is_merged=self.merge_repeats,
        )

    def _number(self, place: int) -> int:
        return -place if self.is_backward else place + 1

    def _step(self, place: int, standing: Ints, shown: Bools) -> FlowStep:
        cases, hidden = int(standing.sum()), int(standing[~shown].sum())
        return FlowStep(
            step=self._number(place),
            cases=cases,
            hidden=hidden,
            hidden_share=hidden / cases if cases else None,
            hidden_activities=int(np.count_nonzero(standing[~shown])),
        )

    def _matrix(
        self, summary: FlowCounts, shown: Ints, log: EventLog | CompiledLog
    ) -> tuple[FlowCell, ...]:
        gone = START if self.is_backward else END
        found = []
        for place in range(self.steps):
            all_here = int(summary.standing[place].sum())
            cells = [
                (log.activities[i], int(shown[place, i])) for i in np.flatnonzero(shown[place])
            ]
            cells.sort(key=lambda cell: (-cell[1], cell[0]))
            cells.append((OTHER, all_here - int(shown[place].sum())))
            cells.append((gone, summary.paths - all_here))
            found += [
                FlowCell(
                    step=self._number(place),
                    activity=name,
                    cases=count,
                    share=count / summary.paths,
                    interval=interval(wilson(count, summary.paths)),
                )
                for name, count in cells
                if count
            ]
        return tuple(sorted(found, key=lambda cell: cell.step))

    def _table(
        self, summary: FlowCounts, shown: Bools, log: EventLog | CompiledLog
    ) -> tuple[FlowLink, ...]:
        n = len(log.activities)
        grouping = _Grouping(shown, n)
        columns = (summary.count, summary.seconds, summary.microseconds)
        key, (count, seconds, microseconds) = added(grouping.of_keys(summary.key), columns)
        medians = self._medians(key, summary.key, grouping, log)[0]
        names = (*log.activities, START if self.is_backward else END, OTHER)
        place, near, far = key // (n + 2) ** 2, key // (n + 2) % (n + 2), key % (n + 2)
        # All who stand somewhere take a link from there.
        base = np.zeros(len(key), dtype=np.int64)
        _, stand = np.unique(place * (n + 2) + near, return_inverse=True)
        base = np.bincount(stand, weights=count).astype(np.int64)[stand] if len(key) else base
        found = []
        for i in range(len(key)):
            pair = names[near[i]], names[far[i]]
            source, target = pair[::-1] if self.is_backward else pair
            cases, is_inner = int(count[i]), far[i] != n
            time = int(seconds[i]) * SECOND + int(microseconds[i])
            found.append(
                FlowLink(
                    step=self._number(int(place[i]) + (1 if self.is_backward else 0)),
                    source=source,
                    target=target,
                    cases=cases,
                    share=cases / int(base[i]),
                    interval=interval(wilson(cases, int(base[i]))),
                    mean_us=round(time / cases) if is_inner else None,
                    median_us=int(medians[i]) if is_inner else None,
                )
            )
        return tuple(sorted(found, key=lambda x: (x.step, -x.cases, x.source, x.target)))

    def _medians(
        self, key: Ints, links: Ints, grouping: _Grouping, log: EventLog | CompiledLog
    ) -> Ints:
        """
        Find the median times of links, given the keys by all names of the links that occur.
        """
        per_octave = fineness(len(key))
        number = np.searchsorted(key, grouping.of_keys(links))
        size = self.steps * (len(log.activities) + 2) ** 2
        number_of = np.zeros(size if size <= DENSE else 0, dtype=np.int64)
        if size <= DENSE:
            number_of[links] = number

        def spans(bucket: EventLog) -> tuple[Ints, Ints]:
            taken, span = self._flow(bucket).inner_links()
            if size <= DENSE:
                return number_of[taken], span
            return number[np.searchsorted(links, taken)].astype(np.int64), span

        def in_bins(bucket: EventLog) -> Ints:
            return counted(*spans(bucket), len(key), per_octave)

        counts = np.zeros((len(key), bins_per_group(per_octave)), dtype=np.int64)
        for part in over_buckets(in_bins, log):
            counts += part
        found = sought(counts, (0.5,), per_octave)
        kept = each_bucket(lambda bucket: found.collected(*spans(bucket)), log)
        return found.quantiles(
            concatenated([groups for groups, _ in kept]), concatenated([span for _, span in kept])
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Grouping:
    """
    Which activities of each step keep their names.
    """

    shown: Bools
    n_names: int

    def of_links(self, place: Ints, near: Ints, far: Ints) -> Ints:
        """
        Key links by the names that are shown.
        """
        n = self.n_names
        is_inner = far < n
        near = np.where(self.shown[place, near], near, n + 1)
        inner_far = np.where(is_inner, far, 0)
        is_shown = self.shown[np.minimum(place + 1, len(self.shown) - 1), inner_far]
        far = np.where(is_inner, np.where(is_shown, far, n + 1), n)
        return _keys(place, near, far, n)

    def of_keys(self, key: Ints) -> Ints:
        """
        Key links again that were keyed by all names.
        """
        width = self.n_names + 2
        return self.of_links(key // width**2, key // width % width, key % width)


def _keys(place: Ints, near: Ints, far: Ints, n_names: int) -> Ints:
    key: Ints = (place * (n_names + 2) + near) * (n_names + 2) + far
    return key


def _most_frequent(standing: Ints, top: int, names: Sequence[str]) -> Bools:
    """
    Mark the most frequent activities of each step; of equal ones the first by name.
    """
    shown = np.zeros(standing.shape, dtype=np.bool_)
    for place, counts in enumerate(standing):
        ranked = sorted(np.flatnonzero(counts).tolist(), key=lambda i: (-int(counts[i]), names[i]))
        shown[place, ranked[:top]] = True
    return shown
