"""
The first outcome of each case, found in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, part, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def first_outcomes(
    offsets: Ints, times: Ints, entries: Bools, is_outcome: Bools, span: tuple[int, int]
) -> tuple[Ints, Ints]:
    """
    Find the entry of each case and the outcome after it; as `waits.first_outcomes` does.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        entries: The events from which time counts; empty for the first of each case, which may be
            its own outcome.
        is_outcome: The events that are an outcome.
        span: From when on and before when a case must enter to count.

    Shapes:
        m events, n cases; offsets (n + 1,); times, entries, is_outcome (m,); returns two (k,).

    Units:
        span in the unit of the times.

    Returns:
        The entry of each case that has one, and its outcome or -1.

    Source:
        kernels/waits.py.
    """
    found = np.empty((2, len(offsets) - 1), dtype=np.int64)
    n = _first_outcomes(
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(entries, np.bool_),
        read_only(is_outcome, np.bool_),
        *span,
        found,
    )
    return found[0, :n], found[1, :n]


@part
def _next(event: int, end: int, mark: Any, but: int) -> int:
    while event < end and (not mark[event] or event == but):
        event += 1
    return event


@part
def _tie_start(entry: int, begin: int, times: Any) -> int:
    while entry > begin and times[entry - 1] == times[entry]:
        entry -= 1
    return entry


@kernel
def _first_outcomes(
    offsets: Any, times: Any, entries: Any, is_outcome: Any, since: int, until: int, found: Any
) -> int:
    n, has_entries = 0, len(entries) > 0
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        entry = _next(begin, end, entries, -1) if has_entries else begin
        if entry == end or times[entry] < since or times[entry] >= until:
            continue
        if has_entries:
            event = _next(_tie_start(entry, begin, times), end, is_outcome, entry)
        else:
            event = _next(entry, end, is_outcome, -1)
        found[0, n], found[1, n] = entry, event if event < end else -1
        n += 1
    return n
