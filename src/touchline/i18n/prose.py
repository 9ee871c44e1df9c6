"""
Words joined and quoted as a language does it, and text of one direction kept whole inside the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n.catalogue import is_right_to_left, pattern
from touchline.i18n.matching import known

if TYPE_CHECKING:
    from collections.abc import Sequence

#: First strong isolate and its end (Unicode UAX 9).
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def isolated(text: str, language: str) -> str:
    """
    Keep a text from rearranging the sentence of the other direction around it.

    Args:
        text: A name, a path or anything else that goes into a sentence.
        language: The exact tag of the sentence's language.

    Returns:
        The text itself when all of it runs the sentence's way, else the text in invisible isolates.
    """
    from unicodedata import bidirectional  # noqa: PLC0415 (1 MB of tables, only when a value is filled in)

    if text.isascii() and not is_right_to_left(language):
        return text
    other = {"L"} if is_right_to_left(language) else {"R", "AL"}
    if any(bidirectional(character) in other for character in text):
        return f"{_ISOLATE}{text}{_END_ISOLATE}"
    return text


def list_text(items: Sequence[str], language: str = "en", *, either: bool = False) -> str:
    """
    Join names into a phrase.

    Args:
        items: The names; any number, none too.
        language: The reader's language tag.
        either: Join by "or" in place of "and".

    Returns:
        Such as "a, b and c".
    """
    tag = known(language)
    shown = [isolated(item, tag) for item in items]
    if not shown:
        return ""
    end = pattern("list.or" if either else "list.and", tag)
    between = pattern("list.between", tag)
    text = shown[0]
    for place, item in enumerate(shown[1:], start=2):
        form = end if place == len(shown) else between
        before, _, after = form.partition("{start}")
        middle, _, rest = after.partition("{end}")
        text = f"{before}{text}{middle}{item}{rest}"
    return text


def quote(text: str, language: str = "en") -> str:
    """
    Put a text into quotation marks.

    Args:
        text: What somebody said or what something is called.
        language: The reader's language tag.

    Returns:
        The text between the marks of the language.
    """
    tag = known(language)
    return (
        pattern("language.quote-start", tag)
        + isolated(text, tag)
        + pattern("language.quote-end", tag)
    )
