"""
How texts in any script are made alike, so that they are found however they are typed.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Letters that Persian and Arabic keyboards give differently.
_ALIKE = {
    "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
    "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
    "\N{ZERO WIDTH NON-JOINER}": "",
    "\N{ZERO WIDTH JOINER}": "",
    "\N{SOFT HYPHEN}": "",
    "\N{ARABIC TATWEEL}": "",
}


def searchable(text: str) -> str:
    """
    Write a text so that its like is found in it.

    Args:
        text: Any text.

    Returns:
        The text without case, accents, the width of letters, joiners and repeated spaces; digits of
        every script are those of Latin.

    Examples:
        >>> searchable("Café  ÉLAN")
        'cafe elan'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    for sign, alike in _ALIKE.items():
        text = text.replace(sign, alike)
    plain = unicodedata.normalize("NFKD", text).casefold()
    # A long text has few different signs, and far fewer that change.
    for sign in set(plain):
        alike = _bare(sign)
        if alike != sign:
            plain = plain.replace(sign, alike)
    return " ".join(unicodedata.normalize("NFC", plain).split())


@cache
def _bare(sign: str) -> str:
    """
    Take an accent away, and write a digit of any script as that of Latin.
    """
    return "" if unicodedata.combining(sign) else str(unicodedata.digit(sign, sign))


def words_of(text: str) -> tuple[str, ...]:
    """
    Cut what somebody is looking for into words.

    Args:
        text: What was typed; words in quotes stay together.

    Returns:
        The words as `searchable` gives them, none twice.
    """
    found: dict[str, None] = {}
    for i, part in enumerate(text.replace("“", '"').replace("”", '"').split('"')):
        plain = searchable(part)
        found |= dict.fromkeys([plain] if i % 2 and plain else plain.split())
    return tuple(found)


def texts_in(value: Any) -> Iterator[str]:
    """
    Collect what plain data says in words.

    Args:
        value: Plain data, as JSON has it.

    Yields:
        Its texts, in order; the keys are not among them.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)
