"""
The icons that maps need, by topic and in words of six languages.

Every icon of the library can be drawn and is found by its own name; some three hundred have words
in each language, in files of their own that are read when somebody searches.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from touchline.canvas.icons import icon_names

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How well a word fits what is searched, the best first.
_WHOLE, _START, _WORD, _INSIDE, _NOT = 0, 1, 2, 3, 9

#: What other languages' words and an icon's own name cost against words of the reader's.
_OTHER, _NAME = 4, 2

#: Letters that keyboards write in two ways, and signs that join or stretch words.
_ALIKE = str.maketrans({"ي": "ی", "ك": "ک", "\u200c": " ", "\u0640": "", "-": " ", "_": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIcon:
    """
    An icon of the library.

    Args:
        name: What a map calls it.
        topic: What it is mostly used for, such as `channels`; empty for one without words.
        words: What it shows, in the reader's language, the plainest word first.
    """

    name: str
    topic: str
    words: tuple[str, ...]


@cache
def _read(name: str) -> dict[str, list[str]]:
    place = files("touchline.canvas").joinpath("icon_words", f"{name}.json")
    found: dict[str, list[str]] = json.loads(place.read_text(encoding="utf-8"))
    return found


def topics() -> tuple[str, ...]:
    """
    List what icons are sorted by.

    Returns:
        The names of the topics, in the order in which they are shown.
    """
    return tuple(_read("topics"))


@cache
def _topic_of() -> dict[str, str]:
    return {name: topic for topic, names in _read("topics").items() for name in names}


def find_icons(search: str = "", *, language: str = "en") -> tuple[FoundIcon, ...]:
    """
    Search the library.

    Args:
        search: Words in the reader's language or in English, or part of an icon's name; empty for
            all icons that have words.
        language: The reader's language tag, one of those that Touchline speaks.

    Returns:
        The icons, best first; without a search by topic.

    Examples:
        >>> [icon.name for icon in find_icons("Einkaufswagen", language="de")]
        ['shopping-cart']
        >>> find_icons("umbrella")[0].words
        ('insurance', 'rain', 'protection')
    """
    topic_of, own, english = _topic_of(), _read(language), _read("en")
    if not search.strip():
        return tuple(_found(name, topic_of, own) for name in topic_of)
    wanted = [_plain(word) for word in search.split()]
    ranked: list[tuple[int, int, str]] = []
    for i, name in enumerate((*topic_of, *(name for name in icon_names() if name not in topic_of))):
        rank = max(_rank(word, name, own.get(name, ()), english.get(name, ())) for word in wanted)
        if rank < _NOT:
            ranked.append((rank, i, name))
    return tuple(_found(name, topic_of, own) for _, _, name in sorted(ranked))


def _found(name: str, topic_of: dict[str, str], own: dict[str, list[str]]) -> FoundIcon:
    return FoundIcon(name=name, topic=topic_of.get(name, ""), words=tuple(own.get(name, ())))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE).split())


def _rank(wanted: str, name: str, own: Iterable[str], english: Iterable[str]) -> int:
    ranks = [_fit(wanted, _plain(word)) for word in own]
    ranks += [_later(_fit(wanted, _plain(word)), _OTHER) for word in english]
    ranks.append(_later(_fit(wanted, _plain(name)), _NAME))
    return min(ranks)


def _later(rank: int, by: int) -> int:
    return min(rank + by, _NOT - 1) if rank < _NOT else _NOT


def _fit(wanted: str, word: str) -> int:
    if wanted == word:
        return _WHOLE
    if word.startswith(wanted):
        return _START
    if f" {wanted}" in word:
        return _WORD
    # Two letters stand inside too many words of an alphabet; one ideograph is a word.
    is_long = len(wanted) > 2 or not wanted.isascii()  # noqa: PLR2004 (letters)
    return _INSIDE if is_long and wanted in word else _NOT
