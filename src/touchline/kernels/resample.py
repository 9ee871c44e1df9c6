"""
Drawing customers again, the same way however a log is cut into buckets.

Customers are put into many groups by a hash of their id, and whole groups are drawn. A total over
so many groups varies from draw to draw as it does when single customers are drawn, and only the
totals of groups need to be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.hashing import mixed

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Words = npt.NDArray[np.uint64]

#: How many groups there are; a power of two. The width of an interval strays by some two percent on
#: account of it, which is less than on account of two hundred draws.
GROUPS = 1024

#: Places drawn from are turned into floats of groups by this many rows at a time.
_BLOCK = 4096


def group_of(words: Words) -> Ints:
    """
    Put each customer into a group.

    Args:
        words: A hash of each customer's id.

    Shapes:
        words (n,) uint64; returns (n,) int64.

    Units:
        none.

    Returns:
        The group of each, from 0, taken from other bits than the bucket is.

    Source:
        The trailing bits of the hash, mixed once more.
    """
    return (mixed(words) & np.uint64(GROUPS - 1)).astype(np.int64)


def drawn(n_draws: int, seed: int) -> Floats:
    """
    Draw as many groups as there are, with replacement, many times.

    Args:
        n_draws: How many times.
        seed: Which sequence of draws.

    Shapes:
        returns (n_draws, GROUPS) float64.

    Units:
        none.

    Returns:
        How often each group was drawn; every row sums to the number of groups.

    Source:
        Efron (1979), Annals of Statistics 7, 1-26, over groups as in Hansen, Hurwitz & Madow
        (1953), Sample Survey Methods and Theory, volume I, section 10.16 (random groups).
    """
    number = np.arange(n_draws * GROUPS, dtype=np.uint64)
    start = mixed(np.asarray([seed], dtype=np.int64).astype(np.uint64))
    picked = group_of(mixed(number ^ start[0])).reshape(n_draws, GROUPS)
    rows = np.arange(n_draws)[:, None] * GROUPS
    counts = np.bincount((rows + picked).ravel(), minlength=n_draws * GROUPS)
    return counts.reshape(n_draws, GROUPS).astype(np.float64)


def redrawn(row: Ints, group: Ints, amount: Floats, n_rows: int, times: Floats) -> Floats:
    """
    Add what each draw holds of every row.

    Args:
        row: The row of each amount.
        group: Its group.
        amount: How much of the row the group has.
        n_rows: How many rows there are.
        times: How often each draw has each group.

    Shapes:
        k amounts, d draws; row, group, amount (k,); times (d, GROUPS); returns (d, n_rows).

    Units:
        those of the amounts.

    Returns:
        The total of every row in every draw.

    Source:
        By definition.
    """
    found = np.empty((len(times), n_rows))
    order = np.argsort(row, kind="stable")
    bounds = np.searchsorted(row[order], np.arange(0, n_rows + _BLOCK, _BLOCK))
    for block in range(0, n_rows, _BLOCK):
        chosen = order[bounds[block // _BLOCK] : bounds[block // _BLOCK + 1]]
        height = min(_BLOCK, n_rows - block)
        table = np.bincount(
            (row[chosen] - block) * GROUPS + group[chosen],
            weights=amount[chosen],
            minlength=height * GROUPS,
        )
        found[:, block : block + height] = times @ table.reshape(height, GROUPS).T
    return found


def grouped(group: Ints, row: Ints, amount: npt.NDArray[Any], of_row: Floats, n: int) -> Floats:
    """
    Add what rows are worth by group.

    Args:
        group: The group of each amount.
        row: Its row.
        amount: How much of the row the group has.
        of_row: What one of each row is worth, in several ways.
        n: How many groups there are.

    Shapes:
        k amounts, r rows, w ways; group, row, amount (k,); of_row (r, w); returns (n, w).

    Units:
        those of the worth.

    Returns:
        The total of every group.

    Source:
        By definition.
    """
    backend = fast("resample", len(row) * of_row.shape[1])
    if backend is not None:
        found: Floats = backend.grouped(group, row, amount, of_row, n)
        return found
    columns = [np.bincount(group, weights=amount * one[row], minlength=n) for one in of_row.T]
    return np.stack(columns, axis=1)


def percentile_bounds(draws: Floats, confidence: float = 0.95) -> tuple[float, float] | None:
    """
    Bound a number by the middle of what was drawn.

    Args:
        draws: The number in each draw; NaN where a draw had nothing to compute it from.
        confidence: The nominal coverage.

    Shapes:
        draws (d,).

    Units:
        those of the number.

    Returns:
        The bounds, or None when fewer than half of the draws know the number.

    Source:
        Efron (1979), the percentile interval; Hyndman & Fan (1996), definition 6, by which one draw
        more lies outside of the bounds as often as it should.
    """
    known = draws[~np.isnan(draws)]
    if 2 * len(known) < len(draws) or not len(known):
        return None
    tail = (1 - confidence) / 2
    # The usual quantiles of two hundred draws lie too far inside: they would hold 94 % of them.
    low, high = np.quantile(known, (tail, 1 - tail), method="weibull")
    return float(low), float(high)


def rank_stability(draws: Floats, actual: Floats) -> Floats:
    """
    Find how often each row keeps its rank.

    Args:
        draws: The number of every row in every draw.
        actual: The number of every row.

    Shapes:
        r rows, d draws; draws (d, r); actual (r,); returns (r,).

    Units:
        shares in [0, 1].

    Returns:
        The share of draws in which the row stands at the place that it has; rows that tie keep the
        order in which they are given.

    Source:
        By definition.
    """
    if not len(draws):
        return np.ones(len(actual))
    wanted = np.argsort(np.argsort(-actual, kind="stable"))
    got = np.argsort(np.argsort(-draws, axis=1, kind="stable"), axis=1)
    return np.asarray((got == wanted).mean(axis=0), dtype=np.float64)
