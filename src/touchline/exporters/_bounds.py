"""
The boxes that linked groups fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Icon, Image, Line, Path, Rect, Text
from touchline.exporters._markup import web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive, Scene


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    An upright box in pixels.
    """

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A box that leads somewhere.
    """

    href: str
    box: Bounds


def linked_boxes(scene: Scene) -> tuple[Spot, ...]:
    """
    Collect where a picture can be clicked.

    Args:
        scene: The picture.

    Returns:
        Every linked group's target and box, back to front.
    """
    return tuple(_linked(scene.children))


def bounds_of(primitive: Primitive) -> Bounds | None:
    """
    Find the box around a primitive.

    Args:
        primitive: A primitive; of a group, everything in it counts.

    Returns:
        The box, the hull of the control points where there are curves; None for an empty group.
    """
    corners = list(_corners(primitive))
    if not corners:
        return None
    left, top = (min(corner[axis] for corner in corners) for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) for axis in (0, 1))
    return Bounds(left, top, right - left, bottom - top)


def _linked(primitives: Iterable[Primitive]) -> Iterator[Spot]:
    for primitive in primitives:
        if isinstance(primitive, Group):
            href = web_link(primitive.link)
            box = bounds_of(primitive) if href else None
            if href and box:
                yield Spot(href, box)
            yield from _linked(primitive.children)


def _corners(primitive: Primitive) -> Iterator[tuple[float, float]]:
    """
    Walk over points whose hull holds the primitive; a curve lies inside its control points.
    """
    match primitive:
        case Group(children=children):
            for child in children:
                yield from _corners(child)
        case Rect() | Text() | Image():
            yield primitive.x, primitive.y
            yield primitive.x + primitive.width, primitive.y + primitive.height
        case Icon(x=x, y=y, size=size):
            yield x, y
            yield x + size, y + size
        case Ellipse(cx=cx, cy=cy, rx=rx, ry=ry):
            yield cx - rx, cy - ry
            yield cx + rx, cy + ry
        case Line():
            yield primitive.x1, primitive.y1
            yield primitive.x2, primitive.y2
        case Path(commands=commands):
            for _, *numbers in commands:
                values = [float(number) for number in numbers]
                yield from zip(values[::2], values[1::2], strict=True)
