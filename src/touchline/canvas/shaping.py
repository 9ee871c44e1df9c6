"""
From a line of characters to runs of glyphs: which face, which direction, in which visual order.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple
from unicodedata import bidirectional

from touchline.canvas import fonts
from touchline.canvas.bidi import Stretch, levels, visual_order
from touchline.canvas.primitives import Glyph, Run
from touchline.i18n import is_right_to_left

_LEFT_TO_RIGHT_ISOLATE = "\u2066"
_END_OF_ISOLATE = "\u2069"

#: A number with its sign and a unit that is not Persian. Inside Persian its parts would be ordered
#: one by one, and 21 °C would read C° 21.
_MEASURE = re.compile(
    r"(?<![A-Za-z\d.\-_/])(?:"
    r"[+\-−±~≈]\u200e?\d[\d.,٫٬]*(?:\s?[%‰٪])?"
    r"|\d[\d.,٫٬]*\s?(?:°\s?[CF]?|[%‰٪€$£¥₺]|"
    r"(?:[kcmµ]?m[²³]?|k?g|[kMG]?Wh?|[kMGT]B|ms|[hs]|km/h|EUR|USD)(?![A-Za-z]))"
    r")"
)

#: Up to this character Inter holds everything, and marks are none.
_PLAIN = "\u017f"
#: Languages whose plain text may need another face.
_OTHER_SCRIPTS = frozenset({"fa", "zh-Hans", "zh-Hant"})

_PERSIAN_DIGIT = re.compile(r"[۰-۹٠-٩]")

#: The classes of letters that run from right to left, and the first character that may be one.
_RIGHT = frozenset({"R", "AL"})
_FIRST_RIGHT = "\u0590"

_OPENING = frozenset("（「『《〈【〔［｛〖“‘")
_CLOSING = frozenset("）」』》〉】〕］｝〗”’")
_STOPS = frozenset("，。、；：！？")

#: What is not drawn at the ends of a run: spaces, which are kept as distance, soft hyphens, and the
#: signs that set text of another direction apart, behind which a space would be lost.
_UNSEEN = " \u00ad\u200e\u200f\u2066\u2067\u2068\u2069"


class Manner(NamedTuple):
    """
    What shaping depends on besides the characters.

    Args:
        language: The paragraph's language tag, which also gives its base direction.
        weight: The weight asked for.
        is_italic: A slanted face is asked for.
        family: The family that Latin letters are set in; None for the usual one.
    """

    language: str
    weight: int
    is_italic: bool
    family: fonts.Family | None = None


class Fitted(NamedTuple):
    """
    One shaped line that has not been placed yet.

    Args:
        runs: Its runs, their x counted from the line's left edge.
        width: Its advance width in pixels.
    """

    runs: tuple[Run, ...]
    width: float


class _Piece(NamedTuple):
    """
    Neighbouring characters of one face and level.
    """

    start: int
    stop: int
    face: str
    is_halted: bool


@lru_cache(maxsize=8192)
def reads_rtl(text: str, language: str) -> bool:
    """
    Tell the base direction of a paragraph: that of its language, unless its words are clearly of
    the other kind.

    Persian is full of Latin names and codes, so a Persian text turns only when none of its words is
    Persian. Elsewhere right-to-left words are quoted whole, so the majority decides.

    Args:
        text: One paragraph without line separators.
        language: Its language tag.

    Returns:
        The paragraph reads from right to left.
    """
    if is_right_to_left(language):
        return _holds_right(text) or "L" not in map(bidirectional, text)
    if not _holds_right(text):
        return False
    n_left = n_right = 0
    for word in text.split():
        classes = {bidirectional(character) for character in word}
        n_right += not _RIGHT.isdisjoint(classes)
        n_left += "L" in classes and _RIGHT.isdisjoint(classes)
    return n_right > n_left


def _holds_right(text: str) -> bool:
    """
    Tell whether any letter runs from right to left.
    """
    return max(text, default="") >= _FIRST_RIGHT and any(
        kind in _RIGHT for kind in map(bidirectional, text)
    )


@lru_cache(maxsize=8192)
def paragraph_levels(text: str, language: str) -> tuple[int, ...]:
    """
    Resolve the embedding levels of a paragraph in its base direction.

    Args:
        text: One paragraph without line separators.
        language: Its language tag.

    Returns:
        One level a character; a number and its unit are kept in reading order.
    """
    if not reads_rtl(text, language):
        return levels(text, is_rtl=False)
    isolated = []
    kept: list[int] = []
    position = 0
    for match in _MEASURE.finditer(text):
        for piece, is_own in (
            (text[position : match.start()], True),
            (_LEFT_TO_RIGHT_ISOLATE, False),
            (match.group(), True),
            (_END_OF_ISOLATE, False),
        ):
            isolated.append(piece)
            kept += [int(is_own)] * len(piece)
        position = match.end()
    isolated.append(text[position:])
    kept += [1] * (len(text) - position)
    found = levels("".join(isolated), is_rtl=True)
    return tuple(level for level, is_own in zip(found, kept, strict=True) if is_own)


@lru_cache(maxsize=8192)
def paragraph_faces(text: str, manner: Manner) -> tuple[str, ...]:
    """
    Choose the face of every character of a paragraph.

    Args:
        text: One paragraph without line separators.
        manner: How it is set.

    Returns:
        One face name a character; what no face holds stays with the language's first.
    """
    if max(text, default="") <= _PLAIN and manner.language not in _OTHER_SCRIPTS:
        latin = manner.family or "Inter"
        return (fonts.face_of(latin, manner.weight, is_italic=manner.is_italic),) * len(text)
    found: list[str] = []
    first: fonts.Family = "Vazirmatn" if is_right_to_left(manner.language) else "Inter"
    for character, is_rtl in zip(text, _persian_parts(text, manner.language), strict=True):
        if found and fonts.is_joined_to_previous(character):
            found.append(found[-1])
            continue
        family = fonts.family_for(character, manner.language, is_rtl=is_rtl) or first
        if manner.family and family == "Inter" and fonts.holds(manner.family, character):
            family = manner.family
        found.append(fonts.face_of(family, manner.weight, is_italic=manner.is_italic))
    return tuple(found)


def _persian_parts(text: str, language: str) -> list[bool]:
    """
    Tell of each character whether it belongs to right-to-left text: what runs from right to left,
    and numbers with nothing foreign about them, so that a sign has the face of its digits.
    """
    found: list[bool] = []
    directions = paragraph_levels(text, language)
    for is_odd, group in groupby(range(len(text)), key=lambda i: directions[i] & 1):
        indexes = list(group)
        part = text[indexes[0] : indexes[-1] + 1]
        is_number = _PERSIAN_DIGIT.search(part) and not any(map(str.isalpha, part))
        found += [bool(is_odd or is_number)] * len(part)
    return found


@lru_cache(maxsize=8192)
def halted_in(text: str, language: str) -> frozenset[int]:
    """
    Find the Chinese punctuation that meets other punctuation and is set at half width.

    Args:
        text: One paragraph without line separators.
        language: Its language tag.

    Returns:
        The indexes of the characters; empty outside Chinese.

    Source:
        W3C, Requirements for Chinese Text Layout, section 3.1.6, adjustment of punctuation width.
    """
    if not language.startswith("zh"):
        return frozenset()
    found = set()
    for i, (before, after) in enumerate(pairwise(text)):
        if before in _OPENING and after in _OPENING:
            found.add(i + 1)
        elif (before in _CLOSING and after in _STOPS) or (
            (before in _CLOSING or before in _STOPS) and (after in _OPENING or after in _CLOSING)
        ):
            found.add(i)
    return frozenset(found)


@lru_cache(maxsize=8192)
def advances(text: str, manner: Manner) -> tuple[float, ...]:
    """
    Measure a paragraph character by character, in em.

    Args:
        text: One paragraph without line separators.
        manner: How it is set.

    Returns:
        The advance of each cluster at its first character, zero at the others.
    """
    found = [0.0] * len(text)
    directions = paragraph_levels(text, manner.language)
    halted = halted_in(text, manner.language)
    for piece in _pieces(0, len(text), paragraph_faces(text, manner), directions, frozenset()):
        inside = tuple(i - piece.start for i in sorted(halted) if piece.start <= i < piece.stop)
        scale = fonts.units_per_em(piece.face)
        for glyph in fonts.shape(
            piece.face,
            text[piece.start : piece.stop],
            manner.language,
            is_rtl=bool(directions[piece.start] & 1),
            halted=inside,
        ):
            found[piece.start + glyph.cluster] += glyph.advance / scale
    return tuple(found)


def _pieces(
    start: int,
    stop: int,
    faces: tuple[str, ...],
    directions: tuple[int, ...],
    halted: frozenset[int],
) -> list[_Piece]:
    """
    Part a stretch where the face or the direction changes; a halted character stands alone.
    """
    n = stop - start
    if not n:
        return []
    is_whole = n == len(faces) and not halted
    if is_whole and n == faces.count(faces[0]) == directions.count(directions[0]):
        return [_Piece(start, stop, faces[0], is_halted=False)]
    pieces = []
    keys = groupby(
        range(start, stop),
        key=lambda i: (faces[i], directions[i] & 1, i if i in halted else -1),
    )
    for (face, _, alone), group in keys:
        indexes = list(group)
        pieces.append(_Piece(indexes[0], indexes[-1] + 1, face, alone >= 0))
    return pieces


def fit_line(
    text: str, start: int, stop: int, manner: Manner, size: float, *, ending: str = ""
) -> Fitted:
    """
    Shape one line of a paragraph and put its runs into visual order.

    Spaces at the ends of a run are left out of it and remain as distance, because no two programs
    agree on where they draw them.

    Args:
        text: The whole paragraph.
        start: Where the line begins.
        stop: Where it ends, without the spaces there.
        manner: How it is set.
        size: The size of an em in pixels.
        ending: A hyphen or an ellipsis that the layout puts at the line's end.

    Returns:
        The runs from left to right.
    """
    line = text[start:stop] + ending
    base = int(reads_rtl(text, manner.language))
    directions = paragraph_levels(text, manner.language)[start:stop]
    faces = paragraph_faces(text, manner)[start:stop]
    if ending:
        # A hyphen belongs to its word; an ellipsis stands for the rest of the paragraph.
        is_hyphen = ending == "-" and bool(directions)
        directions += (directions[-1] if is_hyphen else base,) * len(ending)
        faces += paragraph_faces(ending, manner)
    halted = {i - start for i in halted_in(text, manner.language) if start <= i < stop}
    if manner.language.startswith("zh") and line[:1] in _OPENING:
        halted.add(0)
    runs: list[Run] = []
    x = 0.0
    for stretch in _joined(visual_order(line, directions, is_rtl=bool(base))):
        level = (stretch.level,) * len(line)
        pieces = _pieces(stretch.start, stretch.stop, faces, level, frozenset(halted))
        for piece in reversed(pieces) if stretch.level & 1 else pieces:
            x = _append_run(runs, x, line, piece, manner, size, is_rtl=bool(stretch.level & 1))
    return Fitted(tuple(runs), x)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """
    Join left-to-right neighbours that differ only in how deep they are embedded.
    """
    joined: list[Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if last and last.stop == stretch.start and not (last.level | stretch.level) & 1:
            joined[-1] = Stretch(last.start, stretch.stop, last.level)
        else:
            joined.append(stretch)
    return joined


def _append_run(  # noqa: PLR0917 (one call, above)
    runs: list[Run],
    x: float,
    line: str,
    piece: _Piece,
    manner: Manner,
    size: float,
    *,
    is_rtl: bool,
) -> float:
    """
    Shape one piece, add its run and return where the next one starts.
    """
    characters = line[piece.start : piece.stop]
    core = characters.strip(_UNSEEN)
    lead = len(characters) - len(characters.lstrip(_UNSEEN))
    space = _space(piece.face, manner.language) * size
    n_lead = characters[:lead].count(" ")
    n_trail = characters[lead + len(core) :].count(" ")
    x += space * (n_trail if is_rtl else n_lead)
    if core:
        run = _run(x, core, piece, manner.language, size, is_rtl=is_rtl)
        runs.append(run)
        x += run.width
    return x + space * (n_lead if is_rtl else n_trail)


@lru_cache(maxsize=256)
def _space(face: str, language: str) -> float:
    """
    Measure a face's space, in em.
    """
    glyphs = fonts.shape(face, " ", language, is_rtl=False)
    return glyphs[0].advance / fonts.units_per_em(face)


def _run(
    x: float, characters: str, piece: _Piece, language: str, size: float, *, is_rtl: bool
) -> Run:
    """
    Shape the characters of one run at its place in the line.
    """
    scale = size / fonts.units_per_em(piece.face)
    halted = (0,) if piece.is_halted else ()
    shaped = fonts.shape(piece.face, characters, language, is_rtl=is_rtl, halted=halted)
    glyphs = tuple(
        [
            Glyph(gid, cluster, advance * scale, dx * scale, dy * scale)
            for gid, cluster, advance, dx, dy in shaped
        ]
    )
    width = sum(g.advance for g in shaped) * scale
    shift = 0.0
    if piece.is_halted:
        natural = sum(
            g.advance for g in fonts.shape(piece.face, characters, language, is_rtl=is_rtl)
        )
        shift = shaped[0].dx * scale + (natural * scale - width) / 2
    return Run(piece.face, characters, x, width, is_rtl, glyphs, shift)
