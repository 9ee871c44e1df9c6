"""
How sure the mean of some scores, a net score, or a rank correlation is.
"""

from __future__ import annotations

import math
from itertools import permutations
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import CONFIDENCE
from touchline.kernels.student import student_quantile

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

#: The bounds of a correlation need more pairs than this.
_LEAST_PAIRS = 4
#: Up to so many pairs all permutations are looked at, beyond Student's t is close enough.
_FEW_PAIRS = 8
#: What sums of products of ranks may miss by rounding.
_ROUNDING = 1e-9
#: What is added to small samples of a net score: three answers, half of them in the middle.
_ADDED, _ADDED_AT_EACH_END = 3.0, 0.75


def mean_of(values: Floats, counts: Ints) -> tuple[float | None, tuple[float, float] | None]:
    """
    Average scores that occur several times each, and bound the mean.

    Args:
        values: The different scores.
        counts: How often each occurs.

    Shapes:
        k values, k counts.

    Units:
        those of the scores.

    Returns:
        The mean, None for no scores; and the bounds by Student's t, None for fewer than two and
        for scores that are all the same, which do not tell how far others would lie from them.

    Source:
        Student (1908), Biometrika 6, 1-25.
    """
    n = int(counts.sum())
    if n == 0:
        return None, None
    mean = math.fsum((values * counts).tolist()) / n
    if n == 1:
        return mean, None
    spread = math.fsum((counts * (values - mean) ** 2).tolist())
    if spread == 0:
        return mean, None
    half = student_quantile((1 + CONFIDENCE) / 2, n - 1) * math.sqrt(spread / (n - 1) / n)
    return mean, (mean - half, mean + half)


def net_of(
    above: int, below: int, n: int, confidence: float = CONFIDENCE
) -> tuple[float | None, tuple[float, float] | None]:
    """
    Subtract the share at one end from that at the other, and bound the difference.

    Both shares come from the same answers, so the bounds follow the trinomial distribution and not
    that of two independent shares.

    Args:
        above: How many are at the good end.
        below: How many are at the bad end.
        n: How many there are.
        confidence: The nominal coverage.

    Shapes:
        scalars.

    Units:
        points, from -100 to 100.

    Returns:
        The net score and its bounds; None for no answers.

    Source:
        Adjusted Wald interval, Rocks (2016), The American Statistician 70, 365-372: as if three
        more answers had come, half of them in the middle.

    Examples:
        >>> score, bounds = net_of(121, 86, 284)
        >>> round(score, 1), [round(bound, 1) for bound in bounds]
        (12.3, [2.4, 22.0])
    """
    if n == 0:
        return None, None
    size = n + _ADDED
    good, bad = (above + _ADDED_AT_EACH_END) / size, (below + _ADDED_AT_EACH_END) / size
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    half = z * math.sqrt((good + bad - (good - bad) ** 2) / size)
    score = (above - below) / n
    low, high = good - bad - half, good - bad + half
    # The centre moves towards zero, but never so far that the score itself is left outside.
    low, high = max(-1.0, min(low, score)), min(1.0, max(high, score))
    return 100 * score, (100 * low, 100 * high)


def rank_correlation(
    left: Floats, right: Floats, confidence: float = CONFIDENCE
) -> tuple[float | None, tuple[float, float] | None, float | None]:
    """
    Tell how far two scores rise together, by their ranks.

    Args:
        left: One score of each pair.
        right: The other.
        confidence: The nominal coverage.

    Shapes:
        left (n,), right (n,), both without gaps.

    Units:
        a correlation in [-1, 1].

    Returns:
        Spearman's correlation with ties at their mean rank, None when either never varies; its
        bounds; and the two-sided p value of no association. Pairs in perfect order have the bounds
        that they would have with one pair of neighbours out of order.

    Source:
        Spearman (1904), Am. J. Psychology 15, 72-101; bounds after Bonett & Wright (2000),
        Psychometrika 65, 23-28; p value over all permutations of few pairs, of a perfect order, and
        else by Student's t.
    """
    n = len(left)
    if n == 0 or np.ptp(left) == 0 or np.ptp(right) == 0:
        return None, None, None
    a, b = (_ranks(scores) - (n + 1) / 2 for scores in (left, right))
    found = float((a @ b) / math.sqrt(float(a @ a) * float(b @ b)))
    found = max(-1.0, min(1.0, found))
    if n < _LEAST_PAIRS:
        return found, None, None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    most = 1 - 12 / (n * (n * n - 1))
    middle = max(-most, min(most, found))
    half = z * math.sqrt((1 + middle * middle / 2) / (n - 3))
    low, high = math.tanh(math.atanh(middle) - half), math.tanh(math.atanh(middle) + half)
    return found, (min(low, found), max(high, found)), _p_of_order(a, b, found)


def _p_of_order(a: Floats, b: Floats, found: float) -> float:
    """
    Find how likely ranks without association agree or disagree as much.
    """
    n = len(a)
    if n <= _FEW_PAIRS:
        every = b[np.asarray(list(permutations(range(n))))] @ a
        # What is equal by definition may differ by rounding.
        return float(np.mean(np.abs(every) >= abs(float(a @ b)) - _ROUNDING))
    if abs(found) == 1:
        _, ties = np.unique(b, return_counts=True)
        ways = math.fsum(math.lgamma(count + 1) for count in ties.tolist())
        return min(1.0, 2 * math.exp(ways - math.lgamma(n + 1)))
    return _two_sided_p(found * math.sqrt((n - 2) / (1 - found * found)), n - 2)


def _ranks(scores: Floats) -> Floats:
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray(last - (counts - 1) / 2, dtype=np.float64)[place]


def _two_sided_p(t: float, freedom: int) -> float:
    """
    Find the probability of a t at least as far from zero.

    Source:
        Abramowitz & Stegun (1964), 26.7.3 and 26.7.4: finite series for whole degrees of freedom.
    """
    angle = math.atan(abs(t) / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = freedom % 2 == 1
    term = cosine if is_odd else 1.0
    total = 0.0 if is_odd and freedom == 1 else term
    step = 2 if is_odd else 1
    while step < freedom - 2:
        term *= cosine * cosine * step / (step + 1)
        total += term
        step += 2
    inside = 2 / math.pi * (angle + sine * total) if is_odd else sine * total
    return max(0.0, 1 - inside)
