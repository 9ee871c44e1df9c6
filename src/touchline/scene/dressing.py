"""
What a company's theme adds to every picture: its mark above, and its corners.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.lowering import lowered
from touchline.canvas.primitives import Group, Image, Rect, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Logo, Theme

#: The corner of a card in the themes of the package, px.
_USUAL_RADIUS = 9.0

#: A field whose corners are at least this share of its height is round by its nature.
_ROUND = 0.45

#: The largest width and height of a mark, and its distance to what stands below, px.
_WIDEST, _HIGHEST, _BELOW = 190.0, 34.0, 16.0

#: Inside the edge of the sheet, px.
_PAD = 26.0


def dressed(scene: Scene, theme: Theme) -> Scene:
    """
    Give a picture the corners and the mark of a company.

    Args:
        scene: A scene as it was laid out from the inline start, its ground first.
        theme: The theme; those of the package add nothing.

    Returns:
        The scene, higher by the line that the mark takes.
    """
    if theme.radius != _USUAL_RADIUS:
        share = theme.radius / _USUAL_RADIUS
        scene = replace(scene, children=tuple(_cornered(item, share) for item in scene.children))
    ground = scene.children[0] if scene.children else None
    if theme.logo is None or not isinstance(ground, Rect):
        return scene
    words = _first_words(scene.children[1:])
    mark = _mark(theme.logo, ground, ground.x + _PAD if words is None else words.x)
    room = mark.height + _BELOW
    title = theme.logo.name
    above = Group(children=(mark,), role="logo", title=title)
    rest = tuple(lowered(item, room) for item in scene.children[1:])
    return replace(
        scene,
        height=scene.height + room,
        children=(replace(ground, height=ground.height + room), above, *rest),
    )


def _first_words(primitives: Iterable[Primitive]) -> Text | None:
    """
    Find the first text of a picture, its title, above which the mark is put.
    """
    for item in primitives:
        found = _first_words(item.children) if isinstance(item, Group) else item
        if isinstance(found, Text):
            return found
    return None


def _mark(logo: Logo, ground: Rect, x: float) -> Image:
    scale = min(_WIDEST / logo.width, _HIGHEST / logo.height)
    return Image(
        x=x,
        y=ground.y + _PAD - 4,
        width=scale * logo.width,
        height=scale * logo.height,
        href=logo.href,
        description=logo.name,
    )


def _cornered(primitive: Primitive, share: float) -> Primitive:
    """
    Change the corners of fields; chips, bars and discs stay as round as they are.
    """
    if isinstance(primitive, Group):
        inside = tuple(_cornered(item, share) for item in primitive.children)
        return replace(primitive, children=inside)
    if not isinstance(primitive, Rect | Image) or not primitive.radius:
        return primitive
    shorter = min(primitive.width, primitive.height)
    if primitive.radius >= _ROUND * shorter:
        return primitive
    return replace(primitive, radius=min(primitive.radius * share, shorter / 2))
