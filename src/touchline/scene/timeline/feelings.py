"""
How it feels, as a curve over time.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Line
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.lanes._curve import Axis
from touchline.lanes._pen import PAD
from touchline.lanes._personas import in_order, persona_key
from touchline.lanes._plot import ScoreLane
from touchline.lanes._points import points_of
from touchline.scene.chosen_lanes import row_of
from touchline.scene.heads import lane_head, lane_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane
    from touchline.scene.subject import Subject
    from touchline.scene.timeline.scale import Scale

#: The height between the best and the worst score, and what values need above and below, px.
_PLOT, _ABOVE, _BELOW = 104.0, 24.0, 24.0

#: A point's value takes at most this room on either side, px.
_REACH = 60.0


def feelings(
    subject: Subject,
    pen: Pen,
    lane: Lane,
    columns: Sequence[Column],
    scale: Scale,
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[Group | None, float]:
    """
    Draw a lane of feelings over time.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        lane: The lane.
        columns: The columns of the steps.
        scale: Where the steps stand in time.
        x: Where the name of the lane begins.
        top: The y below which it is drawn.
        width: The width of its name.

    Returns:
        The curve, None where nobody has told a feeling, and the y of its lower edge.
    """
    kind = LANES[lane.kind]
    row = row_of(subject, lane, _in_time(columns, scale), top)
    points = points_of(row)
    if not points or not isinstance(kind, ScoreLane):
        return None, top
    personas = in_order(row, (point.card.persona for point in points))
    head, needed = lane_head(subject, pen, lane, x=x, top=top, width=width)
    children: list[Primitive] = [head]
    best = top + _ABOVE
    if len(personas) > 1:
        key = persona_key(replace(row, columns=tuple(columns)), pen, personas)
        children += key.children
        best += key.height
    axis = Axis(best, best + _PLOT)
    children += _ground(pen, columns, axis)
    is_joined = len({(point.scale.low, point.scale.high) for point in points}) == 1
    for rank, persona in reversed(tuple(enumerate(personas))):
        own = [point for point in points if point.card.persona == persona]
        if is_joined:
            children += kind.curve(pen, axis, own, rank=rank)
        children += [kind.mark(row, pen, axis, point, rank=rank) for point in own]
    bottom = axis.bottom + _BELOW
    if not is_joined:
        note = pen.words(
            translate("scene.mixed-scales", pen.language),
            pen.styles.note,
            x=columns[0].x + PAD,
            y=bottom - 2,
            width=columns[-1].end - columns[0].x - 2 * PAD,
        )
        children.append(note)
        bottom = note.y + note.height + 4
    low = max(bottom, top + needed)
    title = lane_title(subject, lane)
    return Group(children=tuple(children), role="lane", title=title, at=row.at), low


def _in_time(columns: Sequence[Column], scale: Scale) -> list[Column]:
    """
    Give each step a column around its place in time, half way to its neighbours.
    """
    xs = scale.xs
    halves = [(b - a) / 2 for a, b in pairwise(xs)]
    before = [halves[0] if halves else _REACH, *halves]
    after = [*halves, halves[-1] if halves else _REACH]
    placed = []
    for column, x, left, right in zip(columns, xs, before, after, strict=True):
        reach = min(left, right, _REACH)
        placed.append(replace(column, x=x - reach, width=2 * reach))
    return placed


def _ground(pen: Pen, columns: Sequence[Column], axis: Axis) -> list[Primitive]:
    """
    Draw the line between good and bad over the whole width.
    """
    start, end, y = columns[0].x, columns[-1].end, axis.middle
    return [Line(x1=start, y1=y, x2=end, y2=y, stroke=pen.theme.rule, dash=(2, 4))]
