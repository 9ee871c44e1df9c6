"""
The path data of SVG, rewritten as absolute moves, lines and cubic curves.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Command

    Point = tuple[float, float]

#: How many numbers each path command takes.
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_NUMBER = re.compile(r"\s*,?\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)", re.IGNORECASE)
_FLAG = re.compile(r"\s*,?\s*([01])")
_LETTER = re.compile(r"\s*,?\s*([MLHVCSQTAZ])", re.IGNORECASE)

#: No icon has a reason to reach so far.
_FARTHEST = 1e6


def path_commands(data: str) -> tuple[Command, ...]:
    """
    Read path data.

    Args:
        data: The `d` attribute of a path.

    Returns:
        The same drawing with absolute moves, lines and cubic curves only.

    Raises:
        ValueError: It is no path data, with the place at which reading ended.

    Examples:
        >>> path_commands("m1 2h3v-1z")
        (('M', 1.0, 2.0), ('L', 4.0, 2.0), ('L', 4.0, 1.0), ('Z',))
    """
    tracer = _Tracer()
    for letter, numbers in _segments(data):
        tracer.take(letter, numbers)
    return tuple(tracer.commands)


def _segments(data: str) -> list[tuple[str, list[float]]]:
    """
    Part path data into commands with their numbers; repeated commands are spelled out.
    """
    found: list[tuple[str, list[float]]] = []
    text = data.rstrip()
    position, letter = 0, ""
    while position < len(text):
        match = _LETTER.match(text, position)
        if match:
            letter, position = match.group(1), match.end()
        elif letter in {"M", "m"}:
            letter = "L" if letter == "M" else "l"
        # A path begins with a move, and nothing can follow a closing but another letter.
        if (not match and letter in {"", "Z", "z"}) or (not found and letter not in {"M", "m"}):
            raise ValueError(position)
        numbers, position = _numbers(text, position, letter)
        found.append((letter, numbers))
    return found


def _numbers(text: str, position: int, letter: str) -> tuple[list[float], int]:
    numbers: list[float] = []
    for i in range(_ARITY[letter.upper()]):
        # The two flags of an arc may touch what follows them.
        pattern = _FLAG if letter in "Aa" and i in {3, 4} else _NUMBER
        match = pattern.match(text, position)
        if match is None or abs(float(match.group(1))) > _FARTHEST:
            raise ValueError(position)
        numbers.append(float(match.group(1)))
        position = match.end()
    return numbers, position


class _Tracer:
    """
    The absolute moves, lines and cubic curves of a path, gathered command by command.
    """

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.pen: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self._control: Point | None = None
        self._was = ""

    def take(self, letter: str, numbers: Sequence[float]) -> None:
        kind = letter.upper()
        shift = self.pen if letter.islower() else (0.0, 0.0)
        getattr(self, f"_{kind.lower()}")(numbers, shift)
        self._was = kind

    def _add(self, letter: str, *points: Point) -> None:
        self.commands.append((letter, *(value for point in points for value in point)))
        if points:
            self.pen = points[-1]

    def _m(self, numbers: Sequence[float], shift: Point) -> None:
        self._add("M", (numbers[0] + shift[0], numbers[1] + shift[1]))
        self.start = self.pen

    def _l(self, numbers: Sequence[float], shift: Point) -> None:
        self._add("L", (numbers[0] + shift[0], numbers[1] + shift[1]))

    def _h(self, numbers: Sequence[float], shift: Point) -> None:
        self._add("L", (numbers[0] + shift[0], self.pen[1]))

    def _v(self, numbers: Sequence[float], shift: Point) -> None:
        self._add("L", (self.pen[0], numbers[0] + shift[1]))

    def _z(self, _numbers: Sequence[float], _shift: Point) -> None:
        self._add("Z")
        self.pen = self.start

    def _c(self, numbers: Sequence[float], shift: Point) -> None:
        points = [(x + shift[0], y + shift[1]) for x, y in zip(*[iter(numbers)] * 2, strict=True)]
        self._control = points[1]
        self._add("C", *points)

    def _s(self, numbers: Sequence[float], shift: Point) -> None:
        first = self._mirrored_control("CS")
        rest = [(x + shift[0], y + shift[1]) for x, y in zip(*[iter(numbers)] * 2, strict=True)]
        self._control = rest[0]
        self._add("C", first, *rest)

    def _q(self, numbers: Sequence[float], shift: Point) -> None:
        control = (numbers[0] + shift[0], numbers[1] + shift[1])
        self._quadratic(control, (numbers[2] + shift[0], numbers[3] + shift[1]))

    def _t(self, numbers: Sequence[float], shift: Point) -> None:
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

    def _a(self, numbers: Sequence[float], shift: Point) -> None:
        rx, ry, turn, large, sweep, x, y = numbers
        end = (x + shift[0], y + shift[1])
        if not rx or not ry:
            self._add("L", end)
            return
        pieces = _arc(
            self.pen, end, (abs(rx), abs(ry)), math.radians(turn), (bool(large), bool(sweep))
        )
        for piece in pieces:
            self._add("C", *piece)


def _arc(
    start: Point, end: Point, radii: Point, turn: float, flags: tuple[bool, bool]
) -> list[tuple[Point, Point, Point]]:
    """
    Draw an elliptical arc as cubic curves of at most a quarter turn each.

    Each piece is two controls and an end; radii that cannot reach are scaled up, the turn is in
    radians, the flags say whether it goes the long way round and clockwise. The conversion from
    endpoint to centre parameterization is that of SVG 1.1, appendix F.6.5.
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
    if not below:
        # Too short to have a direction.
        return []
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
