"""
Set lines as SVG, either as words or as the outlines of their glyphs.

Words follow one rule, so that every program places them alike: one `<text>` for each run, anchored
at the run's middle, so that a face which is a little wider elsewhere errs to both sides.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.canvas import fonts
from touchline.exporters._markup import attributes, colour, escaped, figure, path_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Glyph, Run, Text

#: The family that a bundled face belongs to by the first part of its name.
_FAMILIES = {"NotoSansTC": "Noto Sans TC", "NotoSansSC": "Noto Sans SC"}
#: Right-to-left isolate and its end: the run keeps its order whatever surrounds it.
_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"
_STRONG = frozenset({"L", "R", "AL"})
#: A glyph whose advance differs from its face's own by more than this share of the size was
#: narrowed by the layout.
_NARROWED = 0.05


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
        self.characters.setdefault(face, set()).update(text)

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
    parts = [
        "<g",
        attributes(
            lang=text.language if text.language != language else None,
            font_size=text.size,
            fill=colour(text.colour),
            text_anchor="middle",
        ),
        ">",
    ]
    for line in text.lines:
        for run in line.runs:
            if boxes is not None and any(glyph.gid == 0 for glyph in run.glyphs):
                parts.append(_outlined_run(run, line.baseline, text.size, boxes))
                continue
            for piece in _pieces(run, text.size):
                faces.note(run.face, piece.text)
                parts.append(_word(piece, line.baseline))
    parts.append("</g>")
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Piece:
    """
    What becomes one `<text>`: the words, their middle, or their start where `is_narrowed`.
    """

    face: str
    text: str
    x: float
    is_rtl: bool
    is_narrowed: bool = False


def _word(piece: _Piece, baseline: float) -> str:
    face = face_named(piece.face)
    words = piece.text
    if piece.is_rtl and not (_is_strong(words[0]) and _is_strong(words[-1])):
        words = f"{_ISOLATE}{words}{_END_ISOLATE}"
    return (
        f'<text x="{figure(piece.x)}" y="{figure(baseline)}" font-family="{face.family}"'
        f' font-weight="{face.weight}"'
        + (' font-style="italic"' if face.style == "italic" else "")
        + (' text-anchor="start"' if piece.is_narrowed else "")
        + (' xml:space="preserve"' if "  " in words else "")
        + f">{escaped(words)}</text>"
    )


def _is_strong(character: str) -> bool:
    return unicodedata.bidirectional(character) in _STRONG


def _pieces(run: Run, size: float) -> Iterator[_Piece]:
    """
    Cut a run where the layout narrowed a glyph, since words alone cannot say so.
    """
    narrowed = () if run.is_rtl else tuple(_narrowed(run, size))
    if not narrowed:
        whole = _trimmed(run.face, run.text, run.x, run.glyphs, is_rtl=run.is_rtl)
        if whole is not None:
            yield whole
        return
    yield from _cut(run, set(narrowed))


def _narrowed(run: Run, size: float) -> Iterator[int]:
    if run.face.startswith("NotoSans"):
        starts, ends = _spans(run)
        for i, glyph in enumerate(run.glyphs):
            own = _own_advance(run.face, run.text[starts[i] : ends[i]]) * size
            if abs(glyph.advance - own) > _NARROWED * size:
                yield i


@lru_cache(maxsize=16384)
def _own_advance(face: str, character: str) -> float:
    """
    Measure a character set alone, as a share of the size.
    """
    shaped = fonts.shape(face, character, "zh-Hant", is_rtl=False)
    return sum(glyph.advance for glyph in shaped) / fonts.units_per_em(face)


def _spans(run: Run) -> tuple[list[int], list[int]]:
    """
    Find where each glyph's characters begin and end in a left-to-right run.
    """
    first = run.glyphs[0].cluster if run.glyphs else 0
    starts = [glyph.cluster - first for glyph in run.glyphs]
    return starts, [*starts[1:], len(run.text)]


def _cut(run: Run, narrowed: set[int]) -> Iterator[_Piece]:
    starts, ends = _spans(run)
    pen = run.x
    waiting: list[int] = []
    left = pen
    for i, glyph in enumerate(run.glyphs):
        if i in narrowed:
            yield from _flushed(run, waiting, starts, ends, left)
            waiting = []
            yield _Piece(run.face, run.text[starts[i] : ends[i]], pen + glyph.dx, False, True)
            left = pen + glyph.advance
        else:
            waiting.append(i)
        pen += glyph.advance
    yield from _flushed(run, waiting, starts, ends, left)


def _flushed(
    run: Run, waiting: list[int], starts: list[int], ends: list[int], left: float
) -> Iterator[_Piece]:
    if waiting:
        words = run.text[starts[waiting[0]] : ends[waiting[-1]]]
        glyphs = tuple(run.glyphs[i] for i in waiting)
        piece = _trimmed(run.face, words, left, glyphs, is_rtl=False)
        if piece is not None:
            yield piece


def _trimmed(
    face: str, words: str, left: float, glyphs: tuple[Glyph, ...], *, is_rtl: bool
) -> _Piece | None:
    """
    Leave out the spaces at both ends, which programs place differently, and find the new middle.
    """
    core = words.strip(" \t\n")
    if not core:
        return None
    leading = len(words) - len(words.lstrip(" \t\n"))
    trailing = len(words) - len(words.rstrip(" \t\n"))
    if is_rtl:
        leading, trailing = trailing, leading
    right = left + sum(glyph.advance for glyph in glyphs)
    left += sum(glyph.advance for glyph in glyphs[:leading])
    right -= sum(glyph.advance for glyph in glyphs[len(glyphs) - trailing :])
    return _Piece(face, core, (left + right) / 2, is_rtl)


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
            y = round(-glyph.dy / scale)
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
