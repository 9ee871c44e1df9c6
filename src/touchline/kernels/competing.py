"""
Time to one of several outcomes, of which the first rules out the others.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import CONFIDENCE
from touchline.kernels.survival import Curve, left_of_none

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: No outcome yet: the case is still waiting.
WAITING = 0

#: What a sum of shares may miss by rounding.
_ROUNDING = 1e-12

#: The widest bound whose exponential is still a number; beyond it the bounds are 0 and 1.
_WIDEST = 700.0


def aalen_johansen(
    spans: Ints, outcomes: npt.NDArray[np.integer], cause: int, confidence: float = CONFIDENCE
) -> Curve:
    """
    Estimate the share that has had one outcome by each time, when others rule it out.

    Args:
        spans: How long each case took to its outcome, or has waited so far.
        outcomes: Which outcome it was, from 1; `WAITING` for a case without one yet.
        cause: The outcome to follow.
        confidence: The nominal coverage of the bounds.

    Shapes:
        spans (n,) int64; outcomes (n,).

    Units:
        spans in any unit.

    Returns:
        The cumulative incidence at every time at which this outcome happened, with log(-log)
        bounds by the delta method. Outcomes count before censorings at the same time.

    Source:
        Aalen & Johansen (1978), Scand. J. Stat. 5, 141-150; Marubini & Valsecchi (1995), Analysing
        Survival Data, section 10.2.
    """
    times, at = np.unique(spans[outcomes != WAITING], return_inverse=True)
    causes = outcomes[outcomes != WAITING]
    events = np.bincount(at, minlength=len(times)).astype(np.int64)
    own = np.bincount(at[causes == cause], minlength=len(times)).astype(np.int64)
    at_risk = len(spans) - np.searchsorted(np.sort(spans), times, side="left")
    survival = np.cumprod(1.0 - events / at_risk)
    before = np.concatenate(([1.0], survival[:-1]))
    share = _in_full(np.cumsum(before * own / at_risk))
    deviation = np.sqrt(_variance(share, before, events, own, at_risk))
    half = NormalDist().inv_cdf((1 + confidence) / 2) * deviation
    lower, upper = _log_log(share, half)
    if len(share) and share[-1] == 1:
        # Only this outcome happened, to everybody; bounded as a curve without rivals is.
        whole = int(np.argmax(share == 1))
        earlier = float(lower[whole - 1]) if whole else 0.0
        unlikely = 1 - left_of_none(int(at_risk[whole]), confidence)
        lower[whole:] = max(earlier, unlikely)
    happened = np.flatnonzero(own)
    return Curve(
        times=times[happened].astype(np.int64),
        probability=share[happened],
        lower=lower[happened],
        upper=upper[happened],
        at_risk=at_risk[happened].astype(np.int64),
    )


def _in_full(share: Floats) -> Floats:
    """
    Call a share that misses one by nothing but rounding one, since it has no error to bound.
    """
    return np.where(np.abs(share - 1) < _ROUNDING, 1.0, share)


def _variance(share: Floats, before: Floats, events: Ints, own: Ints, at_risk: Ints) -> Floats:
    """
    Sum up the delta method's variance of the share by each time.
    """
    n = at_risk.astype(np.float64)
    left = np.maximum(n - events, 1.0)
    # When nobody is left, no later share depends on this time, so that the term is nought.
    hazard = np.where(at_risk > events, events / (n * left), 0.0)
    own_hazard = before * own / n**2
    found = share**2 * np.cumsum(hazard)
    found += np.cumsum(share**2 * hazard) - 2 * share * np.cumsum(share * hazard)
    found += np.cumsum(before**2 * own * (n - own) / n**3)
    found -= 2 * share * np.cumsum(own_hazard) - 2 * np.cumsum(share * own_hazard)
    return np.asarray(np.maximum(found, 0.0), dtype=np.float64)


def _log_log(share: Floats, half: Floats) -> tuple[Floats, Floats]:
    """
    Bound shares so that no bound leaves 0 to 1.
    """
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    width = np.clip(np.where(inside, half / (safe * np.log(safe)), 0.0), -_WIDEST, _WIDEST)
    lower, upper = safe ** np.exp(-width), safe ** np.exp(width)
    return np.where(inside, lower, share), np.where(inside, upper, share)


def half_bounds(curve: Curve) -> tuple[int | None, int | None]:
    """
    Bound the time by which half have had the outcome.

    Args:
        curve: The share by each time.

    Shapes:
        none.

    Units:
        those of the curve's times.

    Returns:
        The first times at which the upper and the lower bound reach a half; None where one never
        does.

    Source:
        Brookmeyer & Crowley (1982), Biometrics 38, 29-41.
    """
    half = 0.5
    reached = [np.flatnonzero(bound >= half) for bound in (curve.upper, curve.lower)]
    low, high = (int(curve.times[found[0]]) if len(found) else None for found in reached)
    return low, high
