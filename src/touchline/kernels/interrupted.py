"""
A series that something interrupts: level and slope before, and how they change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.student import student_quantile

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: Level and slope before the interruption, and the change of each.
N_TERMS = 4

#: Errors that last longer look like a trend, which no series of such length can tell apart.
MOST_MEMORY = 0.9


@dataclass(frozen=True, slots=True)
class Term:
    """
    One number that was fitted, with its bounds.

    Args:
        value: The number.
        low: The lower bound of its 95 % interval.
        high: The upper bound.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """
    What a segmented regression found.

    Args:
        slope: The change from period to period before the interruption.
        level_change: The jump at the interruption.
        slope_change: How much the slope differs after it.
        effect: The mean distance, after the interruption, between the series and its course before
            it, drawn on.
        memory: How much of an error the next period has as well, from 0 to 1.

    Units:
        those of the series; slopes in these per period.
    """

    slope: Term
    level_change: Term
    slope_change: Term
    effect: Term
    memory: float


def interrupted(values: Floats, weights: Floats, times: Floats) -> Interrupted | None:
    """
    Fit level and slope before and after an interruption at time zero.

    Args:
        values: The series.
        weights: What each value rests on; a period of no weight tells nothing.
        times: The middle of each period; the interruption is at 0.

    Shapes:
        p periods in order of time; values, weights, times (p,).

    Units:
        times in periods.

    Returns:
        The fit by weighted least squares, with bounds that allow for errors which last from one
        period to the next. None for fewer than three periods of weight on a side.

    Source:
        Wagner, Soumerai, Zhang & Ross-Degnan (2002), J. Clin. Pharm. Ther. 27, 299-309; errors
        autoregressive of first order, their coefficient from the residuals less what the fit alone
        gives them (Cochrane & Orcutt 1949, J. Am. Stat. Assoc. 44, 32-61).
    """
    kept = weights > 0
    y, t, w = values[kept], times[kept], weights[kept]
    is_after = t > 0
    least = N_TERMS - 1
    if min(np.count_nonzero(is_after), np.count_nonzero(~is_after)) < least:
        return None
    root = np.sqrt(w / w.mean())
    x = np.column_stack((np.ones(len(t)), t, is_after, t * is_after)) * root[:, None]
    inverse = np.linalg.pinv(x.T @ x)
    solver = inverse @ x.T
    beta = solver @ (root * y)
    leaving = np.eye(len(t)) - x @ solver
    residual = leaving @ (root * y)
    memory = _memory(residual, leaving)
    alike = memory ** np.abs(np.subtract.outer(np.arange(len(t)), np.arange(len(t))))
    scale = float(residual @ residual) / float(np.trace(leaving @ alike))
    covariance = solver @ alike @ solver.T * scale
    free = len(t) - N_TERMS
    reach = student_quantile(0.975, free)
    mean_after = float(np.average(t[is_after], weights=w[is_after]))

    def term(combination: tuple[float, float, float, float]) -> Term:
        c = np.asarray(combination)
        value = float(c @ beta)
        half = reach * math.sqrt(max(float(c @ covariance @ c), 0.0))
        return Term(value, value - half, value + half)

    return Interrupted(
        slope=term((0, 1, 0, 0)),
        level_change=term((0, 0, 1, 0)),
        slope_change=term((0, 0, 0, 1)),
        effect=term((0, 0, 1, mean_after)),
        memory=memory,
    )


def _memory(residual: Floats, leaving: Floats) -> float:
    """
    Estimate how much of an error the next period has as well, from 0 on.
    """
    total = float(residual @ residual)
    if total == 0:
        return 0.0
    found = float(residual[1:] @ residual[:-1]) / total
    # A fit leaves residuals that seem to alternate even when errors do not depend on each other.
    alternating = float(np.trace(leaving, offset=1)) / float(np.trace(leaving))
    return min(max(found - alternating, 0.0), MOST_MEMORY)
