"""
Time to an event when some cases are still waiting.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import CONFIDENCE

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """
    The share that has had the event by each time.

    Shapes:
        t distinct times at which events happened; every array (t,).

    Units:
        times in the unit of the spans; the shares in [0, 1].
    """

    times: Ints
    probability: Floats
    lower: Floats
    upper: Floats
    at_risk: Ints

    @property
    def median(self) -> int | None:
        """
        The first time by which half have had the event; None when the curve never gets there.
        """
        half = np.flatnonzero(self.probability >= 0.5)  # noqa: PLR2004 (a half is a half)
        return int(self.times[half[0]]) if len(half) else None


def kaplan_meier(
    spans: Ints, is_observed: npt.NDArray[np.bool_], confidence: float = CONFIDENCE
) -> Curve:
    """
    Estimate the share that has had the event by each time, those still waiting included.

    Args:
        spans: How long each case took, or has waited so far.
        is_observed: The event happened; False for a case still waiting.
        confidence: The nominal coverage of the bounds.

    Shapes:
        spans (n,) int64; is_observed (n,) bool.

    Units:
        spans in any unit.

    Returns:
        One minus the product-limit estimate, with log(-log) bounds by Greenwood's variance. Events
        count before censorings at the same time.

    Source:
        Kaplan & Meier (1958), J. Am. Stat. Assoc. 53, 457-481; Greenwood (1926); Kalbfleisch &
        Prentice (1980), section 1.4.
    """
    times, events, at_risk = _counted(spans, is_observed)
    survival = np.cumprod(1.0 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)).astype(np.float64))
        log_survival = np.log(survival)
        half = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(greenwood) / -log_survival
        upper = survival ** np.exp(-half)
        lower = survival ** np.exp(half)
    is_all = survival == 0
    if is_all.any():
        # Once everybody has had the event the transformation has no value. Who is left then bounds
        # it, and so does the bound before, since nobody comes back.
        before = float(upper[-2]) if len(upper) > 1 else 1.0
        lower[-1], upper[-1] = 0.0, min(before, left_of_none(int(at_risk[-1]), confidence))
    return Curve(
        times=times.astype(np.int64),
        probability=np.asarray(1.0 - survival, dtype=np.float64),
        lower=np.clip(1.0 - upper, 0.0, 1.0),
        upper=np.clip(1.0 - lower, 0.0, 1.0),
        at_risk=at_risk.astype(np.int64),
    )


def _counted(spans: Ints, is_observed: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """
    List the distinct times of events, how many happened at each, and how many could have.
    """
    # One sort for all: a censoring comes after the events of its time.
    keys = np.asarray(spans, dtype=np.int64) * 2 + ~is_observed
    keys.sort()
    place = np.flatnonzero((keys & 1) == 0)
    times = keys[place] >> 1
    opens = np.flatnonzero(np.diff(times, prepend=times[:1] - 1))
    events = np.diff(opens, append=len(times))
    return times[opens], events, len(spans) - place[opens]


def left_of_none(n: int, confidence: float = CONFIDENCE) -> float:
    """
    Bound from above a share of which nothing was seen.

    Args:
        n: Among how many nothing was seen.
        confidence: The coverage to reach.

    Shapes:
        scalars.

    Units:
        a share in [0, 1].

    Returns:
        The largest share of which nothing would be seen as often as the confidence leaves.

    Source:
        Hanley & Lippman-Hand (1983), J. Am. Med. Assoc. 249, 1743-1745, before their rounding to
        three in n.

    Examples:
        >>> round(left_of_none(10), 4)
        0.2589
    """
    return 1.0 - math.pow(1.0 - confidence, 1.0 / n)
