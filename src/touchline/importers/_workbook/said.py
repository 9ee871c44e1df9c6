"""
What people write into cells: numbers, days and words of a choice, in any of the languages.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from touchline.importers._workbook.opened import as_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.importers._workbook.opened import Value

#: Languages that write a comma before decimals.
_COMMA: Final = frozenset({"de"})
_MINUS: Final = str.maketrans(dict.fromkeys("−–—‐‑－﹣", "-"))
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_ISO: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_EUROPEAN: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
#: What stands between the parts of a line.
JOINT: Final = " · "


def number_of(value: Value, language: str) -> float | None:
    """
    Read a number.

    Args:
        value: What a cell holds.
        language: The language in which it is written, which tells a comma before decimals from one
            between thousands.

    Returns:
        The number; a percentage as a share. None for anything else.

    Examples:
        >>> number_of("−0,5", "de"), number_of("۱٫۵", "fa"), number_of("1,200", "en")
        (-0.5, 1.5, 1200.0)
    """
    if isinstance(value, float | int):
        return float(value)
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", _plain_digits(value)).translate(_MINUS)
    text = "".join(text.split()).replace("\u200e", "").replace("\u200f", "")
    is_share = text.endswith(("%", "٪"))
    text = text.rstrip("%٪")
    if language in _COMMA:
        text = text.replace(".", "").replace(",", ".")
    text = text.replace("٬", "").replace("٫", ".").replace("'", "").replace("’", "")
    text = re.sub(r",(?=\d{3}(?:\D|$))", "", text).replace(",", ".")
    if not _NUMBER.fullmatch(text) or len(text) > 30:  # noqa: PLR2004 (no number is longer)
        return None
    return float(text) / (100 if is_share else 1)


def first_number(text: str, language: str) -> float | None:
    """
    Find the only number in a few words, such as that of "pleased (4)".

    Args:
        text: The words.
        language: Their language.

    Returns:
        The number; None without one or with several.
    """
    plain = _plain_digits(text).translate(_MINUS)
    found = re.findall(r"(?<![\w.])[+-]?[\d٬٫.,]*\d", plain)
    return number_of(found[0], language) if len(found) == 1 else None


def day_of(value: Value) -> dt.date | None:
    """
    Read a day.

    Args:
        value: What a cell holds.

    Returns:
        The day; None for anything else.

    Examples:
        >>> day_of("1.12.2026") == day_of("2026-12-01")
        True
    """
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    text = _plain_digits(value).strip()
    parts = match.groups() if (match := _ISO.fullmatch(text)) else ()
    if match := _EUROPEAN.fullmatch(text):
        parts = match.groups()[::-1]
    try:
        return dt.date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def choice_of(value: Value, words: Mapping[str, str]) -> str | None:
    """
    Find what was chosen.

    Args:
        value: What a cell holds.
        words: What each choice is called.

    Returns:
        The choice, by its words or its own name, in any case of letters; None for none of them.
    """
    said = as_words(value).casefold()
    for name, word in words.items():
        if said in {name.casefold(), word.casefold()}:
            return name
    return None


def same(one: Value, other: Value) -> bool:
    """
    Tell whether two cells say the same; spaces and line breaks at the ends of lines do not count.

    Args:
        one: What the one holds.
        other: What the other holds.

    Returns:
        Whether they do.
    """
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))
    return plain_words(as_words(one)) == plain_words(as_words(other))


def plain_words(text: str) -> str:
    """
    Make words comparable.

    Args:
        text: The words.

    Returns:
        The words line by line without spaces around, and with one kind of space.
    """
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(lines).strip()


def _plain_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() and not sign.isascii() else sign
        for sign in text
    )
