"""
The eight primitives that every picture is made of, and the scene that holds them.

All coordinates are absolute CSS pixels, y grows downwards, and nothing downstream measures or wraps
again: a writer only translates. Layout works from the inline start; `mirror.mirrored` turns the
finished scene for right-to-left languages, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from touchline.shown import Shown

if TYPE_CHECKING:
    from touchline.location import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """
    What a person may drag on a primitive.

    Args:
        edit: The field that the drag sets.
        axis: The direction that counts.
        low: The value at the start of the axis (bottom or left).
        high: The value at its end (top or right).
    """

    edit: str
    axis: Literal["x", "y"]
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """
    A rectangle, with rounded corners when `radius` is positive.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    at: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ellipse:
    """
    An ellipse around its centre.
    """

    cx: float
    cy: float
    rx: float
    ry: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    opacity: float = 1.0
    at: Location | None = None
    handle: Handle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A straight line.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    at: Location | None = None


#: `("M", x, y)`, `("L", x, y)`, `("C", x1, y1, x2, y2, x, y)` or `("Z",)`.
Command = tuple[str | float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """
    An open or closed path of moves, lines and cubic curves, in absolute coordinates.
    """

    commands: tuple[Command, ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    at: Location | None = None
    handle: Handle | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """
    One shaped glyph: its id in the face, the cluster it stands for and its advance and offsets in
    pixels.
    """

    gid: int
    cluster: int
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Run:
    """
    A stretch of one line in one face and one direction.

    Args:
        face: The name of the bundled font face, such as `Inter-400`.
        text: The characters it stands for, in logical order, without the spaces at its ends.
        x: Its left edge, absolute.
        width: Its advance width.
        is_rtl: It reads from right to left.
        glyphs: The shaped glyphs in visual order; clusters count the characters of `text`. An
            offset `dx` moves right, `dy` moves up.
        shift: How far right of this run's middle the middle of the same characters lies when a
            program shapes them itself; not zero only where punctuation was narrowed.
    """

    face: str
    text: str
    x: float
    width: float
    is_rtl: bool
    glyphs: tuple[Glyph, ...]
    shift: float = 0.0

    @property
    def middle(self) -> float:
        """
        Where a writer centres the run's text when a program shapes it again.
        """
        return self.x + self.width / 2 + self.shift


@dataclass(frozen=True, slots=True)
class TextLine:
    """
    One laid-out line.

    Args:
        text: The characters of the line in logical order, a hyphen that the break inserted
            included.
        baseline: The y of its baseline, absolute.
        x: The left edge of its ink box, absolute.
        width: Its advance width.
        runs: What it is made of, in visual order.
        is_hyphenated: The break inserted a hyphen that is not in the source.
    """

    text: str
    baseline: float
    x: float
    width: float
    runs: tuple[Run, ...]
    is_hyphenated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """
    A laid-out paragraph in its box.

    Args:
        source: The whole text as authored.
        lines: What the layout made of it.
        language: The language tag it was broken and shaped in.
        is_clipped: Lines were left out, and the last one ends in an ellipsis; the source is whole.
    """

    x: float
    y: float
    width: float
    height: float
    source: str
    lines: tuple[TextLine, ...]
    size: float
    weight: int
    colour: str
    align: Literal["left", "center", "right"]
    language: str
    is_italic: bool = False
    is_rtl: bool = False
    is_clipped: bool = False
    at: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon:
    """
    A stroke icon in its square box.

    Args:
        name: The name in the bundled library, or what a map calls an icon of its own.
        strokes: The strokes of an icon that is not of the library, on a grid of 24 units.
        fills: The areas of such an icon.
        is_directional: It points along the reading direction and is mirrored with it.
    """

    name: str
    x: float
    y: float
    size: float
    colour: str
    stroke_width: float = 1.75
    strokes: tuple[Command, ...] = ()
    fills: tuple[Command, ...] = ()
    is_directional: bool = False
    is_flipped: bool = False
    at: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """
    A raster or vector image by its data URI, in its box.

    Args:
        description: What it shows, for those who cannot see it.
        fit: `whole` shows all of it within the box, `filling` covers the box with its middle.
        radius: How round the corners of the box are that it is cut to.
    """

    x: float
    y: float
    width: float
    height: float
    href: str
    description: str
    fit: Literal["whole", "filling"] = "whole"
    radius: float = 0.0
    at: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Primitives that belong together.

    Args:
        children: What it holds, back to front.
        role: What it is, such as `stage`, `step`, `lane`, `cell`, `card`, `persona`, `legend`.
        title: Its name for screen readers, in the scene's language.
        details: What a pointer resting on it shows, in the scene's language.
        link: Where a click leads, if anywhere.
    """

    children: tuple[Primitive, ...]
    role: str
    title: str = ""
    details: str = ""
    at: Location | None = None
    link: str | None = None


Primitive = Rect | Ellipse | Line | Path | Text | Icon | Image | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene(Shown):
    """
    A finished picture: placed primitives on a sheet of known size.

    Args:
        title: The picture's name.
        description: What it shows, in a sentence or two, for those who cannot see it.
        language: The language tag of its texts.
        is_rtl: Time and text run from right to left.
        background: The colour behind everything.
        missing_characters: Characters that no bundled face holds, drawn as boxes.
        subject: The map that was drawn, for formats that tell as well as show; it is no part of
            the picture, so scenes are compared and written as JSON without it.
    """

    width: float
    height: float
    title: str
    description: str
    language: str
    is_rtl: bool
    background: str
    children: tuple[Primitive, ...] = field(default=())
    missing_characters: tuple[str, ...] = ()
    subject: object | None = field(default=None, compare=False, repr=False)
