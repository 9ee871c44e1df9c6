"""
The only door to ICU: typed, loaded on first use, free of the host's own settings.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal
    from typing import SupportsFloat

    from icu4py.messageformat import MessageFormat

#: Compiled patterns kept; a full screen of the editor uses about 400.
_KEPT = 2048

#: ICU writes the hyphen-minus in most languages; a typeset number has a real minus sign.
_HYPHEN_MINUS, MINUS = "-", "\u2212"

#: Terminals and fonts know the no-break space better than ICU's narrow one.
_NARROW_SPACE, _NO_BREAK_SPACE = "\u202f", "\u00a0"


@lru_cache(maxsize=_KEPT)
def _compiled(pattern: str, language: str, calendar: str) -> MessageFormat:
    from icu4py.messageformat import MessageFormat  # noqa: PLC0415 (maps 43 MB of data)

    # The zone is part of the locale, for ICU would take the host's, and a picture must be the same
    # on every machine.
    extension = f"-ca-{calendar}" if calendar else ""
    return MessageFormat(pattern, f"{language}-u{extension}-tz-utc")


def formatted(
    pattern: str,
    language: str,
    values: Mapping[str, int | float | str | Decimal | date],
    calendar: str = "",
) -> str:
    """
    Fill an ICU pattern.

    Args:
        pattern: ICU MessageFormat.
        language: The language tag whose rules apply.
        values: A value for each argument; a datetime must say its wall-clock time as UTC.
        calendar: A Unicode calendar type such as `gregory`; empty for the language's own.

    Returns:
        The text.

    Raises:
        ValueError: The pattern is not ICU MessageFormat.
    """
    text = _compiled(pattern, language, calendar).format(dict(values))
    return text.replace(_NARROW_SPACE, _NO_BREAK_SPACE)


def quantity(skeleton: str, language: str, value: SupportsFloat) -> str:
    """
    Format one number by an ICU number skeleton.

    Args:
        skeleton: Such as `percent scale/100 .0`.
        language: The language tag whose rules apply.
        value: The number, which may be one of NumPy's.

    Returns:
        The number in the language's digits, with a typeset minus sign.
    """
    amount = numeric(value)
    taken = float(value) if amount is None else amount
    text = formatted(f"{{x, number, ::{skeleton}}}", language, {"x": taken})
    return text.replace(_HYPHEN_MINUS, MINUS)


def numeric(value: object) -> int | float | Decimal | None:
    """
    Take a number as ICU takes it, NumPy's scalars included.

    Args:
        value: Anything.

    Returns:
        The number, or None when the value is none.
    """
    from decimal import Decimal  # noqa: PLC0415 (ICU's bindings load it anyway)

    if isinstance(value, int | float | Decimal):
        return value
    if hasattr(value, "__index__"):
        return int(value)
    return float(value) if hasattr(value, "__float__") else None
