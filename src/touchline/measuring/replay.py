"""
Real paths walked along the planned way, event by event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: The label of an event that no step recognises.
UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """
    What each event was on the planned way, and how each case departed from it.

    Shapes:
        m events, n cases, k steps; label (m,) int64, `UNKNOWN` for events of no step; skipped,
        repeated and
        backward (n, k) bool; furthest (n,) int64, -1 for a case that never stood on the planned
        way.

    Args:
        label: The step that each event was taken for.
        furthest: The furthest planned step of each case.
        skipped: Planned steps that a case passed by.
        repeated: Steps at which a case was again without going back.
        backward: Steps to which a case went back.
    """

    label: Ints
    furthest: Ints
    skipped: Bools
    repeated: Bools
    backward: Bools


def replay(steps: Bools, way: Bools, offsets: Ints) -> Replay:
    """
    Walk every case along the planned way.

    An event that several steps recognise is taken for the next of them that the case has not
    reached, so that the second coupon is the second step even when all coupons look alike. Going
    back does not undo what was reached. Steps off the way, optional ones among them, may come
    whenever they like.

    Args:
        steps: Which events each step recognises.
        way: Which steps lie on the planned way and may not be left out.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        steps (k, m) bool; way (k,) bool; offsets (n + 1,).

    Returns:
        The labels and departures.
    """
    n, k = len(offsets) - 1, len(way)
    walk = _Walk(steps, way)
    found = Replay(
        label=np.full(steps.shape[1], UNKNOWN, dtype=np.int64),
        furthest=np.full(n, UNKNOWN, dtype=np.int64),
        skipped=np.zeros((n, k), dtype=np.bool_),
        repeated=np.zeros((n, k), dtype=np.bool_),
        backward=np.zeros((n, k), dtype=np.bool_),
    )
    for case in range(n):
        walk.follow(case, int(offsets[case]), int(offsets[case + 1]), found)
    return found


class _Walk:
    def __init__(self, steps: Bools, way: Bools) -> None:
        # Events with the same set of steps behave alike, and there are few such sets.
        sets, kinds = np.unique(steps.T, axis=0, return_inverse=True)
        self.kind_of_event = kinds.reshape(-1).tolist()
        self.on_way = [np.flatnonzero(row & way).tolist() for row in sets]
        self.beside = [np.flatnonzero(row & ~way).tolist() for row in sets]
        self.way = np.flatnonzero(way).tolist()

    def follow(self, case: int, start: int, end: int, found: Replay) -> None:
        furthest, latest = UNKNOWN, UNKNOWN
        for event in range(start, end):
            kind = self.kind_of_event[event]
            candidates, beside = self.on_way[kind], self.beside[kind]
            if not candidates:
                if beside:
                    found.label[event] = beside[0]
                continue
            ahead = next((step for step in candidates if step > furthest), None)
            if ahead is None:
                latest_candidate = candidates[-1]
                fault = found.repeated if latest_candidate == latest else found.backward
                fault[case, latest_candidate] = True
                found.label[event] = latest = latest_candidate
                continue
            passed = [step for step in self.way if furthest < step < ahead]
            found.skipped[case, passed] = True
            found.label[event] = latest = furthest = ahead
        found.furthest[case] = furthest
