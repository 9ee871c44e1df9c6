"""
A story as slides: its opening, its people, a slide for each step, and how it ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Scene, Text
from touchline.exporters._leaves import leaves_of, span_of
from touchline.exporters._pptx.package import Deck, Slide
from touchline.exporters._pptx.template import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive
    from touchline.exporters._leaves import Leaf
    from touchline.exporters._pptx.template import Template

#: The size of a slide and the space around what stands on it, px.
_WIDTH, _HEIGHT, _MARGIN = 1280.0, 720.0, 46.0

#: Words are not set larger than this; a slide holds few of them.
_LARGEST = 1.25


def book_of(scene: Scene, template: Template) -> Deck:
    """
    Turn the picture of a story into slides.

    Args:
        scene: The picture.
        template: What the slides stand on.

    Returns:
        The deck.
    """
    leaves = leaves_of(scene)
    span = span_of(leaves)
    plain = replace(scene, background=template.theme.paper)
    return Deck(
        title=scene.title,
        about=scene.description,
        language=scene.language,
        is_rtl=scene.is_rtl,
        template=replace(template, width=_WIDTH, height=_HEIGHT),
        slides=tuple(_slide(plain, leaf, *span) for leaf in leaves),
    )


def _slide(scene: Scene, leaf: Leaf, left: float, width: float) -> Slide:
    box = leaf.box
    across = (_WIDTH - 2 * _MARGIN) / width
    down = (_HEIGHT - 2 * _MARGIN) / max(box.height, 1.0)
    scale = min(across, down, _LARGEST)
    x = (_WIDTH - scale * width) / 2 - scale * left
    y = (_HEIGHT - scale * box.height) / 2 - scale * box.y
    return Slide(
        title=leaf.title or scene.title,
        scene=replace(scene, children=leaf.groups),
        scale=scale,
        frame=Frame(x, y, scale * width, scale * box.height),
        notes="\n".join(_words(leaf.groups)),
        is_title_hidden=True,
    )


def _words(primitives: Iterable[Primitive]) -> Iterator[str]:
    for item in primitives:
        if isinstance(item, Group):
            yield from _words(item.children)
        elif isinstance(item, Text) and item.source.strip():
            yield item.source
