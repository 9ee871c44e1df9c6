"""
Steps in any order, looked for in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Stands where a case has no such event.
_NOWHERE = -1

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64

#: Before any moment that a log can hold.
_LONG_AGO = np.iinfo(np.int64).min


def match(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    step_of: Ints,
    is_excluding: Bools,
    n_steps: int,
    window: int | None,
    entries: Bools | None,
) -> tuple[Ints, Bools]:
    """
    Find the set that stands for each case; as `sets.match_in_any_order` does.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        step_of: The one step that each code matches, or -1.
        is_excluding: Which codes rule a set out.
        n_steps: How many steps there are.
        window: The longest time from the first to the last of the set, inclusive; None for no
            limit.
        entries: Which events may be the first of a set; None for all.

    Shapes:
        m events, n cases, k steps; codes, times, entries (m,); returns (n, k) int64 and (n,) bool.

    Units:
        window in the unit of times.

    Returns:
        The events of the sets in order of time, and which cases are excluded.

    Source:
        kernels/sets.py.
    """
    n = len(offsets) - 1
    events, is_excluded = np.full((n_steps, n), _NOWHERE, dtype=np.int64), np.zeros(n, np.bool_)
    _match(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(step_of, np.int64),
        read_only(is_excluding, np.bool_),
        np.iinfo(np.int64).max if window is None else window,
        read_only(np.empty(0) if entries is None else entries, np.bool_),
        entries is not None,
        events,
        is_excluded,
    )
    return events.T, is_excluded


@kernel
def _match(
    codes: Any,
    offsets: Any,
    times: Any,
    step_of: Any,
    is_excluding: Any,
    window: int,
    entries: Any,
    is_limited: bool,
    events: Any,
    is_excluded: Any,
) -> None:
    n_steps = len(events)
    latest, pool = np.empty(n_steps, np.int64), np.empty(n_steps + 1, np.int64)
    for case in range(len(offsets) - 1):
        end = offsets[case + 1]
        latest[:] = _NOWHERE
        best, has_clean, is_due, ruled_out = 0, False, False, np.int64(_LONG_AGO)
        for event in range(offsets[case], end):
            now, code = times[_U(event)], _U(codes[_U(event)])
            step = step_of[code]
            if is_excluding[code]:
                ruled_out = now
            if step >= 0:
                latest[_U(step)] = event
                is_due = True
            # Events at one time come together: only after the last of them a set is looked for.
            if not is_due or (event + 1 < end and times[_U(event + 1)] == now):
                continue
            is_due = False
            n = _latest_set(latest, pool, now, times, window, entries, is_limited)
            if n > best:
                best, has_clean = n, False
            if n == best and not has_clean and n > 0 and times[pool[n - 1]] > ruled_out:
                has_clean = True
                for k in range(n):
                    events[k, case] = pool[n - 1 - k]
        is_excluded[case] = best > 0 and not has_clean
        if is_excluded[case]:
            events[:, case] = _NOWHERE


@kernel
def _latest_set(
    latest: Any, pool: Any, now: int, times: Any, window: int, entries: Any, is_limited: bool
) -> int:
    """
    Put the latest event of each step in order, the last first, and count how many of them may be
    taken so that the first in time may begin a set.
    """
    n = 0
    for event in latest:
        if event < 0 or now - times[_U(event)] > window:
            continue
        place = n
        while place > 0 and pool[place - 1] < event:
            pool[place] = pool[place - 1]
            place -= 1
        pool[place] = event
        n += 1
    while is_limited and n > 0 and not entries[pool[n - 1]]:
        n -= 1
    return n
