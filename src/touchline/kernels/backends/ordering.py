"""
Rows sorted by group and time in two sweeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: Groups of more rows than this are not sorted by moving one row at a time.
_LONG = 64


def order_in_groups(group: npt.NDArray[np.integer], times: Ints, n_groups: int) -> Ints:
    """
    Sort rows by group and time; as `ordering.order_in_groups` does.

    Args:
        group: The group of each row, from 0.
        times: When each happened.
        n_groups: How many groups there are.

    Shapes:
        group, times (n,); returns (n,) int64.

    Units:
        times in any unit that grows with time.

    Returns:
        The places of the rows in the wanted order; rows that tie stay in their order.

    Source:
        Counting sort by group, and insertion or merge sort within it.
    """
    order = np.empty(len(group), dtype=np.int64)
    _order(read_only(group, np.int32), read_only(times, np.int64), n_groups, order)
    return order


@kernel
def _order(group: Any, times: Any, n_groups: Any, order: Any) -> None:
    ends = np.zeros(n_groups + 1, dtype=np.int64)
    for row in range(len(group)):
        ends[group[row] + 1] += 1
    for number in range(n_groups):
        ends[number + 1] += ends[number]
    heads, sorted_times = ends[:-1].copy(), np.empty(len(group), dtype=np.int64)
    for row in range(len(group)):
        place = heads[group[row]]
        order[place], sorted_times[place] = row, times[row]
        heads[group[row]] = place + 1
    for number in range(n_groups):
        begin, end = ends[number], ends[number + 1]
        if end - begin > _LONG:
            moved = np.argsort(sorted_times[begin:end], kind="mergesort")
            order[begin:end] = order[begin:end][moved]
            continue
        for row in range(begin + 1, end):
            time, origin, place = sorted_times[row], order[row], row
            while place > begin and sorted_times[place - 1] > time:
                sorted_times[place], order[place] = sorted_times[place - 1], order[place - 1]
                place -= 1
            sorted_times[place], order[place] = time, origin
