"""
A story's course at a glance: its steps as a line that rises and falls with how they feel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.geometry import monotone_curve
from touchline.canvas.primitives import Ellipse, Group, Line, Path
from touchline.canvas.text import TextStyle
from touchline.lanes._icons import chosen_icon
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.story.told import Moment, Story
    from touchline.scene.subject import Subject

#: From the best to the worst feeling, and the largest disc of a step, px.
_RISE, _LARGEST = 78.0, 46.0

#: A disc is left out where it would be smaller, and its icon where that would be unreadable, px.
_LEAST, _LEAST_WITH_ICON = 5.0, 18.0

#: Space between two discs, and between the line and the names of the stages, px.
_APART, _ABOVE_NAMES = 10.0, 14.0

#: A line needs two steps.
_ENDS = 2


def course(
    subject: Subject, told: Story, pen: Pen, *, x: float, top: float, width: float
) -> tuple[Group | None, float]:
    """
    Place the line with its steps, and the stages below.

    Args:
        subject: The map.
        told: The story.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The group, None for a story of fewer than two steps, and its lower edge.
    """
    moments = [
        (moment, pen.theme.stage_hue(i))
        for i, chapter in enumerate(told.chapters)
        for moment in chapter.moments
    ]
    if len(moments) < _ENDS:
        return None, top
    each = width / len(moments)
    size = max(min(_LARGEST, each - _APART), _LEAST)
    felt = any(moment.feeling is not None for moment, _ in moments)
    rise = _RISE if felt else 0.0
    middle = top + size / 2 + rise / 2
    points = [
        (x + (i + 0.5) * each, middle + rise * (0.5 - _feeling(moment)))
        for i, (moment, _) in enumerate(moments)
    ]
    theme = pen.theme
    children: list[Primitive] = []
    if felt:
        children.append(
            Line(x1=x, y1=middle, x2=x + width, y2=middle, stroke=theme.rule, dash=(2, 4))
        )
    children.append(Path(commands=monotone_curve(points), stroke=theme.rule, stroke_width=3))
    for (moment, hue), (cx, cy) in zip(moments, points, strict=True):
        children += _spot(subject, moment, pen, hue, cx=cx, cy=cy, size=size)
    low = middle + rise / 2 + size / 2 + _ABOVE_NAMES
    names, low = _names(told, pen, x=x, top=low, each=each)
    return Group(children=(*children, *names), role="course", title=told.title, at=Location()), low


def _feeling(moment: Moment) -> float:
    return 0.5 if moment.feeling is None else moment.feeling


def _spot(
    subject: Subject, moment: Moment, pen: Pen, hue: str, *, cx: float, cy: float, size: float
) -> list[Primitive]:
    """
    Draw one step as a disc with its icon.
    """
    theme, step = pen.theme, moment.step
    at = Location.of(("step", step.id))
    fill = theme.readable(hue)
    rim = Ellipse(cx=cx, cy=cy, rx=size / 2 + 3, ry=size / 2 + 3, fill=theme.paper)
    disc = Ellipse(cx=cx, cy=cy, rx=size / 2, ry=size / 2, fill=fill, at=at)
    stage = subject.journey.stage_of(step.id)
    icon = chosen_icon(subject.journey, step.icon, stage.icon)
    if icon is None or size < _LEAST_WITH_ICON:
        return [rim, disc]
    side = size * 0.5
    drawn = icon.drawn(x=cx - side / 2, y=cy - side / 2, size=side, colour=theme.on_stage)
    return [rim, disc, drawn]


def _names(
    told: Story, pen: Pen, *, x: float, top: float, each: float
) -> tuple[Sequence[Primitive], float]:
    """
    Name the stages below their steps.
    """
    drawn: list[Primitive] = []
    low, first = top, 0
    for i, chapter in enumerate(told.chapters):
        n = len(chapter.moments)
        if not n:
            continue
        ink = pen.theme.readable(pen.theme.stage_hue(i))
        style = TextStyle(11.5, weight=600, colour=ink, line_height=1.3)
        left, wide = x + first * each, n * each
        first += n
        if pen.width_of("…", style) * 2 > wide - 8:
            continue
        text = pen.words(
            chapter.name, style, x=left + 4, y=top, width=wide - 8, align="middle", max_lines=2
        )
        drawn.append(text)
        low = max(low, text.y + text.height)
    return drawn, low
