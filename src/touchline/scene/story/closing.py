"""
How a story ends: how many come there, where most are lost, and what could come next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group
from touchline.location import Location
from touchline.scene.story.prose import Look, Prose

if TYPE_CHECKING:
    from touchline.lanes._pen import Pen
    from touchline.scene.story.ending import Ending
    from touchline.scene.story.told import Story

#: Space between two parts of the end, px.
_BETWEEN = 18.0


def closing(told: Story, pen: Pen, *, x: float, top: float, width: float) -> tuple[Group, float]:
    """
    Place the parts of the end beside each other.

    Args:
        told: The story; it has an end.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The group and its lower edge.
    """
    n = len(told.endings)
    wide = (width - (n - 1) * _BETWEEN) / n
    low = top
    # The boxes end on one line, so they are set once to learn how high they are.
    for is_final in (False, True):
        children = []
        for i, ending in enumerate(told.endings):
            column = Prose(pen, x + i * (wide + _BETWEEN), top, wide)
            column.box(ending.title, ending.sentences, _look(pen, ending), low=low)
            children += column.children
            low = max(low, column.y)
        if is_final:
            break
    title = told.endings[0].title
    return Group(children=tuple(children), role="summary", title=title, at=Location()), low


def _look(pen: Pen, ending: Ending) -> Look:
    theme = pen.theme
    if ending.kind == "lost":
        return Look("log-out", theme.pain, theme.pain_line, theme.bad_ink)
    if ending.kind == "next":
        return Look("sprout", theme.opportunity, theme.opportunity_line, theme.good_ink)
    return Look("flag", theme.soft, theme.line, theme.ink)
