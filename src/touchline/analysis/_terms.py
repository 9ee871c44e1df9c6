"""
The terms of a comment: runs of words, or of characters where a language writes no spaces.

Nothing is downloaded and nothing is learned, so that the same comments always have the same terms.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

from touchline.canvas.breaking import phrase_breaks

#: The longest run of words, and of characters.
_MOST_WORDS, _MOST_CHARACTERS = 3, 8
#: One character alone is no term, and two are one wherever they stand.
_PAIR = 2

#: Scripts without spaces between words: Thai, kana and Chinese characters.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_RUN = re.compile(rf"[{_UNSPACED}]+")
_CLAUSE = re.compile(r"[.,;:!?…()\[\]\"“”„«»–—/\n。，、；：！？「」『』（）،؛؟]+")
#: A word may hold an apostrophe, a hyphen or a zero-width non-joiner.
_WORD = re.compile(r"[^\W_]+(?:['’\u200c-][^\W_]+)*")
_ARABIC = re.compile(r"[\u0600-\u06ff]")

#: Arabic letters that keyboards write for Persian ones; marks that writing leaves out go.
_PERSIAN = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ـ": None})


def normal(text: str) -> str:
    """
    Write a comment as two people would agree on.

    Args:
        text: The comment.

    Shapes:
        none.

    Units:
        none.

    Returns:
        It in lower case, with one form of each letter, and without marks above Arabic letters.

    Source:
        Unicode NFKC and lower case; the letters of ISIRI 6219 for Persian.

    Examples:
        >>> normal("Ａrrived EARLY")
        'arrived early'
    """
    folded = unicodedata.normalize("NFKC", text).lower().translate(_PERSIAN)
    if not _ARABIC.search(folded):
        return folded
    return "".join(character for character in folded if unicodedata.category(character) != "Mn")


@cache
def stop_words(language: str) -> frozenset[str]:
    """
    List the words that say nothing about a theme.

    Args:
        language: A language tag; only its first part counts.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The words; none for a language without a list.

    Source:
        _stop_words.json beside this file.
    """
    known = json.loads(files(__package__).joinpath("_stop_words.json").read_text("utf-8"))
    return frozenset(map(normal, known.get(language.partition("-")[0].lower(), ())))


def language_of(text: str) -> str:
    """
    Guess in which language a comment is written.

    Args:
        text: The comment.

    Shapes:
        none.

    Units:
        none.

    Returns:
        `zh`, `fa`, the language of whose small words it has most, or `und` where nothing tells.

    Source:
        By script, then by stop words.

    Examples:
        >>> language_of("Die Karte wurde abgelehnt"), language_of("包裝很美")
        ('de', 'zh')
    """
    if _HAS_UNSPACED.search(text):
        return "zh"
    if _ARABIC.search(text):
        return "fa"
    words = _WORD.findall(normal(text))
    counted = [(sum(word in stop_words(tag) for word in words), tag) for tag in ("en", "de", "ms")]
    best, tag = max(counted, key=lambda one: one[0])
    return tag if best else "und"


def terms(text: str, language: str) -> frozenset[str]:
    """
    List the terms of a comment.

    Args:
        text: The comment.
        language: Its language tag.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Runs of up to three words within a clause, or of two to eight characters where words have no
        spaces between them; none begins or ends with a word that says nothing.

    Source:
        docs/explanation/themes.md.

    Examples:
        >>> sorted(terms("The card was refused.", "en"))
        ['card', 'card was refused', 'refused']
    """
    empty = stop_words(language)
    found: set[str] = set()
    for clause in _CLAUSE.split(normal(text)):
        for run in _RUN.findall(clause):
            found.update(_of_characters(run, language))
        words = _WORD.findall(_RUN.sub(" ", clause))
        found.update(
            " ".join(term)
            for term in _runs(words, empty)
            if len(term) > 1 or (len(term[0]) > 1 and not term[0].isdigit())
        )
    return frozenset(found)


def _of_characters(run: str, language: str) -> set[str]:
    """
    List pairs of characters, and longer runs that begin and end where phrases do.
    """
    empty = stop_words("zh")
    tag = "zh-Hant" if "hant" in language.lower() else "zh-Hans"
    cuts = sorted({0, *phrase_breaks(run, tag), len(run)})
    found = {
        run[begin : begin + _PAIR]
        for begin in range(len(run) - 1)
        if empty.isdisjoint(run[begin : begin + _PAIR])
    }
    edges = "".join(empty)
    for place, begin in enumerate(cuts):
        for end in cuts[place + 1 :]:
            phrase = run[begin:end].strip(edges)
            if end - begin <= _MOST_CHARACTERS and len(phrase) >= _PAIR:
                found.add(phrase)
    return found


def _runs(words: list[str], empty: frozenset[str]) -> list[tuple[str, ...]]:
    return [
        tuple(words[begin:end])
        for begin in range(len(words))
        for end in range(begin + 1, min(begin + _MOST_WORDS, len(words)) + 1)
        if words[begin] not in empty and words[end - 1] not in empty
    ]


def closed(found: dict[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    """
    Leave out the terms that only ever stand within a longer one.

    Args:
        found: For each term the comments that hold it.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The terms of which no longer one holds them and stands in the same comments.

    Source:
        Closed itemsets, Pasquier et al. (1999), applied to runs.
    """
    by_comments: dict[frozenset[int], list[str]] = {}
    for term, comments in found.items():
        by_comments.setdefault(comments, []).append(term)
    kept = []
    for same in by_comments.values():
        longest_first = sorted(same, key=lambda term: (-len(term), term))
        own: list[str] = []
        for term in longest_first:
            if not any(_holds(longer, term) for longer in own):
                own.append(term)
        kept += own
    return {term: found[term] for term in sorted(kept)}


def _holds(longer: str, term: str) -> bool:
    if _HAS_UNSPACED.search(term):
        return term in longer
    return f" {term} " in f" {longer} "
