"""
Spans of time summed up: never a bare mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.analysis._record import Microseconds, Record, SpanInterval, Spans
from touchline.kernels.intervals import median_ranks
from touchline.kernels.quantiles import Ranked

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: The share below which the long waits begin.
LONG = 0.9

#: The bits of half a number.
_HALF = 32


class SpanSummary(Record):
    """
    The middle and the long end of some spans of time.

    Args:
        n: How many spans.
        median_us: Half of them are no longer.
        interval_us: The bounds of the median.
        p90_us: Nine in ten are no longer.
        mean_us: Their mean, for sums; it says little about skewed spans.
    """

    n: int
    median_us: Microseconds | None = None
    interval_us: SpanInterval | None = None
    p90_us: Microseconds | None = None
    mean_us: Microseconds | None = None


def summary(spans: npt.NDArray[np.int64]) -> SpanSummary:
    """
    Sum up spans of time.

    Args:
        spans: The spans, in any order.

    Shapes:
        spans (n,) int64.

    Units:
        microseconds.

    Returns:
        Median with interval, 90th percentile and mean; None for whatever too few spans cannot give.

    Source:
        docs/explanation/questions.md.
    """
    bounds = median_ranks(len(spans))
    ranked = Ranked.of(spans, (0.5, LONG), bounds or ())
    return SpanSummary(
        n=len(spans),
        median_us=ranked.quantile(0.5),
        interval_us=None if bounds is None else Spans(*(int(ranked.values[i]) for i in bounds)),
        p90_us=ranked.quantile(LONG),
        mean_us=_mean(spans),
    )


def _mean(spans: npt.NDArray[np.int64]) -> int | None:
    """
    Divide the exact sum, which may be too long for 64 bits, so that the order does not matter.
    """
    if not len(spans):
        return None
    high, low = int((spans >> _HALF).sum()), int((spans & ((1 << _HALF) - 1)).sum())
    return round(((high << _HALF) + low) / len(spans))
