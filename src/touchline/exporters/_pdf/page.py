"""
What stands on one page: pictures in their windows, and the bookmarks that lead to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group
from touchline.exporters._bounds import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.exporters._bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    A picture, or the part of it that a window shows.

    Args:
        scene: The picture.
        x: The left edge of the window, px.
        y: Its upper edge, px.
        width: Its width, px.
        height: Its height, px.
        left: How far left of the window's edge the picture begins, px.
        top: How far above the window's edge it begins, px.
        scale: How large it is set.
        alt: What it shows, for those who cannot see it; None for marks that say nothing.
    """

    scene: Scene
    x: float
    y: float
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A bookmark.

    Args:
        words: What it says.
        level: How deep it stands in the list of bookmarks, from 1.
        y: How far down the page it leads, px.
    """

    words: str
    level: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page.

    Args:
        width: Its width, px.
        height: Its height, px.
        placed: What stands on it, back to front.
        marks: The bookmarks that lead to it.
    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    marks: tuple[Mark, ...] = ()


def stages_of(scene: Scene) -> tuple[tuple[str, Bounds], ...]:
    """
    Collect where the stages of a picture stand.

    Args:
        scene: The picture.

    Returns:
        The name and the box of each stage, in their order; each name once.
    """
    found: dict[str, Bounds] = {}
    for group in _stages(scene.children):
        box = bounds_of(group)
        if group.title and box:
            found.setdefault(group.title, box)
    return tuple(found.items())


def _stages(primitives: Iterable[Primitive]) -> Iterator[Group]:
    for primitive in primitives:
        if isinstance(primitive, Group):
            if primitive.role == "stage":
                yield primitive
            yield from _stages(primitive.children)
