"""
Walks through a chain, followed step by step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


def swept(
    bounds: Ints,
    origin: Ints,
    chance: Floats,
    stays: Floats,
    begin: Floats,
    slack: float,
    most: int,
) -> tuple[Floats, int]:
    """
    Add up what is under way in each sweep; as `absorb.swept` does.

    Args:
        bounds: Where the steps of each state begin, and where those of the last one end.
        origin: From which state each of these steps brings something.
        chance: Which part it brings.
        stays: 1 where a state may be passed, and 0 where not, for several walks.
        begin: What is there in the beginning.
        slack: When so little of the beginning is under way, the sweeps end.
        most: How many sweeps there may be.

    Shapes:
        n states, p steps, w walks; bounds (n + 1,); origin, chance (p,); stays, begin (n, w);
        returns (n, w) and a number.

    Units:
        those of the beginning.

    Returns:
        All that was under way, and how many sweeps were left when it ended.

    Source:
        kernels/absorb.py.
    """
    total, now, following = begin.copy(), begin.copy(), np.zeros_like(begin)
    left = _swept(
        read_only(bounds, np.int64),
        read_only(origin, np.int64),
        read_only(chance, np.float64),
        read_only(stays, np.float64),
        slack,
        most,
        total,
        now,
        following,
    )
    return total, int(left)


@kernel
def _swept(
    bounds: Any,
    origin: Any,
    chance: Any,
    stays: Any,
    slack: float,
    most: int,
    total: Any,
    now: Any,
    following: Any,
) -> int:
    n, width = total.shape
    enough = slack * np.abs(now).sum()
    left, under_way = most, np.abs(now).sum()
    while under_way > enough and left > 0:
        left -= 1
        under_way = 0.0
        for state in range(n):
            for walk in range(width):
                following[state, walk] = 0.0
            for step in range(bounds[state], bounds[state + 1]):
                source, part = origin[step], chance[step]
                for walk in range(width):
                    following[state, walk] += part * now[source, walk]
            for walk in range(width):
                following[state, walk] *= stays[state, walk]
                total[state, walk] += following[state, walk]
                under_way += abs(following[state, walk])
        now, following = following, now
    return left if under_way <= enough else -1
