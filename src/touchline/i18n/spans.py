"""
Lengths of time, and ranges from one value to another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from touchline.i18n.amounts import NO_NUMBER, hundredths, number
from touchline.i18n.icu import MINUS
from touchline.i18n.messages import translate

if TYPE_CHECKING:
    from datetime import timedelta

#: Units by their length in seconds, the longest first.
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))

#: From this many of the larger unit on, the smaller one says nothing.
_MANY = 100

#: Below this many seconds, tenths matter.
_FEW_SECONDS = 10


def duration_text(seconds: float | timedelta, language: str = "en") -> str:
    """
    Write a length of time in its two largest units.

    Args:
        seconds: The length, in seconds unless it is a timedelta.
        language: The reader's language tag.

    Returns:
        Such as "9 d 4 h", "35 s" or "350 ms", rounded to the last unit shown; a dash for not-a-number.
    """
    length = float(seconds) if isinstance(seconds, int | float) else seconds.total_seconds()
    if math.isnan(length):
        return NO_NUMBER
    if length < 0:
        return MINUS + duration_text(-length, language)
    if math.isinf(length):
        return number(length, language)
    if length < _UNITS[-2][1]:
        return _under_a_minute(length, language)
    return _from_a_minute(length, language)


def _under_a_minute(length: float, language: str) -> str:
    if 0 < length < 1 and round(length * 1000) < 1000:  # noqa: PLR2004 (milliseconds in a second)
        return _amount(round(length * 1000), "millisecond", language)
    if length < _FEW_SECONDS:
        return _amount(round(length, 1), "second", language)
    if round(length) == _UNITS[-2][1]:
        return _amount(1, "minute", language)
    return _amount(round(length), "second", language)


def _from_a_minute(length: float, language: str) -> str:
    """
    Round to the smaller of two units, again when rounding fills up the larger.
    """
    place = next(i for i, (_, span) in enumerate(_UNITS) if length >= span)
    larger, smaller = _UNITS[place], _UNITS[place + 1]
    rounded = round(length / smaller[1]) * smaller[1]
    if place > 0 and rounded >= _UNITS[place - 1][1]:
        return _from_a_minute(float(rounded), language)
    if rounded >= _MANY * larger[1]:
        return _amount(round(length / larger[1]), larger[0], language)
    count, rest = divmod(rounded, larger[1])
    major = _amount(count, larger[0], language)
    if not rest:
        return major
    return translate(
        "duration.pair",
        language,
        major=major,
        minor=_amount(rest // smaller[1], smaller[0], language),
    )


def _amount(count: float, unit: str, language: str) -> str:
    return translate(f"duration.{unit}", language, n=count)


def interval_text(
    low: float,
    high: float,
    language: str = "en",
    *,
    kind: Literal["percent", "number", "duration"] = "percent",
    digits: int | None = None,
) -> str:
    """
    Write a range, such as the interval of an estimate.

    Args:
        low: Where it begins: a share, a number or seconds.
        high: Where it ends.
        language: The reader's language tag.
        kind: What the two are.
        digits: Digits after the decimal sign; by default one for percentages and up to two for numbers.

    Returns:
        Such as "61.2–62.6%"; in words where a dash would run into a minus sign.
    """
    if kind == "duration":
        ends = duration_text(low, language), duration_text(high, language)
    elif kind == "percent":
        places = 1 if digits is None else digits
        ends = hundredths(low, language, digits=places), hundredths(high, language, digits=places)
    else:
        ends = number(low, language, digits=digits), number(high, language, digits=digits)
    sign = "negative" if any(MINUS in end for end in ends) else "positive"
    return translate(f"interval.{kind}", language, low=ends[0], high=ends[1], sign=sign)
