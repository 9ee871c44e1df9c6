"""
The lanes of a map that are plots themselves: feelings, importance, kept figures, departures.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.lanes import LANES, Row
from touchline.location import Location
from touchline.model.structure import Lane
from touchline.scene.heads import lane_head, lane_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.map import JourneyMap
    from touchline.scene.subject import Subject

#: The kinds of lanes that tell how the journey feels, and those that hold figures over time.
FEELINGS, FIGURES = ("emotion", "expectations", "importance"), ("metrics",)

#: The kind that holds the planned path against the real ones.
_DEPARTURES = "deviations"


def told_lanes(journey: JourneyMap, kinds: Sequence[str]) -> list[Lane]:
    """
    Find the lanes of some kinds that hold cards.

    Args:
        journey: The map.
        kinds: The kinds, in the order in which they are drawn.

    Returns:
        The lanes, without their empty cells.
    """
    found = []
    for kind in kinds:
        for lane in journey.lanes:
            # A chart answers; the questions of empty cells are for those who fill the map.
            cells = tuple(cell for cell in lane.cells if cell.cards)
            if lane.kind == kind and cells:
                found.append(lane.model_copy(update={"cells": cells}))
    return found


def plotted(
    subject: Subject,
    pen: Pen,
    columns: tuple[Column, ...],
    lane: Lane,
    *,
    x: float,
    width: float,
    top: float,
) -> tuple[Group, float]:
    """
    Draw a lane as the grid does, over the columns of a chart.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        lane: The lane.
        x: Where its name begins.
        width: How wide its name is set.
        top: The y below which it is drawn.

    Returns:
        The lane and the y of its lower edge.
    """
    row = Row(
        lane=lane,
        journey=subject.journey,
        measures=subject.measures,
        columns=columns,
        language=subject.language,
        top=top,
    )
    drawn = LANES[lane.kind].draw(row, pen)
    first, needed = lane_head(subject, pen, lane, x=x, top=top, width=width)
    rule = Rect(x=x, y=top - 0.5, width=columns[-1].end - x, height=1, fill=pen.theme.line)
    children = (rule, first, *drawn.children)
    title = lane_title(subject, lane)
    group = Group(children=children, role="lane", title=title, at=row.at)
    return group, top + round(max(drawn.height, needed))


def departures(
    subject: Subject,
    pen: Pen,
    columns: tuple[Column, ...],
    *,
    x: float,
    width: float,
    top: float,
) -> tuple[Group, float] | None:
    """
    Draw where real paths leave the planned one, whether or not the map has a lane for it.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        x: Where its name begins.
        width: How wide its name is set.
        top: The y below which it is drawn.

    Returns:
        The lane and the y of its lower edge; None when the paths were not compared.
    """
    if subject.measures is None or subject.measures.conformance is None:
        return None
    own = next((lane for lane in subject.journey.lanes if lane.kind == _DEPARTURES), None)
    lane = own or Lane(id=_DEPARTURES, kind=_DEPARTURES)
    group, low = plotted(subject, pen, columns, lane, x=x, width=width, top=top)
    return (group if own else _placed_at_steps(group), low)


def _placed_at_steps(group: Group) -> Group:
    """
    Bind what is drawn of a lane that the map does not have to the steps, or to the whole map.
    """
    children: list[Primitive] = [
        _placed_at_steps(child) if isinstance(child, Group) else child for child in group.children
    ]
    steps = [part for part in (group.at.parts if group.at else ()) if part[0] == "step"]
    return replace(group, children=tuple(children), at=Location.of(*steps))
