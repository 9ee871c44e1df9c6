"""
Lengths of time, and ranges from one value to another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, SupportsFloat

from touchline.i18n.amounts import NO_NUMBER, hundredths, number
from touchline.i18n.icu import MINUS
from touchline.i18n.messages import translate

if TYPE_CHECKING:
    from datetime import timedelta
    from typing import Literal

#: Units by their length in seconds, the longest first.
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))

_MINUTE = 60

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
        Such as "9 d 4 h", "35 s" or "350 ms", rounded to the last unit shown; a dash for
        not-a-number.
    """
    length = float(seconds) if isinstance(seconds, SupportsFloat) else seconds.total_seconds()
    if math.isnan(length):
        return NO_NUMBER
    if math.isinf(length):
        return number(length, language)
    (count, unit), *rest = _short(abs(length)) if abs(length) < _MINUTE else _long(abs(length))
    # The sign belongs to the first count, so that it stands where the language puts it.
    major = _amount(math.copysign(count, length), unit, language)
    if not rest:
        return major
    return translate("duration.pair", language, major=major, minor=_amount(*rest[0], language))


def _short(length: float) -> list[tuple[float, str]]:
    """
    Count less than a minute in one unit.
    """
    milliseconds = _rounded(length * 1000)
    if 0 < milliseconds < 1000:  # noqa: PLR2004 (milliseconds in a second)
        return [(milliseconds, "millisecond")]
    if length < _FEW_SECONDS:
        return [(round(length, 1), "second")]
    whole = _rounded(length)
    return _long(_MINUTE) if whole == _MINUTE else [(whole, "second")]


def _long(length: float) -> list[tuple[float, str]]:
    """
    Count in two units, again when rounding the smaller one fills up the larger one.
    """
    place = next(i for i, (_, span) in enumerate(_UNITS) if length >= span)
    (unit, span), (smaller, step) = _UNITS[place], _UNITS[place + 1]
    rounded = _rounded(length / step) * step
    if place > 0 and rounded >= _UNITS[place - 1][1]:
        return _long(rounded)
    if rounded >= _MANY * span:
        return [(_rounded(length / span), unit)]
    count, rest = divmod(rounded, span)
    return [(count, unit), (rest // step, smaller)] if rest else [(count, unit)]


def _rounded(value: float) -> int:
    return math.floor(value + 0.5)


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
        digits: Digits after the decimal sign; by default one for percentages and up to two for
            numbers.

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
