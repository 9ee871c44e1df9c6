"""
Time that passes only while somebody is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


def open_time(begin: Ints, end: Ints, opening: Ints, closing: Ints) -> Ints:
    """
    Measure how much of each span lies within opening hours.

    Args:
        begin: Where each span begins.
        end: Where it ends; a span that ends before it begins is empty.
        opening: When hours begin, sorted.
        closing: When each of them ends, no later than the next ones begin.

    Shapes:
        begin, end (n,); opening, closing (k,), int64; returns (n,) int64.

    Units:
        any unit of time, the same for all.

    Returns:
        The open time of each span.

    Raises:
        AssertionError: The hours overlap or are not sorted.

    Source:
        By definition: the open time before the end less the open time before the beginning.

    Examples:
        >>> hours = np.asarray([9, 33]), np.asarray([17, 41])
        >>> open_time(np.asarray([16, 20]), np.asarray([34, 33]), *hours).tolist()
        [2, 0]
    """
    if (closing < opening).any() or (opening[1:] < closing[:-1]).any():
        msg = "the opening hours overlap or are not sorted"
        raise AssertionError(msg)
    before = np.concatenate(([0], np.cumsum(closing - opening))).astype(np.int64)

    def passed(moment: Ints) -> Ints:
        last = np.searchsorted(opening, moment, side="right") - 1
        inside = np.minimum(moment, closing[last]) - opening[last]
        found: Ints = np.where(last < 0, 0, inside).astype(np.int64)
        found += before[np.maximum(last, 0)]
        return found

    if not len(opening):
        return np.zeros(len(begin), dtype=np.int64)
    spent: Ints = np.maximum(passed(np.maximum(end, begin)) - passed(begin), 0)
    return spent
