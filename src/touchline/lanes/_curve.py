"""
A curve through scores: its pieces coloured by how good they are, and the place of a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from touchline.canvas.colour import mixed
from touchline.canvas.geometry import monotone_cubics, path_of
from touchline.canvas.primitives import Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.geometry import Cubic, Point
    from touchline.canvas.theme import Theme

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
        points: The points, x strictly increasing.
        axis: Where the scores lie.
        theme: What good, bad and neutral look like.

    Returns:
        One path under all, so that no seam shows, and one for each stretch of one colour; nothing
        for fewer than two points.
    """
    cubics = monotone_cubics(points)
    if not cubics:
        return ()
    pieces = [Path(commands=path_of(cubics), stroke=theme.neutral, stroke_width=2.6)]
    stretch: list[Cubic] = []
    shade = 0
    for piece in chain.from_iterable(map(_finely, cubics)):
        found = _shade(axis.score((piece.start[1] + piece.end[1]) / 2))
        if stretch and found != shade:
            pieces.append(_stroke(stretch, shade, theme))
            stretch = []
        shade = found
        stretch.append(piece)
    return (*pieces, _stroke(stretch, shade, theme))


def shade_of(score: float, theme: Theme) -> str:
    """
    Choose the colour of one score.

    Args:
        score: From -1 to 1.
        theme: What good, bad and neutral look like.

    Returns:
        The colour.
    """
    return _colour(_shade(score), theme)


def _shade(score: float) -> int:
    """
    Grade a score from the worst, negative, through 0 to the best.
    """
    strength = (abs(score) - _NEUTRAL) / (_FULL - _NEUTRAL)
    shade = round(max(0.0, min(1.0, strength)) * _SHADES)
    return shade if score > 0 else -shade


def _colour(shade: int, theme: Theme) -> str:
    full = theme.good if shade > 0 else theme.bad
    return mixed(full, theme.neutral, abs(shade) / _SHADES)


@lru_cache(maxsize=4096)
def _finely(cubic: Cubic) -> tuple[Cubic, ...]:
    """
    Cut a cubic into pieces of like length in its parameter.

    Whoever drags one point of a curve moves the cubics beside it alone.
    """
    pieces: list[Cubic] = []
    rest = cubic
    for left in range(_CUTS, 1, -1):
        piece, rest = rest.split(1 / left)
        pieces.append(piece)
    return (*pieces, rest)


def _stroke(cubics: Sequence[Cubic], shade: int, theme: Theme) -> Path:
    return Path(commands=path_of(cubics), stroke=_colour(shade, theme), stroke_width=3)
