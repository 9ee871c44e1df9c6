"""
What touchpoints state, held against each other: across maps, across channels, language by language.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from touchline.document.quantities import is_same_amount
from touchline.i18n import closest_language
from touchline.linting.finding import Quoted
from touchline.workspace.searching import searchable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.model.text import LocalText

#: How two statements stand to each other; they cannot be compared when no language is common.
Verdict = Literal["contradicts", "incomparable"]

#: From this likeness on two matters may be the same.
_NEAR = 0.85
#: A word of so few letters tells things apart.
_SHORT = 2

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
#: What ends a sentence and changes nothing of what it says.
_ENDS = ".。!！"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    Something that is stated at a touchpoint.

    Args:
        about: What it is about.
        says: What is stated.
        language: The language of plain words.
        touchpoint: What the touchpoint is called.
        place: Where it is written down, such as `shop.map.yaml card:t1`.
        use: Whether the touchpoint exists now or is wanted.
    """

    about: str
    says: LocalText
    language: str
    touchpoint: Quoted
    place: str
    use: Literal["now", "wanted"]

    def by_language(self) -> dict[str, str]:
        """
        Tell the words of each language.

        Returns:
            Words by language; regions of a language count as one.
        """
        return {_tongue(tag or self.language): words for tag, words in self.says.versions}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """
    Two statements about one matter that do not agree, or of which nobody can tell.

    Args:
        verdict: How they stand to each other.
        one: A statement.
        other: The first one that stands against it.
        languages: The languages in which they differ; none when they have none in common.
    """

    verdict: Verdict
    one: Statement
    other: Statement
    languages: tuple[str, ...] = ()

    def quoted(self) -> tuple[Quoted | str, Quoted | str]:
        """
        Quote what both say, in one language in which they differ unless they do so in all.

        Returns:
            The words of the one and of the other.
        """
        here, there = self.one.by_language(), self.other.by_language()
        if self.languages and {*here, *there} - {*self.languages}:
            return here[self.languages[0]], there[self.languages[0]]
        return _quoted(self.one), _quoted(self.other)


def opposed(statements: Iterable[Statement]) -> tuple[Opposition, ...]:
    """
    Hold statements about the same matter against each other (R-123, R-203).

    What only wanted touchpoints will say is held against other wanted ones alone, since it
    contradicts nothing today. Case, spacing, dashes, accents, the width of letters and the script
    of digits make no difference, nor does the unit of an amount, which is compared across languages
    too.

    Args:
        statements: The statements.

    Returns:
        For each thing that is said otherwise than before the first statement that says so, with
        the first that it opposes; then those that cannot be compared with any.
    """
    groups: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        groups[one.use, _alike(one.about)].append(one)
    found = [one for group in groups.values() for one in _within(group)]
    return tuple(sorted(found, key=lambda one: one.verdict != "contradicts"))


def near_matters(statements: Iterable[Statement]) -> tuple[tuple[Statement, str], ...]:
    """
    Find what is stated about nearly the same words as something else, and so is compared with none.

    Args:
        statements: The statements.

    Returns:
        The first statement about each such matter, with the nearest words of an earlier one.
    """
    found: list[tuple[Statement, str]] = []
    known: dict[str, str] = {}
    for one in statements:
        plain = _alike(one.about)
        if plain in known:
            continue
        near = get_close_matches(plain, known, n=1, cutoff=_NEAR)
        # What differs in a number or a letter is another matter: cup A and cup B.
        if near and not _differs_shortly(one.about, known[near[0]]):
            found.append((one, known[near[0]]))
        known[plain] = one.about
    return tuple(found)


def _differs_shortly(one: str, other: str) -> bool:
    here, there = (set(searchable(words).split()) for words in (one, other))
    return any(len(word) <= _SHORT or word.isdigit() for word in here ^ there)


def _within(group: Iterable[Statement]) -> Iterator[Opposition]:
    known: list[Statement] = []
    for one in group:
        if any(_says_no_more(one, other) for other in known):
            continue
        compared = [(other, *_compared(one, other)) for other in known]
        against = next((each for each in compared if each[1] == "contradicts"), None)
        if against is not None:
            other, _, languages = against
            yield Opposition(verdict="contradicts", one=one, other=other, languages=languages)
        elif compared and all(verdict == "incomparable" for _, verdict, _ in compared):
            yield Opposition(verdict="incomparable", one=one, other=known[0])
        known.append(one)


def _says_no_more(one: Statement, other: Statement) -> bool:
    here, there = one.by_language(), other.by_language()
    return all(tag in there and _is_same(here[tag], there[tag], tag) for tag in here)


def _compared(
    one: Statement, other: Statement
) -> tuple[Literal["agrees", "contradicts", "incomparable"], tuple[str, ...]]:
    here, there = one.by_language(), other.by_language()
    common = [tag for tag in here if tag in there]
    different = tuple(tag for tag in common if not _is_same(here[tag], there[tag], tag))
    if different:
        return "contradicts", different
    if common:
        return "agrees", ()
    return _amounts(here, there), ()


def _amounts(
    here: dict[str, str], there: dict[str, str]
) -> Literal["agrees", "contradicts", "incomparable"]:
    """
    Compare what is said in different languages, which amounts allow.
    """
    compared = {
        is_same_amount(words, otherwise, tag, their_tag)
        for tag, words in here.items()
        for their_tag, otherwise in there.items()
    }
    if False in compared:
        return "contradicts"
    return "agrees" if True in compared else "incomparable"


def _is_same(one: str, other: str, language: str) -> bool:
    is_same = is_same_amount(one, other, language)
    return _alike(one) == _alike(other) if is_same is None else is_same


@lru_cache(maxsize=256)
def _tongue(tag: str) -> str:
    """
    Reduce a tag to its language, so that British and American English are compared.
    """
    return closest_language(tag, default=tag.partition("-")[0])


@lru_cache(maxsize=16_384)
def _alike(words: str) -> str:
    plain = searchable(words).translate(_DASHES)
    return "".join(plain.split()).rstrip(_ENDS)


def _quoted(one: Statement) -> Quoted:
    return Quoted(one.says, one.language)
