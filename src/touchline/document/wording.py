"""
Two people's changes of one text, brought together word by word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A word, or one ideograph where words stand without spaces, or what lies between words.
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
_PIECES = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\W\u2e80-\u9fff\uf900-\ufaff]+|\s+|[^\w\s]")

#: Texts of more pieces are not compared: nobody types that much into a cell at once.
_MOST = 4000


@dataclass(frozen=True, slots=True)
class MergedWords:
    """
    A text that two people changed.

    Args:
        text: The text with both changes.
        lost: What the second wrote where the first had changed the same words; it is not in the
            text, and must be shown to somebody.
    """

    text: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """
    Pieces of the base that became other pieces.
    """

    start: int
    end: int
    pieces: tuple[str, ...]


def merged_words(base: str, first: str, second: str) -> MergedWords:
    """
    Bring two changes of one text together.

    Args:
        base: The text that both saw.
        first: What became of it.
        second: What somebody else, who did not see that, made of it.

    Returns:
        The text in which the first one's words stay and the second one's are added; words that
        both changed stay as the first has them, and the second one's are listed.
    """
    if second in (base, first):
        return MergedWords(first)
    if first == base:
        return MergedWords(second)
    old = _PIECES.findall(base)
    news = [_PIECES.findall(text) for text in (first, second)]
    if max(map(len, (old, *news))) > _MOST:
        return MergedWords(first, (second,))
    ours, theirs = (_changes(old, new) for new in news)
    return _merged(old, ours, theirs)


def _changes(old: list[str], new: list[str]) -> list[_Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        _Change(i1, i2, tuple(new[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _merged(old: list[str], ours: list[_Change], theirs: list[_Change]) -> MergedWords:
    """
    Lay the second one's changes over the first one's.
    """
    kept: list[tuple[int, int, _Change]] = [(one.start, 0, one) for one in ours]
    lost: list[str] = []
    for change in theirs:
        rivals = [one for one in ours if _meet(one, change)]
        if any(one == change for one in rivals):
            continue
        if rivals:
            words = "".join(change.pieces).strip()
            lost += [words] if words else []
        else:
            # Where both add at one place, the first one's words stand first.
            kept.append((change.start, 1, change))
    text: list[str] = []
    at = 0
    for _, whose, change in sorted(kept, key=lambda one: one[:2]):
        text += old[at : change.start]
        if whose and text and change.pieces and _run_together(text[-1], change.pieces[0]):
            text.append(" ")
        text += change.pieces
        at = max(at, change.end)
    text += old[at:]
    return MergedWords("".join(text), tuple(lost))


def _run_together(before: str, after: str) -> bool:
    """
    Tell whether two words need a space between them; ideographs need none.
    """
    return all(end.isalnum() and not _IDEOGRAPH.match(end) for end in (before[-1], after[0]))


def _meet(one: _Change, other: _Change) -> bool:
    """
    Tell whether two changes are of the same words; two additions at one place are not.
    """
    if one == other:
        return True
    if one.start == one.end and other.start == other.end:
        return False
    return one.start < other.end and other.start < one.end
