"""
Steps that a run may take or leave, put between the steps that it went through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.segments import NOWHERE
from touchline.kernels.windows import Winners

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Aside:
    """
    A step that a run may take or leave.

    Args:
        place: Where it stands among all steps, from 0; neither first nor last.
        mask: The events that match it.
        limit: The longest time from the nearest step before it that must be taken; None for no
            limit.

    Shapes:
        mask (m,) bool.
    """

    place: int
    mask: Bools
    limit: int | None = None


def with_asides(
    winners: Winners, asides: Sequence[Aside], timeline: Timeline, window: int | None
) -> Winners:
    """
    Give winning runs the optional steps that they took on their way.

    Each takes, in the order of the steps, the earliest event that no other step of the run has,
    that is not earlier than the step reached before it and not later than the next one that was
    reached. The other steps of the run stay as they are.

    Args:
        winners: The runs through the steps that must be taken.
        asides: The optional steps, in order.
        timeline: The events, sorted.
        window: The longest time from entry to any step, inclusive; None for no limit.

    Shapes:
        n cases, m events.

    Units:
        window and limits in the unit of times.

    Returns:
        The runs through all steps; `NOWHERE` where a step was not taken.

    Cost:
        O(n x steps x log m).

    Source:
        docs/explanation/funnel.md.
    """
    places = [aside.place for aside in asides]
    n_steps = winners.events.shape[1] + len(asides)
    required = [k for k in range(n_steps) if k not in places]
    events = np.full((len(winners.events), n_steps), NOWHERE, dtype=np.int64)
    events[:, required] = winners.events
    for aside in asides:
        before = max(k for k in required if k < aside.place)
        after = min(k for k in required if k > aside.place)
        passing = np.flatnonzero(events[:, before] != NOWHERE)
        run = events[passing]
        found = _earliest(aside, run, timeline)
        time_of = np.append(timeline.times, 0)[found]
        ok = (found != NOWHERE) & (np.append(timeline.case, NOWHERE)[found] == passing)
        ok &= (run[:, after] == NOWHERE) | (time_of <= timeline.times[run[:, after]])
        if window is not None:
            ok &= time_of - timeline.times[run[:, 0]] <= window
        if aside.limit is not None:
            ok &= time_of - timeline.times[run[:, before]] <= aside.limit
        events[passing[ok], aside.place] = found[ok]
    return Winners(events, winners.is_excluded)


def _earliest(aside: Aside, run: Ints, timeline: Timeline) -> Ints:
    """
    Find the first event of an optional step that a run has not used yet.
    """
    last = run[:, 0]
    for step in run[:, 1 : aside.place].T:
        last = np.where(step == NOWHERE, last, step)
    where = np.flatnonzero(aside.mask)
    padded = np.append(where, NOWHERE).astype(np.int64)
    position = np.searchsorted(where, timeline.tie_start[last])
    while True:
        candidate = padded[position]
        taken = (candidate != NOWHERE) & (candidate[:, None] == run).any(axis=1)
        if not taken.any():
            return candidate
        position[taken] += 1
