"""
Copy the icons of Lucide into the package as plain path data.

    python build.py          write icons.json and icons.LICENSE from the pinned npm package
    python build.py --lock   remake the lock, without the address of any registry

Every shape becomes moves, lines and cubic curves in absolute coordinates on the 24 px grid, so that
whoever draws an icon needs no parser for arcs.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CANVAS = HERE.parent.parent / "src" / "touchline" / "canvas"
PACKAGE = HERE / "node_modules" / "lucide-static"

#: How many numbers each path command takes.
ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
NUMBER = re.compile(r"\s*,?\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)", re.IGNORECASE)
FLAG = re.compile(r"\s*,?\s*([01])")
LETTER = re.compile(r"\s*,?\s*([MLHVCSQTAZ])", re.IGNORECASE)

SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]
Segment = tuple[str, list[float]]


def npm(*arguments: str) -> None:
    """
    Run npm in this folder.

    Args:
        arguments: What follows `npm`.
    """
    program = shutil.which("npm")
    if program is None:
        sys.exit("npm is not installed; it brings the icons. Install Node.js 20 or later.")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([program, *arguments, *flags], cwd=HERE, check=True)  # noqa: S603 (our own words)


def lock() -> None:
    """
    Remake the lock so that it names packages and hashes but no registry.
    """
    npm("install", "--package-lock-only")
    path = HERE / "package-lock.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for entry in content["packages"].values():
        entry.pop("resolved", None)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def segments(data: str) -> list[Segment]:
    """
    Part path data into commands with their numbers; repeated commands are spelled out.

    Args:
        data: The `d` attribute of a path.

    Returns:
        Letter and numbers of each command, as they stand.
    """
    found: list[Segment] = []
    position = 0
    letter = ""
    while position < len(data.rstrip()):
        match = LETTER.match(data, position)
        if match:
            letter, position = match.group(1), match.end()
        elif letter in "Mm":
            letter = "L" if letter == "M" else "l"
        numbers: list[float] = []
        for i in range(ARITY[letter.upper()]):
            # The two flags of an arc may touch what follows them.
            pattern = FLAG if letter in "Aa" and i in (3, 4) else NUMBER
            number = pattern.match(data, position)
            if number is None:
                sys.exit(f"This path cannot be read: {data!r} at {position}")
            numbers.append(float(number.group(1)))
            position = number.end()
        found.append((letter, numbers))
    return found


class Tracer:
    """
    The absolute moves, lines and cubic curves of a path, gathered command by command.
    """

    def __init__(self) -> None:
        self.commands: list[Segment] = []
        self.pen: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self._control: Point | None = None
        self._was = ""

    def take(self, letter: str, numbers: list[float]) -> None:
        """
        Take one command.

        Args:
            letter: Its letter; a small one is relative.
            numbers: Its numbers.
        """
        kind = letter.upper()
        shift = self.pen if letter.islower() else (0.0, 0.0)
        getattr(self, f"_{kind.lower()}")(numbers, shift)
        self._was = kind

    def _add(self, letter: str, *points: Point) -> None:
        self.commands.append((letter, [value for point in points for value in point]))
        if points:
            self.pen = points[-1]

    def _m(self, numbers: list[float], shift: Point) -> None:
        self._add("M", (numbers[0] + shift[0], numbers[1] + shift[1]))
        self.start = self.pen

    def _l(self, numbers: list[float], shift: Point) -> None:
        self._add("L", (numbers[0] + shift[0], numbers[1] + shift[1]))

    def _h(self, numbers: list[float], shift: Point) -> None:
        self._add("L", (numbers[0] + shift[0], self.pen[1]))

    def _v(self, numbers: list[float], shift: Point) -> None:
        self._add("L", (self.pen[0], numbers[0] + shift[1]))

    def _z(self, _numbers: list[float], _shift: Point) -> None:
        self._add("Z")
        self.pen = self.start

    def _c(self, numbers: list[float], shift: Point) -> None:
        points = [(x + shift[0], y + shift[1]) for x, y in zip(*[iter(numbers)] * 2, strict=True)]
        self._control = points[1]
        self._add("C", *points)

    def _s(self, numbers: list[float], shift: Point) -> None:
        first = self._mirrored_control("CS")
        rest = [(x + shift[0], y + shift[1]) for x, y in zip(*[iter(numbers)] * 2, strict=True)]
        self._control = rest[0]
        self._add("C", first, *rest)

    def _q(self, numbers: list[float], shift: Point) -> None:
        control = (numbers[0] + shift[0], numbers[1] + shift[1])
        self._quadratic(control, (numbers[2] + shift[0], numbers[3] + shift[1]))

    def _t(self, numbers: list[float], shift: Point) -> None:
        end = (numbers[0] + shift[0], numbers[1] + shift[1])
        self._quadratic(self._mirrored_control("QT"), end)

    def _quadratic(self, control: Point, end: Point) -> None:
        start = self.pen
        self._control = control
        first = tuple(a + 2 * (c - a) / 3 for a, c in zip(start, control, strict=True))
        second = tuple(b + 2 * (c - b) / 3 for b, c in zip(end, control, strict=True))
        self._add("C", (first[0], first[1]), (second[0], second[1]), end)

    def _mirrored_control(self, kinds: str) -> Point:
        if self._was in kinds and self._was and self._control is not None:
            return (2 * self.pen[0] - self._control[0], 2 * self.pen[1] - self._control[1])
        return self.pen

    def _a(self, numbers: list[float], shift: Point) -> None:
        rx, ry, turn, large, sweep, x, y = numbers
        end = (x + shift[0], y + shift[1])
        if not rx or not ry:
            self._add("L", end)
            return
        pieces = arc(
            self.pen, end, (abs(rx), abs(ry)), math.radians(turn), (bool(large), bool(sweep))
        )
        for piece in pieces:
            self._add("C", *piece)


def arc(
    start: Point, end: Point, radii: Point, turn: float, flags: tuple[bool, bool]
) -> list[tuple[Point, Point, Point]]:
    """
    Draw an elliptical arc as cubic curves of at most a quarter turn each.

    Args:
        start: Where it begins.
        end: Where it ends.
        radii: Its two radii; scaled up when they cannot reach.
        turn: The rotation of the ellipse, in radians.
        flags: The long way round; clockwise.

    Returns:
        Two controls and an end for each piece.

    Source:
        SVG 1.1, appendix F.6.5, conversion from endpoint to centre parameterization.
    """
    if start == end:
        return []
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x1, y1 = cos * dx + sin * dy, -sin * dx + cos * dy
    rx, ry = radii
    reach = (x1 / rx) ** 2 + (y1 / ry) ** 2
    if reach > 1:
        rx, ry = rx * math.sqrt(reach), ry * math.sqrt(reach)
    below = (rx * y1) ** 2 + (ry * x1) ** 2
    factor = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below)
    if flags[0] == flags[1]:
        factor = -factor
    cx, cy = factor * rx * y1 / ry, -factor * ry * x1 / rx
    first = math.atan2((y1 - cy) / ry, (x1 - cx) / rx)
    sweep = math.atan2((-y1 - cy) / ry, (-x1 - cx) / rx) - first
    if flags[1] and sweep < 0:
        sweep += 2 * math.pi
    elif not flags[1] and sweep > 0:
        sweep -= 2 * math.pi
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    n = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / n
    tangent = 4 / 3 * math.tan(step / 4)

    def placed(x: float, y: float) -> Point:
        x, y = x * rx + cx, y * ry + cy
        return (cos * x - sin * y + middle[0], sin * x + cos * y + middle[1])

    pieces = []
    for k in range(n):
        a, b = first + k * step, first + (k + 1) * step
        pieces.append(
            (
                placed(math.cos(a) - tangent * math.sin(a), math.sin(a) + tangent * math.cos(a)),
                placed(math.cos(b) + tangent * math.sin(b), math.sin(b) - tangent * math.cos(b)),
                end if k == n - 1 else placed(math.cos(b), math.sin(b)),
            )
        )
    return pieces


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    """
    Write a whole ellipse as path data.

    Args:
        cx: The x of its centre.
        cy: The y of its centre.
        rx: Its horizontal radius.
        ry: Its vertical radius.

    Returns:
        The `d` attribute.
    """
    half = f"a{rx} {ry} 0 1 0"
    return f"M{cx - rx} {cy}{half} {2 * rx} 0{half} {-2 * rx} 0Z"


def rectangle(x: float, y: float, width: float, height: float, radii: Point) -> str:
    """
    Write a rectangle as path data.

    Args:
        x: Its left edge.
        y: Its upper edge.
        width: Its width.
        height: Its height.
        radii: The radii of its corners.

    Returns:
        The `d` attribute.
    """
    rx, ry = min(radii[0], width / 2), min(radii[1], height / 2)
    if not rx or not ry:
        return f"M{x} {y}h{width}v{height}h{-width}Z"
    corner = f"a{rx} {ry} 0 0 1"
    return (
        f"M{x + rx} {y}h{width - 2 * rx}{corner} {rx} {ry}v{height - 2 * ry}{corner} {-rx} {ry}"
        f"h{2 * rx - width}{corner} {-rx} {-ry}v{2 * ry - height}{corner} {rx} {-ry}Z"
    )


def outline(tag: str, attributes: dict[str, str]) -> str:
    """
    Write any shape that Lucide uses as path data.

    Args:
        tag: The name of the SVG element.
        attributes: Its attributes.

    Returns:
        The `d` attribute.
    """

    def value(name: str, otherwise: float = 0.0) -> float:
        return float(attributes.get(name, otherwise))

    def points() -> str:
        return f"M{attributes['points']}"

    writers: dict[str, Callable[[], str]] = {
        "path": lambda: attributes["d"],
        "circle": lambda: ellipse(value("cx"), value("cy"), value("r"), value("r")),
        "ellipse": lambda: ellipse(value("cx"), value("cy"), value("rx"), value("ry")),
        "line": lambda: f"M{value('x1')} {value('y1')}L{value('x2')} {value('y2')}",
        "polyline": points,
        "polygon": lambda: points() + "Z",
        "rect": lambda: rectangle(
            value("x"),
            value("y"),
            value("width"),
            value("height"),
            (value("rx", value("ry")), value("ry", value("rx"))),
        ),
    }
    if tag not in writers:
        sys.exit(f"Lucide draws with <{tag}>, which this script cannot turn into a path.")
    return writers[tag]()


def printed(number: float) -> str:
    """
    Write a number as short as a thousandth of the grid allows.

    Args:
        number: A coordinate.

    Returns:
        It, without needless zeros.
    """
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def traced(data: str) -> str:
    """
    Rewrite path data with absolute moves, lines and cubic curves only.

    Args:
        data: Any `d` attribute.

    Returns:
        The same drawing.
    """
    tracer = Tracer()
    for letter, numbers in segments(data):
        tracer.take(letter, numbers)
    return "".join(
        letter + " ".join(printed(number) for number in numbers)
        for letter, numbers in tracer.commands
    )


def drawing(path: Path) -> str:
    """
    Read one icon.

    Args:
        path: Its SVG file.

    Returns:
        Its shapes as one string of path data.
    """
    root = ET.parse(path).getroot()  # noqa: S314 (the file is pinned by its hash)
    return "".join(
        traced(outline(shape.tag.removeprefix(SVG), dict(shape.attrib))) for shape in root
    )


def fill() -> None:
    """
    Fetch the package and write what the canvas reads.
    """
    npm("ci")
    icons = {path.stem: drawing(path) for path in sorted((PACKAGE / "icons").glob("*.svg"))}
    # One icon a line, so that a change of one is a change of one line.
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(data)}" for name, data in icons.items())
    (CANVAS / "icons.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    shutil.copyfile(PACKAGE / "LICENSE", CANVAS / "icons.LICENSE")


if __name__ == "__main__":
    lock() if "--lock" in sys.argv[1:] else fill()
