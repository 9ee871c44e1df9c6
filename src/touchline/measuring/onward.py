"""
Where the customers who stood at a step of a map went from there (R-204).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import wilson

if TYPE_CHECKING:
    from touchline.measuring.whereabouts import Stays


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


def ways_on(found: Stays, step: int) -> WaysOn:
    """
    Follow everybody who stood at a step from the first time there to the next step.

    Args:
        found: The stays of all cases.
        step: The number of the step.

    Shapes:
        s stays.

    Returns:
        The ways on.
    """
    there = np.flatnonzero(found.step == step)
    cases, first = np.unique(found.case[there], return_index=True)
    begin = there[first]
    after = np.minimum(begin + 1, len(found.case) - 1)
    has_moved = (after > begin) & (found.case[after] == cases)
    targets = found.step[after[has_moved]]
    waits = found.since[after[has_moved]] - found.since[begin[has_moved]]
    ways = []
    for target in np.unique(targets).tolist():
        own = waits[targets == target]
        ways.append(
            Onward(
                step=target,
                cases=len(own),
                share=len(own) / len(cases),
                interval=wilson(len(own), len(cases)),
                median_us=int(np.median(own)),
            )
        )
    ways.sort(key=lambda one: (-one.cases, one.step))
    return WaysOn(
        cases=len(cases), stayed=len(cases) - int(np.count_nonzero(has_moved)), ways=tuple(ways)
    )
