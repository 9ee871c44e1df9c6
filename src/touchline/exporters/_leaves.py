"""
The picture of a story in parts that belong on one slide or page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group
from touchline.exporters._bounds import Bounds, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Scene

#: What belongs together at the beginning and at the end, by the roles of the groups.
_OPENING, _PEOPLE = frozenset({"story", "course"}), frozenset({"heading", "persona"})
_END = frozenset({"summary", "legend", "footer"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    Groups that stay together.

    Args:
        groups: The groups, back to front.
        box: The box around them, px of the picture.
    """

    groups: tuple[Group, ...]
    box: Bounds

    @property
    def title(self) -> str:
        """
        The name of the step that it shows, else of its first group that has one.
        """
        named = [group for group in self.groups if group.title]
        steps = [group for group in named if group.role == "step"]
        return (steps or named)[0].title if named else ""

    @property
    def low(self) -> float:
        """
        The y of its lower edge.
        """
        return self.box.y + self.box.height


def leaves_of(scene: Scene) -> tuple[Leaf, ...]:
    """
    Take the picture of a story apart.

    Args:
        scene: The picture.

    Returns:
        Its opening, its people, its steps, the first of a stage below the stage's name, and its
        end.
    """
    return tuple(
        Leaf(groups, box) for groups in _bound(scene) if (box := _around(groups)) is not None
    )


def span_of(leaves: Sequence[Leaf]) -> tuple[float, float]:
    """
    Say how far leaves reach from side to side.

    Args:
        leaves: The leaves.

    Returns:
        The left edge and the width of all, so that each stands where it would among the others.
    """
    left = min((leaf.box.x for leaf in leaves), default=0.0)
    right = max((leaf.box.x + leaf.box.width for leaf in leaves), default=0.0)
    return left, max(right - left, 1.0)


def _bound(scene: Scene) -> Iterator[tuple[Group, ...]]:
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
