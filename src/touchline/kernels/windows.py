"""
Matching of ordered steps inside a window: every entry has one run, and one run of a case wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.segments import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Exclusion:
    """
    Events that taint a run between two of its steps.

    Args:
        mask: The events.
        after: The step, from 0, strictly after which they taint.
        before: The step before which they taint; a step not reached is never passed.

    Shapes:
        mask (m,) bool.
    """

    mask: Bools
    after: int
    before: int


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """
    The events that runs used, step by step.

    Shapes:
        r runs, k steps; events (r, k) int64, `NOWHERE` from the first step not reached on.
    """

    events: Ints

    @property
    def levels(self) -> Ints:
        """
        How many steps each run reached, (r,) int64.
        """
        return np.asarray((self.events != NOWHERE).sum(axis=1), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Winners:
    """
    The run that stands for each case.

    Shapes:
        n cases, k steps; events (n, k) int64, `NOWHERE` from the first step not reached on;
        is_excluded (n,) bool.

    Args:
        events: The events of the winning run; all `NOWHERE` for a case that never entered or was
            excluded.
        is_excluded: Every run that came as far as the furthest is tainted.
    """

    events: Ints
    is_excluded: Bools

    @property
    def levels(self) -> Ints:
        """
        How many steps each case reached, (n,) int64.
        """
        levels = np.zeros(len(self.events), dtype=np.int64)
        # Column by column, which is much faster than many short rows.
        for reached in self.events.T:
            levels += reached != NOWHERE
        return levels


def match_in_order(
    steps: Sequence[Bools],
    timeline: Timeline,
    *,
    window: int | None = None,
    entries: Bools | None = None,
    exclusions: Sequence[Exclusion] = (),
) -> Winners:
    """
    Follow ordered steps and keep the best run of each case.

    Every event of the first step begins a run; each next step takes the earliest unused event that
    is not earlier and lies within the window of the entry. The furthest run wins, among those the
    one that completes its last step earliest, among those the one with the latest entry.

    Args:
        steps: Which events match each step.
        timeline: The events, sorted.
        window: The longest time from entry to any step, inclusive; None for no limit.
        entries: Which events may begin a run; None for all.
        exclusions: Events that taint a run.

    Shapes:
        k steps (m,) bool; m events.

    Units:
        window in the unit of times.

    Returns:
        The winning run of each case.

    Cost:
        O(entries x steps x log m); a case where one event of a tie matches two different steps is
        searched event by event for each of its entries.

    Source:
        docs/explanation/funnel.md.
    """
    runs = _runs(steps, timeline, window, entries)
    tainted = tainted_runs(runs, exclusions, timeline, window)
    return choose(runs, tainted, timeline)


def _runs(
    steps: Sequence[Bools],
    timeline: Timeline,
    window: int | None,
    allowed: Bools | None,
) -> Runs:
    case, times = timeline.case, timeline.times
    entries = np.flatnonzero(steps[0] if allowed is None else steps[0] & allowed)
    events = np.full((len(entries), len(steps)), NOWHERE, dtype=np.int64)
    events[:, 0] = entries
    alive = np.arange(len(entries))
    for k in range(1, len(steps)):
        where = np.flatnonzero(steps[k])
        entry, previous = events[alive, 0], events[alive, k - 1]
        candidate = _first_unused(where, timeline.tie_start[previous], events[alive, :k])
        found = candidate != NOWHERE
        found &= case[candidate] == case[entry]
        if window is not None:
            found &= times[candidate] - times[entry] <= window
        alive = alive[found]
        events[alive, k] = candidate[found]
    ambiguous = _ambiguous_cases(steps, timeline)
    for r in np.flatnonzero(ambiguous[case[entries]]).tolist():
        events[r] = _matched_run(int(entries[r]), steps, timeline, window)
    return Runs(events)


def _first_unused(where: npt.NDArray[np.intp], begin: Ints, used: Ints) -> Ints:
    """
    Find the first of some events from a bound on that a run has not used yet.
    """
    padded = np.append(where, NOWHERE).astype(np.int64)
    position = np.searchsorted(where, begin)
    candidate = padded[position]
    while True:
        taken = (candidate != NOWHERE) & (candidate[:, None] == used).any(axis=1)
        if not taken.any():
            return candidate
        position[taken] += 1
        candidate = padded[position]


def _ambiguous_cases(steps: Sequence[Bools], timeline: Timeline) -> Bools:
    """
    Mark cases in which the earliest choice may be wrong.

    Steps that match the same events, or none in common, never compete. Only an event that matches
    two different steps, at the same time as another event, leaves a choice that the following steps
    depend on.
    """
    distinct: list[Bools] = []
    for step in steps:
        if not any(np.array_equal(step, other) for other in distinct):
            distinct.append(step)
    matches = np.sum(distinct, axis=0, dtype=np.int64)
    has_tie = timeline.tie_end - timeline.tie_start > 1
    ambiguous = np.zeros(timeline.n_cases, dtype=np.bool_)
    ambiguous[timeline.case[(matches > 1) & has_tie]] = True
    return ambiguous


def _matched_run(
    entry: int, steps: Sequence[Bools], timeline: Timeline, window: int | None
) -> list[int]:
    """
    Follow one entry exactly: at each instant, take as many next steps as distinct events allow.

    Being further at the same time is never worse, so that taking the most at each instant is the
    exact optimum.
    """
    times = timeline.times
    stop = int(timeline.offsets[timeline.case[entry] + 1])
    run = [entry]
    begin = int(timeline.tie_start[entry])
    while begin < stop and len(run) < len(steps):
        if window is not None and times[begin] - times[entry] > window:
            break
        end = int(timeline.tie_end[begin])
        members = [event for event in range(begin, end) if event != entry]
        run.extend(most_steps(members, steps[len(run) :]))
        begin = end
    return run + [NOWHERE] * (len(steps) - len(run))


def most_steps(members: Sequence[int], steps: Sequence[Bools]) -> list[int]:
    """
    Give as many leading steps as possible an event of their own.

    Args:
        members: The events to choose from.
        steps: Which events match each step.

    Shapes:
        steps (m,) bool each.

    Units:
        none.

    Returns:
        One event for each step served, in step order.

    Source:
        Augmenting paths (Berge 1957, Proc. Natl. Acad. Sci. 43, 842-844), one step at a time.
    """
    owner: dict[int, int] = {}

    def serve(step: int, seen: set[int]) -> bool:
        for event in members:
            if not steps[step][event] or event in seen:
                continue
            seen.add(event)
            if event not in owner or serve(owner[event], seen):
                owner[event] = step
                return True
        return False

    served = 0
    while served < min(len(steps), len(members)) and serve(served, set()):
        served += 1
    by_step = {step: event for event, step in owner.items()}
    return [by_step[step] for step in range(served)]


def tainted_runs(
    runs: Runs, exclusions: Sequence[Exclusion], timeline: Timeline, window: int | None
) -> Bools:
    """
    Mark the runs that an excluded event rules out.

    Args:
        runs: All runs.
        exclusions: The events, and between which steps they rule out.
        timeline: The events, sorted.
        window: The longest time from entry at which an event still rules out; None for no limit.

    Shapes:
        r runs; m events; returns (r,) bool.

    Units:
        window in the unit of times.

    Returns:
        True for each run with such an event.

    Source:
        docs/explanation/funnel.md.
    """
    tainted = np.zeros(len(runs.events), dtype=np.bool_)
    if not exclusions or not len(runs.events):
        return tainted
    case, times = timeline.case, timeline.times
    for exclusion in exclusions:
        reached = np.flatnonzero(runs.events[:, exclusion.after] != NOWHERE)
        events = runs.events[reached]
        where = np.append(np.flatnonzero(exclusion.mask), NOWHERE).astype(np.int64)
        after = events[:, exclusion.after]
        culprit = where[np.searchsorted(where[:-1], timeline.tie_end[after])]
        hit = (culprit != NOWHERE) & (case[culprit] == case[after])
        if window is not None:
            hit &= times[culprit] - times[events[:, 0]] <= window
        before = events[:, exclusion.before]
        hit &= (before == NOWHERE) | (times[culprit] < times[before])
        tainted[reached[hit]] = True
    return tainted


def choose(runs: Runs, tainted: Bools, timeline: Timeline) -> Winners:
    """
    Choose the run that stands for each case.

    Args:
        runs: All runs.
        tainted: Which of them an excluded event rules out.
        timeline: The events, sorted.

    Shapes:
        r runs; tainted (r,) bool; m events.

    Units:
        times in any unit that grows with time.

    Returns:
        The furthest, then earliest completed, then latest entered run of each case, if one of the
        furthest is clean.

    Source:
        docs/explanation/funnel.md.
    """
    n, levels, times = timeline.n_cases, runs.levels, timeline.times
    winners = np.full((n, runs.events.shape[1]), NOWHERE, dtype=np.int64)
    is_excluded = np.zeros(n, dtype=np.bool_)
    if not len(runs.events):
        return Winners(winners, is_excluded)
    case = timeline.case[runs.events[:, 0]]
    furthest = np.zeros(n, dtype=np.int64)
    np.maximum.at(furthest, case, levels)
    is_furthest = levels == furthest[case]
    is_excluded[case] = True
    candidates = np.flatnonzero(is_furthest & ~tainted)
    is_excluded[case[candidates]] = False
    last = times[runs.events[candidates, levels[candidates] - 1]]
    entry = times[runs.events[candidates, 0]]
    order = candidates[np.lexsort((-entry, last, case[candidates]))]
    # np.unique keeps the first of equals, which is the best run of its case.
    chosen, first = np.unique(case[order], return_index=True)
    winners[chosen] = runs.events[order[first]]
    return Winners(winners, is_excluded)
