"""
Matching of steps in any order: the most of them that distinct events meet inside a window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import NOWHERE, Timeline, count_per_case, verify_sorted
from touchline.kernels.windows import Winners

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.kernels.ordered import Labels

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def match_in_any_order(
    steps: Sequence[Bools],
    timeline: Timeline,
    *,
    window: int | None = None,
    entries: Bools | None = None,
    exclusion: Bools | None = None,
) -> Winners:
    """
    Find the most different steps that distinct events of a case meet inside one window.

    Args:
        steps: Which events match each step.
        timeline: The events, sorted.
        window: The longest time from the first to the last of the set, inclusive; None for no
            limit.
        entries: Which events may be the first of a set; None for all.
        exclusion: Events that disqualify a set when they lie in its span.

    Shapes:
        k steps (m,) bool; m events.

    Units:
        window in the unit of times.

    Returns:
        The set that stands for each case, in order of time: the largest, of those the one completed
        first.

    Cost:
        O(m x steps); a matching for each event of a case where one event matches two steps.

    Source:
        docs/explanation/funnel.md.
    """
    n = timeline.n_cases
    events = np.full((n, len(steps)), NOWHERE, dtype=np.int64)
    is_excluded = np.zeros(n, dtype=np.bool_)
    matched = count_per_case(np.any(np.stack(steps), axis=0), timeline.offsets)
    search = _Search(steps, timeline, window, entries, exclusion)
    for i in np.flatnonzero(matched).tolist():
        found, clean = search.best_set(int(timeline.offsets[i]), int(timeline.offsets[i + 1]))
        is_excluded[i] = bool(found) and not clean
        events[i, : len(clean)] = clean
    return Winners(events, is_excluded)


def match_label_sets(
    labels: Labels,
    n_steps: int,
    offsets: Ints,
    times: Ints,
    *,
    window: int | None,
    entries: Bools | None,
) -> Winners:
    """
    Find sets of steps that are told by what each event is.

    Args:
        labels: What each event is; the first bits are the steps, the others the exclusions.
        n_steps: How many steps there are.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        window: The longest time from the first to the last of the set, inclusive; None for no
            limit.
        entries: Which events may be the first of a set; None for all.

    Shapes:
        m events, n cases; offsets (n + 1,); times, entries (m,).

    Units:
        window in the unit of times.

    Returns:
        The set that stands for each case, as `match_in_any_order` finds it.

    Raises:
        AssertionError: The arrays are not sorted.

    Cost:
        O(m x steps) compiled, when no event matches two steps; else as `match_in_any_order`.

    Source:
        docs/explanation/funnel.md.
    """
    steps = labels.words & ((1 << n_steps) - 1)
    is_excluding = labels.words >> n_steps != 0
    backend = fast("sets", len(times))
    if backend is not None and not (steps & (steps - 1)).any():
        verify_sorted(offsets, times)
        step_of = np.where(steps != 0, np.frexp(steps.astype(np.float64))[1] - 1, NOWHERE)
        return Winners(
            *backend.match(
                labels.codes, offsets, times, step_of, is_excluding, n_steps, window, entries
            )
        )
    return match_in_any_order(
        [labels.mask(bit) for bit in range(n_steps)],
        Timeline.of(offsets, times),
        window=window,
        entries=entries,
        exclusion=is_excluding[labels.codes] if is_excluding.any() else None,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """
    What stays the same from case to case.
    """

    steps: Sequence[Bools]
    timeline: Timeline
    window: int | None
    entries: Bools | None
    exclusion: Bools | None

    def best_set(self, begin: int, stop: int) -> tuple[list[int], list[int]]:
        """
        Find the largest set of one case, and the first one as large and free of excluded events.
        """
        times = self.timeline.times
        best: list[int] = []
        clean: list[int] = []
        recent: list[list[int]] = [[] for _ in self.steps]
        is_due = False
        for event in range(begin, stop):
            for k, step in enumerate(self.steps):
                if step[event]:
                    # More than k events of one step never help a set of k steps.
                    recent[k] = [*recent[k][1 - len(self.steps) :], event]
                    is_due = True
            # Events at one time come together: only after the last of them the set is looked for.
            if not is_due or event + 1 < self.timeline.tie_end[event]:
                continue
            is_due = False
            pool = sorted({e for events in recent for e in events}, reverse=True)
            if self.window is not None:
                pool = [e for e in pool if times[event] - times[e] <= self.window]
            found = self._latest_set(pool)
            if len(found) > len(best):
                best, clean = found, []
            if len(found) == len(best) and not clean and self._is_clean(found):
                clean = found
        return best, clean

    def _latest_set(self, pool: Sequence[int]) -> list[int]:
        """
        Serve the most steps with the latest events, in order of time.

        Events are offered from the latest on, and one that is taken stays taken, so that the set
        begins as late as can be.
        """
        owner: dict[int, int] = {}

        def place(event: int, seen: set[int]) -> bool:
            for k, step in enumerate(self.steps):
                if not step[event] or k in seen:
                    continue
                seen.add(k)
                if k not in owner or place(owner[k], seen):
                    owner[k] = event
                    return True
            return False

        best: list[int] = []
        for event in pool:
            if place(event, set()) and (self.entries is None or self.entries[event]):
                best = sorted(owner.values())
        return best

    def _is_clean(self, events: Sequence[int]) -> bool:
        """
        Look for excluded events from the first to the last instant of a set.
        """
        if self.exclusion is None or not events:
            return True
        low = self.timeline.tie_start[events[0]]
        high = self.timeline.tie_end[events[-1]]
        return not self.exclusion[low:high].any()
