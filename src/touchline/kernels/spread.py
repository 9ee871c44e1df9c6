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

#: The most cells that a table of counts may have: 16 MiB of them, little enough to stay near the
#: processor.
_MOST_CELLS = 1 << 21

#: The bits of a float behind its power of two, and the power that it states for a half.
_MANTISSA, _BELOW_ONE = 52, 1022


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
    bits = per_octave.bit_length() - 1
    # A float begins with its power of two, and how far it lies above that follows. A count beyond
    # 2 to the 53rd rounds on the way, but never past a greater one.
    words = values.astype(np.float64).view(np.int64) >> (_MANTISSA - bits)
    return np.asarray(np.maximum(words - (_BELOW_ONE << bits), 0), dtype=np.int64)


def bins_per_group(per_octave: int) -> int:
    """
    Count the bins.

    Args:
        per_octave: Into how many bins an octave is cut.

    Shapes:
        none.

    Units:
        bins.

    Returns:
        How many bins there are for the numbers of a group.

    Source:
        By definition.
    """
    return (_OCTAVES + 1) * per_octave


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
    n_bins = bins_per_group(per_octave)
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
        order = np.argsort(values)
        # Few cells are wanted, so that their numbers are narrow and sort in one sweep each.
        wanted = np.flatnonzero(self.is_wanted)
        narrow = np.uint16 if len(wanted) <= np.iinfo(np.uint16).max else np.int64
        place = np.searchsorted(wanted, cells[order]).astype(narrow)
        order = order[np.argsort(place, kind="stable")]
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
    used = np.flatnonzero(counts.any(axis=0))
    first, last = (int(used[0]), int(used[-1])) if len(used) else (0, 0)
    # Most bins are beyond any number there is; only the others are looked through.
    until = np.cumsum(counts[:, first : last + 1], axis=1)
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
            ends[i, filled] = np.stack((first + bins, ranks - before), axis=1)
            is_wanted[filled, first + bins] = True
    return Sought(is_wanted, low, high, part, sizes > 0, per_octave)
