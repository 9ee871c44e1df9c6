"""
Set lines as SVG, either as words or as the outlines of their glyphs.

Words follow one rule, so that every program places them alike: one `<text>` for each run, anchored
at the run's middle, so that a face which is a little wider elsewhere errs to both sides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from touchline.canvas import fonts
from touchline.canvas.primitives import Run
from touchline.exporters._markup import attributes, colour, escaped, figure, path_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Glyph, Text

#: The family that a bundled face belongs to by the first part of its name.
_FAMILIES = {"NotoSansTC": "Noto Sans TC", "NotoSansSC": "Noto Sans SC"}
#: Right-to-left isolate and its end: the run keeps its order whatever surrounds it.
_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"
#: The categories of characters that only change or join others.
_JOINED = frozenset({"Cf", "Mn", "Me"})
_STRONG = frozenset({"L", "R", "AL"})


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """
    A bundled face as CSS and SVG name it.
    """

    name: str
    family: str
    weight: str
    style: str


@lru_cache(maxsize=64)
def face_named(name: str) -> Face:
    """
    Read what a face's name says.

    Args:
        name: The name, such as `Inter-400-Italic`.

    Returns:
        The face.

    Examples:
        >>> face_named("NotoSansTC-700").family
        'Noto Sans TC'
    """
    family, _, rest = name.partition("-")
    weight, _, slant = rest.partition("-")
    style = "italic" if slant == "Italic" else "normal"
    if fonts.is_taken_in(name):
        # A face of the machine may bear the name of a bundled one and hold other glyphs.
        family = re.sub(r"[^\w ]", "", fonts.name_of(name)) + " Local"
    return Face(name, _FAMILIES.get(family, family), weight or "400", style)


@dataclass(slots=True)
class FaceUse:
    """
    Which characters each face was asked for.
    """

    characters: dict[str, set[str]] = field(default_factory=dict)

    def note(self, face: str, text: str) -> None:
        """
        Remember the characters of one run.
        """
        known = self.characters.get(face)
        if known is None:
            known = self.characters[face] = set()
        known.update(text)

    def used(self) -> Iterator[tuple[Face, str]]:
        """
        Walk over the faces in use, in a fixed order.
        """
        for name in sorted(self.characters):
            yield face_named(name), "".join(sorted(self.characters[name]))


@dataclass(slots=True)
class GlyphDefs:
    """
    Every outline that is used, once.
    """

    shapes: dict[str, str] = field(default_factory=dict)

    def reference(self, face: str, gid: int) -> str | None:
        """
        Name the outline of a glyph, or nothing where it paints nothing.
        """
        identifier = f"{face}.{gid}"
        if identifier not in self.shapes:
            self.shapes[identifier] = _outline(face, gid)
        return identifier if self.shapes[identifier] else None

    def written(self) -> str:
        """
        Write the outlines for a `<defs>`.
        """
        return "".join(
            f'<path id="{identifier}" d="{data}"/>'
            for identifier, data in self.shapes.items()
            if data
        )


@lru_cache(maxsize=16384)
def _outline(face: str, gid: int) -> str:
    return path_data(fonts.glyph_path(face, gid))


def live_text(text: Text, language: str, faces: FaceUse, boxes: GlyphDefs | None = None) -> str:
    """
    Write a paragraph as words.

    Args:
        text: The set paragraph.
        language: The language of the picture around it.
        faces: Gathers the characters in use.
        boxes: Gathers outlines for runs that no bundled face holds, which some programs refuse as
            words; None leaves them to the fonts of whoever looks.

    Returns:
        The markup.
    """
    other = text.language if text.language != language else None
    parts = [_manner(other, text.size, text.colour)]
    for line in text.lines:
        for run in line.runs:
            # Nearly every run is whole, and a map has thousands.
            if not _is_missing(run) and (boxes is None or not fonts.is_taken_in(run.face)):
                faces.note(run.face, run.text)
                parts.append(_word(run, line.baseline))
                continue
            for piece in _pieces(run):
                is_outlined = _is_missing(piece) or fonts.is_taken_in(piece.face)
                if boxes is not None and is_outlined:
                    parts.append(_outlined_run(piece, line.baseline, text.size, boxes))
                else:
                    faces.note(piece.face, piece.text)
                    parts.append(_word(piece, line.baseline))
    parts.append("</g>")
    return "".join(parts)


@lru_cache(maxsize=1024)
def _manner(language: str | None, size: float, ink: str) -> str:
    """
    Open the group of a paragraph; a map has only a few manners.
    """
    manner = attributes(lang=language, font_size=size, fill=colour(ink), text_anchor="middle")
    return f"<g{manner}>"


_gid = attrgetter("gid")


def _is_missing(run: Run) -> bool:
    return 0 in map(_gid, run.glyphs)


def _pieces(run: Run) -> Iterator[Run]:
    """
    Cut a run around characters that its face lacks, such as emoji, so that the words beside them
    stay where they were set whatever is drawn instead.
    """
    if run.is_rtl or not _is_missing(run):
        yield run
        return
    ends = [glyph.cluster for glyph in run.glyphs[1:]] + [len(run.text)]
    pen, is_missing = run.x, False
    waiting: list[Glyph] = []
    left, start = pen, 0
    for glyph, end in zip(run.glyphs, ends, strict=True):
        characters = run.text[glyph.cluster : end]
        # Joiners and variation selectors stay with what they join.
        is_joined = is_missing and all(unicodedata.category(c) in _JOINED for c in characters)
        if waiting and not is_joined and (glyph.gid == 0) != is_missing:
            yield _piece(run, run.text[start : glyph.cluster], left, waiting)
            waiting, left, start = [], pen, glyph.cluster
        is_missing = is_joined or glyph.gid == 0
        waiting.append(glyph)
        pen += glyph.advance
    yield _piece(run, run.text[start:], left, waiting)


def _piece(run: Run, words: str, left: float, glyphs: list[Glyph]) -> Run:
    """
    Make a run of some of the glyphs of another one, without the spaces at its ends.
    """
    while len(glyphs) > 1 and words.startswith(" "):
        left += glyphs[0].advance
        words, glyphs = words[1:], glyphs[1:]
    while len(glyphs) > 1 and words.endswith(" "):
        words, glyphs = words[:-1], glyphs[:-1]
    width = sum(glyph.advance for glyph in glyphs)
    return Run(run.face, words, left, width, is_rtl=False, glyphs=tuple(glyphs))


@lru_cache(maxsize=64)
def _set_in(name: str) -> str:
    """
    Write the attributes that choose a face.
    """
    face = face_named(name)
    slant = ' font-style="italic"' if face.style == "italic" else ""
    return f'font-family="{face.family}" font-weight="{face.weight}"{slant}'


def _word(run: Run, baseline: float) -> str:
    words = run.text
    if run.is_rtl and not (_is_strong(words[:1]) and _is_strong(words[-1:])):
        words = f"{_ISOLATE}{words}{_END_ISOLATE}"
    kept = ' xml:space="preserve"' if "  " in words else ""
    return (
        f'<text x="{figure(run.middle)}" y="{figure(baseline)}" {_set_in(run.face)}{kept}>'
        f"{escaped(words)}</text>"
    )


def _is_strong(character: str) -> bool:
    return bool(character) and unicodedata.bidirectional(character) in _STRONG


def outlined_text(text: Text, language: str, glyphs: GlyphDefs) -> str:
    """
    Write a paragraph as outlines, with its words beside them for those who listen.

    Args:
        text: The set paragraph.
        language: The language of the picture around it.
        glyphs: Gathers the outlines in use.

    Returns:
        The markup.
    """
    label = attributes(
        lang=text.language if text.language != language else None,
        fill=colour(text.colour),
        role="img" if text.source.strip() else None,
        aria_label=text.source.strip() or None,
    )
    runs = "".join(
        _outlined_run(run, line.baseline, text.size, glyphs)
        for line in text.lines
        for run in line.runs
    )
    return f"<g{label}>{runs}</g>"


def _outlined_run(run: Run, baseline: float, size: float, glyphs: GlyphDefs) -> str:
    units = fonts.units_per_em(run.face)
    scale = size / units
    pen = 0.0
    uses = []
    for glyph in run.glyphs:
        reference = glyphs.reference(run.face, glyph.gid)
        if reference is not None:
            # Whole font units keep the file small; one is a hundredth of a pixel at most.
            x = round((pen + glyph.dx) / scale)
            # The y of a face grows upwards, and so does the group's, which is turned over.
            y = round(glyph.dy / scale)
            rise = f' y="{y}"' if y else ""
            uses.append(f'<use href="#{reference}" x="{x}"{rise}/>')
        pen += glyph.advance
    if not uses:
        return ""
    ratio = f"{scale:.7f}".rstrip("0")
    return (
        f'<g transform="translate({figure(run.x)} {figure(baseline)}) scale({ratio} -{ratio})">'
        + "".join(uses)
        + "</g>"
    )
