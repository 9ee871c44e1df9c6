"""
Many shares bounded at once.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.intervals import CONFIDENCE

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


def wilson_bounds(count: Ints, n: Ints, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """
    Bound many proportions by the score interval.

    Args:
        count: How many of them.
        n: Out of how many; at least one.
        confidence: The nominal coverage.

    Shapes:
        s shares; count, n (s,); returns two (s,) float64.

    Units:
        shares in [0, 1].

    Returns:
        The lower and the upper bounds, as `intervals.wilson` gives them one by one, but for the
        last digits.

    Source:
        Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; without continuity correction.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = count / n, 1 + z * z / n
    centre = (share + z * z / (2 * n)) / weight
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n)) / weight
    low = np.where(count == 0, 0.0, np.maximum(0.0, centre - half))
    high = np.where(count == n, 1.0, np.minimum(1.0, centre + half))
    return low, high
