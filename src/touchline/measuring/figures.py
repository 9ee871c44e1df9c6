"""
Counts turned into figures that carry what they rest on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import wilson
from touchline.measuring.measured import Figure

if TYPE_CHECKING:
    import numpy.typing as npt

#: A share whose interval is wider than this says too little.
TOLERANCE = 0.10


def share(count: int, n: int, *, unit_is_events: bool = False) -> Figure:
    """
    Turn a count out of a total into a share with its Wilson interval.

    Args:
        count: How many of them.
        n: Out of how many.
        unit_is_events: They are events, which are not independent; no interval is given then.

    Returns:
        The figure; without a value when n is 0.
    """
    if n == 0:
        return Figure(value=None, n=0, unit="share", is_thin=True)
    if unit_is_events:
        return Figure(value=count / n, n=n, unit="share")
    low, high = wilson(count, n) or (None, None)
    is_thin = low is not None and high is not None and high - low > TOLERANCE
    return Figure(value=count / n, n=n, low=low, high=high, unit="share", is_thin=is_thin)


def customers(count: int, n: int) -> Figure:
    """
    State a number of customers.

    Args:
        count: How many.
        n: Out of how many.

    Returns:
        The figure; a count has no interval.
    """
    return Figure(value=float(count), n=n, unit="customers")


def cases_with(mask: npt.NDArray[np.bool_], offsets: npt.NDArray[np.int64]) -> int:
    """
    Count the cases that have at least one marked event.

    Args:
        mask: The marked events.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        mask (m,) bool; offsets (n + 1,).

    Returns:
        The number of cases.
    """
    running = np.concatenate(([0], np.cumsum(mask)))
    return int(np.count_nonzero(running[offsets[1:]] > running[offsets[:-1]]))
