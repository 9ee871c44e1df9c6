"""
Numbers, shares and money as a language writes them.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.i18n.icu import quantity
from touchline.i18n.matching import known

if TYPE_CHECKING:
    from typing import SupportsFloat

#: What stands where a number is missing (not a number, no answer).
NO_NUMBER = "–"

#: Schoolbook rounding, which is also what browsers do; ICU's own default rounds halves to even.
_ROUNDING = "rounding-mode-half-up"


def number(
    value: SupportsFloat, language: str = "en", *, digits: int | None = None, signed: bool = False
) -> str:
    """
    Write a number.

    Args:
        value: The number.
        language: The reader's language tag.
        digits: Digits after the decimal sign, exactly; by default none for an integer and up to two
            for a float.
        signed: Write a plus sign before what is above zero.

    Returns:
        The number with grouping, the language's digits and a typeset minus sign; a dash for
        not-a-number.
    """
    if math.isnan(value):
        return NO_NUMBER
    return _written(
        f"{_precision(value, digits)} {_sign(signed=signed)} {_ROUNDING}", known(language), value
    )


def percent(
    share: SupportsFloat, language: str = "en", *, digits: int = 1, signed: bool = False
) -> str:
    """
    Write a share as a percentage.

    Args:
        share: A share, 1 being the whole.
        language: The reader's language tag.
        digits: Digits after the decimal sign, exactly.
        signed: Write a plus sign before what is above zero.

    Returns:
        The percentage; a dash for not-a-number.
    """
    if math.isnan(share):
        return NO_NUMBER
    skeleton = f"percent scale/100 {_precision(share, digits)} {_sign(signed=signed)} {_ROUNDING}"
    return _written(skeleton, known(language), share)


def hundredths(share: SupportsFloat, language: str = "en", *, digits: int = 1) -> str:
    """
    Write a share in hundredths without a percent sign, for where one sign serves two numbers.

    Args:
        share: A share, 1 being the whole.
        language: The reader's language tag.
        digits: Digits after the decimal sign, exactly.

    Returns:
        The number; a dash for not-a-number.
    """
    if math.isnan(share):
        return NO_NUMBER
    return _written(
        f"scale/100 {_precision(share, digits)} {_sign(signed=False)} {_ROUNDING}",
        known(language),
        share,
    )


def money(
    value: SupportsFloat, currency: str, language: str = "en", *, digits: int | None = None
) -> str:
    """
    Write an amount of money.

    Args:
        value: The amount in units of the currency.
        currency: Its ISO 4217 code.
        language: The reader's language tag.
        digits: Digits after the decimal sign, exactly; by default as many as the currency has.

    Returns:
        The amount with the currency's sign where the language puts it; a dash for not-a-number.
    """
    if math.isnan(value):
        return NO_NUMBER
    precision = "precision-currency-standard" if digits is None else _precision(value, digits)
    return _written(
        f"currency/{currency} {precision} {_sign(signed=False)} {_ROUNDING}", known(language), value
    )


def _precision(value: SupportsFloat, digits: int | None) -> str:
    if digits is None:
        return "precision-integer" if hasattr(value, "__index__") else ".##"
    return "." + "0" * digits if digits else "precision-integer"


def _sign(*, signed: bool) -> str:
    # Both forms keep the sign off a zero that rounding made.
    return "sign-except-zero" if signed else "sign-negative"


def _written(skeleton: str, language: str, value: SupportsFloat) -> str:
    # A negative zero equals the positive one, yet may be written otherwise.
    if isinstance(value, int | float) and value:
        return _remembered(skeleton, language, value)
    return quantity(skeleton, language, value)


#: A picture says the same scores, shares and ends of scales again and again.
_remembered = lru_cache(maxsize=16_384, typed=True)(quantity)
