"""
Matching of ordered steps of which each must follow the one before it in time.

With a limit from step to step the earliest event is not always the one to take: a later one may be
near enough to the next step. Whatever decides it is found exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.segments import NOWHERE
from touchline.kernels.windows import Runs, Winners, choose, tainted_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.kernels.segments import Timeline
    from touchline.kernels.windows import Exclusion

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def match_in_time(
    steps: Sequence[Bools],
    timeline: Timeline,
    limits: Sequence[int | None],
    *,
    window: int | None = None,
    entries: Bools | None = None,
    exclusions: Sequence[Exclusion] = (),
) -> Winners:
    """
    Follow ordered steps, each within its own time of the one before, and keep each case's best run.

    The run of an entry is the one that gets furthest, of those the one that completes its last step
    earliest, of those the one with the earliest steps from the first on. Of the runs of a case the
    furthest counts, then the earliest completed, then the latest entered.

    Args:
        steps: Which events match each step.
        timeline: The events, sorted.
        limits: For each step but the first the longest time from the step before, inclusive; None
            for no limit.
        window: The longest time from entry to any step, inclusive; None for no limit.
        entries: Which events may begin a run; None for all.
        exclusions: Events that taint a run.

    Shapes:
        k steps (m,) bool; k - 1 limits; m events.

    Units:
        window and limits in the unit of times.

    Returns:
        The winning run of each case.

    Cost:
        O(m x steps); a case with an excluded event, or of which one event matches two steps, is
        searched event by event for each of its entries.

    Source:
        docs/explanation/funnel.md.
    """
    begins = steps[0] if entries is None else steps[0] & entries
    search = _Search(steps, timeline, (None, *limits), window)
    events = search.swept(begins)
    is_excluded = np.zeros(timeline.n_cases, dtype=np.bool_)
    is_hard = search.hard_cases(exclusions)
    hard = np.flatnonzero(begins & is_hard[timeline.case])
    if len(hard):
        runs = Runs(np.asarray([search.run_of(entry) for entry in hard.tolist()], dtype=np.int64))
        found = choose(runs, tainted_runs(runs, exclusions, timeline, window), timeline)
        events[is_hard] = found.events[is_hard]
        is_excluded[is_hard] = found.is_excluded[is_hard]
    return Winners(events, is_excluded)


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """
    What stays the same from case to case.
    """

    steps: Sequence[Bools]
    timeline: Timeline
    limits: Sequence[int | None]
    window: int | None

    def hard_cases(self, exclusions: Sequence[Exclusion]) -> Bools:
        """
        Mark the cases in which one event matches two steps or rules out.
        """
        matches = np.sum(self.steps, axis=0, dtype=np.int64)
        marked = matches > 1
        for exclusion in exclusions:
            marked |= exclusion.mask
        is_hard = np.zeros(self.timeline.n_cases, dtype=np.bool_)
        is_hard[self.timeline.case[marked]] = True
        return is_hard

    def swept(self, begins: Bools) -> Ints:
        """
        Find the winning runs of cases of which no event matches two steps.

        Of all ways to an event the one with the latest step before it also has the latest entry, so
        that one look back at each event is enough.
        """
        reachable, entry = np.flatnonzero(begins), np.flatnonzero(begins)
        n = self.timeline.n_cases
        level = np.full(n, -1, dtype=np.int64)
        last, first = np.full(n, NOWHERE, np.int64), np.full(n, NOWHERE, np.int64)
        for k in range(len(self.steps)):
            if k:
                reachable, entry = self._next(k, reachable, entry)
            # The first event of a step that a case reaches completes it earliest.
            cases, earliest = np.unique(self.timeline.case[reachable], return_index=True)
            level[cases] = k
            last[cases], first[cases] = reachable[earliest], entry[earliest]
        return self._earliest_ways(level, first, last)

    def _next(
        self, k: int, reachable: npt.NDArray[np.intp], entry: npt.NDArray[np.intp]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        case, times = self.timeline.case, self.timeline.times
        events = np.flatnonzero(self.steps[k])
        place = np.searchsorted(reachable, self.timeline.tie_end[events]) - 1
        events, place = events[place >= 0], place[place >= 0]
        before, entered = reachable[place], entry[place]
        found = case[before] == case[events]
        limit = self.limits[k]
        if limit is not None:
            found &= times[events] - times[before] <= limit
        if self.window is not None:
            found &= times[events] - times[entered] <= self.window
        return events[found], entered[found]

    def _earliest_ways(self, level: Ints, first: Ints, last: Ints) -> Ints:
        """
        Choose the earliest steps that lead from the entry to the last step in time.
        """
        case, times = self.timeline.case, self.timeline.times
        n_steps = len(self.steps)
        leading: list[npt.NDArray[np.intp]] = [np.empty(0, dtype=np.intp)] * (n_steps + 1)
        last_time = np.append(times, 0)[last]
        for k in reversed(range(n_steps)):
            events = np.flatnonzero(self.steps[k])
            ends = (level[case[events]] == k) & (times[events] == last_time[case[events]])
            after = np.append(leading[k + 1], NOWHERE)
            following = after[np.searchsorted(leading[k + 1], self.timeline.tie_start[events])]
            leads = (following != NOWHERE) & (case[following] == case[events])
            limit = self.limits[k + 1] if k + 1 < n_steps else None
            if limit is not None:
                leads &= times[following] - times[events] <= limit
            leading[k] = events[ends | leads]
        ways = np.full((len(level), n_steps), NOWHERE, dtype=np.int64)
        ways[:, 0] = first
        for k in range(1, n_steps):
            going = np.flatnonzero(level >= k)
            begin = self.timeline.tie_start[ways[going, k - 1]]
            ways[going, k] = leading[k][np.searchsorted(leading[k], begin)]
        return ways

    def run_of(self, entry: int) -> list[int]:
        """
        Try all ways of one entry, step by step.

        What follows depends on the last event, and on the others that were used at its time.
        """
        times = self.timeline.times
        front: dict[tuple[int, frozenset[int]], list[int]] = {(entry, frozenset((entry,))): [entry]}
        best = [entry]
        for k in range(1, len(self.steps)):
            following: dict[tuple[int, frozenset[int]], list[int]] = {}
            for (event, used), run in front.items():
                for candidate in self._candidates(k, entry, event):
                    if candidate in used:
                        continue
                    is_tied = times[candidate] == times[event]
                    state = (candidate, frozenset((*(used if is_tied else ()), candidate)))
                    way = [*run, candidate]
                    known = following.get(state)
                    if known is None or times[way].tolist() < times[known].tolist():
                        following[state] = way
            if not following:
                break
            front = following
            best = min(front.values(), key=lambda way: (times[way[-1]], times[way].tolist()))
        return best + [NOWHERE] * (len(self.steps) - len(best))

    def _candidates(self, k: int, entry: int, event: int) -> list[int]:
        times = self.timeline.times
        begin = int(self.timeline.tie_start[event])
        stop = int(self.timeline.offsets[self.timeline.case[entry] + 1])
        bounds = [(self.limits[k], event), (self.window, entry)]
        latest = min(
            (int(times[since]) + limit for limit, since in bounds if limit is not None),
            default=None,
        )
        if latest is not None:
            stop = begin + int(np.searchsorted(times[begin:stop], latest, side="right"))
        return [begin + i for i in np.flatnonzero(self.steps[k][begin:stop]).tolist()]
