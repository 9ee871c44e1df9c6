"""
Where each case stands, read from its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: Stands where a case has no such event.
_NOWHERE = -1

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64


def last_standing(
    codes: npt.NDArray[np.integer], step_of: Ints, offsets: Ints, times: Ints, now: int
) -> tuple[Ints, Ints, Ints]:
    """
    Find the last step of each case; as `standing.last_standing` does.

    Args:
        codes: What each event is, from 0.
        step_of: The step that each code stands for, or -1.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        now: The moment; what happens later is not seen.

    Shapes:
        m events, n cases; codes, times (m,); offsets (n + 1,); returns three (n,) int64.

    Units:
        those of the times.

    Returns:
        The step of each case, since when, and the last event by then.

    Source:
        kernels/standing.py.
    """
    n = len(offsets) - 1
    where, latest = np.full(n, _NOWHERE, dtype=np.int64), np.full(n, _NOWHERE, dtype=np.int64)
    since = np.zeros(n, dtype=np.int64)
    _last_standing(
        read_only(codes, np.int32),
        read_only(step_of, np.int64),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        now,
        where,
        since,
        latest,
    )
    return where, since, latest


@kernel
def _last_standing(
    codes: Any,
    step_of: Any,
    offsets: Any,
    times: Any,
    now: int,
    where: Any,
    since: Any,
    latest: Any,
) -> None:
    for case in range(len(offsets) - 1):
        begin, event = offsets[case], offsets[case + 1] - 1
        while event >= begin and times[_U(event)] > now:
            event -= 1
        if event < begin:
            continue
        latest[case] = event
        step = np.int64(_NOWHERE)
        while event >= begin:
            here = step_of[_U(codes[_U(event)])]
            if here >= 0:
                if step >= 0 and here != step:
                    break
                step = here
                since[case] = times[_U(event)]
            event -= 1
        where[case] = step
