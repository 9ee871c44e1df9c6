"""
How it feels, as a ring around the steps: the farther out, the better.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from touchline.canvas.geometry import monotone_cubics
from touchline.canvas.primitives import Ellipse, Group, Line, Path, Rect
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.lanes._curve import shade_of
from touchline.lanes._details import card_details
from touchline.lanes._pen import diamond
from touchline.lanes._personas import in_order, manner, persona_name
from touchline.lanes._plot import ScoreLane
from touchline.lanes._points import label_of, points_of, told_score
from touchline.model.experience import Feeling
from touchline.scene.chosen_lanes import row_of
from touchline.scene.cycle.plan import NODE
from touchline.scene.heads import lane_title
from touchline.scene.legend import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Command, Primitive
    from touchline.lanes import Row
    from touchline.lanes._pen import Pen
    from touchline.lanes._points import Point
    from touchline.model.structure import Lane
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.subject import Subject

#: The radius of a point, of a diamond and of a further persona's point, px.
_DOT, _DIAMOND, _SMALL = 4.6, 6.6, 2.8

#: A piece of the curve covers at most this much of the circle, degrees.
_FINE = 2.5

#: How much ink the band of an interval has.
_BAND = 0.09

#: The widest value beside a point, px.
_WIDEST = 84.0


def has_feelings(lane: Lane) -> bool:
    """
    Tell whether a lane has feelings to draw.

    Args:
        lane: The lane.

    Returns:
        Whether it holds a scored card.
    """
    return any(isinstance(card, Feeling) for cell in lane.cells for card in cell.cards)


def feelings(subject: Subject, pen: Pen, plan: Plan, lane: Lane) -> Group:
    """
    Draw the feelings of each persona, those of the first in full.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.
        lane: The lane of feelings.

    Returns:
        The ring.
    """
    row = row_of(subject, lane, plan.columns)
    points = points_of(row)
    personas = in_order(row, (point.card.persona for point in points))
    children: list[Primitive] = _ground(pen, plan)
    # The first persona is drawn last, so that nothing covers it.
    for rank, persona in reversed(tuple(enumerate(personas))):
        own = [point for point in points if point.card.persona == persona]
        if rank:
            children += _other(row, pen, plan, own, rank)
            continue
        if _is_joined(points):
            children += _bands(pen, plan, own)
            children += _curve(pen, plan, own)
        children += [_mark(row, pen, plan, point) for point in own]
    title = lane_title(subject, lane)
    return Group(children=tuple(children), role="lane", title=title, at=row.at)


def feelings_key(subject: Subject, pen: Pen, plan: Plan, lane: Lane) -> list[Entry]:
    """
    Say how the ring is read: whose line is whose, and whether scores can be compared.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.
        lane: The lane of feelings.

    Returns:
        Entries for the legend.
    """
    row = row_of(subject, lane, plan.columns)
    points = points_of(row)
    personas = in_order(row, (point.card.persona for point in points))
    entries = [Entry(translate("scene.cycle-feelings", pen.language))]
    if len(personas) > 1:
        entries += [
            Entry(persona_name(row, persona), partial(_sample, rank))
            for rank, persona in enumerate(personas)
        ]
    if not _is_joined(points):
        entries.append(Entry(translate("scene.mixed-scales", pen.language)))
    return entries


def _sample(rank: int, pen: Pen, cx: float, cy: float) -> Primitive:
    """
    Draw a piece of a persona's line.
    """
    colour, dash = manner(pen, rank) if rank else (pen.theme.neutral, ())
    width = 1.8 if rank else 3.0
    return Line(x1=cx - 8, y1=cy, x2=cx + 8, y2=cy, stroke=colour, stroke_width=width, dash=dash)


def _is_joined(points: Sequence[Point]) -> bool:
    """
    Tell whether all scores are on one scale; others are not joined by a line.
    """
    return len({(point.scale.low, point.scale.high) for point in points}) <= 1


def _other(row: Row, pen: Pen, plan: Plan, points: Sequence[Point], rank: int) -> list[Primitive]:
    """
    Draw the feelings of a further persona as a thin line of its own, with a dot for each.
    """
    colour, dash = manner(pen, rank)
    drawn: list[Primitive] = []
    spots = _spots(plan, points)
    if _is_joined(points) and len(spots) > 1:
        drawn.append(
            Path(
                commands=_smooth(plan, _walked(spots)),
                stroke=colour,
                stroke_width=1.6,
                dash=dash,
            )
        )
    for point in points:
        cx, cy = plan.centre.at(_radius(plan, point.score), point.x)
        at = point.place.at.child("card", point.card.id)
        dot = Ellipse(
            cx=cx,
            cy=cy,
            rx=_SMALL,
            ry=_SMALL,
            fill=pen.theme.paper,
            stroke=colour,
            stroke_width=1.5,
            at=at,
        )
        drawn.append(_bound(row, point, (dot,)))
    return drawn


def _ground(pen: Pen, plan: Plan) -> list[Primitive]:
    """
    Draw the circle between good and bad, and faintly the best and the worst.
    """
    first, last = plan.angles[0] - plan.each / 2, plan.angles[-1] + plan.each / 2
    theme, centre = pen.theme, plan.centre
    drawn: list[Primitive] = [
        Path(commands=centre.open_arc(plan.neutral + reach, first, last), stroke=theme.line)
        for reach in (-plan.ample, plan.ample)
    ]
    drawn.append(
        Path(
            commands=centre.open_arc(plan.neutral, first, last),
            stroke=theme.rule,
            stroke_width=1.25,
            dash=(2, 4),
        )
    )
    return drawn


def _radius(plan: Plan, score: float) -> float:
    return plan.neutral + plan.ample * max(-1.0, min(1.0, score))


def _walked(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """
    Walk finely along a smooth curve through angles and radii.
    """
    walked = []
    for cubic in monotone_cubics(spots):
        n = max(2, math.ceil((cubic.end[0] - cubic.start[0]) / _FINE))
        walked += [cubic.at(i / n) for i in range(n)]
    return [*walked, spots[-1]]


def _spots(plan: Plan, points: Sequence[Point]) -> list[tuple[float, float]]:
    first = {point.x: point for point in reversed(points)}
    return [(x, _radius(plan, point.score)) for x, point in sorted(first.items())]


def _curve(pen: Pen, plan: Plan, points: Sequence[Point]) -> list[Primitive]:
    """
    Draw the curve in pieces of one colour.
    """
    spots = _spots(plan, points)
    if len(spots) < 2:  # noqa: PLR2004 (a curve has two ends)
        return []
    walked = _walked(spots)
    pieces = [
        (shade_of(((a[1] + b[1]) / 2 - plan.neutral) / plan.ample, pen.theme), a, b)
        for a, b in pairwise(walked)
    ]
    under = Path(commands=_smooth(plan, walked), stroke=pen.theme.neutral, stroke_width=2.6)
    drawn: list[Primitive] = [under]
    for colour, group in groupby(pieces, key=lambda piece: piece[0]):
        run = list(group)
        ends = [run[0][1], *(piece[2] for piece in run)]
        drawn.append(Path(commands=_smooth(plan, ends), stroke=colour, stroke_width=3))
    return drawn


def _smooth(
    plan: Plan, walked: Sequence[tuple[float, float]], *, is_open: bool = True
) -> tuple[Command, ...]:
    """
    Join points by straight lines so short that they look round.
    """
    spots = [plan.centre.at(radius, angle) for angle, radius in walked]
    head: Command = ("M" if is_open else "L", *spots[0])
    return (head, *(("L", *spot) for spot in spots[1:]))


def _bands(pen: Pen, plan: Plan, points: Sequence[Point]) -> list[Primitive]:
    """
    Draw the intervals of surveyed feelings, joined where they follow each other.
    """
    drawn: list[Primitive] = []
    for is_surveyed, group in groupby(points, key=lambda point: _ends(point) is not None):
        run = list({point.x: point for point in group}.values())
        if not is_surveyed or len(run) < 2:  # noqa: PLR2004 (a band has two ends)
            continue
        low, high = (
            _walked([(point.x, _radius(plan, (_ends(point) or (0, 0))[i])) for point in run])
            for i in range(2)
        )
        shape = (
            *_smooth(plan, high),
            *_smooth(plan, low[::-1], is_open=False),
            ("Z",),
        )
        drawn.append(Path(commands=shape, fill=pen.theme.ink, opacity=_BAND))
    return drawn


def _ends(point: Point) -> tuple[float, float] | None:
    """
    Give the ends of a surveyed feeling's interval on a scale from -1 to 1.
    """
    card, scale = point.card, point.scale
    if not isinstance(card, Feeling) or card.low is None or card.high is None:
        return None
    low, high = (
        2 * (end - scale.low) / (scale.high - scale.low) - 1 for end in (card.low, card.high)
    )
    return low, high


def _mark(row: Row, pen: Pen, plan: Plan, point: Point) -> Group:
    """
    Draw one feeling with its value on the outer side, or on the inner one where it is bad.
    """
    at = point.place.at.child("card", point.card.id)
    radius = _radius(plan, point.score)
    cx, cy = plan.centre.at(radius, point.x)
    colour, paper = shade_of(point.score, pen.theme), pen.theme.paper
    shape: Primitive = (
        diamond(cx, cy, _DIAMOND, fill=paper, stroke=colour, at=at)
        if point.is_decisive
        else Ellipse(
            cx=cx, cy=cy, rx=_DOT, ry=_DOT, fill=paper, stroke=colour, stroke_width=2, at=at
        )
    )
    value = label_of(row, point)
    style = pen.coloured(pen.styles.tag, pen.ink_of(point.score))
    width = min(pen.width_of(value, style), _WIDEST)
    text = pen.label(value, style, x=0, y=0, limit=width)
    turn = math.radians(point.x)
    # The value keeps clear of its point whichever side of the circle it is on.
    reach = _DIAMOND + 3 + abs(math.sin(turn)) * width / 2 + abs(math.cos(turn)) * text.height / 2
    side = 1 if point.score >= 0 or radius - 2 * reach + _DIAMOND < plan.node + NODE else -1
    x, y = plan.centre.at(radius + side * reach, point.x)
    label = pen.label(value, style, x=x - width / 2, y=y - text.height / 2, limit=width)
    ground = Rect(
        x=label.x - 1,
        y=label.y + 1,
        width=label.width + 2,
        height=label.height - 2,
        fill=paper,
        radius=4,
    )
    return _bound(row, point, (ground, shape, label))


def _bound(row: Row, point: Point, children: tuple[Primitive, ...]) -> Group:
    """
    Bind the marks of a feeling to what is known of it.
    """
    kind, card = LANES[row.lane.kind], point.card
    lines = list(kind.more(row, card)) if isinstance(kind, ScoreLane) else []
    if card.persona is not None:
        lines.insert(0, persona_name(row, card.persona))
    return Group(
        children=children,
        role="card",
        title=f"{told_score(row, card)} {row.said(card.text)}".strip(),
        details=card_details(row, card, *lines),
        at=point.place.at.child("card", card.id),
    )
