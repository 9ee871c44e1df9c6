"""
Checks of sorted arrays, in one sweep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64


def is_sorted(offsets: Ints, times: Ints) -> bool:
    """
    Check that no case runs backwards in time; as `segments.verify_sorted` does.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.

    Shapes:
        m events, n cases; offsets (n + 1,); times (m,).

    Units:
        times in any unit that grows with time.

    Returns:
        True when none does.

    Source:
        kernels/segments.py.
    """
    return bool(_is_sorted(read_only(offsets, np.int64), read_only(times, np.int64)))


@kernel
def _is_sorted(offsets: Any, times: Any) -> bool:
    falls = 0
    for event in range(_U(1), _U(len(times))):
        falls += times[event] < times[event - _U(1)]
    # Where one case ends and the next begins, time may jump back. An empty case has no such place
    # of its own.
    for case in range(1, len(offsets) - 1):
        begin = offsets[case]
        if offsets[case - 1] < begin < len(times):
            falls -= times[begin] < times[begin - 1]
    return falls == 0
