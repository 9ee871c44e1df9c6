"""
One number before and after, or here and there: how far apart, and what that shows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from touchline.analysis._record import Interval
from touchline.kernels.intervals import newcombe

if TYPE_CHECKING:
    from touchline.analysis import Headline

Verdict = Literal["better", "worse", "no-difference-shown", "too-little-data"]

#: A side with fewer customers shows nothing, whatever they did.
LEAST_N = 10

#: The half width of a 95 % interval in standard errors.
_REACH = 1.959963984540054


def square_and_add(
    value: float, bounds: Interval | None, less: float, less_bounds: Interval | None
) -> Interval | None:
    """
    Bound a difference of two numbers by the intervals of both.

    Args:
        value: The first number.
        bounds: Its interval.
        less: The number that is taken away.
        less_bounds: Its interval.

    Shapes:
        scalars.

    Units:
        those of the numbers.

    Returns:
        The interval of the difference; None when one of the two has none.

    Source:
        Zou & Donner (2008), Statistics in Medicine 27, 1693-1702; for shares with Wilson's
        intervals it is Newcombe's method 10.

    Examples:
        >>> square_and_add(5.0, Interval(2.0, 9.0), 1.0, Interval(-3.0, 4.0))
        Interval(low=-0.24264068711928477, high=9.65685424949238)
    """
    if bounds is None or less_bounds is None:
        return None
    difference = value - less
    low = difference - math.hypot(value - bounds.low, less_bounds.high - less)
    high = difference + math.hypot(bounds.high - value, less - less_bounds.low)
    return Interval(low, high)


def difference(now: Headline, before: Headline) -> tuple[float | None, Interval | None]:
    """
    Find how far one headline lies above another.

    Args:
        now: The first.
        before: The one that is taken away.

    Shapes:
        scalars.

    Units:
        those of the headlines.

    Returns:
        The difference and its interval.

    Source:
        Newcombe (1998), Statistics in Medicine 17, 873-890, method 10, for shares of independent
        customers; `square_and_add` for everything else.
    """
    if now.value is None or before.value is None:
        return None, None
    found = now.value - before.value
    if now.kind == "share" and now.is_independent and before.is_independent:
        bounds = newcombe(now.count, now.n, before.count, before.n)
        return found, None if bounds is None else Interval(*bounds)
    return found, square_and_add(now.value, now.bounds, before.value, before.bounds)


def poisson_bounds(count: float) -> Interval:
    """
    Bound the mean of which a count is one draw.

    Args:
        count: How many there were.

    Shapes:
        scalars.

    Units:
        none.

    Returns:
        The score interval.

    Source:
        Rao (1948), Proc. Cambridge Phil. Soc. 44, 50-57, for the Poisson distribution.
    """
    middle = count + _REACH**2 / 2
    half = _REACH * math.sqrt(count + _REACH**2 / 4)
    return Interval(max(0.0, middle - half), middle + half)


def verdict(
    effect: float | None, bounds: Interval | None, n: int, widest: float, *, is_higher_better: bool
) -> Verdict:
    """
    Say what a difference shows.

    Args:
        effect: The difference.
        bounds: Its interval.
        n: Customers on the smaller side.
        widest: A wider interval around no difference is too little data to speak of one.
        is_higher_better: More is better.

    Shapes:
        scalars.

    Units:
        widest in those of the effect.

    Returns:
        The verdict.

    Source:
        docs/explanation/impact.md.
    """
    if effect is None or bounds is None or n < LEAST_N:
        return "too-little-data"
    if bounds.low > 0 or bounds.high < 0:
        return "better" if (effect > 0) is is_higher_better else "worse"
    return "too-little-data" if bounds.high - bounds.low > widest else "no-difference-shown"


def is_kept(
    bounds: Interval | None, n: int, margin: float, *, is_higher_better: bool
) -> Literal["kept", "harmed", "unclear"]:
    """
    Say whether something that must not suffer has suffered.

    Args:
        bounds: The interval of its difference.
        n: Customers on the smaller side.
        margin: How much worse it may become.
        is_higher_better: More is better.

    Shapes:
        scalars.

    Units:
        margin in those of the difference.

    Returns:
        `kept` when the whole interval lies within the margin, `harmed` when all of it lies on the
        bad side and not within, else `unclear`.

    Source:
        The non-inferiority test of the ICH E9 guideline (1998), section 3.3.2.
    """
    if bounds is None or n < LEAST_N:
        return "unclear"
    worst, best = (bounds.low, bounds.high) if is_higher_better else (-bounds.high, -bounds.low)
    if worst > -margin:
        return "kept"
    return "harmed" if best < 0 else "unclear"
