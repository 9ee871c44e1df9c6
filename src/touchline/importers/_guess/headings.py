"""
What headings mean, by the field's words in six languages.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from touchline.i18n import has_message, languages, translate
from touchline.lanes import LANES

#: Rows that say something of steps and touchpoints rather than being a lane.
OF_STEPS: Final = frozenset({"owner", "moment-of-truth", "milestone", "optional"})
#: Rows that name steps.
OF_HEADS: Final = frozenset({"stage", "step", "number"})
#: Rows that are drawn and hold nothing.
OF_NOTHING: Final = frozenset({"line", "legend"})
#: What stands beside a table and is about the whole map.
OF_MAP: Final = frozenset({"title", "persona", "scenario", "goal", "objective", "quote"})
#: What the columns of a table with one card in a row are.
OF_CARDS: Final = frozenset({"stage", "step", "lane", "text", "owner", "channel", "emotion"})

#: From this likeness on a heading is taken for a word that was mistyped.
_ALIKE = 0.86
#: A word must be as long as this to be found within a heading, or mistyped.
_LEAST_LATIN, _LEAST_OTHER = 4, 2
#: A heading that consists of a known word to this part means it surely.
_MOSTLY = 0.6
#: And perhaps when to this part; a sentence that happens to hold the word is none.
_PARTLY = 0.3

_BETWEEN = re.compile(r"[\W_]+")
#: Numbers and bullets before a heading.
_LEADING = re.compile(r"^\W*\d{0,3}\W+(?=\w)")


class Meaning(NamedTuple):
    """
    What a heading means.

    Args:
        name: A kind of lane, or a name such as `stage` or `owner`.
        is_sure: False when only a part of the heading is known, or something like it.
    """

    name: str
    is_sure: bool


def lane_kinds() -> frozenset[str]:
    """
    Name the kinds of lanes that a table can fill.

    Returns:
        The kinds whose cards need nothing but a text, and those of scores.
    """
    return frozenset(kind for kind, lane in LANES.items() if not lane.is_measured) - _DERIVED


#: A lane that shows what other cards rest on; it holds nothing itself.
_DERIVED = frozenset({"evidence", "change-plans"})


def of_rows() -> frozenset[str]:
    """
    Name what the heading of a row may mean.

    Returns:
        Kinds of lanes, and what is told of steps and touchpoints.
    """
    return lane_kinds() | OF_STEPS | OF_HEADS | OF_NOTHING | {"channel"}


def folded(text: str) -> str:
    """
    Write a heading as headings are compared.

    Args:
        text: Any text.

    Returns:
        Its words in lower case with single spaces, without signs, joiners and marks.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u200c", " "))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    kept = kept.replace("ي", "ی").replace("ك", "ک")
    return " ".join(_BETWEEN.sub(" ", kept).split())


def meaning_of(heading: str, among: frozenset[str]) -> Meaning | None:
    """
    Find what a heading means.

    Args:
        heading: The heading; of several lines the first counts unless all together are known.
        among: What it may mean.

    Returns:
        The meaning; None when no word of it is known.
    """
    if len(heading) > _LONGEST:
        return None
    for text in dict.fromkeys((heading, heading.strip().partition("\n")[0])):
        whole = folded(text)
        for one in dict.fromkeys((whole, folded(_LEADING.sub("", text)))):
            if one and (found := _exactly(one, among)):
                return Meaning(found, is_sure=True)
    return _partly(folded(heading), among)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """
    List what each word can mean, the likeliest first.
    """
    found: dict[str, list[str]] = {}
    for kind in LANES:
        for tag in languages():
            key = f"lane.{kind}.title"
            if has_message(key):
                found.setdefault(folded(translate(key, tag)), []).append(kind)
    listed = json.loads((files(__package__) / "headings.json").read_text("utf-8"))
    for meaning, by_language in listed.items():
        for words in by_language.values():
            for word in words:
                found.setdefault(folded(word), []).append(meaning)
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items() if word}


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    """
    Sort the words by their lengths: one that was mistyped is about as long.
    """
    found: dict[int, list[str]] = {}
    for word in _words():
        found.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in found.items()}


def _exactly(text: str, among: frozenset[str]) -> str | None:
    # What the field's words say counts more than the title of a lane in some other language.
    return next((one for one in _words().get(text, ()) if one in among), None)


@cache
def _partly(text: str, among: frozenset[str]) -> Meaning | None:
    """
    Find the longest known word within a heading, else one that is like the heading.
    """
    if not text or len(text) > _LONGEST_PART:
        return None
    best, length = None, 0
    for word in _words():
        if len(word) > length and _within(word, text) and (found := _exactly(word, among)):
            best, length = found, len(word)
    if best and length >= _PARTLY * len(text):
        return Meaning(best, is_sure=length >= _MOSTLY * len(text))
    if not _LEAST_LATIN < len(text) <= _LONGEST_WORD:
        return None
    like = [word for size in range(-2, 3) for word in _by_length().get(len(text) + size, ())]
    near = difflib.get_close_matches(text, like, n=3, cutoff=_ALIKE)
    likely = next((found for word in near if (found := _exactly(word, among))), None)
    return Meaning(likely, is_sure=False) if likely else None


#: A longer text is no heading, and none in which a word is looked for.
_LONGEST, _LONGEST_PART = 200, 80
#: A longer one is no word that was mistyped.
_LONGEST_WORD = 26


def _within(word: str, text: str) -> bool:
    if word.isascii():
        return len(word) >= _LEAST_LATIN and f" {word} " in f" {text} "
    if len(word) < _LEAST_OTHER:
        return False
    is_spaceless = any(unicodedata.east_asian_width(sign) == "W" for sign in word)
    return word in text if is_spaceless else f" {word} " in f" {text} "
