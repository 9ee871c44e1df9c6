"""
Words joined and quoted as a language does it, and text of one direction kept whole in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n.catalogue import pattern
from touchline.i18n.matching import closest_language, known

if TYPE_CHECKING:
    from collections.abc import Sequence

#: First strong isolate and its end (Unicode UAX 9).
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"

#: The invisible left-to-right and right-to-left marks.
_MARKS = "\u200e\u200f"

#: How a catalogue says that its language runs from right to left.
_LEFTWARD = "rtl"

#: Languages written from right to left that a map's texts may be in though no catalogue exists.
_LEFTWARD_LANGUAGES = frozenset({"ar", "ckb", "dv", "he", "ps", "sd", "ug", "ur", "yi"})


def is_right_to_left(language: str) -> bool:
    """
    Tell whether a language is written from right to left.

    Args:
        language: A language tag, also of a language that has no catalogue.

    Returns:
        True for Persian, for example.
    """
    tag = closest_language(language, default="")
    if tag:
        return pattern("language.direction", tag) == _LEFTWARD
    return language.replace("_", "-").partition("-")[0].lower() in _LEFTWARD_LANGUAGES


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

    is_leftward = pattern("language.direction", language) == _LEFTWARD
    if text.isascii() and not is_leftward:
        return text
    other = {"L"} if is_leftward else {"R", "AL"}
    # ICU sets a bare direction mark before signed numbers, which need no isolate.
    if any(bidirectional(character) in other and character not in _MARKS for character in text):
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
