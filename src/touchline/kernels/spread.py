"""
Exact quantiles by group of numbers that are too many to be held at once.

Two looks at the data suffice: the first counts the numbers of each group in coarse bins, from which
follows in which bins the wanted quantiles lie; the second collects the numbers of these bins alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Powers of two that a microsecond count may reach.
_OCTAVES = 64

#: The most cells that a table of counts may have: 64 MiB of them.
_MOST_CELLS = 1 << 23


def fineness(n_groups: int) -> int:
    """
    Choose into how many bins an octave is cut.

    Args:
        n_groups: How many groups there are.

    Shapes:
        none.

    Units:
        bins.

    Returns:
        A power of two, fewer for more groups, so that the counts fit into memory.

    Source:
        The size of the table of counts.
    """
    fits = max(1, _MOST_CELLS // (_OCTAVES * max(n_groups, 1)))
    return min(128, 1 << (fits.bit_length() - 1))


def bins_of(values: Ints, per_octave: int) -> Ints:
    """
    Find the bin of each number: its power of two, cut evenly.

    Args:
        values: Numbers from 0 on.
        per_octave: Into how many bins an octave is cut, a power of two.

    Shapes:
        values (m,) int64; returns (m,) int64.

    Units:
        none.

    Returns:
        Bins that grow with the numbers.

    Source:
        By definition.

    Examples:
        >>> bins_of(np.asarray([0, 1, 2, 3, 4, 6, 8]), 2).tolist()
        [0, 2, 4, 5, 6, 7, 8]
    """
    exponent = np.frexp(values.astype(np.float64))[1].astype(np.int64)
    # A float rounds up near a power of two; comparing with the power itself puts that right.
    exponent -= (exponent > 0) & (values < np.left_shift(1, np.maximum(exponent - 1, 0)))
    begin = np.left_shift(1, np.maximum(exponent - 1, 0))
    bits = per_octave.bit_length() - 1
    inside = values - begin
    shift = exponent - 1 - bits
    part = np.where(shift >= 0, inside >> np.maximum(shift, 0), inside << np.maximum(-shift, 0))
    return np.where(values > 0, exponent * per_octave + part, 0)


def counted(groups: Ints, values: Ints, n_groups: int, per_octave: int) -> Ints:
    """
    Count the numbers of each group by bin: the first look.

    Args:
        groups: The group of each number, from 0.
        values: The numbers, from 0 on.
        n_groups: How many groups there are.
        per_octave: Into how many bins an octave is cut.

    Shapes:
        groups (m,), values (m,); returns (n_groups, b) int64.

    Units:
        none.

    Returns:
        The counts; those of several parts of the data add up.

    Source:
        By definition.
    """
    n_bins = (_OCTAVES + 1) * per_octave
    cells = groups * n_bins + bins_of(values, per_octave)
    return np.bincount(cells, minlength=n_groups * n_bins).reshape(n_groups, n_bins)


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """
    Where the wanted quantiles lie.

    Args:
        is_wanted: Which bins hold a number that is needed.
        low: For each share and group the bin and the place in it of the lower neighbour.
        high: The same of the upper neighbour.
        part: How far from the lower to the upper neighbour the quantile lies.
        is_filled: Which groups have numbers at all.
        per_octave: Into how many bins an octave is cut.

    Shapes:
        g groups, b bins, s shares; is_wanted (g, b); low and high (s, g, 2); part (s, g).

    Units:
        part in [0, 1].
    """

    is_wanted: Bools
    low: Ints
    high: Ints
    part: npt.NDArray[np.float64]
    is_filled: Bools
    per_octave: int

    def collected(self, groups: Ints, values: Ints) -> tuple[Ints, Ints]:
        """
        Keep the numbers of the wanted bins: the second look.

        Args:
            groups: The group of each number.
            values: The numbers.

        Shapes:
            groups (m,), values (m,).

        Units:
            none.

        Returns:
            The groups and numbers that are kept; those of several parts may be joined.

        Source:
            By definition.
        """
        kept = self.is_wanted[groups, bins_of(values, self.per_octave)]
        return groups[kept], values[kept]

    def quantiles(self, groups: Ints, values: Ints) -> Ints:
        """
        Read the quantiles off what was collected.

        Args:
            groups: The groups of the collected numbers.
            values: The collected numbers.

        Shapes:
            returns (s, g) int64.

        Units:
            those of the numbers.

        Returns:
            Each share's quantile of each group; 0 for a group without numbers.

        Source:
            Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7.
        """
        n_bins = self.is_wanted.shape[1]
        cells = groups * n_bins + bins_of(values, self.per_octave)
        order = np.lexsort((values, cells))
        ordered, cells = values[order], cells[order]
        found = np.zeros(self.part.shape, dtype=np.int64)
        filled = np.flatnonzero(self.is_filled)
        for share in range(len(self.part)):
            ends = [
                ordered[
                    np.searchsorted(cells, filled * n_bins + end[share, filled, 0])
                    + end[share, filled, 1]
                ]
                for end in (self.low, self.high)
            ]
            span = (ends[1] - ends[0]) * self.part[share, filled]
            found[share, filled] = ends[0] + np.rint(span).astype(np.int64)
        return found


def sought(counts: Ints, shares: Sequence[float], per_octave: int) -> Sought:
    """
    Find the bins in which quantiles lie.

    Args:
        counts: What `counted` gave for all of the data.
        shares: The wanted shares, 0.5 for the median.
        per_octave: Into how many bins an octave is cut.

    Shapes:
        counts (g, b).

    Units:
        shares in [0, 1].

    Returns:
        Where to look.

    Source:
        By definition.
    """
    until = np.cumsum(counts, axis=1)
    sizes = until[:, -1]
    n_groups = len(sizes)
    is_wanted = np.zeros(counts.shape, dtype=np.bool_)
    low = np.zeros((len(shares), n_groups, 2), dtype=np.int64)
    high = np.zeros_like(low)
    part = np.zeros((len(shares), n_groups))
    filled = np.flatnonzero(sizes)
    for i, share in enumerate(shares):
        place = (sizes[filled] - 1) * share
        below = np.floor(place).astype(np.int64)
        above = np.minimum(below + 1, sizes[filled] - 1)
        part[i, filled] = place - below
        for ranks, ends in ((below, low), (above, high)):
            bins = (until[filled] <= ranks[:, None]).sum(axis=1)
            before = np.where(bins > 0, until[filled, np.maximum(bins - 1, 0)], 0)
            ends[i, filled] = np.stack((bins, ranks - before), axis=1)
            is_wanted[filled, bins] = True
    return Sought(is_wanted, low, high, part, sizes > 0, per_octave)
