"""
What the journey is like for one persona: a small curve, its best and its hardest moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Ellipse, Line
from touchline.i18n import interval_text, number, translate
from touchline.lanes._curve import Axis, coloured_curve, shade_of
from touchline.lanes._points import label_of, points_of
from touchline.lanes._row import Column, Row
from touchline.lanes.emotion import interval_bands
from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes._points import Point
    from touchline.model.experience import Persona, Rating
    from touchline.scene.portraits.stack import Stack
    from touchline.scene.subject import Subject

#: The height of the curve, and the radius of its points, px.
_HEIGHT, _DOT = 58.0, 3.0

#: A curve needs as many points.
_LEAST = 2


class Mood(NamedTuple):
    """
    The points of one lane that belong to a persona.
    """

    row: Row
    points: list[Point]


def mood(subject: Subject, persona: Persona | None, x: float, width: float) -> Mood | None:
    """
    Place what one persona feels at the steps of a map, side by side in a width.

    Args:
        subject: The map.
        persona: Whose feelings; None for those of everybody.
        x: Where the first step begins.
        width: How wide all steps are.

    Returns:
        The points of the first lane that tells them on one scale; None when none does.
    """
    journey = subject.journey
    steps = [(stage, step) for stage in journey.stages for step in stage.steps]
    each = width / max(len(steps), 1)
    columns = tuple(
        Column(step=step, stage=stage, x=x + i * each, width=each)
        for i, (stage, step) in enumerate(steps)
    )
    wanted = None if persona is None else persona.id
    for lane in journey.lanes:
        if lane.kind != "emotion":
            continue
        row = Row(
            lane=lane,
            journey=journey,
            measures=subject.measures,
            columns=columns,
            language=subject.language,
        )
        points = [
            point
            for point in points_of(row)
            if isinstance(point.card, Feeling) and point.card.persona == wanted
        ]
        scales = {(point.scale.low, point.scale.high) for point in points}
        if len(points) >= _LEAST and len(scales) == 1:
            return Mood(row, points)
    return None


def feels(subject: Subject, persona: Persona) -> bool:
    """
    Tell whether a map says what the journey is like for a persona.

    Args:
        subject: The map.
        persona: The persona.

    Returns:
        Whether it has a curve of its own, or is the only one that everybody's can be.
    """
    return _own(subject, persona, 0.0, 1.0) is not None


def _own(subject: Subject, persona: Persona, x: float, width: float) -> Mood | None:
    found = mood(subject, persona, x, width)
    if found is None and len(subject.journey.personas) == 1:
        return mood(subject, None, x, width)
    return found


def mini_curve(subject: Subject, persona: Persona, stack: Stack) -> None:
    """
    Place the curve with its best and its hardest moment below it.

    Args:
        subject: The map.
        persona: The persona.
        stack: Where they are placed.
    """
    found = _own(subject, persona, stack.x, stack.width)
    if found is None:
        return
    row, points = found
    pen, theme = stack.pen, stack.pen.theme
    axis = Axis(stack.y + 6, stack.y + 6 + _HEIGHT)
    drawn: list[Primitive] = [
        Line(
            x1=stack.x,
            y1=axis.middle,
            x2=stack.x + stack.width,
            y2=axis.middle,
            stroke=theme.rule,
            dash=(2, 4),
        )
    ]
    spots = {point.x: axis.y(point.score) for point in reversed(points)}
    drawn += interval_bands(points, axis, pen)
    drawn += coloured_curve(sorted(spots.items()), axis, theme)
    best = max(points, key=lambda point: point.score)
    worst = min(points, key=lambda point: point.score)
    for point in (best, worst):
        colour = shade_of(point.score, theme)
        dot = Ellipse(
            cx=point.x,
            cy=axis.y(point.score),
            rx=_DOT + 1,
            ry=_DOT + 1,
            fill=theme.paper,
            stroke=colour,
            stroke_width=2,
        )
        drawn.append(dot)
    stack.children += drawn
    stack.y = axis.bottom + 8
    if best.score <= worst.score:
        return
    for key, point, icon in (("best", best, "smile"), ("worst", worst, "frown")):
        words = translate(f"scene.portrait-{key}", row.language, step=_moment(row, point))
        stack.line(words, icon, colour=pen.ink_of(point.score), gap=1.0)


def _moment(row: Row, point: Point) -> str:
    """
    Name the step of a point, its score with what it rests on, and why it feels so.
    """
    step = row.said(point.place.columns[0].step.name)
    card = point.card
    cause = row.said(card.cause) if isinstance(card, Feeling) else ""
    why = cause or row.said(card.text)
    told = f"{step} ({' · '.join([label_of(row, point), *_rests_on(row, card)])})"
    return f"{told} – {why}" if why else told


def _rests_on(row: Row, card: Feeling | Rating) -> list[str]:
    """
    Give the interval of a surveyed score and how many were asked, as far as both are known.
    """
    told = []
    if isinstance(card, Feeling) and card.low is not None and card.high is not None:
        told.append(interval_text(card.low, card.high, row.language, kind="number"))
    asked = max((item.n or 0 for item in card.evidence), default=0)
    if asked:
        told.append(translate("scene.n", row.language, n=number(asked, row.language)))
    return told
