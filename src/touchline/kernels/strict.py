"""
Matching of steps that must follow each other with nothing in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import NOWHERE, Timeline, verify_sorted
from touchline.kernels.windows import Runs, Winners, choose, most_steps, tainted_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.kernels.ordered import Labels
    from touchline.kernels.windows import Exclusion

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def match_strictly(
    steps: Sequence[Bools],
    timeline: Timeline,
    *,
    window: int | None = None,
    entries: Bools | None = None,
    exclusions: Sequence[Exclusion] = (),
) -> Winners:
    """
    Follow steps that must be consecutive events and keep the best run of each case.

    Any other event, also a repeat of a step, ends a run. Events at one time may stand in any order
    that helps.

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
        O(entries x steps), and a matching for each entry that touches a tie.

    Source:
        docs/explanation/funnel.md.
    """
    times = timeline.times
    has_tie = timeline.tie_end - timeline.tie_start > 1
    begins = np.flatnonzero(steps[0] if entries is None else steps[0] & entries)
    events = np.full((len(begins), len(steps)), NOWHERE, dtype=np.int64)
    events[:, 0] = begins
    stops = timeline.offsets[timeline.case[begins] + 1]
    meets_tie = has_tie[begins]
    alive = np.arange(len(begins))
    for k in range(1, len(steps)):
        candidate = begins[alive] + k
        inside = candidate < stops[alive]
        alive, candidate = alive[inside], candidate[inside]
        meets_tie[alive] |= has_tie[candidate]
        found = steps[k][candidate]
        if window is not None:
            found = found & (times[candidate] - times[begins[alive]] <= window)
        # A run that meets a tie is searched again below, so that it may end here.
        alive, candidate = alive[found], candidate[found]
        events[alive, k] = candidate
    for r in np.flatnonzero(meets_tie).tolist():
        events[r] = _strict_run(int(begins[r]), steps, timeline, window)
    runs = Runs(events)
    return choose(runs, tainted_runs(runs, exclusions, timeline, window), timeline)


def match_strict_labels(
    labels: Labels,
    n_steps: int,
    offsets: Ints,
    times: Ints,
    *,
    window: int | None,
    entries: Bools | None,
) -> Winners:
    """
    Follow consecutive steps that are told by what each event is, without exclusions.

    Args:
        labels: What each event is; the first bits are the steps.
        n_steps: How many steps there are.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        window: The longest time from entry to any step, inclusive; None for no limit.
        entries: Which events may begin a run; None for all.

    Shapes:
        m events, n cases; offsets (n + 1,); times, entries (m,).

    Units:
        window in the unit of times.

    Returns:
        The winning run of each case, as `match_strictly` finds it.

    Raises:
        AssertionError: The arrays are not sorted.

    Cost:
        O(m + entries x steps) compiled; cases with events at one time, as `match_strictly`.

    Source:
        docs/explanation/funnel.md.
    """
    backend = fast("strict", len(times))
    rows, bounds = np.arange(len(times)), offsets
    events = np.full((len(offsets) - 1, n_steps), NOWHERE, dtype=np.int64)
    is_left = np.ones(len(events), dtype=np.bool_)
    if backend is not None:
        verify_sorted(offsets, times)
        events, is_left = backend.match(
            labels.codes, offsets, times, labels.words, n_steps, window, entries
        )
        if not is_left.any():
            return Winners(events, np.zeros(len(events), dtype=np.bool_))
        sizes = np.where(is_left, np.diff(offsets), 0)
        rows = np.flatnonzero(np.repeat(is_left, np.diff(offsets)))
        bounds = np.concatenate(([0], np.cumsum(sizes[is_left]))).astype(np.int64)
    left = match_strictly(
        [labels.mask(bit)[rows] for bit in range(n_steps)],
        Timeline.of(bounds, times[rows]),
        window=window,
        entries=None if entries is None else entries[rows],
    )
    events[is_left] = np.where(left.events == NOWHERE, NOWHERE, np.append(rows, 0)[left.events])
    return Winners(events, np.zeros(len(events), dtype=np.bool_))


def _strict_run(
    entry: int, steps: Sequence[Bools], timeline: Timeline, window: int | None
) -> list[int]:
    """
    Follow one entry exactly through instants with several events.

    A run may take any number of events of its first instant, placed last there; it must use up
    every instant that it passes through, and may stop inside the last.
    """
    end = int(timeline.tie_end[entry])
    companions = [event for event in range(int(timeline.tie_start[entry]), end) if event != entry]
    most = len(most_steps(companions, steps[1:]))
    best: list[int] = []
    # The most at once comes first: of two runs that reach the same level it is the earlier one.
    for taken in range(most, -1, -1):
        opening = [entry, *most_steps(companions, steps[1 : 1 + taken])]
        run = opening + _through(end, entry, steps[1 + taken :], timeline, window)
        if len(run) > len(best):
            best = run
    return best + [NOWHERE] * (len(steps) - len(best))


def _through(
    begin: int, entry: int, steps: Sequence[Bools], timeline: Timeline, window: int | None
) -> list[int]:
    """
    Follow the steps through whole instants from one event on.
    """
    times = timeline.times
    stop = int(timeline.offsets[timeline.case[entry] + 1])
    run: list[int] = []
    while begin < stop and len(run) < len(steps):
        if window is not None and times[begin] - times[entry] > window:
            break
        members = list(range(begin, int(timeline.tie_end[begin])))
        served = most_steps(members, steps[len(run) :])
        run.extend(served)
        if len(served) < len(members):
            break
        begin = int(timeline.tie_end[begin])
    return run
