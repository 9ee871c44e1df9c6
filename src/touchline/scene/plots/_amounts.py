"""
How the numbers of a picture are written, by what they are.
"""

from __future__ import annotations

from typing import Literal

from touchline.i18n import duration_text, interval_text, number, percent, translate

#: What a number is: a share of the whole, a difference of two shares, a length of time in seconds,
#: how many, a place on a scale, or an amount of something.
Unit = Literal["share", "points", "seconds", "count", "score", "amount"]

#: From here on, parts of an amount say nothing.
_MANY = 100


def told(value: float | None, unit: Unit, language: str, *, signed: bool = False) -> str:
    """
    Write a number.

    Args:
        value: The number; None when it is not known or withheld.
        unit: What it is.
        language: The reader's language tag.
        signed: Write a plus sign before what is above zero.

    Returns:
        The words; a dash for None.
    """
    if value is None:
        return "–"
    if unit == "share":
        return percent(value, language, signed=signed)
    if unit == "points":
        said = number(100 * value, language, digits=1, signed=True)
        return translate("chart.points", language, value=said)
    if unit == "seconds":
        return duration_text(value, language)
    if unit == "score":
        return number(value, language, digits=2, signed=signed)
    return number(value, language, digits=_digits(value, unit), signed=signed)


def _digits(value: float, unit: Unit) -> int:
    if unit == "count" and value == round(value):
        return 0
    return 0 if abs(value) >= _MANY else 1


def bounds_told(bounds: tuple[float, float] | None, unit: Unit, language: str) -> str:
    """
    Write an interval.

    Args:
        bounds: Its bounds, or None.
        unit: What they are.
        language: The reader's language tag.

    Returns:
        The words; empty for None.
    """
    if bounds is None:
        return ""
    low, high = bounds
    if unit == "share":
        return interval_text(low, high, language)
    if unit == "seconds":
        return interval_text(low, high, language, kind="duration")
    if unit == "points":
        return interval_text(100 * low, 100 * high, language, kind="number", digits=1)
    digits = 2 if unit == "score" else _digits(max(abs(low), abs(high)), "amount")
    return interval_text(low, high, language, kind="number", digits=digits)


def tick_told(value: float, unit: Unit, language: str, *, step: float) -> str:
    """
    Write a number at an axis, no more precise than its neighbours need it.

    Args:
        value: The number.
        unit: What it is.
        language: The reader's language tag.
        step: From one mark of the axis to the next.

    Returns:
        The words.
    """
    if unit == "share":
        return percent(value, language, digits=0 if step >= 0.01 else 1)  # noqa: PLR2004 (one in a hundred)
    if unit == "points":
        return number(100 * value, language, digits=0 if step >= 0.01 else 1, signed=True)  # noqa: PLR2004 (as above)
    if unit == "seconds":
        return duration_text(value, language)
    digits = 0 if step >= 1 else 1 if step >= 0.1 else 2  # noqa: PLR2004 (a tenth)
    return number(value, language, digits=digits)
