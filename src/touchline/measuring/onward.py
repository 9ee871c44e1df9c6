"""
Where the customers who stood at a step of a map went from there (R-204).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from touchline.measuring.whereabouts import Stays

    Ints = npt.NDArray[np.int64]

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """
    One way on from a step.

    Args:
        step: The number of the next step in the map.
        cases: How many customers took it.
        share: Of all who ever stood at the first step.
        interval: Wilson's interval of that share.
        median_us: Half of those who took it did so within this time of coming to the first step.
    """

    step: int
    cases: int
    share: float
    interval: tuple[float, float] | None
    median_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOn:
    """
    All ways on from a step.

    Args:
        cases: How many customers ever stood there.
        stayed: How many of them have met no further step so far.
        ways: Where the others went first, the most frequent step first.
    """

    cases: int
    stayed: int
    ways: tuple[Onward, ...]


def ways_on(parts: Iterable[Stays], step: int) -> WaysOn:
    """
    Follow everybody who stood at a step from the first time there to the next step.

    Args:
        parts: The stays of all cases, in parts that share no case.
        step: The number of the step.

    Shapes:
        s stays in all.

    Returns:
        The ways on.
    """
    cases, targets, waits = 0, [_NONE], [_NONE]
    for part in parts:
        there = np.flatnonzero(part.step == step)
        owners, first = np.unique(part.case[there], return_index=True)
        begin = there[first]
        after = np.minimum(begin + 1, len(part.case) - 1)
        has_moved = (after > begin) & (part.case[after] == owners)
        cases += len(owners)
        targets.append(part.step[after[has_moved]])
        waits.append(part.since[after[has_moved]] - part.since[begin[has_moved]])
    target, wait = np.concatenate(targets), np.concatenate(waits)
    ways = [_way(number, wait[target == number], cases) for number in np.unique(target).tolist()]
    ways.sort(key=lambda one: (-one.cases, one.step))
    return WaysOn(cases=cases, stayed=cases - len(target), ways=tuple(ways))


def _way(step: int, waits: Ints, cases: int) -> Onward:
    return Onward(
        step=step,
        cases=len(waits),
        share=len(waits) / cases,
        interval=wilson(len(waits), cases),
        median_us=int(np.median(waits)),
    )
