"""
Which way each character runs: embedding levels and visual order by Unicode's bidirectional
algorithm.

An odd level reads from right to left. The base level is given, never guessed: a paragraph's
direction is that of its language, whatever character it happens to begin with.

Source:
    Unicode Standard Annex 9, revision 50; the rule names in the comments are its own.
"""

from __future__ import annotations

import unicodedata
from bisect import insort
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Rule BD2: how deep embeddings may nest.
_MAX_DEPTH = 125
#: Rule BD16: how many brackets may stand open at once.
_MAX_BRACKETS = 63

_STRONG = ("L", "R", "AL")
_ISOLATES = ("LRI", "RLI", "FSI")
_EMBEDDINGS = ("LRE", "RLE", "LRO", "RLO")
#: What rule X9 removes: it keeps its place here but takes no part.
_REMOVED = ("LRE", "RLE", "LRO", "RLO", "PDF", "BN")
#: The NI of rules N1 and N2.
_NEUTRAL = ("B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI")
#: What may trail at a line's end and takes the base level, by rule L1.
_TRAILING = ("WS", "FSI", "LRI", "RLI", "PDI", *_REMOVED)
_RTL_CLASSES = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRE", "LRO", "LRI"})

#: The opening and closing brackets of BidiBrackets.txt, in pairs.
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CLOSING_OF = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSING = frozenset(_CLOSING_OF.values())
#: The angle brackets at U+2329 and U+232A equal those of Chinese punctuation.
_CANONICAL = {"〉": "〉"}


class Stretch(NamedTuple):
    """
    Characters of one line that stand together and share a level.

    Args:
        start: The index of the first, in logical order.
        stop: The index after the last.
        level: Their level.
    """

    start: int
    stop: int
    level: int


class _Open(NamedTuple):
    """
    An entry of the directional status stack.
    """

    level: int
    override: str
    is_isolate: bool


@lru_cache(maxsize=65_536)
def _class_of(character: str) -> str:
    """
    Look up a character's bidirectional class; unassigned ones count as left to right.
    """
    return unicodedata.bidirectional(character) or "L"


def levels(text: str, *, is_rtl: bool) -> tuple[int, ...]:
    """
    Resolve the level of every character of one paragraph.

    Args:
        text: The paragraph, without a line break inside.
        is_rtl: Its language reads from right to left.

    Returns:
        One level a character, before the rules that depend on line breaks.
    """
    classes = [_class_of(character) for character in text]
    if not is_rtl and _RTL_CLASSES.isdisjoint(classes):
        return (0,) * len(text)
    base = int(is_rtl)
    paragraph = _Paragraph(text, classes, base)
    found = list(paragraph.levels)
    for sequence in _isolating_runs(classes, paragraph.levels):
        _resolve(paragraph, sequence, found)
    _carry_removed(classes, found, base)
    return tuple(found)


class _Paragraph:
    """
    A paragraph after rules X1 to X8: embeddings, overrides and isolates.

    Its `levels` are those before any number or neutral was resolved; its `effective` classes have
    the overrides applied.
    """

    def __init__(self, text: str, classes: list[str], base: int) -> None:
        walk = _Explicit(classes, base)
        for i in range(len(classes)):
            walk.take(i)
        self.text = text
        self.classes = classes
        self.base = base
        self.levels = walk.levels
        self.effective = walk.effective


class _Explicit:
    """
    The state of rules X1 to X8 while they walk through a paragraph.
    """

    def __init__(self, classes: list[str], base: int) -> None:
        self.classes = classes
        self.levels = [base] * len(classes)
        self.effective = list(classes)
        self._base = base
        self._stack = [_Open(base, "", is_isolate=False)]
        self._lost_isolates = self._lost_embeddings = self._open_isolates = 0
        self._ends = _matching_ends(classes)

    def take(self, i: int) -> None:
        """
        Take one character.
        """
        kind = self.classes[i]
        if kind in _ISOLATES:
            self._settle(i)
            self._open(self._direction(i), is_isolate=True)
        elif kind in _EMBEDDINGS:
            self.levels[i] = self._stack[-1].level
            self._open(kind, is_isolate=False)
        elif kind == "PDI":
            self._close_isolate()
            self._settle(i)
        elif kind == "PDF":
            self._close_embedding()
            self.levels[i] = self._stack[-1].level
        elif kind != "B":
            self._settle(i)

    def _settle(self, i: int) -> None:
        """
        Give a character the level and the override that are in force.
        """
        top = self._stack[-1]
        self.levels[i] = top.level
        if top.override and self.classes[i] != "BN":
            self.effective[i] = top.override

    def _direction(self, i: int) -> str:
        """
        Say what an isolate initiator stands for; FSI looks at its own content (X5c).
        """
        if self.classes[i] != "FSI":
            return self.classes[i]
        end = self._ends.get(i, len(self.classes))
        return "RLI" if _first_strong(self.classes, i + 1, end, self._ends) else "LRI"

    def _open(self, kind: str, *, is_isolate: bool) -> None:
        """
        Push a level, or count an overflow.
        """
        level = self._stack[-1].level
        level = (level + 1) | 1 if kind[0] == "R" else (level + 2) & ~1
        if level <= _MAX_DEPTH and not self._lost_isolates and not self._lost_embeddings:
            override = {"LRO": "L", "RLO": "R"}.get(kind, "")
            self._stack.append(_Open(level, override, is_isolate=is_isolate))
            self._open_isolates += is_isolate
        elif is_isolate:
            self._lost_isolates += 1
        elif not self._lost_isolates:
            self._lost_embeddings += 1

    def _close_isolate(self) -> None:
        """
        Apply rule X6a.
        """
        if self._lost_isolates:
            self._lost_isolates -= 1
        elif self._open_isolates:
            self._lost_embeddings = 0
            while not self._stack[-1].is_isolate:
                self._stack.pop()
            self._stack.pop()
            self._open_isolates -= 1

    def _close_embedding(self) -> None:
        """
        Apply rule X7.
        """
        if self._lost_isolates:
            return
        if self._lost_embeddings:
            self._lost_embeddings -= 1
        elif not self._stack[-1].is_isolate and len(self._stack) > 1:
            self._stack.pop()


def _matching_ends(classes: list[str]) -> dict[int, int]:
    """
    Find the PDI that closes each isolate initiator (BD9).
    """
    waiting: list[int] = []
    ends = {}
    for i, kind in enumerate(classes):
        if kind in _ISOLATES:
            waiting.append(i)
        elif kind == "PDI" and waiting:
            ends[waiting.pop()] = i
    return ends


def _first_strong(classes: list[str], start: int, stop: int, ends: dict[int, int]) -> bool:
    """
    Tell whether the first strong character outside inner isolates reads right to left (P2, P3).
    """
    i = start
    while i < stop:
        if classes[i] in _STRONG:
            return classes[i] != "L"
        i = ends.get(i, stop) if classes[i] in _ISOLATES else i + 1
    return False


def _isolating_runs(classes: list[str], found: list[int]) -> list[list[int]]:
    """
    Gather the isolating run sequences (BD13, X10), each as the indexes of its characters.
    """
    kept = [i for i, kind in enumerate(classes) if kind not in _REMOVED]
    runs = [list(run) for _, run in groupby(kept, key=found.__getitem__)]
    ends = _matching_ends(classes)
    closers = set(ends.values())
    run_from = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if run[0] in closers:
            # It continues the sequence of its initiator and is gathered with it.
            continue
        sequence = list(run)
        while classes[sequence[-1]] in _ISOLATES and ends.get(sequence[-1]) in run_from:
            sequence += run_from[ends[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _resolve(paragraph: _Paragraph, sequence: list[int], found: list[int]) -> None:
    """
    Resolve one isolating run sequence into `found`: rules W1 to W7, N0 to N2, I1 and I2.
    """
    level = paragraph.levels[sequence[0]]
    before, after = _borders(paragraph, sequence)
    kinds = [paragraph.effective[i] for i in sequence]
    _weak(kinds, before)
    _paired_brackets(paragraph, sequence, kinds, before)
    _neutral(kinds, before, after, level)
    for i, kind in zip(sequence, kinds, strict=True):
        if kind in ("AN", "EN"):
            found[i] = level + (1 if level & 1 else 2)
        elif (kind == "R") != bool(level & 1):
            found[i] = level + 1


def _borders(paragraph: _Paragraph, sequence: list[int]) -> tuple[str, str]:
    """
    Find the directions at both ends of a sequence (sos and eos of X10).
    """
    classes, found = paragraph.classes, paragraph.levels
    level = found[sequence[0]]
    earlier = range(sequence[0] - 1, -1, -1)
    before = next((found[i] for i in earlier if classes[i] not in _REMOVED), paragraph.base)
    after = paragraph.base
    if classes[sequence[-1]] not in _ISOLATES:
        rest = range(sequence[-1] + 1, len(classes))
        after = next((found[i] for i in rest if classes[i] not in _REMOVED), after)
    return _side(max(level, before)), _side(max(level, after))


def _side(level: int) -> str:
    """
    Name the direction of a level.
    """
    return "R" if level & 1 else "L"


def _weak(kinds: list[str], before: str) -> None:
    """
    Resolve weak types in place: rules W1 to W7.
    """
    _weak_marks(kinds, before)
    _weak_numbers(kinds, before)
    _weak_separators(kinds)
    strong = before
    for i, kind in enumerate(kinds):
        # W7: a number after left-to-right text is left-to-right text.
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _weak_marks(kinds: list[str], before: str) -> None:
    """
    W1: a mark takes the type of what it sits on.
    """
    previous = before
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = "ON" if previous in (*_ISOLATES, "PDI") else previous
        previous = kinds[i]


def _weak_numbers(kinds: list[str], before: str) -> None:
    """
    W2 and W3: a European number after an Arabic letter is an Arabic number; the letter is R.
    """
    strong = before
    for i, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
            kinds[i] = "R" if kind == "AL" else kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"


def _weak_separators(kinds: list[str]) -> None:
    """
    W4 to W6: what stands between or beside digits belongs to the number; the rest is neutral.
    """
    for i in range(1, len(kinds) - 1):
        around = kinds[i - 1]
        if around == kinds[i + 1] and (
            (around == "EN" and kinds[i] in ("ES", "CS")) or (around == "AN" and kinds[i] == "CS")
        ):
            kinds[i] = around
    start = 0
    for kind, run in groupby(list(kinds)):
        stop = start + sum(1 for _ in run)
        beside_number = (start > 0 and kinds[start - 1] == "EN") or (
            stop < len(kinds) and kinds[stop] == "EN"
        )
        if kind == "ET":
            kinds[start:stop] = ["EN" if beside_number else "ON"] * (stop - start)
        elif kind in ("ES", "CS"):
            kinds[start:stop] = ["ON"] * (stop - start)
        start = stop


def _bracket_pairs(characters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    """
    Match brackets that are still neutral (BD16), in the order of their opening.
    """
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(characters):
        if kinds[i] != "ON":
            continue
        if character in _CLOSING_OF:
            if len(waiting) == _MAX_BRACKETS:
                return []
            closing = _CLOSING_OF[character]
            waiting.append((_CANONICAL.get(closing, closing), i))
        elif character in _CLOSING:
            closing = _CANONICAL.get(character, character)
            depth = next((k for k in reversed(range(len(waiting))) if waiting[k][0] == closing), -1)
            if depth >= 0:
                insort(pairs, (waiting[depth][1], i))
                del waiting[depth:]
    return pairs


def _paired_brackets(
    paragraph: _Paragraph, sequence: list[int], kinds: list[str], before: str
) -> None:
    """
    N0: both brackets of a pair take the direction of what they hold or of what comes before.
    """
    characters = [paragraph.text[i] for i in sequence]
    originals = [paragraph.classes[i] for i in sequence]
    embedding = _side(paragraph.levels[sequence[0]])
    for opening, closing in _bracket_pairs(characters, kinds):
        inside = {_strong_side(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if embedding in inside:
            side = embedding
        elif inside:
            sides = (_strong_side(kind) for kind in reversed(kinds[:opening]))
            context = next((side for side in sides if side), before)
            side = context if context != embedding else embedding
        else:
            continue
        for bracket in (opening, closing):
            kinds[bracket] = side
            for i in range(bracket + 1, len(kinds)):
                # Marks on a bracket follow it.
                if originals[i] != "NSM":
                    break
                kinds[i] = side


def _strong_side(kind: str) -> str:
    """
    Name the direction that a type counts as for neutrals; numbers count as right to left.
    """
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "EN", "AN") else ""


def _neutral(kinds: list[str], before: str, after: str, level: int) -> None:
    """
    N1 and N2: neutrals between equal directions join them, others take the embedding's.
    """
    start = 0
    for is_neutral, run in groupby(list(kinds), key=_NEUTRAL.__contains__):
        stop = start + sum(1 for _ in run)
        if is_neutral:
            left = _strong_side(kinds[start - 1]) if start else before
            right = _strong_side(kinds[stop]) if stop < len(kinds) else after
            side = left if left == right else _side(level)
            kinds[start:stop] = [side] * (stop - start)
        start = stop


def _carry_removed(classes: list[str], found: list[int], base: int) -> None:
    """
    Let what X9 removed share the level of the character before it, so that runs stay whole.
    """
    previous = base
    for i, kind in enumerate(classes):
        if kind in _REMOVED:
            found[i] = previous
        previous = found[i]


def visual_order(text: str, found: Sequence[int], *, is_rtl: bool) -> list[Stretch]:
    """
    Order the stretches of one line from left to right.

    Args:
        text: The line in logical order.
        found: The level of each of its characters, as `levels` gave them for the paragraph.
        is_rtl: The paragraph's language reads from right to left.

    Returns:
        Stretches of one level each; together they hold every character once.
    """
    if not is_rtl and not any(found):
        return [Stretch(0, len(text), 0)] if text else []
    settled = _line_levels(text, found, int(is_rtl))
    stretches = []
    start = 0
    for level, run in groupby(settled):
        stop = start + sum(1 for _ in run)
        stretches.append(Stretch(start, stop, level))
        start = stop
    # L2: from the highest level down to the lowest odd one, reverse every stretch at or above it.
    odd = [s.level for s in stretches if s.level & 1]
    if not odd:
        return stretches
    for level in range(max(s.level for s in stretches), min(odd) - 1, -1):
        turned: list[Stretch] = []
        above: list[Stretch] = []
        for stretch in stretches:
            if stretch.level >= level:
                above.insert(0, stretch)
            else:
                turned += [*above, stretch]
                above = []
        stretches = turned + above
    return stretches


def _line_levels(text: str, found: Sequence[int], base: int) -> list[int]:
    """
    L1: spaces at the line's end and before tabs take the base level.
    """
    settled = list(found)
    is_trailing = True
    for i in range(len(text) - 1, -1, -1):
        kind = _class_of(text[i])
        if kind in ("S", "B"):
            is_trailing = True
        elif kind not in _TRAILING:
            is_trailing = False
        if is_trailing:
            settled[i] = base
    return settled
