"""
How sure a share, a difference or a median is.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

#: The confidence of every interval that states no other.
CONFIDENCE = 0.95

#: Below this expected count the chi-square approximation gives way to Fisher's exact test.
SMALL_EXPECTED = 5


def wilson(count: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """
    Bound a proportion by the score interval.

    Args:
        count: How many of them; a fraction when n is the effective size of a sample.
        n: Out of how many.
        confidence: The nominal coverage.

    Shapes:
        scalars.

    Units:
        shares in [0, 1].

    Returns:
        The lower and upper bound, or None for n = 0.

    Source:
        Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; without continuity correction.

    Examples:
        >>> [round(bound, 4) for bound in wilson(81, 263)]
        [0.2553, 0.3662]
    """
    if n == 0:
        return None
    z = _z(confidence)
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    # The formula gives exactly 0 and 1 at the ends; rounding must not push a bound past them or
    # past the share.
    low = 0.0 if count == 0 else max(0.0, centre - half)
    high = 1.0 if count == n else min(1.0, centre + half)
    return low, high


def newcombe(
    count_a: int, n_a: int, count_b: int, n_b: int, confidence: float = CONFIDENCE
) -> tuple[float, float] | None:
    """
    Bound the difference of two independent proportions, the first minus the second.

    Args:
        count_a: How many of the first group.
        n_a: Size of the first group.
        count_b: How many of the second group.
        n_b: Size of the second group.
        confidence: The nominal coverage.

    Shapes:
        scalars.

    Units:
        differences of shares in [-1, 1].

    Returns:
        The lower and upper bound, or None when a group is empty.

    Source:
        Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples:
        >>> [round(bound, 4) for bound in newcombe(56, 70, 48, 80)]
        [0.0524, 0.3339]
    """
    a, b = wilson(count_a, n_a, confidence), wilson(count_b, n_b, confidence)
    if a is None or b is None:
        return None
    share_a, share_b = count_a / n_a, count_b / n_b
    difference = share_a - share_b
    low = difference - math.hypot(share_a - a[0], b[1] - share_b)
    high = difference + math.hypot(a[1] - share_a, share_b - b[0])
    return max(-1.0, low), min(1.0, high)


def proportions_p(count_a: int, n_a: int, count_b: int, n_b: int) -> float | None:
    """
    Test whether two independent proportions are equal.

    Args:
        count_a: How many of the first group.
        n_a: Size of the first group.
        count_b: How many of the second group.
        n_b: Size of the second group.

    Shapes:
        scalars.

    Units:
        a probability.

    Returns:
        The two-sided p value: Pearson's chi-square, or Fisher's exact test when a cell expects
        fewer than five. None when a group is empty.

    Source:
        Pearson (1900), Philosophical Magazine 50, 157-175; Fisher (1935), J. R. Stat. Soc. 98,
        39-82.
    """
    if n_a == 0 or n_b == 0:
        return None
    hits, n = count_a + count_b, n_a + n_b
    if hits in (0, n):
        return 1.0
    if min(n_a, n_b) * min(hits, n - hits) / n < SMALL_EXPECTED:
        return _fisher(count_a, n_a, hits, n)
    cross = count_a * (n_b - count_b) - count_b * (n_a - count_a)
    chi_square = cross**2 * n / (n_a * n_b * hits * (n - hits))
    return math.erfc(math.sqrt(chi_square / 2))


def _fisher(count_a: int, n_a: int, hits: int, n: int) -> float:
    def log_probability(k: int) -> float:
        return _log_choose(hits, k) + _log_choose(n - hits, n_a - k) - _log_choose(n, n_a)

    observed = log_probability(count_a)
    # The tables no likelier than the observed one count; the slack absorbs rounding among equally
    # likely ones.
    slack = 1e-7
    tables = range(max(0, n_a - (n - hits)), min(hits, n_a) + 1)
    as_extreme = (log_probability(k) for k in tables)
    return min(1.0, math.fsum(math.exp(p) for p in as_extreme if p <= observed + slack))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """
    Turn many p values into q values that control the false discovery rate.

    Args:
        p_values: One p value for each comparison made, wanted or not.

    Shapes:
        k in, k out, in the same order.

    Units:
        probabilities.

    Returns:
        The q values.

    Source:
        Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300, as step-up adjusted values.

    Examples:
        >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5])
        (0.04, 0.05333333333333334, 0.05333333333333334, 0.5)
    """
    if not p_values:
        return ()
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.minimum.accumulate(ranked[::-1])[::-1]
    q = np.empty(len(p))
    q[order] = np.minimum(adjusted, 1.0)
    return tuple(q.tolist())


def median_interval(
    values: npt.NDArray[np.int64], confidence: float = CONFIDENCE
) -> tuple[int, int] | None:
    """
    Bound a median by two of the observed values, whatever their distribution.

    The interval runs from the j-th smallest to the j-th largest value, j as large as the binomial
    distribution allows; it needs no random numbers, so that the same log always gives the same
    interval.

    Args:
        values: The observed values, in any order.
        confidence: The coverage to reach at least.

    Shapes:
        values (n,) int64.

    Units:
        those of the values.

    Returns:
        The bounds, or None when so few values cannot reach the confidence (fewer than six for 95
        %).

    Source:
        Thompson (1936), Ann. Math. Stat. 7, 122-128; Conover (1999), Practical Nonparametric
        Statistics, section 3.2.
    """
    ranks = median_ranks(len(values), confidence)
    if ranks is None:
        return None
    ordered = np.partition(values, ranks)
    return int(ordered[ranks[0]]), int(ordered[ranks[1]])


def median_ranks(n: int, confidence: float = CONFIDENCE) -> tuple[int, int] | None:
    """
    Find between which of the observed values, put in order, a median lies.

    Args:
        n: How many values were observed.
        confidence: The coverage to reach at least.

    Shapes:
        none.

    Units:
        ranks from 0.

    Returns:
        The ranks of the bounds, or None when so few values cannot reach the confidence.

    Source:
        `median_interval`.
    """
    rank = _median_rank(n, confidence)
    return None if rank < 1 else (rank - 1, n - rank)


#: From this many values on the normal approximation of the binomial is within one rank, on the wide
#: side.
_LARGE = 1000


def _median_rank(n: int, confidence: float) -> int:
    tail = (1 - confidence) / 2
    if n > _LARGE:
        return math.floor((n + 1) / 2 - _z(confidence) * math.sqrt(n) / 2)
    below = 0.0
    rank = 0
    for j in range(n // 2 + 1):
        below += math.exp(_log_choose(n, j) - n * math.log(2))
        if below > tail:
            break
        rank = j + 1
    return rank


def cases_needed(share: float, width: float, confidence: float = CONFIDENCE) -> int:
    """
    Find the sample whose score interval is no wider than wanted, at an observed share.

    Args:
        share: The observed share.
        width: The widest interval that will do, from bound to bound.
        confidence: The nominal coverage.

    Shapes:
        scalars.

    Units:
        share and width in [0, 1]; returns a number of cases.

    Returns:
        The smallest such number of cases.

    Source:
        The width of Wilson's interval, 2 z sqrt(p q / n + z²/4n²) / (1 + z²/n), solved for n.
    """
    z2 = _z(confidence) ** 2
    # With u = z²/n the condition is 4u(pq + u/4) <= width² (1 + u)², a quadratic in u.
    pq, w2 = share * (1 - share), width * width
    a, b, c = 1 - w2, 4 * pq - 2 * w2, -w2
    if a <= 0:
        return 1
    u = (-b + math.sqrt(b * b - 4 * a * c)) / (2 * a)
    return max(1, math.ceil(z2 / u))


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
