"""
A journey in one line: a chevron for each stage, and the feelings along them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Line
from touchline.i18n import translate
from touchline.lanes import Column
from touchline.lanes._curve import Axis, coloured_curve, shade_of
from touchline.lanes._scores import score_number
from touchline.location import Location
from touchline.scene.audiences.findings import felt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Stage
    from touchline.scene.subject import Subject

#: What stands beside the name on a stage's label: its ends and its edges, and its icon, px.
_BESIDE_LABEL, _ICON = 34.0, 25.0


def stage_columns(
    subject: Subject, pen: Pen, part: Sequence[Stage], width: float, *, x: float = 0.0
) -> tuple[Column, ...]:
    """
    Give each stage a column of its own.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        part: The stages, each with at least one step.
        width: The width of all columns.
        x: Where the first begins.

    Returns:
        The columns from start to end.
    """
    theme = pen.theme
    order = {stage.id: i for i, stage in enumerate(subject.journey.stages)}
    room = width / len(part) - _BESIDE_LABEL
    natural = [pen.width_of(subject.said(stage.name), pen.styles.stage) for stage in part]
    # Owners stand on the map; here there is room for the name, and for the icon if it is short.
    bare: dict[str, None] = {"owner": None}
    if max(natural) > room - _ICON:
        bare["icon"] = None
    part = [stage.model_copy(update=bare) for stage in part]
    edges = [round(x + i * width / len(part)) for i in range(len(part) + 1)]
    return tuple(
        Column(
            step=stage.steps[0],
            stage=stage,
            x=edges[i],
            width=edges[i + 1] - edges[i],
            hue=theme.stage_hue(order[stage.id]),
            ink=theme.readable(theme.stage_hue(order[stage.id])),
            opens_stage=True,
        )
        for i, stage in enumerate(part)
    )


def feelings(
    subject: Subject, pen: Pen, placed: Sequence[Column], top: float, height: float
) -> list[Primitive]:
    """
    Draw the curve of feelings, with the best and the worst by their score.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        placed: The stages from start to end.
        top: The y below which it is drawn.
        height: The height it may take.

    Returns:
        The curve with its name.
    """
    theme = pen.theme
    title = pen.words(
        translate("lane.emotion.title", subject.language),
        pen.styles.tag,
        x=placed[0].x,
        y=top,
        width=placed[-1].end - placed[0].x,
    )
    axis = Axis(top + 24, top + height - 14)
    spots = {}
    for column in placed:
        n = len(column.stage.steps)
        for i, step in enumerate(column.stage.steps):
            spots[step.id] = column.x + (column.width - 8) * (i + 0.5) / n
    points = [
        (spots[one.step.id], axis.y(one.score), one)
        for one in felt(subject)
        if one.step.id in spots
    ]
    zero = Line(
        x1=placed[0].x,
        y1=axis.middle,
        x2=placed[-1].end - 8,
        y2=axis.middle,
        stroke=theme.rule,
        dash=(1, 4),
    )
    drawn: list[Primitive] = [title, zero]
    drawn += coloured_curve([(x, y) for x, y, _ in points], axis, theme)
    ends = {max(points, key=lambda one: one[2].score)[2].step.id} if points else set()
    ends |= {min(points, key=lambda one: one[2].score)[2].step.id} if points else set()
    for x, y, one in points:
        shade = shade_of(one.score, theme)
        drawn.append(
            Ellipse(cx=x, cy=y, rx=4, ry=4, fill=theme.paper, stroke=shade, stroke_width=2)
        )
        if one.step.id in ends:
            words = score_number(one.card.score, one.card.scale_in(one.lane), subject.language)
            style = pen.coloured(pen.styles.tag, pen.ink_of(one.score))
            above = y - 24 if one.score >= 0 else y + 7
            drawn.append(pen.words(words, style, x=x - 40, y=above, width=80, align="middle"))
    name = translate("lane.emotion.title", subject.language)
    lane = points[0][2].lane if points else None
    at = Location.of(("lane", lane.id)) if lane else Location()
    return [Group(children=tuple(drawn), role="lane", title=name, at=at)]
