"""
Quantiles of integers, overall and by group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """
    Numbers of which some stand where they would stand in order.

    Args:
        values: The numbers.

    Shapes:
        values (n,) int64.

    Units:
        those of the values.
    """

    values: Ints

    @classmethod
    def of(cls, values: Ints, shares: Sequence[float], ranks: Sequence[int] = ()) -> Self:
        """
        Put the numbers in their places that some quantiles need, all in one sweep.

        Args:
            values: The values, in any order.
            shares: The quantiles.
            ranks: Further places, from 0.

        Shapes:
            values (n,) int64.

        Units:
            those of the values.

        Returns:
            The numbers.

        Source:
            By definition.
        """
        places = {rank for share in shares for rank in _around(len(values), share)[:2]}
        return cls(np.partition(values, sorted({*places, *ranks})) if len(values) else values)

    def quantile(self, share: float) -> int | None:
        """
        Find the value below which a share of the values lies.

        Args:
            share: One of the shares.

        Shapes:
            none.

        Units:
            those of the values.

        Returns:
            The same as `quantile`.

        Source:
            Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7.
        """
        if not len(self.values):
            return None
        low, high, part = _around(len(self.values), share)
        below, above = int(self.values[low]), int(self.values[high])
        # From the nearer neighbour on, as NumPy does.
        half = 0.5
        way = above - below
        return round(below + way * part if part < half else above - way * (1 - part))


def _around(n: int, share: float) -> tuple[int, int, float]:
    place = (n - 1) * share
    low = int(place)
    return max(low, 0), min(low + 1, n - 1), place - low


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
