"""
The journey on an axis of time (R-080).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.lanes._pen import Pen
from touchline.scene.branches import branches
from touchline.scene.chosen_lanes import chosen_lanes, not_drawn, row_of
from touchline.scene.columns import columns
from touchline.scene.header import header
from touchline.scene.heads import head_width, lane_head, lane_title, stages, steps, tints
from touchline.scene.here import frame, sign
from touchline.scene.legend import Entry, footer, grid_entries, legend
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style
from touchline.scene.timeline.axis import (
    LEADS,
    bar,
    leads,
    nodes,
    tick_lines,
    ticks,
    time_head,
    waits,
)
from touchline.scene.timeline.feelings import feelings
from touchline.scene.timeline.scale import scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.lanes import Column
    from touchline.model.structure import Lane
    from touchline.scene.subject import Subject
    from touchline.scene.timeline.scale import Scale

#: The lanes that are drawn below the steps.
_BELOW = (
    "actions",
    "thoughts",
    "touchpoints",
    "completion",
    "time-to-next",
    "pain-points",
    "opportunities",
)

#: After the names of lanes, px.
_AFTER_HEAD = 14.0


class Timeline(Style):
    """
    Steps where they stand in time, with the waits between them in words, the feelings over time
    and the lanes that matter below.
    """

    has_places: ClassVar[bool] = True

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place the axis of time above the columns of the steps, and join both by lines.
        """
        shows_grades = any(card.evidence for _, _, card in subject.journey.cards())
        pen = Pen(theme=theme, language=subject.language, shows_grades=shows_grades)
        x = MARGIN + PAD
        head = head_width(subject, pen)
        grid_x = x + head + _AFTER_HEAD
        wished = None if width is None else width - grid_x - PAD - MARGIN
        placed = columns(subject, pen, x=grid_x, width=wished)
        end = placed[-1].end if placed else grid_x + 640
        top, low = header(subject, pen, x=x, top=MARGIN + PAD - 2, width=end - x)
        children: list[Primitive] = [top]
        below = chosen_lanes(subject, _BELOW)
        drawn_lanes = list(below)
        notes: list[Entry] = []
        if placed:
            axis = scale(subject, placed)
            emotion = [lane for lane in chosen_lanes(subject, ("emotion",)) if lane.cells][:1]
            drawn_lanes += emotion
            drawn, low = _time(subject, pen, axis, placed, emotion, x=x, top=low + 22, width=head)
            children += drawn
            drawn, low = _steps(subject, pen, placed, below, x=x, top=low, width=head)
            children += drawn
            notes = _notes(pen, axis)
        if left_out := not_drawn(subject, pen, drawn_lanes):
            notes.append(Entry(left_out))
        entries = [*grid_entries(subject, pen), *notes]
        group, bottom = legend(subject, pen, x=x, top=low + 14, width=end - x, entries=entries)
        if group:
            children.append(group)
            low = bottom
        group, bottom = footer(subject, pen, x=x, top=low + 14, width=end - x)
        if group:
            children.append(group)
            low = bottom
        return sheet(subject, theme, end + PAD, low + PAD - 4, children)


def _time(
    subject: Subject,
    pen: Pen,
    axis: Scale,
    placed: Sequence[Column],
    emotion: Sequence[Lane],
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place the feelings over time, the axis with its waits and the lines down to the steps.
    """
    times, start = ticks(pen, axis, top)
    low = start
    curves: list[Group] = []
    for lane in emotion:
        group, low = feelings(subject, pen, lane, placed, axis, x=x, top=start, width=width)
        curves += [group] if group else []
    labels, y = waits(subject, pen, axis, placed, low + 4)
    lines = tick_lines(pen, axis, top=start, bottom=low - 4, axis=y)
    told, needed = time_head(pen, axis, x=x, top=low + 8, width=width)
    bottom = max(y + LEADS, needed + 8)
    ground = Group(children=(*lines, *times), role="ground")
    strip = Group(children=(*leads(axis, placed, y, bottom), *bar(axis, placed, y)), role="axis")
    marks = nodes(subject, pen, axis, placed, y)
    return [ground, *curves, strip, *labels, *marks, told], bottom


def _steps(
    subject: Subject,
    pen: Pen,
    placed: Sequence[Column],
    lanes: Sequence[Lane],
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place the stages, the steps and the lanes below the axis.
    """
    stage_groups, signs_top = stages(subject, pen, placed, top)
    signs, steps_top = sign(subject, pen, placed, signs_top)
    step_groups, rows_top = steps(subject, pen, placed, steps_top)
    ways, low = branches(subject, pen, placed, x=x, top=rows_top, width=width)
    rows: list[Primitive] = []
    rules: list[Primitive] = []
    for lane in lanes:
        rules.append(
            Rect(x=x, y=low - 0.5, width=placed[-1].end - x, height=1, fill=pen.theme.line)
        )
        group, low = _lane(subject, pen, lane, placed, x=x, top=low, width=width)
        rows.append(group)
    ground = Group(children=(*tints(pen, placed, steps_top, rows_top, low), *rules), role="ground")
    frames = frame(subject, pen, placed, steps_top, low)
    return [ground, *frames, *stage_groups, *signs, *step_groups, *ways, *rows], low


def _lane(
    subject: Subject,
    pen: Pen,
    lane: Lane,
    placed: Sequence[Column],
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[Group, float]:
    """
    Place one lane with its name; gives the y of its lower edge.
    """
    row = row_of(subject, lane, placed, top)
    drawn = LANES[lane.kind].draw(row, pen)
    head, needed = lane_head(subject, pen, lane, x=x, top=top, width=width)
    title = lane_title(subject, lane)
    group = Group(children=(head, *drawn.children), role="lane", title=title, at=row.at)
    return group, top + round(max(drawn.height, needed))


def _notes(pen: Pen, axis: Scale) -> list[Entry]:
    """
    Say what must be known to read the axis.
    """
    if axis.source != "measured" or len(axis.times) < 2:  # noqa: PLR2004 (a sum has two parts)
        return []
    return [Entry(translate("scene.timeline-sum", pen.language))]
