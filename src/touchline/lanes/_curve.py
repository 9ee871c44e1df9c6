"""
A curve through scores: its pieces coloured by how good they are, and the band of its intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Command
    from touchline.canvas.theme import Theme

Point = tuple[float, float]

#: Start, two controls, end.
Cubic = tuple[Point, Point, Point, Point]

#: Pieces into which a stretch between two points is cut before like colours are joined.
_CUTS = 12

#: Scores as near to the middle as this are neither good nor bad.
_NEUTRAL = 0.06

#: From this distance to the middle on, the colour is full.
_FULL = 0.42

#: Steps between the neutral and the full colour.
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """
    The place of scores from -1 to 1 on the sheet.

    Args:
        top: The y of the score 1.
        bottom: The y of the score -1.
    """

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """
        The y of the score 0.
        """
        return (self.top + self.bottom) / 2

    def y(self, score: float) -> float:
        """
        Place a score.

        Args:
            score: From -1 to 1.

        Returns:
            Its y.
        """
        return self.middle - score * (self.bottom - self.top) / 2

    def score(self, y: float) -> float:
        """
        Read a score back.

        Args:
            y: A y on the sheet.

        Returns:
            The score, from -1 to 1 inside the axis.
        """
        return (self.middle - y) * 2 / (self.bottom - self.top)


def coloured_curve(points: Sequence[Point], axis: Axis, theme: Theme) -> tuple[Path, ...]:
    """
    Draw a smooth curve through points, good above the middle and bad below it.

    Args:
        points: The points from start to end.
        axis: Where the scores lie.
        theme: What good, bad and neutral look like.

    Returns:
        One path under all, so that no seam shows, and one for each stretch of one colour.
    """
    if len(points) < 2:  # noqa: PLR2004 (a curve needs two ends)
        return ()
    whole = Path(commands=monotone(points), stroke=theme.neutral, stroke_width=2.6)
    pieces = [whole]
    stretch: list[Cubic] = []
    shade = 0
    for cubic in _finely(whole.commands):
        found = _shade(axis.score((cubic[0][1] + cubic[3][1]) / 2))
        if stretch and found != shade:
            pieces.append(_stroke(stretch, shade_colour(shade, theme)))
            stretch = []
        shade = found
        stretch.append(cubic)
    pieces.append(_stroke(stretch, shade_colour(shade, theme)))
    return tuple(pieces)


def band(points: Sequence[tuple[float, float, float]], fill: str) -> Path | None:
    """
    Draw the band between two smooth curves.

    Args:
        points: `(x, upper y, lower y)` from start to end.
        fill: Its colour.

    Returns:
        The closed path; None for fewer than two points.
    """
    if len(points) < 2:  # noqa: PLR2004 (a band needs two ends)
        return None
    upper = monotone([(x, high) for x, high, _ in points])
    lower = _cubics(monotone([(x, low) for x, _, low in points]))
    commands: list[Command] = [*upper, ("L", *lower[-1][3])]
    for start, first, second, _ in reversed(lower):
        commands.append(("C", *second, *first, *start))
    commands.append(("Z",))
    return Path(commands=tuple(commands), fill=fill, opacity=0.08)


def shade_of(score: float, theme: Theme) -> str:
    """
    Choose the colour of one score.

    Args:
        score: From -1 to 1.
        theme: What good, bad and neutral look like.

    Returns:
        The colour.
    """
    return shade_colour(_shade(score), theme)


def shade_colour(shade: int, theme: Theme) -> str:
    """
    Mix the colour of a shade.

    Args:
        shade: From the worst, negative, through 0 to the best.
        theme: What good, bad and neutral look like.

    Returns:
        The colour.
    """
    full = theme.good if shade > 0 else theme.bad
    return _mixed(theme.neutral, full, abs(shade) / _SHADES)


def monotone(points: Sequence[Point]) -> tuple[Command, ...]:
    commands: list[Command] = [("M", *points[0])]
    for (x1, y1), (x2, y2) in zip(points, points[1:]):
        third = (x2 - x1) / 2.5
        commands.append(("C", x1 + third, y1, x2 - third, y2, x2, y2))
    return tuple(commands)


def _shade(score: float) -> int:
    strength = (abs(score) - _NEUTRAL) / (_FULL - _NEUTRAL)
    shade = round(max(0.0, min(1.0, strength)) * _SHADES)
    return shade if score > 0 else -shade


def _mixed(first: str, second: str, share: float) -> str:
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (first, second)]
    parts = (round(a + (b - a) * share) for a, b in zip(*ends, strict=True))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _cubics(commands: Sequence[Command]) -> list[Cubic]:
    cubics: list[Cubic] = []
    here: Point = (0.0, 0.0)
    for command in commands:
        numbers = [float(value) for value in command[1:]]
        end = (numbers[-2], numbers[-1])
        if command[0] == "C":
            cubics.append((here, (numbers[0], numbers[1]), (numbers[2], numbers[3]), end))
        elif command[0] == "L":
            cubics.append((here, here, end, end))
        here = end
    return cubics


def _finely(commands: Sequence[Command]) -> list[Cubic]:
    """
    Cut each cubic into pieces of like length in its parameter.
    """
    pieces: list[Cubic] = []
    for cubic in _cubics(commands):
        rest = cubic
        for left in range(_CUTS, 1, -1):
            piece, rest = _split(rest, 1 / left)
            pieces.append(piece)
        pieces.append(rest)
    return pieces


def _split(cubic: Cubic, t: float) -> tuple[Cubic, Cubic]:
    """
    Cut one cubic in two, by de Casteljau's construction.
    """
    a, b, c, d = cubic
    ab, bc, cd = _between(a, b, t), _between(b, c, t), _between(c, d, t)
    abc, bcd = _between(ab, bc, t), _between(bc, cd, t)
    middle = _between(abc, bcd, t)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _between(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def _stroke(cubics: Sequence[Cubic], colour: str) -> Path:
    commands: list[Command] = [("M", *cubics[0][0])]
    commands += [("C", *first, *second, *end) for _, first, second, end in cubics]
    return Path(commands=tuple(commands), stroke=colour, stroke_width=3)
