"""
Who came back after how many periods, found in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, part, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def count_cohorts(
    offsets: Ints,
    times: Ints,
    bounds: Ints,
    is_first: Bools,
    is_back: Bools,
    span: tuple[int, int],
    n_periods: int,
    is_unbounded: bool,
) -> tuple[Ints, Ints]:
    """
    Count cohorts and who of them came back; as `cohorts.count_cohorts` does.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        bounds: Where each period begins, and where the last one ends.
        is_first: The events with which a case begins; empty for all.
        is_back: The events that count as coming back; empty for all.
        span: From when on and before when a case must begin to count.
        n_periods: How many periods to look at, the own one included.
        is_unbounded: Count who came in a period or later.

    Shapes:
        m events, n cases, c periods; offsets (n + 1,); times (m,); bounds (c + 1,); returns (c,)
        and (c, n_periods) int64.

    Units:
        times, bounds and span alike.

    Returns:
        How large each cohort is, and how many came back when.

    Source:
        kernels/cohorts.py.
    """
    size = np.zeros(len(bounds) - 1, dtype=np.int64)
    returned = np.zeros((len(size), n_periods), dtype=np.int64)
    _count_cohorts(
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(bounds, np.int64),
        read_only(is_first, np.bool_),
        read_only(is_back, np.bool_),
        *span,
        is_unbounded,
        size,
        returned,
    )
    if is_unbounded:
        returned = np.ascontiguousarray(np.cumsum(returned[:, ::-1], axis=1)[:, ::-1])
    return size, returned


@part
def _entry(begin: int, end: int, is_first: Any) -> int:
    """
    Find the event with which a case begins; its end when there is none.
    """
    entry = begin
    if len(is_first):
        while entry < end and not is_first[entry]:
            entry += 1
    return entry


@part
def _tie_start(entry: int, begin: int, times: Any) -> int:
    """
    Find the first event at the same time, since none of these comes before another.
    """
    while entry > begin and times[entry - 1] == times[entry]:
        entry -= 1
    return entry


@part
def _period(now: int, near: int, bounds: Any) -> int:
    """
    Find the period of a time, looking from a near one on.
    """
    period = near
    while bounds[period] > now:
        period -= 1
    while bounds[period + 1] <= now:
        period += 1
    return period


@kernel
def _count_cohorts(
    offsets: Any,
    times: Any,
    bounds: Any,
    is_first: Any,
    is_back: Any,
    since: int,
    until: int,
    is_unbounded: bool,
    size: Any,
    returned: Any,
) -> None:
    furthest, all_back, own = returned.shape[1] - 1, len(is_back) == 0, 0
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        entry = _entry(begin, end, is_first)
        if entry == end or times[entry] < since or times[entry] >= until:
            continue
        own = _period(times[entry], own, bounds)
        size[own] += 1
        period, upto, last = own, bounds[own], -1
        for event in range(_tie_start(entry, begin, times), end):
            # Most events lie in the same period as the one before.
            if times[event] < upto or not (all_back or is_back[event]):
                continue
            period = _period(times[event], period, bounds)
            upto, last = bounds[period + 1], period - own
            if is_unbounded or last > furthest:
                continue
            returned[own, last] += 1
        if is_unbounded and last >= 0:
            returned[own, min(last, furthest)] += 1
