"""
Whether the events of a bucket stand in the one documented order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends import fast

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


def is_in_order(
    offsets: Ints, times: Ints, activities: npt.NDArray[Any], rows: Ints, rank: Ints
) -> bool:
    """
    Check that events are sorted by case, time, priority and source row, and their codes known.

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
        True when every case has an event, no case runs backwards in time, events of one case at
        one time stand by priority and then by row, and every activity has a rank.

    Source:
        docs/decisions, the compiled log: two engines returned wrongly ordered rows without an
        error when the design was measured.
    """
    if not len(offsets) or offsets[0] != 0 or offsets[-1] != len(times):
        return False
    if len(activities) != len(times) or len(rows) != len(times):
        return False
    backend = fast("verified", len(times))
    if backend is not None:
        found: bool = backend.is_in_order(offsets, times, activities, rows, rank)
        return found
    if (offsets[1:] <= offsets[:-1]).any() or not is_coded(activities, len(rank)):
        return False
    is_first = np.zeros(len(times), dtype=np.bool_)
    is_first[offsets[:-1]] = True
    follows = ~is_first[1:]
    if (follows & (times[1:] < times[:-1])).any():
        return False
    ties = np.flatnonzero(follows & (times[1:] == times[:-1]))
    rises = rank[activities[ties + 1]] - rank[activities[ties]]
    falls = (rises < 0) | ((rises == 0) & (rows[ties + 1] < rows[ties]))
    return not falls.any()


def is_coded(codes: npt.NDArray[Any], n_texts: int, least: int = 0) -> bool:
    """
    Check that codes lie within a vocabulary.

    Args:
        codes: The codes.
        n_texts: How many texts the vocabulary has.
        least: The lowest code; -1 where nothing may be known.

    Shapes:
        codes (m,).

    Units:
        none.

    Returns:
        True when all do.

    Source:
        By definition.
    """
    if not len(codes):
        return True
    backend = fast("verified", len(codes))
    if backend is not None:
        found: bool = backend.is_coded(codes, n_texts, least)
        return found
    return bool(codes.min() >= least and codes.max() < n_texts)
