"""
Lanes as rings inside the stages: how much each step matters, and where a lane has something.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Icon, Path
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.lanes._details import card_details
from touchline.lanes._personas import in_order
from touchline.lanes._points import points_of, told_score
from touchline.model.experience import Rating
from touchline.scene.chosen_lanes import row_of
from touchline.scene.cycle.plan import BELT
from touchline.scene.heads import lane_title
from touchline.scene.legend import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Command, Primitive
    from touchline.lanes import Column, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.subject import Subject

#: The kinds that may be rings, the first ones chosen first, and how many rings there are at most.
_KINDS = ("importance", "needs", "expectations", "wants", "barriers")
_MOST = 2

#: The free space on either side of a ring, and between two of its parts, px.
_FREE, _BETWEEN = 3.0, 4.0

#: The side of a sign, its distance to the next, and how many stand at a step, px.
_SIGN, _APART, _SIGNS = 13.0, 5.0, 3

#: How strongly the parts of a ring are filled.
_TINT = 0.1

#: How thin the least important step is, as a part of the ring.
_LEAST = 0.14

#: A part of a circle that is shorter than this at its signs holds none, px.
_ROOM = 18.0


def belt_lanes(subject: Subject) -> list[Lane]:
    """
    Choose the lanes that become rings.

    Args:
        subject: The map.

    Returns:
        Two at most, each with something in it.
    """
    filled = [
        lane
        for kind in _KINDS
        for lane in subject.journey.lanes
        if lane.kind == kind and any(cell.cards for cell in lane.cells)
    ]
    return filled[:_MOST]


def belts(subject: Subject, pen: Pen, plan: Plan, lanes: Sequence[Lane]) -> list[Group]:
    """
    Draw each lane as a ring, the first one outermost.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.
        lanes: The lanes.

    Returns:
        A ring for each.
    """
    drawn = []
    for i, lane in enumerate(lanes):
        outer = plan.inner - i * BELT - _FREE
        row = row_of(subject, lane, plan.columns)
        make = _rated if _is_rated(lane) else _signed
        children = make(row, pen, plan, outer - BELT + 2 * _FREE, outer)
        title = lane_title(subject, lane)
        drawn.append(Group(children=tuple(children), role="ring", title=title, at=row.at))
    return drawn


def belt_entries(subject: Subject, pen: Pen, lanes: Sequence[Lane]) -> list[Entry]:
    """
    Say which ring is which.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        lanes: The lanes, the outermost first.

    Returns:
        An entry for each ring.
    """
    entries = []
    for lane in lanes:
        title, sign = lane_title(subject, lane), partial(_sample, LANES[lane.kind].icon)
        key = "scene.cycle-ring" if _is_rated(lane) else "scene.cycle-ring-marks"
        entries.append(Entry(translate(key, pen.language, lane=title), sign))
    return entries


def _is_rated(lane: Lane) -> bool:
    return any(isinstance(card, Rating) for cell in lane.cells for card in cell.cards)


def _sample(icon: str, pen: Pen, cx: float, cy: float) -> Primitive:
    return Icon(name=icon, x=cx - 7, y=cy - 7, size=14, colour=pen.theme.second, stroke_width=2)


def _part(plan: Plan, column: Column, inner: float, outer: float) -> tuple[Command, ...]:
    """
    Give the part of a ring that belongs to a step.
    """
    space = _BETWEEN / outer * 57.29578 / 2
    half = max(plan.each / 2 - space, plan.each / 4)
    return plan.centre.sector(inner, outer, column.centre - half, column.centre + half, tip=0.0)


def _ground(pen: Pen, plan: Plan, column: Column, inner: float, outer: float) -> Path:
    fill = pen.theme.tint(column.hue, _TINT)
    return Path(commands=_part(plan, column, inner, outer), fill=fill)


def _rated(row: Row, pen: Pen, plan: Plan, inner: float, outer: float) -> list[Primitive]:
    """
    Fill the part of each step as far as its score on the scale reaches.
    """
    points = points_of(row)
    first = next(iter(in_order(row, (point.card.persona for point in points))), None)
    own = {point.x: point for point in points if point.card.persona == first}
    drawn: list[Primitive] = []
    for column in plan.columns:
        point = own.get(column.centre)
        children: list[Primitive] = [_ground(pen, plan, column, inner, outer)]
        if point is not None:
            share = _LEAST + (1 - _LEAST) * (point.score + 1) / 2
            shape = _part(plan, column, inner, inner + share * (outer - inner))
            children.append(Path(commands=shape, fill=pen.theme.readable(column.hue)))
        details = (
            "" if point is None else card_details(row, point.card, told_score(row, point.card))
        )
        drawn.append(_at(row, column, children, details))
    return drawn


def _signed(row: Row, pen: Pen, plan: Plan, inner: float, outer: float) -> list[Primitive]:
    """
    Put the sign of the lane at each step as often as it has cards, three times at most.
    """
    middle = (inner + outer) / 2
    room = plan.each / 57.29578 * middle
    drawn: list[Primitive] = []
    for column in plan.columns:
        cards = row.cards(column.step.id)
        children: list[Primitive] = [_ground(pen, plan, column, inner, outer)]
        n = min(len(cards), _SIGNS, int((room - 2 * _BETWEEN) // (_SIGN + _APART)))
        if cards and room < _ROOM:
            cx, cy = plan.centre.at(middle, column.centre)
            children.append(Ellipse(cx=cx, cy=cy, rx=2.5, ry=2.5, fill=column.ink))
        each = (_SIGN + _APART) / middle * 57.29578
        for i in range(max(n, 0)):
            cx, cy = plan.centre.at(middle, column.centre + (i - (n - 1) / 2) * each)
            half = _SIGN / 2
            children.append(
                Icon(
                    name=LANES[row.lane.kind].icon,
                    x=cx - half,
                    y=cy - half,
                    size=_SIGN,
                    colour=column.ink,
                    stroke_width=2,
                )
            )
        details = "\n\n".join(card_details(row, card) for card in cards)
        drawn.append(_at(row, column, children, details))
    return drawn


def _at(row: Row, column: Column, children: Sequence[Primitive], details: str) -> Group:
    at = row.place_at(column.step.id)
    return Group(children=tuple(children), role="part", title=details, details=details, at=at)
