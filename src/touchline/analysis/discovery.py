"""
The journey that a log itself shows: its milestones, the ways between them, and stages to begin
with.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step
from touchline.analysis._gather import concatenated, each_bucket
from touchline.analysis._meetings import Meetings
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._structure import Structure, structure
from touchline.analysis._warnings import about_log, unmatched, warning, wide
from touchline.kernels.cover import cover_paths, is_through
from touchline.kernels.intervals import wilson
from touchline.kernels.paths import group_paths
from touchline.kernels.segments import Timeline, case_of_event, first_event, verify_sorted
from touchline.kernels.spread import counted, fineness, sought
from touchline.kernels.transitions import directly_follows, kept_offsets, without_repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: The names of the ways in and out.
START, END = "(start)", "(end)"

#: A milestone that fewer than this share of the paths meet is optional.
OPTIONAL = 0.5

#: About so many milestones make a stage, and no map begins with more stages than this.
PER_STAGE, MOST_STAGES = 3, 6


class Milestone(Record):
    """
    An activity that many paths pass through.

    Args:
        activity: The activity.
        cases: Paths that meet it.
        share: Of all paths looked at.
        interval: Wilson's interval of that share.
        median_position: Its place among the different activities of a path, from 1; the median.
        median_us_from_start: Median time from the beginning of the path to its first occurrence.
        is_optional: Fewer than half of the paths meet it.
        stage: The proposed stage that it belongs to, from 0.
    """

    activity: str
    cases: int
    share: float
    interval: Interval | None
    median_position: int
    median_us_from_start: Microseconds
    is_optional: bool
    stage: int


class Way(Record):
    """
    A way from one milestone to the next that the filtered graph keeps.

    Args:
        source: The milestone that is left, or `(start)`.
        target: The milestone that comes next, or `(end)`.
        count: How often it is walked, other activities in between left out.
        share_out: Of all that leave the source, kept or not.
    """

    source: str
    target: str
    count: int
    share_out: float


class ProposedStage(Record):
    """
    Milestones that follow each other closely.

    Args:
        milestones: Their activities in order.
        median_us_from_start: When the first of them is met.
    """

    milestones: tuple[str, ...]
    median_us_from_start: Microseconds


class LeftOut(Record):
    """
    An activity that is no milestone.

    Args:
        activity: The activity.
        cases: Paths that meet it.
        share: Of all paths looked at.
    """

    activity: str
    cases: int
    share: float


class DiscoveryAnswer(Answer):
    """
    A draft of the journey with what it covers and what it leaves out.

    Args:
        milestones: In the order in which they are met.
        ways: The ways that are kept, the most walked first.
        stages: Milestones grouped where the pauses between them are longest.
        left_out: Activities that are no milestones, the most frequent first.
        paths: How many cases were looked at.
        covered: How many of them walk kept ways only, activities left out aside.
        coverage: Covered, of the paths.
        interval: Wilson's interval of the coverage.
        ways_left_out: How many ways occur that are not kept.
        fitness: Of all moves from milestone to milestone, in and out, the share on kept ways.
        blocks: What comes in sequence, what is chosen between, what goes side by side and what is
            done again; None without any path.
    """

    table: ClassVar[str] = "milestones"
    row_type: ClassVar[type[Record]] = Milestone

    milestones: tuple[Milestone, ...]
    ways: tuple[Way, ...]
    stages: tuple[ProposedStage, ...]
    left_out: tuple[LeftOut, ...]
    paths: int
    covered: int
    coverage: float | None
    interval: Interval | None
    ways_left_out: int
    fitness: float | None
    blocks: Structure | None

    def headline(self) -> Headline | None:
        """
        Name the share of paths that the kept ways cover.
        """
        return Headline("share", self.coverage, self.paths, self.covered, self.interval)


class Discovery(UnitQuestion[Meetings, DiscoveryAnswer]):
    """
    The journey as the log shows it, simplified until most cases are still told truly.

    Milestones are the activities that most paths meet, ordered by their median place among the
    different activities of a path. Ways are the fewest moves between milestones, found greedily,
    that carry the wanted share of whole paths while every milestone stays on a way from start to
    end. Stages are cut where the median times leave the longest pauses.

    The block structure of the paths from milestone to milestone is found by the inductive miner.

    Args:
        coverage: The share of paths that the kept ways must carry.
        max_steps: How many milestones there may be.
        noise: Moves rarer than this share of the most frequent one out of the same milestone may
            be left out of the block structure; at 0 it allows every path that was looked at.
        target: Look at paths that reach this only, and up to there; None looks at all.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, n cases; answer.milestones at most (max_steps,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        UnknownAttribute: The target asks for an attribute that the log does not have.

    Cost:
        O(m log m + variants x max_steps²).

    Source:
        docs/explanation/discovery.md; after van der Aalst (2016), Process Mining, section 14.1, and
        Leemans, Fahland & van der Aalst (2014), LNBIP 171, 66-78.
    """

    name: ClassVar[str] = "discovery"

    coverage: float = Field(
        default=0.8, gt=0, le=1, description="The share of paths that the kept ways must carry."
    )
    max_steps: int = Field(default=12, ge=1, le=60, description="How many milestones at most.")
    noise: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="How rare a move is, beside others, that the block structure may leave out.",
    )
    target: Step | None = Field(
        default=None, description="Look only at paths that reach this, and up to there."
    )

    def summarise(self, log: EventLog) -> Meetings:
        """
        Count in one bucket in how many paths each activity occurs, and at which place.
        """
        _, chosen = self._looked_at(log)
        code, rank, since = self._met(log)
        n_codes, n_ranks = len(log.activities), int(rank.max(initial=0)) + 1
        ranks = np.bincount(code * n_ranks + rank, minlength=n_codes * n_ranks)
        return Meetings(
            int(np.count_nonzero(chosen)),
            ranks.reshape(n_codes, n_ranks).astype(np.int64),
            counted(code, since, n_codes, fineness(n_codes)),
            0 if self.target is None else int(np.count_nonzero(self.target.mask(log))),
        )

    def finish(self, summary: Meetings, log: EventLog | CompiledLog) -> DiscoveryAnswer:
        """
        Draft the journey.
        """
        n, cases = summary.n, summary.cases
        median_us = self._median_us(summary, log)
        order = summary.milestones(self.max_steps, median_us)
        stage_of = _stages([median_us[code] for code in order])
        milestones = tuple(
            Milestone(
                activity=log.activities[code],
                cases=int(cases[code]),
                share=int(cases[code]) / n,
                interval=interval(wilson(int(cases[code]), n)),
                median_position=int(summary.median_rank[code]) + 1,
                median_us_from_start=int(median_us[code]),
                is_optional=int(cases[code]) / n < OPTIONAL,
                stage=stage_of[i],
            )
            for i, code in enumerate(order)
        )
        walk = _Walk.merged(each_bucket(partial(self._walk, order=order), log))
        kept = walk.kept(self.coverage)
        covered = walk.covered(kept)
        ways, ways_left_out, fitness = walk.ways(kept, [log.activities[code] for code in order])
        others = [code for code in np.flatnonzero(cases).tolist() if code not in set(order)]
        others.sort(key=lambda code: (-int(cases[code]), log.activities[code]))
        found = list(about_log(log))
        if self.target is not None:
            found += unmatched((self.target,), [summary.n_targets], log, "target")
        if others:
            found.append(
                warning("left-out-activities", path="max_steps", severity="hint", n=len(others))
            )
        shares = [(one.activity, one.cases, n, one.interval) for one in milestones]
        return DiscoveryAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*found, *wide(shares, self.tolerance)),
            milestones=milestones,
            ways=ways,
            stages=_proposed(milestones),
            left_out=tuple(
                LeftOut(
                    activity=log.activities[code],
                    cases=int(cases[code]),
                    share=int(cases[code]) / n,
                )
                for code in others
            ),
            paths=n,
            covered=covered,
            coverage=covered / n if n else None,
            interval=interval(wilson(covered, n)),
            ways_left_out=ways_left_out,
            fitness=fitness,
            blocks=structure(walk.words, [log.activities[code] for code in order], self.noise),
        )

    def _looked_at(self, log: EventLog) -> tuple[Bools, Bools]:
        """
        Mark the events and the cases that count: whole paths, or paths up to their first target.
        """
        verify_sorted(log.offsets, log.timestamp)
        chosen, case = self.is_entering_case(log), case_of_event(log.offsets)
        keep = chosen[case]
        if self.target is not None:
            goal = first_event(self.target.mask(log), log.offsets)
            chosen &= goal >= 0
            keep &= np.arange(len(keep)) <= goal[case]
        return keep, chosen

    def _met(self, log: EventLog) -> tuple[Ints, Ints, Ints]:
        """
        Find the first occurrence of each activity in each path: what it is, at which place among
        the different activities of the path, and after how long.
        """
        n_codes = len(log.activities)
        kept = np.flatnonzero(self._looked_at(log)[0])
        code, case = log.activity.codes[kept].astype(np.int64), case_of_event(log.offsets)[kept]
        _, first = np.unique(case * max(n_codes, 1) + code, return_index=True)
        first.sort()
        code, case, event = code[first], case[first], kept[first]
        rank = np.arange(len(case)) - np.searchsorted(case, case, side="left")
        since = log.timestamp[event] - log.timestamp[log.offsets[case]]
        return code, rank.astype(np.int64), since

    def _median_us(self, summary: Meetings, log: EventLog | CompiledLog) -> Ints:
        """
        Find the median time from the beginning to each activity, exactly.
        """
        found = sought(summary.since, (0.5,), fineness(len(log.activities)))

        def collected(bucket: EventLog) -> tuple[Ints, Ints]:
            code, _, since = self._met(bucket)
            return found.collected(code, since)

        kept = each_bucket(collected, log)
        codes, since = (concatenated([part[i] for part in kept]) for i in (0, 1))
        return np.asarray(found.quantiles(codes, since)[0], dtype=np.int64)

    def _walk(self, log: EventLog, order: Sequence[int]) -> _Walk:
        return _Walk.of(log, self._looked_at(log)[0], order)


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """
    Paths from milestone to milestone, each a word of their numbers and a set of moves.
    """

    size: int
    moves: dict[int, int]
    words: dict[tuple[int, ...], int]
    paths: dict[int, int]

    @classmethod
    def of(cls, log: EventLog, keep: Bools, order: Sequence[int]) -> _Walk:
        size = len(order) + 2
        place = np.full(len(log.activities) + 1, -1, dtype=np.int64)
        place[list(order)] = np.arange(len(order))
        walked = keep & (place[log.activity.codes] >= 0)
        first = Timeline.of(kept_offsets(walked, log.offsets), log.timestamp[walked])
        codes = place[log.activity.codes[walked]]
        fresh = without_repeats(codes, first)
        walk = Timeline.of(kept_offsets(fresh, first.offsets), first.times[fresh])
        codes = codes[fresh]
        pairs = directly_follows(codes, walk, len(order))
        key, count = np.unique(pairs.source * size + pairs.target, return_counts=True)
        variant, shown_by = group_paths(codes, walk.offsets)
        weight = np.bincount(variant, minlength=len(shown_by))
        words = {
            tuple(codes[walk.offsets[case] : walk.offsets[case + 1]].tolist()): int(weight[v])
            for v, case in enumerate(shown_by.tolist())
        }
        # A case that meets no milestone, or none that counts, has no path.
        words.pop((), None)
        moves = dict(zip(key.tolist(), count.tolist(), strict=True))
        return cls(size, moves, words, {})

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, and put the paths that most cases walk first.
        """
        size = parts[0].size
        moves: Counter[int] = Counter()
        words: Counter[tuple[int, ...]] = Counter()
        for part in parts:
            moves.update(part.moves)
            words.update(part.words)
        paths: Counter[int] = Counter()
        for word, cases in words.items():
            stops = (size - 2, *word, size - 1)
            own = {source * size + target for source, target in pairwise(stops)}
            paths[sum(1 << move for move in own)] += cases
        heaviest = sorted(paths.items(), key=lambda item: (-item[1], item[0]))
        return cls(size, moves, words, dict(heaviest))

    def kept(self, coverage: float) -> int:
        wanted = int(np.ceil(coverage * sum(self.paths.values()) - 1e-9))
        is_sound = partial(is_through, nodes=range(self.size - 2), size=self.size)
        return cover_paths(list(self.paths), list(self.paths.values()), wanted, is_sound)

    def covered(self, kept: int) -> int:
        return sum(cases for moves, cases in self.paths.items() if not moves & ~kept)

    def ways(self, kept: int, names: Sequence[str]) -> tuple[tuple[Way, ...], int, float | None]:
        """
        Name the kept moves, count the others, and tell how many of all moves are on kept ways.
        """
        called = (*names, START, END)
        leaving: dict[int, int] = {}
        for move, count in self.moves.items():
            leaving[move // self.size] = leaving.get(move // self.size, 0) + count
        on_kept = {move: count for move, count in self.moves.items() if kept >> move & 1}
        ways = [
            Way(
                source=called[move // self.size],
                target=called[move % self.size],
                count=count,
                share_out=count / leaving[move // self.size],
            )
            for move, count in on_kept.items()
        ]
        ways.sort(key=lambda way: (-way.count, way.source, way.target))
        total = sum(self.moves.values())
        fitness = sum(on_kept.values()) / total if total else None
        return tuple(ways), len(self.moves) - len(on_kept), fitness


def _stages(median_us: Sequence[int]) -> list[int]:
    """
    Cut a row of milestones at its longest pauses, about one cut for every three milestones.
    """
    n_stages = min(MOST_STAGES, -(-len(median_us) // PER_STAGE))
    pauses = [max(0, int(b) - int(a)) for a, b in pairwise(median_us)]
    longest = sorted(range(len(pauses)), key=lambda i: (-pauses[i], i))[: max(0, n_stages - 1)]
    stage, stages = 0, []
    for i in range(len(median_us)):
        stages.append(stage)
        stage += i in longest
    return stages


def _proposed(milestones: Sequence[Milestone]) -> tuple[ProposedStage, ...]:
    grouped: dict[int, list[Milestone]] = {}
    for milestone in milestones:
        grouped.setdefault(milestone.stage, []).append(milestone)
    return tuple(
        ProposedStage(
            milestones=tuple(one.activity for one in group),
            median_us_from_start=group[0].median_us_from_start,
        )
        for group in grouped.values()
    )
