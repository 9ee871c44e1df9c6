"""
How texts in any script are made alike, so that they are found however they are typed.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Letters that Persian and Arabic keyboards give differently.
_ALIKE = str.maketrans(
    {
        "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
        "\N{ZERO WIDTH NON-JOINER}": None,
        "\N{ZERO WIDTH JOINER}": None,
        "\N{SOFT HYPHEN}": None,
        "\N{ARABIC TATWEEL}": None,
    }
)


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
    apart = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    letters = (sign for sign in apart if not unicodedata.combining(sign))
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in letters)
    return " ".join(unicodedata.normalize("NFC", plain).split())


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
