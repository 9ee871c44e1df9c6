"""
Groups of rows that have much in common, found the same way every time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: Centres are whole multiples of one part in so many. All sums are then whole numbers below 2^53,
#: which floats hold exactly, so that no order of adding can change a group.
PARTS = 1 << 16

#: When so many rounds change something still, the groups are taken as they are.
ROUNDS = 100


def distances(rows: Floats, centres: Floats) -> Floats:
    """
    Measure how far each row is from each centre.

    Args:
        rows: Zeros and ones.
        centres: Shares of ones, in whole parts.

    Shapes:
        v rows, f features, k centres; rows (v, f); centres (k, f); returns (v, k).

    Units:
        squared distances, in squared parts.

    Returns:
        Whole numbers.

    Source:
        By definition.
    """
    own = rows.sum(axis=1)[:, None] * float(PARTS**2)
    return np.asarray(own + _beyond_own(rows, centres), dtype=np.float64)


def _beyond_own(rows: Floats, centres: Floats) -> Floats:
    there = (centres * centres).sum(axis=1)
    return np.asarray(there - 2.0 * PARTS * (rows @ centres.T), dtype=np.float64)


def nearest(rows: Floats, centres: Floats) -> Ints:
    """
    Find the nearest centre of each row.

    Args:
        rows: Zeros and ones.
        centres: Shares of ones, in whole parts.

    Shapes:
        rows (v, f); centres (k, f); returns (v,).

    Units:
        none.

    Returns:
        The number of the centre, the first of equals.

    Source:
        By definition.
    """
    # The own part of a squared distance is the same to all centres.
    return np.asarray(_beyond_own(rows, centres).argmin(axis=1), dtype=np.int64)


def cluster(rows: Floats, weights: Ints, n_clusters: int) -> Floats:
    """
    Find groups around centres.

    The heaviest row is the first seed, and each further one is the row with the greatest weighted
    squared distance from the seeds before it. Then rows join the nearest centre, the first of
    equals, and centres move to the middle of their rows, until nothing changes.

    Args:
        rows: Zeros and ones, each row once.
        weights: How often each row occurs; rows of weight zero take no part.
        n_clusters: How many groups to find.

    Shapes:
        v rows, f features; rows (v, f); weights (v,); returns (k, f), where k is smaller than asked
        when there are fewer different rows.

    Units:
        parts of one.

    Returns:
        The centres.

    Source:
        Lloyd (1982), IEEE Transactions on Information Theory 28, 129-137; seeds after Arthur &
        Vassilvitskii (2007), k-means++, SODA, the most probable row instead of a drawn one.
    """
    if not weights.all():
        rows, weights = rows[weights > 0], weights[weights > 0]
    centres = _seeds(rows, weights, n_clusters)
    assigned = np.full(len(rows), -1, dtype=np.int64)
    for _ in range(ROUNDS):
        found = nearest(rows, centres)
        if (found == assigned).all():
            break
        assigned = found
        centres = _moved(rows, weights, assigned, centres)
    return centres


def _seeds(rows: Floats, weights: Ints, n_clusters: int) -> Floats:
    seeds = [int(weights.argmax())] if weights.any() else []
    far = np.full(len(rows), np.inf)
    while seeds and len(seeds) < n_clusters:
        latest = rows[seeds[-1]][None, :] * PARTS
        far = np.minimum(far, distances(rows, latest)[:, 0])
        load = far * weights
        if not load.any():
            break
        seeds.append(int(load.argmax()))
    return np.asarray(rows[seeds] * PARTS, dtype=np.float64)


def _moved(rows: Floats, weights: Ints, assigned: Ints, centres: Floats) -> Floats:
    loads = np.zeros((len(centres), len(rows)))
    loads[assigned, np.arange(len(rows))] = weights
    total = loads.sum(axis=1).astype(np.int64)
    ones = (loads @ rows).astype(np.int64)
    filled = total > 0
    size = total[filled, None]
    moved = centres.copy()
    # Halves are rounded up.
    moved[filled] = (ones[filled] * PARTS * 2 + size) // (2 * size)
    return moved


def silhouette(rows: Floats, weights: Ints, centres: Floats) -> float | None:
    """
    Tell how much nearer rows are to their own centre than to the next one.

    Args:
        rows: Zeros and ones.
        weights: How often each row occurs.
        centres: The centres, in parts.

    Shapes:
        rows (v, f); weights (v,); centres (k, f).

    Units:
        none.

    Returns:
        The mean over all occurrences, from 0 for no difference to 1; None for fewer than two
        groups.

    Source:
        Rousseeuw (1987), J. Computational and Applied Mathematics 20, 53-65, with distances to
        centres: the simplified silhouette of Vendramin, Campello & Hruschka (2010), Statistical
        Analysis and Data Mining 3, 209-235.
    """
    if len(centres) < 2:  # noqa: PLR2004 (one group has no next one)
        return None
    near = np.sqrt(np.partition(distances(rows, centres), 1, axis=1)[:, :2])
    own, other = near[:, 0], near[:, 1]
    gain = np.divide(other - own, other, out=np.zeros(len(own)), where=other > 0)
    return float((gain * weights).sum() / weights.sum())


def best_clusters(rows: Floats, weights: Ints, most: int) -> tuple[Floats, float | None]:
    """
    Find the number of groups that tells rows apart best.

    Args:
        rows: Zeros and ones.
        weights: How often each row occurs.
        most: How many groups there may be.

    Shapes:
        rows (v, f); weights (v,).

    Units:
        none.

    Returns:
        The centres with the highest silhouette, the fewest of equals, and that silhouette; a single
        centre and None when there are no two different rows, or no more than one group is wanted.

    Source:
        Rousseeuw (1987).
    """
    found, best = cluster(rows, weights, 1), None
    for n_clusters in range(2, most + 1):
        centres = cluster(rows, weights, n_clusters)
        if len(centres) < n_clusters:
            break
        score = silhouette(rows, weights, centres)
        if score is not None and (best is None or score > best):
            found, best = centres, score
    return found, best


def overlaps(own: Ints, other: Ints, weights: Ints, n_own: int, n_other: int) -> Floats:
    """
    Find for each group the most similar one of another grouping of the same rows.

    Args:
        own: The group of each row.
        other: Its group in the other grouping.
        weights: How often each row occurs.
        n_own: How many groups there are.
        n_other: How many the other grouping has.

    Shapes:
        own, other, weights (v,); returns (n_own,).

    Units:
        shares in [0, 1].

    Returns:
        The greatest Jaccard similarity of each group; NaN for a group without any weight.

    Source:
        Hennig (2007), Computational Statistics & Data Analysis 52, 258-271.
    """
    both = np.bincount(own * n_other + other, weights=weights, minlength=n_own * n_other)
    table = both.reshape(n_own, n_other)
    mine, theirs = table.sum(axis=1), table.sum(axis=0)
    either = mine[:, None] + theirs[None, :] - table
    similar = np.divide(table, either, out=np.zeros(table.shape), where=either > 0)
    return np.where(mine > 0, similar.max(axis=1), np.nan)
