"""
A curve of completion over time, short enough to draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._record import Microseconds, Record
from touchline.kernels.intervals import wilson
from touchline.kernels.survival import kaplan_meier

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.survival import Curve

#: A drawn curve shows no more than this.
MAX_POINTS = 200


class CurvePoint(Record):
    """
    The share that has completed by one time.

    Args:
        us: Time since entry.
        probability: The share that has completed by then.
        lower: Its lower bound.
        upper: Its upper bound.
        at_risk: Cases still waiting just before.
    """

    us: Microseconds
    probability: float
    lower: float
    upper: float
    at_risk: int


def curve(
    spans: npt.NDArray[np.int64], is_observed: npt.NDArray[np.bool_]
) -> tuple[tuple[CurvePoint, ...], int | None]:
    """
    Estimate completion over time, those still waiting included.

    Args:
        spans: How long each case took, or has waited so far.
        is_observed: The case completed.

    Shapes:
        spans (n,) int64; is_observed (n,) bool.

    Units:
        microseconds.

    Returns:
        At most `MAX_POINTS` points, evenly chosen and the last always among them, and the median;
        None for a median that the curve does not reach.

    Source:
        Kaplan & Meier (1958), J. Am. Stat. Assoc. 53, 457-481.
    """
    found = kaplan_meier(spans, is_observed)
    return drawn(found, MAX_POINTS), found.median


def drawn(found: Curve, most: int) -> tuple[CurvePoint, ...]:
    """
    Thin a curve out so that it can be shown.

    Args:
        found: The curve.
        most: How many points to keep at most.

    Shapes:
        t times in, at most `most` points out.

    Units:
        microseconds.

    Returns:
        Evenly chosen points, the first and the last always among them.

    Source:
        None needed.
    """
    n = len(found.times)
    chosen = np.unique(np.linspace(0, max(n - 1, 0), min(n, most)).round().astype(np.int64))
    return tuple(point(found, i) for i in chosen.tolist())


def point(found: Curve, i: int) -> CurvePoint:
    """
    Read one point of a curve.

    Args:
        found: The curve.
        i: Which point.

    Shapes:
        none.

    Units:
        microseconds.

    Returns:
        The point.

    Source:
        None needed.
    """
    return CurvePoint(
        us=int(found.times[i]),
        probability=float(found.probability[i]),
        lower=float(found.lower[i]),
        upper=float(found.upper[i]),
        at_risk=int(found.at_risk[i]),
    )


def read_at(
    found: Curve,
    horizon: int,
    spans: npt.NDArray[np.int64],
    is_waiting: npt.NDArray[np.bool_],
) -> CurvePoint | None:
    """
    Read a curve at one time.

    Args:
        found: The curve.
        horizon: The time.
        spans: How long each case took, or has waited so far.
        is_waiting: The case is still waiting.

    Shapes:
        spans (n,) int64; is_waiting (n,) bool.

    Units:
        microseconds.

    Returns:
        The share by then; None where somebody was still waiting when the last one got out of sight
        before that time, so that nothing is known of it.

    Source:
        docs/explanation/completion.md.
    """
    longest = int(spans.max(initial=-1))
    if not len(spans) or (horizon > longest and bool(is_waiting[spans == longest].any())):
        return None
    at_risk = int(np.count_nonzero(spans >= horizon))
    i = int(np.searchsorted(found.times, horizon, side="right")) - 1
    if i >= 0:
        return point(found, i).model_copy(update={"us": horizon, "at_risk": at_risk})
    upper = (wilson(0, len(spans)) or (0.0, 1.0))[1]
    return CurvePoint(us=horizon, probability=0.0, lower=0.0, upper=upper, at_risk=at_risk)
