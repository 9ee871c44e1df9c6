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
    for case in range(len(offsets) - 1):
        for event in range(offsets[case] + 1, offsets[case + 1]):
            falls += times[event] < times[event - 1]
    return falls == 0
