"""
A story as slides: its opening, its characters, a slide for each step, and how it ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Scene, Text
from touchline.exporters._bounds import Bounds, bounds_of
from touchline.exporters._pptx.package import Deck, Slide
from touchline.exporters._pptx.template import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.exporters._pptx.template import Template

#: The size of a slide and the space around what stands on it, px.
_WIDTH, _HEIGHT, _MARGIN = 1280.0, 720.0, 46.0

#: Words are not set larger than this; a slide holds few of them.
_LARGEST = 1.25

#: What stands on one slide together, by the roles of the groups.
_OPENING, _PEOPLE, _END = (
    {"story", "course"},
    {"heading", "persona"},
    {"summary", "legend", "footer"},
)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """
    What stands on one slide.
    """

    groups: tuple[Group, ...]
    box: Bounds

    @property
    def title(self) -> str:
        """
        The step or person that it shows, else its first heading.
        """
        named = [group for group in self.groups if group.title]
        steps = [group for group in named if group.role == "step"]
        return (steps or named)[0].title if named else ""


def book_of(scene: Scene, template: Template) -> Deck:
    """
    Turn the picture of a story into slides.

    Args:
        scene: The picture.
        template: What the slides stand on.

    Returns:
        The deck.
    """
    template = replace(template, width=_WIDTH, height=_HEIGHT)
    leaves = [_Leaf(groups, box) for groups in _bound(scene) if (box := _around(groups))]
    left = min((leaf.box.x for leaf in leaves), default=0.0)
    wide = max((leaf.box.x + leaf.box.width for leaf in leaves), default=0.0) - left
    slides = [_slide(scene, leaf, left, wide, template.theme.paper) for leaf in leaves]
    return Deck(
        title=scene.title,
        about=scene.description,
        language=scene.language,
        is_rtl=scene.is_rtl,
        template=template,
        slides=tuple(slides),
    )


def _bound(scene: Scene) -> Iterator[tuple[Group, ...]]:
    """
    Gather what stands on each slide; the opener of a stage stands above its first step.
    """
    groups = [item for item in scene.children if isinstance(item, Group)]
    yield tuple(group for group in groups if group.role in _OPENING)
    yield tuple(group for group in groups if group.role in _PEOPLE)
    opener: tuple[Group, ...] = ()
    for group in groups:
        if group.role == "stage":
            if opener:
                yield opener
            opener = (group,)
        elif group.role == "step":
            yield (*opener, group)
            opener = ()
    if opener:
        yield opener
    yield tuple(group for group in groups if group.role in _END)


def _around(groups: Sequence[Group]) -> Bounds | None:
    boxes = [box for group in groups if (box := bounds_of(group))]
    if not boxes:
        return None
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    end = max(box.x + box.width for box in boxes)
    low = max(box.y + box.height for box in boxes)
    return Bounds(x, y, end - x, low - y)


def _slide(scene: Scene, leaf: _Leaf, left: float, width: float, paper: str) -> Slide:
    box = leaf.box
    across = (_WIDTH - 2 * _MARGIN) / max(width, 1.0)
    down = (_HEIGHT - 2 * _MARGIN) / max(box.height, 1.0)
    scale = min(across, down, _LARGEST)
    x = (_WIDTH - scale * width) / 2 - scale * left
    y = (_HEIGHT - scale * box.height) / 2 - scale * box.y
    return Slide(
        title=leaf.title or scene.title,
        scene=replace(scene, children=leaf.groups, background=paper),
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
