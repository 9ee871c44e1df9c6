"""
What lies behind a place of a picture, as a painter would have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.scene.walking import reach, walk
from touchline.canvas.colour import contrast, is_colour, mixed
from touchline.canvas.primitives import Ellipse, Icon, Image, Path, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Command, Primitive, Scene

#: WCAG 2.2 calls text large from 24 px, or from 18.66 px when it is bold.
LARGE, LARGE_BOLD, BOLD = 24.0, 18.66, 700


@dataclass(frozen=True, slots=True)
class Seen:
    """
    A text or an icon with the colour of its ground.

    Args:
        what: Its words or its name.
        ratio: Its contrast.
        is_large: Three to one are enough: large text, or an icon.
    """

    what: str
    ratio: float
    is_large: bool


def seen(scene: Scene) -> Iterator[Seen]:
    """
    Hold every text and icon against what was painted below it.

    Yields:
        Each with the contrast at its middle, or at that of each of its lines.
    """
    painted: list[Primitive] = []
    for item in walk(scene.children):
        if isinstance(item, Image) or getattr(item, "fill", None) is not None:
            painted.append(item)
        elif isinstance(item, Icon):
            middle = (item.x + item.size / 2, item.y + item.size / 2)
            ground = _ground(scene, painted, middle)
            if ground and is_colour(item.colour):
                yield Seen(f"icon {item.name}", contrast(item.colour, ground), is_large=True)
        elif isinstance(item, Text) and is_colour(item.colour):
            large = item.size >= LARGE or (item.size >= LARGE_BOLD and item.weight >= BOLD)
            for line in item.lines:
                middle = (line.x + line.width / 2, line.baseline - 0.3 * item.size)
                if line.text.strip() and (ground := _ground(scene, painted, middle)):
                    yield Seen(line.text, contrast(item.colour, ground), is_large=large)


def _ground(scene: Scene, painted: list[Primitive], at: tuple[float, float]) -> str:
    """
    Mix the colours over a place from back to front; empty on a photograph.
    """
    ground = scene.background
    for item in painted:
        if not _holds(item, at):
            continue
        if isinstance(item, Image):
            ground = ""
            continue
        fill, opacity = getattr(item, "fill", None), getattr(item, "opacity", 1.0)
        if ground and isinstance(fill, str) and is_colour(fill):
            ground = mixed(fill, ground, opacity)
    return ground


def _holds(item: Primitive, at: tuple[float, float]) -> bool:
    found = reach(item)
    if found is None:
        return False
    left, top, right, bottom = found
    x, y = at
    if not (left <= x <= right and top <= y <= bottom):
        return False
    if isinstance(item, Ellipse):
        rx, ry = max(item.rx, 1e-6), max(item.ry, 1e-6)
        return ((x - item.cx) / rx) ** 2 + ((y - item.cy) / ry) ** 2 <= 1
    return _surrounds(item.commands, at) if isinstance(item, Path) else True


def _surrounds(commands: tuple[Command, ...], at: tuple[float, float]) -> bool:
    """
    Count how often a ray to the right crosses an outline whose curves are cut into short lines.
    """
    x, y = at
    crossings = 0
    for (x1, y1), (x2, y2) in _sides(commands):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def _sides(
    commands: tuple[Command, ...],
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    pen = start = (0.0, 0.0)
    for letter, *values in commands:
        numbers = [float(value) for value in values]
        if letter == "Z":
            yield pen, start
            pen = start
            continue
        end = (numbers[-2], numbers[-1])
        if letter == "M":
            yield pen, start
            start = end
        elif letter == "L":
            yield pen, end
        else:
            before = pen
            for i in range(1, 9):
                t = i / 8
                here = tuple(
                    (1 - t) ** 3 * before[axis]
                    + 3 * (1 - t) ** 2 * t * numbers[axis]
                    + 3 * (1 - t) * t**2 * numbers[2 + axis]
                    + t**3 * end[axis]
                    for axis in (0, 1)
                )
                yield pen, (here[0], here[1])
                pen = (here[0], here[1])
        pen = end
    yield pen, start
