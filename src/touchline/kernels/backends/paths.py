"""
Names of paths, in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: As in `kernels.paths` and `kernels.hashing`.
_STRIDE, _OTHER_STRIDE = np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def name_paths(codes: npt.NDArray[np.integer], offsets: Ints) -> Words:
    """
    Name each path by 128 bits; as `paths.name_paths` does.

    Args:
        codes: What each event is.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        m events, n cases; codes (m,); offsets (n + 1,); returns (n, 2) uint64.

    Units:
        none.

    Returns:
        Two words a case.

    Source:
        kernels/paths.py.
    """
    words = np.zeros((len(offsets) - 1, 2), dtype=np.uint64)
    _name_paths(read_only(codes, np.int32), read_only(offsets, np.int64), words)
    return words


@kernel
def _mixed(word: Any) -> Any:
    state = word + _STEP
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))


@kernel
def _name_paths(codes: Any, offsets: Any, words: Any) -> None:
    for case in range(len(offsets) - 1):
        place, other = np.uint64(0), np.uint64(0)
        name, second = np.uint64(0), np.uint64(0)
        for event in range(offsets[case], offsets[case + 1]):
            code = np.uint64(codes[event])
            place += _STRIDE
            other += _OTHER_STRIDE
            name += _mixed(place + code)
            second += _mixed(other + code)
        words[case, 0], words[case, 1] = name, second
