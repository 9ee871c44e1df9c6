"""
Boxes, and the shapes that pictures are drawn with, as path commands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Command

#: How far along a tangent the control point of a quarter circle lies.
_KAPPA = 4 / 3 * (math.sqrt(2) - 1)
#: Halvings that find where a curve crosses a height, to far below a pixel.
_HALVINGS = 40

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """
    A rectangle without looks.
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """
        The x of its right edge.
        """
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """
        The y of its lower edge.
        """
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """
        The point in its middle.
        """
        return (self.x + self.width / 2, self.y + self.height / 2)

    def inset(self, across: float, down: float | None = None) -> Box:
        """
        Shrink it on every side.

        Args:
            across: By how much at left and right; negative grows.
            down: By how much at top and bottom; as `across` if absent.

        Returns:
            The box inside; never of negative size.
        """
        down = across if down is None else down
        width, height = max(self.width - 2 * across, 0.0), max(self.height - 2 * down, 0.0)
        middle_x, middle_y = self.middle
        return Box(middle_x - width / 2, middle_y - height / 2, width, height)

    def moved(self, dx: float, dy: float) -> Box:
        """
        Put it elsewhere.

        Args:
            dx: How far to the right.
            dy: How far down.

        Returns:
            The box there.
        """
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def holds(self, other: Box, slack: float = 1e-6) -> bool:
        """
        Tell whether another box lies inside.

        Args:
            other: The other box.
            slack: How far it may stick out, for rounding.

        Returns:
            True when no part of it sticks out farther.
        """
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Box, slack: float = 1e-6) -> bool:
        """
        Tell whether two boxes share an area.

        Args:
            other: The other box.
            slack: How far they may reach into each other, for rounding.

        Returns:
            False when they only touch.
        """
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


def around(boxes: Sequence[Box]) -> Box:
    """
    Find the smallest box that holds all of some.

    Args:
        boxes: At least one box.

    Returns:
        The box around them.
    """
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(x, y, right - x, bottom - y)


class Cubic(NamedTuple):
    """
    One cubic piece: its start, two controls and its end.
    """

    start: Point
    first: Point
    second: Point
    end: Point

    def at(self, t: float) -> Point:
        """
        Find a point of it.

        Args:
            t: How far along, 0 to 1.

        Returns:
            The point.
        """
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        points = (self.start, self.first, self.second, self.end)
        x = sum(weight * point[0] for weight, point in zip((a, b, c, d), points, strict=True))
        y = sum(weight * point[1] for weight, point in zip((a, b, c, d), points, strict=True))
        return (x, y)

    def split(self, t: float) -> tuple[Cubic, Cubic]:
        """
        Cut it in two that draw the same.

        Args:
            t: Where, 0 to 1.

        Returns:
            The part before and the part after.

        Source:
            De Casteljau's construction.
        """
        ab = _between(self.start, self.first, t)
        bc = _between(self.first, self.second, t)
        cd = _between(self.second, self.end, t)
        abc, bcd = _between(ab, bc, t), _between(bc, cd, t)
        middle = _between(abc, bcd, t)
        return Cubic(self.start, ab, abc, middle), Cubic(middle, bcd, cd, self.end)


def _between(a: Point, b: Point, t: float) -> Point:
    """
    Go some way from one point to another.
    """
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def monotone_cubics(points: Sequence[Point]) -> tuple[Cubic, ...]:
    """
    Draw a smooth curve through points that never rises above or falls below its neighbours.

    Args:
        points: The points, x strictly increasing or strictly decreasing.

    Returns:
        One piece between each two points; none for fewer than two.

    Source:
        F. N. Fritsch & R. E. Carlson (1980), Monotone piecewise cubic interpolation, SIAM J. Numer.
        Anal. 17(2), 238-246; tangents limited to the circle of radius 3.
    """
    if len(points) < 2:  # noqa: PLR2004 (a curve has two ends)
        return ()
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    inner = ((a + b) / 2 if a * b > 0 else 0.0 for a, b in pairwise(slopes))
    tangents = [slopes[0], *inner, slopes[-1]]
    # Each tangent takes the stricter limit of its two pieces, so that a curve drawn backwards is
    # the same curve.
    limits = [_limit(slope, *ends) for slope, ends in zip(slopes, pairwise(tangents), strict=True)]
    both = zip([1.0, *limits], [*limits, 1.0], strict=True)
    return _hermite(points, [t * min(pair) for t, pair in zip(tangents, both, strict=True)])


def _limit(slope: float, start: float, end: float) -> float:
    """
    Say by what the tangents of a piece are shortened so that it stays monotone.
    """
    length = math.hypot(start, end)
    return min(1.0, 3 * abs(slope) / length) if length else 1.0


def _hermite(points: Sequence[Point], tangents: Sequence[float]) -> tuple[Cubic, ...]:
    """
    Write pieces with given tangents as cubics.
    """
    pieces = []
    for (a, b), (start, end) in zip(pairwise(points), pairwise(tangents), strict=True):
        third = (b[0] - a[0]) / 3
        first = (a[0] + third, a[1] + third * start)
        second = (b[0] - third, b[1] - third * end)
        pieces.append(Cubic(a, first, second, b))
    return tuple(pieces)


def path_of(cubics: Sequence[Cubic]) -> tuple[Command, ...]:
    """
    Write pieces that follow each other as one open path.

    Args:
        cubics: The pieces.

    Returns:
        A move and a curve for each piece; nothing for none.
    """
    if not cubics:
        return ()
    curves = (("C", *piece.first, *piece.second, *piece.end) for piece in cubics)
    return (("M", *cubics[0].start), *curves)


def monotone_curve(points: Sequence[Point]) -> tuple[Command, ...]:
    """
    Draw a smooth curve through points that never overshoots them.

    Args:
        points: The points, x strictly increasing or strictly decreasing.

    Returns:
        The open path; empty for fewer than two points.
    """
    return path_of(monotone_cubics(points))


def split_at_height(
    cubics: Sequence[Cubic], height: float
) -> tuple[tuple[bool, tuple[Cubic, ...]], ...]:
    """
    Cut a curve where it crosses a height, so that each part can have its own colour.

    Args:
        cubics: The pieces of a monotone curve.
        height: The y of the line that it crosses.

    Returns:
        For each stretch whether it lies above the line (smaller y), and its pieces; a stretch that
        only touches the line is not cut.
    """
    stretches: list[tuple[bool, list[Cubic]]] = []
    for piece in cubics:
        for part in _parts(piece, height):
            is_above = (part.start[1] + part.end[1]) / 2 < height
            if stretches and stretches[-1][0] == is_above:
                stretches[-1][1].append(part)
            else:
                stretches.append((is_above, [part]))
    return tuple((is_above, tuple(parts)) for is_above, parts in stretches)


def _parts(piece: Cubic, height: float) -> tuple[Cubic, ...]:
    """
    Cut one monotone piece at a height, if it crosses it.
    """
    low, high = sorted((piece.start[1], piece.end[1]))
    if not low < height < high:
        return (piece,)
    is_falling = piece.end[1] > piece.start[1]
    t = _crossing(lambda t: (piece.at(t)[1] > height) == is_falling)
    return piece.split(t)


def _crossing(is_beyond: Callable[[float], bool]) -> float:
    """
    Find by halving where a condition turns true between 0 and 1.
    """
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if is_beyond(middle):
            high = middle
        else:
            low = middle
    return high


def band(upper: Sequence[Point], lower: Sequence[Point]) -> tuple[Command, ...]:
    """
    Draw the area between two smooth curves, as of an interval around a curve.

    Args:
        upper: The points of the upper edge.
        lower: The points of the lower edge, in the same order.

    Returns:
        The closed path; empty for fewer than two points.
    """
    there = monotone_cubics(upper)
    back = [Cubic(c.end, c.second, c.first, c.start) for c in reversed(monotone_cubics(lower))]
    if not there or not back:
        return ()
    return (*path_of(there), ("L", *back[0].start), *path_of(back)[1:], ("Z",))


def polygon(points: Sequence[Point]) -> tuple[Command, ...]:
    """
    Draw a closed shape with straight sides.

    Args:
        points: Its corners.

    Returns:
        The closed path.
    """
    return (("M", *points[0]), *(("L", *point) for point in points[1:]), ("Z",))


def chevron(
    x: float, y: float, width: float, height: float, point: float, *, is_first: bool = False
) -> tuple[Command, ...]:
    """
    Draw an arrow-shaped label that points along the time axis.

    Args:
        x: The left edge, where the notch opens.
        y: The upper edge.
        width: From the left edge to the tip.
        height: Its height.
        point: How far the tip reaches, and the notch of all but the first.
        is_first: It begins a row and has no notch.

    Returns:
        The closed path.
    """
    point = min(point, width)
    middle = y + height / 2
    right = x + width
    corners = [(x, y), (right - point, y), (right, middle), (right - point, y + height)]
    corners.append((x, y + height))
    if not is_first:
        corners.append((x + point, middle))
    return polygon(corners)


def diamond(cx: float, cy: float, reach: float) -> tuple[Command, ...]:
    """
    Draw a square on its corner, the mark of a moment of truth.

    Args:
        cx: The x of its middle.
        cy: The y of its middle.
        reach: From the middle to each corner.

    Returns:
        The closed path.
    """
    return polygon([(cx, cy - reach), (cx + reach, cy), (cx, cy + reach), (cx - reach, cy)])


def rounded(box: Box, radii: tuple[float, float, float, float]) -> tuple[Command, ...]:
    """
    Draw a rectangle whose corners have radii of their own.

    Args:
        box: The rectangle.
        radii: Of the corners at top left, top right, bottom right and bottom left.

    Returns:
        The closed path.
    """
    limit = min(box.width, box.height) / 2
    a, b, c, d = (min(max(radius, 0.0), limit) for radius in radii)
    k = 1 - _KAPPA
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    return (
        ("M", x + a, y),
        ("L", right - b, y),
        ("C", right - b * k, y, right, y + b * k, right, y + b),
        ("L", right, bottom - c),
        ("C", right, bottom - c * k, right - c * k, bottom, right - c, bottom),
        ("L", x + d, bottom),
        ("C", x + d * k, bottom, x, bottom - d * k, x, bottom - d),
        ("L", x, y + a),
        ("C", x, y + a * k, x + a * k, y, x + a, y),
        ("Z",),
    )
