"""
Consecutive steps, followed in one sweep over the events.
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


def match(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    words: Ints,
    n_steps: int,
    window: int | None,
    entries: Bools | None,
) -> tuple[Ints, Bools]:
    """
    Find the best run of each case without ties; as `strict.match_strictly` does.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        words: For each code a bit for every step that it matches.
        n_steps: How many steps there are.
        window: The longest time from entry to any step, inclusive; None for no limit.
        entries: Which events may begin a run; None for all.

    Shapes:
        m events, n cases, k steps; codes, times, entries (m,); returns (n, k) int64 and (n,) bool.

    Units:
        window in the unit of times.

    Returns:
        The events of the winning runs, and which cases have events at one time, so that their runs
        are still to be found.

    Source:
        kernels/strict.py.
    """
    n = len(offsets) - 1
    events, is_tied = np.full((n_steps, n), _NOWHERE, dtype=np.int64), np.zeros(n, np.bool_)
    _match(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(words, np.int64),
        np.iinfo(np.int64).max if window is None else window,
        read_only(np.empty(0) if entries is None else entries, np.bool_),
        entries is not None,
        events,
        is_tied,
    )
    return events.T, is_tied


@kernel
def _match(
    codes: Any,
    offsets: Any,
    times: Any,
    words: Any,
    window: int,
    entries: Any,
    is_limited: bool,
    events: Any,
    is_tied: Any,
) -> None:
    n_steps = len(events)
    for case in range(len(offsets) - 1):
        end = offsets[case + 1]
        furthest, first, ties = 0, _NOWHERE, 0
        for event in range(offsets[case], end):
            now = times[_U(event)]
            ties += event + 1 < end and times[_U(event + 1)] == now
            if words[_U(codes[_U(event)])] & 1 == 0 or (is_limited and not entries[_U(event)]):
                continue
            level, after = 1, event + 1
            while (
                level < n_steps
                and after < end
                and words[_U(codes[_U(after)])] >> level & 1 != 0
                and times[_U(after)] - now <= window
            ):
                level += 1
                after += 1
            # Without ties a run that begins later is completed later.
            if level > furthest:
                furthest, first = level, event
        is_tied[case] = ties > 0
        for step in range(furthest if ties == 0 else 0):
            events[step, case] = first + step
