"""
Exact order statistics of numbers that are too many to be held at once.

The first look counts the numbers by bin, from which follows in which bins the wanted ranks lie; the
second one collects the numbers of these bins alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.spread import bins_of, bins_per_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Into how many bins an octave is cut, and how many bins there are in all.
PER_OCTAVE = 128
N_BINS = bins_per_group(PER_OCTAVE)


def binned(values: Ints) -> Ints:
    """
    Count numbers by bin: the first look.

    Args:
        values: Numbers from 0 on.

    Shapes:
        values (m,); returns (N_BINS,) int64.

    Units:
        none.

    Returns:
        The counts; those of several parts of the data add up.

    Source:
        `touchline.kernels.spread`.
    """
    return np.bincount(bins_of(values, PER_OCTAVE), minlength=N_BINS).astype(np.int64)


def bins_sought(counts: Ints, ranks: Sequence[int]) -> Bools:
    """
    Find the bins whose numbers are needed.

    Args:
        counts: How many numbers each bin has.
        ranks: The wanted ranks, from 0.

    Shapes:
        counts (b,); returns (b,).

    Units:
        none.

    Returns:
        True for each such bin, but for the first, which holds nothing but noughts.

    Source:
        By definition.
    """
    found = np.zeros(len(counts), dtype=np.bool_)
    found[np.searchsorted(np.cumsum(counts), ranks, side="right")] = True
    found[0] = False
    return found


def within(values: Ints, is_sought: Bools) -> Ints:
    """
    Keep the numbers of the bins that are needed: the second look.

    Args:
        values: Numbers from 0 on.
        is_sought: The bins.

    Shapes:
        values (m,); is_sought (b,); returns at most (m,).

    Units:
        those of the numbers.

    Returns:
        The numbers; those of several parts of the data may be joined.

    Source:
        By definition.
    """
    return values[is_sought[bins_of(values, PER_OCTAVE)]]


def at_ranks(counts: Ints, is_sought: Bools, kept: Ints, ranks: Sequence[int]) -> list[int]:
    """
    Read the numbers that stand at some ranks.

    Args:
        counts: How many numbers each bin has.
        is_sought: The bins that were kept.
        kept: Their numbers, in any order.
        ranks: The ranks, from 0.

    Shapes:
        counts and is_sought (b,).

    Units:
        those of the numbers.

    Returns:
        One number a rank.

    Source:
        By definition.
    """
    ordered, until = np.sort(kept), np.cumsum(counts)
    unseen = np.cumsum(np.where(is_sought, 0, counts))
    found = []
    for rank in ranks:
        place = int(np.searchsorted(until, rank, side="right"))
        found.append(int(ordered[rank - unseen[place]]) if place else 0)
    return found


def neighbours(n: int, share: float) -> tuple[int, int]:
    """
    Find the ranks between which a quantile lies.

    Args:
        n: How many numbers there are, at least one.
        share: The share, 0.5 for the median.

    Shapes:
        none.

    Units:
        ranks from 0.

    Returns:
        The ranks of the lower and of the upper neighbour.

    Source:
        Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7.
    """
    low = int((n - 1) * share)
    return low, min(low + 1, n - 1)


def between(n: int, share: float, low: int, high: int) -> float:
    """
    Interpolate a quantile.

    Args:
        n: How many numbers there are.
        share: The share.
        low: The lower neighbour.
        high: The upper neighbour.

    Shapes:
        none.

    Units:
        those of the numbers.

    Returns:
        The quantile, as NumPy finds it among all numbers.

    Source:
        Hyndman & Fan (1996), definition 7.
    """
    place = (n - 1) * share
    return float(np.quantile(np.asarray([low, high]), place - int(place)))
