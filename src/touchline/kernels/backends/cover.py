"""
Paths that run on chosen edges only, in one sweep over the paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt


def carried(
    words: npt.NDArray[np.uint64], others: npt.NDArray[np.uint64], weights: npt.NDArray[np.int64]
) -> int:
    """
    Sum the weight of the paths that use none of the other edges; as in `kernels.cover`.

    Args:
        words: The edges of each path, a bit each.
        others: The edges that are not chosen.
        weights: How much each path weighs.

    Shapes:
        p paths, w words; words (p, w); others (w,); weights (p,).

    Units:
        those of the weights.

    Returns:
        The sum.

    Source:
        kernels/cover.py.
    """
    return int(
        _carried(
            read_only(words, np.uint64),
            read_only(others, np.uint64),
            read_only(weights, np.int64),
        )
    )


@kernel
def _carried(words: Any, others: Any, weights: Any) -> int:
    total = 0
    for path in range(len(words)):
        word = 0
        while word < len(others) and words[path, word] & others[word] == 0:
            word += 1
        if word == len(others):
            total += weights[path]
    return total
