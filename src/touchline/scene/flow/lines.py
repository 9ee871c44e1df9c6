"""
The lines of a flowchart: bent ways with round corners, tips and marks at their ends.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from touchline.canvas.geometry import polygon
from touchline.canvas.primitives import Ellipse, Line, Path
from touchline.canvas.text import TextStyle
from touchline.i18n import number, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.geometry import Point
    from touchline.canvas.primitives import Command, Primitive
    from touchline.lanes._pen import Pen

#: How far a curve's handle lies along a quarter of a circle.
_KAPPA = 0.5523

#: The rounding of corners and the length of a tip, px.
_CORNER, TIP = 8.0, 8.0

#: The thinnest line that stands for a share, and what the whole adds to it, px.
_THIN, _WHOLE = 1.6, 10.4

#: The radii of the discs at the ends of the journey and of those that join rows, px.
MARK, _LINK = 8.0, 9.0


def thickness(share: float | None, otherwise: float) -> float:
    """
    Say how thick a line is.

    Args:
        share: The share that it stands for, in [0, 1]; None where nobody knows.
        otherwise: How thick it is then, px.

    Returns:
        The thickness, px.
    """
    return otherwise if share is None else _THIN + _WHOLE * max(0.0, min(1.0, share))


def bent(points: Sequence[Point]) -> tuple[Command, ...]:
    """
    Draw a line through points with round corners.

    Args:
        points: At least two points; its parts are straight across or straight down.

    Returns:
        The open path.
    """
    commands: list[Command] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_CORNER, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        if radius <= 0:
            continue
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        first = _towards(start, corner, radius * _KAPPA)
        second = _towards(end, corner, radius * _KAPPA)
        commands += [("L", *start), ("C", *first, *second, *end)]
    commands.append(("L", *points[-1]))
    return tuple(commands)


def _towards(start: Point, end: Point, distance: float) -> Point:
    whole = math.dist(start, end)
    if whole == 0:
        return start
    part = distance / whole
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def tip(end: Point, before: Point, colour: str, *, width: float = 2.0) -> Path:
    """
    Draw the head of an arrow.

    Args:
        end: Where it points.
        before: The point from which its line comes.
        colour: Its colour.
        width: The thickness of the line.

    Returns:
        The closed path.
    """
    back = _towards(end, before, TIP)
    half = max(4.2, width / 2 + 2.4)
    across = (back[1] - end[1]) / TIP * half, (end[0] - back[0]) / TIP * half
    corners = [
        end,
        (back[0] + across[0], back[1] + across[1]),
        (back[0] - across[0], back[1] - across[1]),
    ]
    return Path(commands=polygon(corners), fill=colour)


def arrow(start: Point, end: Point, colour: str, *, is_double: bool = False) -> list[Primitive]:
    """
    Draw a straight thin arrow.

    Args:
        start: Where it begins.
        end: Where it points.
        colour: Its colour.
        is_double: It points both ways.

    Returns:
        The line and its heads.
    """
    first = _towards(start, end, TIP - 1) if is_double else start
    last = _towards(end, start, TIP - 1)
    line = Line(x1=first[0], y1=first[1], x2=last[0], y2=last[1], stroke=colour, stroke_width=1.4)
    heads = [tip(end, start, colour, width=0.0)]
    if is_double:
        heads.append(tip(start, end, colour, width=0.0))
    return [line, *heads]


def start_mark(pen: Pen, cx: float, cy: float, *, radius: float = MARK) -> list[Primitive]:
    """
    Mark where the journey begins.

    Args:
        pen: What knows the theme.
        cx: The middle.
        cy: The middle.
        radius: How large it is.

    Returns:
        A full disc.
    """
    return [Ellipse(cx=cx, cy=cy, rx=radius, ry=radius, fill=pen.theme.ink)]


def end_mark(pen: Pen, cx: float, cy: float, *, radius: float = MARK) -> list[Primitive]:
    """
    Mark where the planned way comes to its end.

    Args:
        pen: What knows the theme.
        cx: The middle.
        cy: The middle.
        radius: How large it is.

    Returns:
        A disc in a ring.
    """
    ink, paper = pen.theme.ink, pen.theme.paper
    ring = Ellipse(cx=cx, cy=cy, rx=radius, ry=radius, fill=paper, stroke=ink, stroke_width=1.8)
    return [ring, Ellipse(cx=cx, cy=cy, rx=radius - 3.6, ry=radius - 3.6, fill=ink)]


def link_mark(pen: Pen, cx: float, cy: float, n: int, colour: str) -> list[Primitive]:
    """
    Mark where a way goes on in another row, or comes from one.

    Args:
        pen: What knows theme and language.
        cx: The middle.
        cy: The middle.
        n: The number that both ends share.
        colour: The colour of the way.

    Returns:
        A disc with the number.
    """
    style = TextStyle(size=10.8, weight=600, colour=pen.theme.ink, line_height=1.0)
    words = pen.words(
        number(n, pen.language), style, x=cx - _LINK, y=cy - 5.4, width=2 * _LINK, align="middle"
    )
    ring = Ellipse(
        cx=cx, cy=cy, rx=_LINK, ry=_LINK, fill=pen.theme.paper, stroke=colour, stroke_width=1.5
    )
    return [ring, words]


def open_mark(pen: Pen, cx: float, cy: float, colour: str) -> list[Primitive]:
    """
    Mark a way of which nobody knows from where it comes.

    Args:
        pen: What knows the theme.
        cx: The middle.
        cy: The middle.
        colour: The colour of the way.

    Returns:
        An empty ring.
    """
    return [Ellipse(cx=cx, cy=cy, rx=3.4, ry=3.4, fill=pen.theme.paper, stroke=colour)]


def told_link(pen: Pen, n: int, *, goes_on: bool) -> str:
    """
    Say where a way goes on, or from where it comes.

    Args:
        pen: What knows the language.
        n: The number that both ends share.
        goes_on: It goes on in another row; else it comes from one.

    Returns:
        A few words.
    """
    told = number(n, pen.language)
    if goes_on:
        return translate("scene.flow-goes-on", pen.language, n=told)
    return translate("scene.flow-comes-from", pen.language, n=told)
