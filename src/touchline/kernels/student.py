"""
Student's t: how many standard errors bound a mean that rests on few values.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

#: From so many degrees on, the expansion around the normal quantile has ten right digits.
_MANY = 200

#: Halvings that narrow a quantile down to the last digits of a float.
_HALVINGS = 60


@lru_cache(maxsize=1024)
def student_quantile(probability: float, freedom: int) -> float:
    """
    Find the number that Student's t stays below with a probability.

    Args:
        probability: The probability, above one half.
        freedom: The degrees of freedom, at least one.

    Shapes:
        scalars.

    Units:
        none.

    Returns:
        The quantile, to ten digits or better.

    Source:
        Abramowitz & Stegun (1964), Handbook of Mathematical Functions: 26.7.3 and 26.7.4, inverted
        by halving, and the expansion 26.7.5 for many degrees.

    Examples:
        >>> round(student_quantile(0.975, 10), 4), round(student_quantile(0.975, 10_000), 4)
        (2.2281, 1.9602)
    """
    if freedom >= _MANY:
        return _expanded(NormalDist().inv_cdf(probability), freedom)
    low, high = 0.0, 1.0
    while _student(high, freedom) < probability:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _student(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def _expanded(x: float, freedom: int) -> float:
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + math.fsum(term / float(freedom) ** power for power, term in enumerate(terms, 1))


def _student(value: float, freedom: int) -> float:
    angle = math.atan(value / math.sqrt(freedom))
    cosine2 = math.cos(angle) ** 2
    is_odd = freedom % 2 == 1
    # The sum over even or odd powers of the cosine, each term from the one before.
    total, part = 0.0, math.cos(angle) if is_odd else 1.0
    for k in range(3 if is_odd else 2, freedom + 1, 2):
        total += part
        part *= cosine2 * (k - 1) / k
    within = math.sin(angle) * total
    if is_odd:
        within = (angle + within) * 2 / math.pi
    return (1 + within) / 2
