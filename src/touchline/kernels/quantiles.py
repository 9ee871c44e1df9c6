"""
Quantiles of integers, overall and by group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


def quantile(values: Ints, share: float) -> int | None:
    """
    Find the value below which a share of the values lies.

    Args:
        values: The values, in any order.
        share: The share, 0.5 for the median.

    Shapes:
        values (n,) int64.

    Units:
        those of the values.

    Returns:
        The quantile by linear interpolation, rounded to an integer; None for no values.

    Source:
        Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7.
    """
    return None if len(values) == 0 else round(float(np.quantile(values, share)))


def quantile_by_group(groups: Ints, values: Ints, n_groups: int, share: float) -> Ints:
    """
    Find the same quantile in every group.

    Args:
        groups: The group of each value, from 0.
        values: The values, in any order.
        n_groups: How many groups there are.
        share: The share, 0.5 for the median.

    Shapes:
        groups (m,), values (m,) int64; returns (n_groups,) int64.

    Units:
        those of the values.

    Returns:
        The quantile of each group, as `quantile` gives it; 0 for a group without values.

    Source:
        Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7.
    """
    order = np.lexsort((values, groups))
    ordered = values[order]
    sizes = np.bincount(groups, minlength=n_groups)
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    filled = np.flatnonzero(sizes)
    place = (sizes[filled] - 1) * share
    low = np.floor(place).astype(np.int64)
    high = np.minimum(low + 1, sizes[filled] - 1)
    below, above = ordered[begins[filled] + low], ordered[begins[filled] + high]
    # From the lower neighbour on, in halves of the span: exact for medians of integers.
    found = np.zeros(n_groups, dtype=np.int64)
    found[filled] = below + np.rint((above - below) * (place - low)).astype(np.int64)
    return found
