"""
A number period by period before and after a change, and the fit of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.analysis._record import Interval, Record

if TYPE_CHECKING:
    from touchline.kernels.interrupted import Interrupted, Term

#: So many full periods on either side make a series (Penfold & Zhang 2013).
LEAST_PERIODS = 8


class Coefficient(Record):
    """
    One number of a fitted series.

    Args:
        value: The number.
        interval: Its 95 % interval.
    """

    value: float
    interval: Interval


class SeriesPoint(Record):
    """
    One full period before or after the change.

    Args:
        start: When it begins, ISO 8601.
        n: What the value rests on.
        value: The value; None when there was nothing to measure.
    """

    start: str
    n: int
    value: float | None


class Series(Record):
    """
    The number period by period, with level and slope before the change and how they differ after.

    Args:
        points: The periods, counted from the change in both directions.
        slope: The change from period to period before.
        level_change: The jump at the change.
        slope_change: How much the slope differs after.
        memory: How much of a deviation the next period has as well, from 0 to 1.
    """

    points: tuple[SeriesPoint, ...]
    slope: Coefficient
    level_change: Coefficient
    slope_change: Coefficient
    memory: float


def full_periods(
    before: tuple[int, int], after: tuple[int, int], at: int, length: int
) -> tuple[list[int], list[float]] | None:
    """
    Count full periods from a change backwards and forwards.

    Args:
        before: Where the time before begins and ends.
        after: Where the time after begins and ends.
        at: The change.
        length: How long a period is.

    Shapes:
        p periods; returns two (p,).

    Units:
        times in any unit; the middles of periods in periods since the change.

    Returns:
        Where each period begins, and its middle; None for too few on a side.

    Source:
        By definition.

    Examples:
        >>> begins, middles = full_periods((0, 85), (90, 195), 90, 10)
        >>> begins[:2], begins[-1], middles[0], middles[-1]
        ([0, 10], 180, -8.5, 9.5)
    """
    earlier = range(-((at - before[0]) // length), -((at - before[1] + length - 1) // length))
    later = range(-((at - after[0]) // length), (after[1] - at) // length)
    if min(len(earlier), len(later)) < LEAST_PERIODS:
        return None
    numbers = [*earlier, *later]
    return [at + k * length for k in numbers], [k + 0.5 for k in numbers]


def coefficient(term: Term, scale: float) -> Coefficient:
    """
    Name one number of a fit with its bounds.

    Args:
        term: What the kernel gives.
        scale: How many of its units make one of ours.

    Shapes:
        scalars.

    Units:
        those of the series over the scale.

    Returns:
        The number.

    Source:
        None needed.
    """
    bounds = Interval(term.low / scale, term.high / scale)
    return Coefficient(value=term.value / scale, interval=bounds)


def fitted(points: tuple[SeriesPoint, ...], fit: Interrupted, scale: float) -> Series:
    """
    Put the periods and their fit together.

    Args:
        points: The periods.
        fit: What the kernel gives.
        scale: How many of its units make one of ours.

    Shapes:
        points (p,).

    Units:
        those of the series over the scale.

    Returns:
        The series.

    Source:
        None needed.
    """
    return Series(
        points=points,
        slope=coefficient(fit.slope, scale),
        level_change=coefficient(fit.level_change, scale),
        slope_change=coefficient(fit.slope_change, scale),
        memory=fit.memory,
    )
