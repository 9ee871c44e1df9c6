"""
Which cases share a path.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


def group_paths(codes: Ints, offsets: Ints) -> tuple[Ints, Ints]:
    """
    Number the distinct paths.

    Paths are told apart by their codes themselves, so that no two paths ever count as one.

    Args:
        codes: What each event is.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        m events, n cases, v variants; codes (m,); offsets (n + 1,).

    Units:
        none.

    Returns:
        The variant of each case, (n,), from 0 in order of first appearance; and a case that shows
        each variant, (v,).

    Source:
        By definition.
    """
    narrow = np.ascontiguousarray(codes, dtype=np.int32)
    number_of: dict[bytes, int] = {}
    shown_by: list[int] = []
    variant = np.empty(len(offsets) - 1, dtype=np.int64)
    bounds = offsets.tolist()
    for case, (begin, end) in enumerate(pairwise(bounds)):
        key = narrow[begin:end].tobytes()
        number = number_of.setdefault(key, len(number_of))
        if number == len(shown_by):
            shown_by.append(case)
        variant[case] = number
    return variant, np.asarray(shown_by, dtype=np.int64)
