"""
An SVG from anywhere as the outlines of an icon, and nothing else of it.

What is drawn with one colour is taken: lines as strokes, areas as fills. Scripts, handlers, links,
embedded pages and pictures, references and imports are left behind and named; a file that declares
entities is not read at all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas._svg_events import read_through
from touchline.canvas.errors import UnreadableIcon
from touchline.canvas.path_data import path_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.primitives import Command

#: A longer file is no icon, px of none; nor is one of more elements, deeper nesting or more lines.
MOST_BYTES = 200_000
_MOST_ELEMENTS, _DEEPEST, _MOST_COMMANDS = 2000, 60, 6000

#: The side of the square that icons are drawn on.
_GRID = 24.0

#: What draws, what only holds, and what says something about the picture.
_HOLDERS = frozenset({"svg", "g", "a", "switch"})
_TELLERS = frozenset({"title", "desc", "metadata", "namedview", "style"})
#: What is stored and not drawn where it stands.
_STORES = frozenset({"defs", "symbol", "clipPath", "mask", "pattern", "marker"})

_NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_TURN = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_RULE = re.compile(r"\.([\w-]+(?:\s*,\s*\.[\w-]+)*)\s*\{([^}]*)\}")
_WHITE = frozenset({"white", "#fff", "#ffff", "#ffffff", "#ffffffff"})

#: a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """
    An icon of one colour.

    Args:
        strokes: Its lines on the grid of 24 units.
        fills: Its areas.
        removed: What was left behind, by name.
    """

    strokes: tuple[Command, ...] = ()
    fills: tuple[Command, ...] = ()
    removed: tuple[str, ...] = ()


def read_icon(content: bytes, *, at: str = "") -> Outlines:
    """
    Take the outlines of an SVG.

    Args:
        content: The bytes of the file.
        at: What it is called in messages.

    Returns:
        What can be drawn of it, in a square of 24 units.

    Raises:
        UnreadableIcon: It is too large, no SVG, declares entities or draws nothing.
    """
    reader = _Reader(at=at)
    read_through(content, reader, most_bytes=MOST_BYTES)
    if not reader.strokes and not reader.fills:
        raise UnreadableIcon.because("empty", at=at)
    return Outlines(
        strokes=tuple(reader.strokes),
        fills=tuple(reader.fills),
        removed=tuple(sorted(reader.removed)),
    )


@dataclass(frozen=True, slots=True)
class _Ink:
    """
    How shapes are painted where they stand.
    """

    fill: str = "black"
    stroke: str = "none"
    matrix: Matrix = _SAME
    is_shown: bool = True


@dataclass(slots=True)
class _Reader:
    """
    What is gathered while an SVG is read.
    """

    at: str
    strokes: list[Command] = field(default_factory=list)
    fills: list[Command] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    rules: dict[str, dict[str, str]] = field(default_factory=dict)
    inks: list[_Ink] = field(default_factory=list)
    style: list[str] | None = None
    elements: int = 0

    _SHAPES: ClassVar[frozenset[str]] = frozenset(
        {"path", "circle", "ellipse", "line", "polyline", "polygon", "rect"}
    )

    def entity(self, *_declared: object) -> None:
        raise UnreadableIcon.because("entities", at=self.at)

    def start(self, name: str, given: dict[str, str]) -> None:
        tag = name.rpartition("|")[2]
        self.elements += 1
        if self.elements > _MOST_ELEMENTS or len(self.inks) > _DEEPEST:
            raise UnreadableIcon.because("too-complex", at=self.at)
        if not self.inks:
            self._open(tag, given)
            return
        self._note(given)
        above = self.inks[-1]
        drawn = tag in self._SHAPES or (tag in _HOLDERS and tag != "svg")
        if not drawn and tag not in _TELLERS and tag not in _STORES:
            self.removed.add(tag)
        if not drawn or not above.is_shown:
            self.inks.append(_Ink(is_shown=False))
            self.style = [] if tag == "style" else None
            return
        ink = self._ink(above, given)
        self.inks.append(ink)
        if tag in self._SHAPES and ink.is_shown:
            self._draw(tag, given, ink)

    def end(self, _name: str) -> None:
        self.inks.pop()
        if self.style is not None:
            self._take_rules("".join(self.style))
            self.style = None

    def words(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag != "svg":
            raise UnreadableIcon.because("no-svg", at=self.at)
        self._note(given)
        box = [float(number) for number in _NUMBERS.findall(given.get("viewBox", ""))]
        if len(box) != 4:  # noqa: PLR2004 (left, top, width, height)
            box = [0.0, 0.0, _length(given.get("width")), _length(given.get("height"))]
        left, top, wide, high = box
        if not (0 < wide < 1e6 and 0 < high < 1e6):  # noqa: PLR2004 (no icon has a reason to be larger)
            left, top, wide, high = 0.0, 0.0, _GRID, _GRID
        scale = _GRID / max(wide, high)
        shift_x, shift_y = (_GRID - scale * wide) / 2, (_GRID - scale * high) / 2
        place: Matrix = (scale, 0, 0, scale, shift_x - scale * left, shift_y - scale * top)
        self.inks.append(self._ink(_Ink(matrix=place), given))

    def _note(self, given: Mapping[str, str]) -> None:
        """
        Name what an element would do beside drawing.
        """
        for name, value in given.items():
            plain = name.rpartition("|")[2]
            if plain.lower().startswith("on"):
                self.removed.add(plain)
            elif plain == "href" or "url(" in value.replace(" ", "").lower():
                self.removed.add("href" if plain == "href" else "url")

    def _take_rules(self, css: str) -> None:
        """
        Keep how classes are painted; nothing else of a style sheet means anything here.
        """
        if "@import" in css or "url(" in css:
            self.removed.add("@import")
        for names, body in _RULE.findall(css):
            for name in names.split(","):
                self.rules.setdefault(name.strip().lstrip("."), {}).update(_declared(body))

    def _ink(self, above: _Ink, given: Mapping[str, str]) -> _Ink:
        look = {
            key: given[key]
            for key in ("fill", "stroke", "display", "visibility", "opacity")
            if key in given
        }
        for name in given.get("class", "").split():
            look |= self.rules.get(name, {})
        look |= _declared(given.get("style", ""))
        hidden = look.get("display") == "none" or look.get("visibility") == "hidden"
        return _Ink(
            fill=_colour(look.get("fill"), above.fill),
            stroke=_colour(look.get("stroke"), above.stroke),
            matrix=_joined(above.matrix, _matrix(given.get("transform", ""))),
            is_shown=above.is_shown and not hidden and look.get("opacity") not in {"0", "0%"},
        )

    def _draw(self, tag: str, given: Mapping[str, str], ink: _Ink) -> None:
        try:
            commands = path_commands(outline(tag, given))
        except (ValueError, KeyError, OverflowError):
            self.removed.add(tag)
            return
        placed = [_placed(command, ink.matrix) for command in commands]
        if ink.fill not in {"none", "transparent"} and ink.fill not in _WHITE and tag != "line":
            self.fills += placed
        if ink.stroke not in {"none", "transparent"} and ink.stroke not in _WHITE:
            self.strokes += placed
        if len(self.fills) + len(self.strokes) > _MOST_COMMANDS:
            raise UnreadableIcon.because("too-complex", at=self.at)


def _declared(body: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in body.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _colour(stated: str | None, above: str) -> str:
    if stated is None or stated.strip().lower() == "inherit":
        return above
    return stated.strip().lower()


def _length(text: str | None) -> float:
    found = _NUMBERS.match((text or "").strip())
    return float(found[0]) if found else _GRID


def outline(tag: str, given: Mapping[str, str]) -> str:
    """
    Write any shape of SVG as path data.

    Args:
        tag: The name of the element.
        given: Its attributes.

    Returns:
        The `d` attribute.

    Raises:
        ValueError: An attribute is no number, or the element is no shape.
    """

    def value(name: str) -> float:
        return float(given.get(name, "0").removesuffix("px"))

    if tag == "path":
        return given.get("d", "")
    if tag in {"polyline", "polygon"}:
        return f"M{given.get('points', '')}" + ("Z" if tag == "polygon" else "")
    if tag == "line":
        return f"M{value('x1')} {value('y1')}L{value('x2')} {value('y2')}"
    if tag == "circle":
        return _ellipse(value("cx"), value("cy"), value("r"), value("r"))
    if tag == "ellipse":
        return _ellipse(value("cx"), value("cy"), value("rx"), value("ry"))
    if tag == "rect":
        rx, ry = given.get("rx", given.get("ry", "0")), given.get("ry", given.get("rx", "0"))
        return _rectangle(
            value("x"), value("y"), value("width"), value("height"), (float(rx), float(ry))
        )
    raise ValueError(tag)


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    half = f"a{rx} {ry} 0 1 0"
    return f"M{cx - rx} {cy}{half} {2 * rx} 0{half} {-2 * rx} 0Z"


def _rectangle(x: float, y: float, width: float, height: float, radii: tuple[float, float]) -> str:
    rx, ry = min(radii[0], width / 2), min(radii[1], height / 2)
    if not rx or not ry:
        return f"M{x} {y}h{width}v{height}h{-width}Z"
    corner = f"a{rx} {ry} 0 0 1"
    return (
        f"M{x + rx} {y}h{width - 2 * rx}{corner} {rx} {ry}v{height - 2 * ry}{corner} {-rx} {ry}"
        f"h{2 * rx - width}{corner} {-rx} {-ry}v{2 * ry - height}{corner} {rx} {-ry}Z"
    )


def _matrix(text: str) -> Matrix:
    found = _SAME
    for kind, inner in _TURN.findall(text):
        numbers = [float(number) for number in _NUMBERS.findall(inner)]
        found = _joined(found, _turn(kind, numbers))
    return found


def _turn(kind: str, numbers: list[float]) -> Matrix:
    first = numbers[0] if numbers else 0.0
    second = numbers[1] if len(numbers) > 1 else None
    match kind:
        case "matrix" if len(numbers) == 6:  # noqa: PLR2004 (a to f)
            turned = tuple(numbers)
        case "translate":
            turned = (1, 0, 0, 1, first, second or 0.0)
        case "scale":
            turned = (first, 0, 0, first if second is None else second, 0, 0)
        case "skewX":
            turned = (1, 0, math.tan(math.radians(first)), 1, 0, 0)
        case "skewY":
            turned = (1, math.tan(math.radians(first)), 0, 1, 0, 0)
        case "rotate":
            turned = _rotated(math.radians(first), *numbers[1:3])
        case _:
            turned = _SAME
    a, b, c, d, e, f = turned
    return (a, b, c, d, e, f)


def _rotated(angle: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cos, sin = math.cos(angle), math.sin(angle)
    return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def _joined(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def _placed(command: Command, matrix: Matrix) -> Command:
    letter, *numbers = command
    a, b, c, d, e, f = matrix
    points = [float(number) for number in numbers]
    placed: list[str | float] = [letter]
    for x, y in zip(points[::2], points[1::2], strict=True):
        placed += [round(a * x + c * y + e, 3), round(b * x + d * y + f, 3)]
    return tuple(placed)
