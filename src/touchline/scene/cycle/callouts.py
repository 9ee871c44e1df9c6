"""
What happens at each step, beside the circle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Path, Rect, Text
from touchline.lanes import LANES
from touchline.lanes._measured import MeasuredLane
from touchline.lanes._owners import owner_lines
from touchline.lanes._pen import PAD, Piece, diamond
from touchline.location import Location
from touchline.scene.chosen_lanes import row_of
from touchline.scene.heads import step_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.subject import Subject

#: The width of a call-out, its distance to the circle, and the space between two, px.
WIDTH, AWAY, _BETWEEN = 226.0, 62.0, 20.0

#: By how much two lanes of one call-out move together, px.
_TIGHT = 9.0

#: The width of the bar at a call-out's side, its distance to the words, and where the line meets it
#: below its top, px.
_BAR, _ASIDE, _ANCHOR = 3.0, 8.0, 14.0

#: How far a line runs on outwards where it turns to its call-out, px.
_CORNER = 16.0

#: The place that a mark takes before a step's name, px.
_MARK = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """
    What is told of every step.

    Args:
        lanes: The lanes that are told.
        nameless: The ids of stages whose names stand at their steps.
    """

    lanes: tuple[Lane, ...]
    nameless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """
    What is told of a step, not yet placed.

    Args:
        index: The number of the step.
        height: How high it is.
        is_after: It stands on the side on which the circle runs down.
    """

    index: int
    height: float
    is_after: bool


def callouts(
    subject: Subject, pen: Pen, columns: Sequence[Column], content: Content
) -> list[Callout]:
    """
    Measure what is told of each step.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps; their places are angles.
        content: What is told of them.

    Returns:
        The call-outs in the order of the steps.
    """
    found = []
    for i, column in enumerate(columns):
        _, low = _drawn(subject, pen, column, content, x=0.0, top=0.0)
        found.append(Callout(index=i, height=low, is_after=column.centre < 180))  # noqa: PLR2004 (half a turn)
    return found


def side_height(found: Sequence[Callout]) -> float:
    """
    Measure the fuller side.

    Args:
        found: The call-outs.

    Returns:
        The height of those on one side with the space between them.
    """
    return max(
        sum(item.height + _BETWEEN for item in found if item.is_after is side)
        for side in (True, False)
    )


def tops(plan: Plan, found: Sequence[Callout]) -> list[tuple[Callout, float]]:
    """
    Place the call-outs of each side as near to their steps as they can be without touching.

    Args:
        plan: The sizes; the middle of the circle may still be anywhere.
        found: The call-outs.

    Returns:
        The call-outs with their upper edges.
    """
    level: list[tuple[Callout, float]] = []
    for side in (True, False):
        own = [item for item in found if item.is_after is side]
        if not side:
            own.reverse()
        wanted = [
            plan.centre.at(plan.edge, plan.angles[item.index])[1]
            - min(_ANCHOR + 30, item.height / 2)
            for item in own
        ]
        heights = [item.height + _BETWEEN for item in own]
        level += zip(own, _apart(wanted, heights), strict=True)
    return level


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """
    Move things apart by as little as possible, in the sense of least squares.

    Pooling neighbours that would overlap solves this isotonic regression exactly.
    """
    offsets = [sum(heights[:i]) for i in range(len(heights))]
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, n = want - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / n:
            before, count = blocks.pop()
            total, n = total + before, n + count
        blocks.append((total, n))
    levels = [total / n for total, n in blocks for _ in range(n)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


def placed(
    subject: Subject,
    pen: Pen,
    plan: Plan,
    content: Content,
    at: Sequence[tuple[Callout, float]],
) -> tuple[list[Primitive], list[Group]]:
    """
    Draw the call-outs, each with a line from its step.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.
        content: What is told of the steps.
        at: The call-outs with their upper edges.

    Returns:
        The lines, and a group for each step.
    """
    lines: list[Primitive] = []
    groups = []
    for item, top in at:
        column = plan.columns[item.index]
        reach = plan.edge + AWAY
        # On the other side, narrow content moves up to the bar.
        wide = WIDTH if item.is_after else _width(subject, pen, column, content)
        x = plan.centre.x + (reach if item.is_after else -reach - wide)
        children, low = _drawn(subject, pen, column, content, x=x, top=top)
        bar = x - _BAR - _ASIDE if item.is_after else x + wide + _ASIDE
        children.insert(
            0, Rect(x=bar, y=top, width=_BAR, height=low - top, fill=column.hue, radius=1.5)
        )
        edge = bar if item.is_after else bar + _BAR
        lines += _lead(plan, item, column, edge, top)
        # Readers of the scene look for the sign beside the other groups, not inside one.
        signs = [item for item in children if isinstance(item, Group) and item.role == "here"]
        children = [item for item in children if item not in signs]
        groups += signs
        name = subject.said(column.step.name)
        details = "\n".join((name, *owner_lines(column.step, subject.language)))
        groups.append(
            Group(
                children=tuple(children),
                role="step",
                title=name,
                details=details,
                at=Location.of(("step", column.step.id)),
            )
        )
    return lines, groups


def _width(subject: Subject, pen: Pen, column: Column, content: Content) -> float:
    """
    Measure how wide the content of a call-out is.
    """
    children, _ = _drawn(subject, pen, column, content, x=0.0, top=0.0)
    return min(WIDTH, max(_ends(children), default=WIDTH))


def _ends(children: Iterable[Primitive]) -> Iterator[float]:
    """
    Say how far each primitive reaches from the start.
    """
    for item in children:
        if isinstance(item, Group):
            yield from _ends(item.children)
        elif isinstance(item, Rect):
            yield item.x + item.width
        elif isinstance(item, Icon):
            yield item.x + item.size
        elif isinstance(item, Text):
            yield from (line.x + line.width + 1 for line in item.lines)


def _lead(plan: Plan, item: Callout, column: Column, edge: float, top: float) -> list[Primitive]:
    """
    Draw the line from a step through the ring of feelings to its call-out.
    """
    angle = plan.angles[item.index]
    start, out = plan.centre.at(plan.node, angle), plan.centre.at(plan.edge, angle)
    low = top + item.height
    y = min(max(out[1], top + _ANCHOR), max(low - _ANCHOR, top + _ANCHOR))
    turn = math.radians(angle)
    bend = min(abs(edge - out[0]) * 0.6, 90.0)
    first = (out[0] + _CORNER * math.sin(turn), out[1] - _CORNER * math.cos(turn))
    second = (edge - bend if item.is_after else edge + bend, y)
    commands = (("M", *start), ("L", *out), ("C", *first, *second, edge, y))
    return [Path(commands=commands, stroke=column.ink, stroke_width=1.25, opacity=0.45)]


def _drawn(
    subject: Subject, pen: Pen, column: Column, content: Content, *, x: float, top: float
) -> tuple[list[Primitive], float]:
    """
    Place name and lanes of a step; gives the y of its lower edge.
    """
    children, low = _head(subject, pen, column, content.nameless, x=x, top=top)
    own = replace(column, x=x - PAD + 2, width=WIDTH + 2 * PAD - 4)
    low += 4
    is_first = True
    for lane in content.lanes:
        row = row_of(subject, lane, (own,), low if is_first else low - _TIGHT)
        if not _tells(row, column):
            continue
        drawn = LANES[lane.kind].draw(row, pen)
        # A hand-over lies between two steps, which stand far apart here.
        children += [item for item in drawn.children if not _is_handoff(item)]
        low = row.top + drawn.height
        is_first = False
    return children, low - (0.0 if is_first else _TIGHT - 3)


def _tells(row: Row, column: Column) -> bool:
    """
    Tell whether a lane has anything to say of a step.
    """
    kind = LANES[row.lane.kind]
    if not isinstance(kind, MeasuredLane):
        return any(place.cell.cards or place.cell.hint for place in row.places())
    measured = row.measured(column.step.id)
    return measured is not None and (kind.has_figures(measured) or measured.is_withheld)


def _is_handoff(item: Primitive) -> bool:
    return isinstance(item, Group) and item.role == "handoff"


def _head(
    subject: Subject,
    pen: Pen,
    column: Column,
    nameless: frozenset[str],
    *,
    x: float,
    top: float,
) -> tuple[list[Primitive], float]:
    """
    Place the name of a step with its marks.
    """
    step, stage = column.step, column.stage
    ink = column.ink if step.path == "main" else pen.theme.second
    children: list[Primitive] = []
    low = top
    if sign := _sign(subject, pen, column, x=x, top=top):
        children += sign.children
        low += sign.height + 4
    if stage.id in nameless:
        tag = pen.words(
            subject.said(stage.name),
            pen.coloured(pen.styles.tag, ink),
            x=x,
            y=low,
            width=WIDTH,
            language=subject.language_of(stage.name),
            max_lines=1,
        )
        children.append(tag)
        low = tag.y + tag.height
    lead = 0.0
    middle = low + 9
    if step.is_moment_of_truth:
        children.append(diamond(x + 6, middle, 5, fill=pen.theme.paper, stroke=ink))
        lead += _MARK
    if step.is_milestone:
        flag = Icon(
            name="flag", x=x + lead - 1, y=middle - 6.5, size=13, colour=ink, stroke_width=2
        )
        children.append(flag)
        lead += _MARK
    text = pen.words(
        subject.said(step.name),
        pen.coloured(pen.styles.head, ink),
        x=x + lead,
        y=low,
        width=WIDTH - lead,
        language=subject.language_of(step.name),
        max_lines=4,
        is_title=True,
    )
    children.append(text)
    low = text.y + text.height
    told = step_tag(pen, step)
    if told:
        word, fill, colour = told
        grounds = {"failure": pen.theme.pain, "recovery": pen.theme.opportunity}
        fill = grounds.get(step.path, fill)
        pill = pen.pill(word, x=x, y=low + 3, fill=fill, ink=colour, limit=WIDTH)
        children += pill.children
        low += pill.height + 4
    return children, low


def _sign(subject: Subject, pen: Pen, column: Column, *, x: float, top: float) -> Piece | None:
    """
    Say that somebody stands at a step; None elsewhere.
    """
    here = subject.here
    if here is None or here.step != column.step.id:
        return None
    fill, words = pen.theme.readable(pen.theme.focus), here.said(pen.language)
    ink = pen.theme.on_stage
    pill = pen.pill(words, x=x, y=top, fill=fill, ink=ink, limit=WIDTH, icon="map-pin")
    at = Location.of(("step", here.step))
    group = Group(children=pill.children, role="here", title=words, at=at)
    return Piece(pill.width, pill.height, (group,))
