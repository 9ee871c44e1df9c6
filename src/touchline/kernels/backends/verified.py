"""
The order of a bucket's events, checked in one sweep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


def is_in_order(
    offsets: Ints, times: Ints, activities: npt.NDArray[Any], rows: Ints, rank: Ints
) -> bool:
    """
    Check the order of events; as `verified.is_in_order` does.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        activities: The code of each event's activity.
        rows: The source row of each event.
        rank: For each activity its place among those that come first in ties.

    Shapes:
        m events, n cases, a activities; offsets (n + 1,); times, activities, rows (m,); rank (a,).

    Units:
        times in any unit that grows with time.

    Returns:
        True when they stand in order.

    Source:
        kernels/verified.py.
    """
    return bool(
        _is_in_order(
            read_only(offsets, np.int64),
            read_only(times, np.int64),
            read_only(activities, np.int32),
            read_only(rows, np.int64),
            read_only(rank, np.int64),
        )
    )


def is_coded(codes: npt.NDArray[Any], n_texts: int, least: int) -> bool:
    """
    Check that codes lie within a vocabulary; as `verified.is_coded` does.

    Args:
        codes: The codes.
        n_texts: How many texts the vocabulary has.
        least: The lowest code.

    Shapes:
        codes (m,).

    Units:
        none.

    Returns:
        True when all do.

    Source:
        kernels/verified.py.
    """
    return bool(_is_coded(read_only(codes, np.int32), n_texts, least))


@kernel
def _is_coded(codes: Any, n_texts: int, least: int) -> bool:
    strays = 0
    for event in range(len(codes)):
        strays += (codes[event] < least) | (codes[event] >= n_texts)
    return strays == 0


@kernel
def _is_in_order(offsets: Any, times: Any, activities: Any, rows: Any, rank: Any) -> bool:
    n_activities = len(rank)
    strays = 0
    for event in range(len(activities)):
        strays += (activities[event] < 0) | (activities[event] >= n_activities)
    if strays:
        return False
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        if end <= begin:
            return False
        for event in range(begin + 1, end):
            if times[event] > times[event - 1]:
                continue
            if times[event] < times[event - 1]:
                return False
            rise = rank[activities[event]] - rank[activities[event - 1]]
            if rise < 0 or (rise == 0 and rows[event] < rows[event - 1]):
                return False
    return True
