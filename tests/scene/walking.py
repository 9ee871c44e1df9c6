"""
Walks over what a scene holds, and asks how far it reaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import (
    Ellipse,
    Group,
    Icon,
    Line,
    Path,
    Primitive,
    Rect,
    Scene,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Reach = tuple[float, float, float, float]


def walk(primitives: Iterable[Primitive]) -> Iterator[Primitive]:
    """
    Visit every primitive, groups before what they hold.
    """
    for primitive in primitives:
        yield primitive
        if isinstance(primitive, Group):
            yield from walk(primitive.children)


def texts(scene: Scene) -> list[Text]:
    return [item for item in walk(scene.children) if isinstance(item, Text)]


def groups(scene: Scene, role: str) -> list[Group]:
    return [item for item in walk(scene.children) if isinstance(item, Group) and item.role == role]


def words(primitives: Iterable[Primitive]) -> list[str]:
    return [item.source for item in walk(primitives) if isinstance(item, Text)]


def reach(primitive: Primitive) -> Reach | None:
    """
    Give left, top, right and bottom; None for an empty group.
    """
    if isinstance(primitive, Group):
        return around(primitive.children)
    if isinstance(primitive, Ellipse):
        x, y, rx, ry = primitive.cx, primitive.cy, primitive.rx, primitive.ry
        return (x - rx, y - ry, x + rx, y + ry)
    if isinstance(primitive, Line):
        xs, ys = sorted((primitive.x1, primitive.x2)), sorted((primitive.y1, primitive.y2))
        return (xs[0], ys[0], xs[1], ys[1])
    if isinstance(primitive, Path):
        numbers = [value for command in primitive.commands for value in command[1:]]
        across, down = [float(x) for x in numbers[::2]], [float(y) for y in numbers[1::2]]
        return (min(across), min(down), max(across), max(down))
    if isinstance(primitive, Icon):
        x, y, size = primitive.x, primitive.y, primitive.size
        return (x, y, x + size, y + size)
    if isinstance(primitive, Rect | Text):
        x, y = primitive.x, primitive.y
        return (x, y, x + primitive.width, y + primitive.height)
    raise AssertionError(primitive)


def around(primitives: Iterable[Primitive]) -> Reach | None:
    reaches = [found for item in primitives if (found := reach(item))]
    if not reaches:
        return None
    lefts, tops, rights, bottoms = zip(*reaches, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def is_inside(inner: Reach | None, outer: Reach, slack: float = 0.01) -> bool:
    if inner is None:
        return True
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def overlap(one: Reach, other: Reach, slack: float = 0.01) -> bool:
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


def ink(text: Text) -> Reach:
    """
    Give the box of what a text really covers: letters reach neither edge of their line.
    """
    left = min(line.x for line in text.lines)
    right = max(line.x + line.width for line in text.lines)
    return (left, text.y + 0.25 * text.size, right, text.y + text.height - 0.25 * text.size)


def meeting(scene: Scene) -> list[tuple[str, str]]:
    """
    Find the texts that cover each other; only neighbours in height are compared.
    """
    boxes = sorted((ink(text)[1], ink(text), text.source) for text in texts(scene) if text.lines)
    found = []
    for i, (_, one, said) in enumerate(boxes):
        for top, other, answered in boxes[i + 1 :]:
            if top >= one[3]:
                break
            if overlap(one, other, 0.5):
                found.append((said, answered))
    return found
