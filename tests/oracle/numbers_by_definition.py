"""
Intervals, tests and corrections, each straight from its definition.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import optimize, stats

#: The 97.5 % point of the normal distribution.
Z = 1.959963984540054


def score_interval(count: int, n: int) -> tuple[float, float]:
    """
    Find the shares from which what was seen lies 1.96 standard errors away, by search.

    Source:
        Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    """
    seen = count / n

    def misfit(share: float) -> float:
        return (seen - share) ** 2 - Z**2 * share * (1 - share) / n

    # At the ends the share itself solves the equation too.
    below, above = min(seen, 1 - 1e-9), max(seen, 1e-9)
    low = 0.0 if count == 0 else float(optimize.brentq(misfit, 0, below, xtol=1e-15))
    high = 1.0 if count == n else float(optimize.brentq(misfit, above, 1, xtol=1e-15))
    return low, high


def newcombe_interval(count: int, n: int, less: int, less_n: int) -> tuple[float, float]:
    """
    Join the score intervals of two shares.

    Source:
        Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    (a, b), (c, d) = score_interval(count, n), score_interval(less, less_n)
    one, two = count / n, less / less_n
    low = one - two - math.sqrt((one - a) ** 2 + (d - two) ** 2)
    high = one - two + math.sqrt((b - one) ** 2 + (two - c) ** 2)
    return low, high


def p_value(count: int, n: int, less: int, less_n: int) -> float | None:
    """
    Test two shares by chi-square, or by Fisher's test when a cell expects fewer than five.
    """
    if not n or not less_n:
        return None
    table = np.array([[count, n - count], [less, less_n - less]])
    if 0 in table.sum(axis=0):
        return 1.0
    if stats.contingency.expected_freq(table).min() < 5:
        return float(stats.fisher_exact(table).pvalue)
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def q_values(p_values: list[float]) -> list[float]:
    """
    Find the smallest false discovery rate at which each test is among those rejected.

    Source:
        Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
    """
    m = len(p_values)
    found = []
    for own in p_values:
        rates = [m * p / sum(other <= p for other in p_values) for p in p_values if p >= own]
        found.append(min(1.0, *rates))
    return found
