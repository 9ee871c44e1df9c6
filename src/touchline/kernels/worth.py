"""
What runs of events are worth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.exact_sums import cut, joined

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


def last_within(times: Ints, begins: Ints, ends: Ints, limits: Ints) -> Ints:
    """
    Find how far runs of events reach.

    Args:
        times: When each event happened.
        begins: The first event of each run.
        ends: One past the last event that each run may have; times do not fall between the two.
        limits: The latest time of each run, inclusive.

    Shapes:
        m events, r runs; times (m,); begins, ends, limits, returns (r,) int64.

    Units:
        limits in the unit of the times.

    Returns:
        One past the last event of each run that is not later than its limit.

    Source:
        Bisection, of all runs at once.
    """
    low, high = begins.copy(), ends.copy()
    while (is_open := low < high).any():
        middle = (low + high) // 2
        is_in = np.zeros(len(low), dtype=np.bool_)
        is_in[is_open] = times[middle[is_open]] <= limits[is_open]
        low = np.where(is_in, middle + 1, low)
        high = np.where(is_open & ~is_in, middle, high)
    return low


def worth(values: Floats, begins: Ints, ends: Ints) -> Floats:
    """
    Add the known values of runs of events.

    Args:
        values: What each event is worth; NaN where nobody says.
        begins: The first event of each run.
        ends: One past its last.

    Shapes:
        m events, r runs; values (m,); begins, ends, returns (r,).

    Units:
        those of the values.

    Returns:
        The sum of each run, which depends on no other event.

    Source:
        `exact_sums.cut`: differences of running sums of whole numbers are exact.
    """
    found = np.zeros((len(begins), 3), dtype=np.int64)
    known = np.where(np.isfinite(values), values, 0.0)
    for i, part in enumerate(cut(known).T):
        running = np.concatenate(([0], np.cumsum(part.astype(np.int64))))
        found[:, i] = running[ends] - running[begins]
    return joined(found)


def total(values: Floats) -> float:
    """
    Add numbers, in whatever order they stand.

    Args:
        values: Finite numbers.

    Shapes:
        values (k,).

    Units:
        any.

    Returns:
        Their sum.

    Source:
        `exact_sums.cut`.
    """
    return float(joined(cut(values).astype(np.int64).sum(axis=0)))
