"""
The steps of a flowchart as cards, and what the company does for them below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import translate
from touchline.lanes import LANES, Row
from touchline.lanes._cards import ROW_PAD, CardLane
from touchline.lanes._details import figure_details, figure_margin, figure_text
from touchline.lanes._pen import PAD, Piece
from touchline.location import Location
from touchline.scene.heads import lane_title, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Cell, Lane
    from touchline.scene.flow.strips import Strip
    from touchline.scene.subject import Subject

#: The corner of a card, and the least height of one, px.
_RADIUS, _LEAST = 9.0, 38.0

#: A lane of these kinds says who and what is needed, not what is done.
_NO_DEEDS = frozenset({"support", "departments", "people", "methods", "resources"})

#: The bands below the customer's by the part of a service, with the words that name them.
_BANDS = (
    ("frontstage", "lane.frontstage.title", "store"),
    ("backstage", "lane.backstage.title", "users"),
    ("support", "lane.support-processes.title", "server"),
)

#: How far the words of a card stand inside of where they would stand in a column, px.
_INSET = 2.0

#: How much closer two lanes stand in a card than in a grid, px.
_CLOSER = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """
    A part of the service.

    Args:
        role: Which.
        title: What it is called.
        icon: The name of its icon.
        lanes: The lanes that it shows, touchpoints first.
    """

    role: str
    title: str
    icon: str
    lanes: tuple[Lane, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """
    A placed card.

    Args:
        steps: The numbers of the first and the last step that it stands below.
        x: Its left edge.
        y: Its top.
        width: How wide it is.
        height: How high it is.
        group: What it is made of.
        opens_with_chips: It begins with touchpoints.
    """

    steps: tuple[int, int]
    x: float
    y: float
    width: float
    height: float
    group: Group
    opens_with_chips: bool = False

    @property
    def end(self) -> float:
        """
        Its right edge.
        """
        return self.x + self.width

    @property
    def low(self) -> float:
        """
        Its lower edge.
        """
        return self.y + self.height


def bands(subject: Subject) -> tuple[Band, ...]:
    """
    Find the parts of the company that a map tells something of.

    Args:
        subject: The map.

    Returns:
        The bands below the customer's that have cards, from front to back.
    """
    found = []
    for role, key, icon in _BANDS:
        lanes = [
            lane
            for lane in subject.journey.lanes
            if lane.kind in LANES
            and LANES[lane.kind].role == role
            and not LANES[lane.kind].is_measured
            and lane.kind not in _NO_DEEDS
            and any(cell.cards for cell in lane.cells)
        ]
        lanes.sort(key=lambda lane: lane.kind != "touchpoints")
        if lanes:
            title = translate(key, subject.language)
            found.append(Band(role=role, title=title, icon=icon, lanes=tuple(lanes)))
    return tuple(found)


def step_node(subject: Subject, pen: Pen, node: Column, number: int, top: float) -> Node:
    """
    Place a step with what the customer does and how many come here.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        node: The place of the step.
        number: Its number.
        top: The top of its card.

    Returns:
        The card.
    """
    inner = _inner(node)
    (head,), _ = steps(subject, pen, (inner,), top - 1)
    low = _low(head) + 9
    children: list[Primitive] = [head]
    for lane in subject.journey.lanes:
        if lane.kind != "actions":
            continue
        for cell in _cells_at(lane, node.step.id):
            piece = _drawn(subject, pen, lane, (cell,), columns=(inner,), top=low - 9)
            children += piece.children
            low = low - 9 + _low_of(piece, low - 9)
    foot = _figures(subject, pen, inner, low)
    if foot.height:
        children += foot.children
        low += foot.height
    is_here = subject.here is not None and subject.here.step == node.step.id
    box = _step_box(pen, node, top, max(low - top, _LEAST), is_here=is_here)
    return Node(
        steps=(number, number),
        x=node.x,
        y=top,
        width=node.width,
        height=box.height,
        group=Group(children=(box, *children), role="node", at=head.at),
    )


def _inner(node: Column) -> Column:
    """
    Leave room for the marks of assumptions before the words of a card.
    """
    return replace(node, x=node.x + _INSET, width=node.width - 2 * _INSET)


def _low_of(piece: Piece, top: float) -> float:
    """
    Measure how far below a top the words of a cell reach; rows of a grid are higher.
    """
    lows = [_low(child) for child in piece.children]
    return max(lows, default=top) - top + 9


def _low(item: Primitive) -> float:
    if isinstance(item, Group):
        return max((_low(child) for child in item.children), default=0.0)
    return getattr(item, "y", 0.0) + getattr(item, "height", 0.0)


def _step_box(pen: Pen, node: Column, top: float, height: float, *, is_here: bool) -> Rect:
    theme, path = pen.theme, node.step.path
    fill, stroke = {
        "main": (theme.tint(node.hue, 0.05), theme.tint(node.hue, 0.45)),
        "failure": (theme.pain, theme.pain_strong_line),
        "recovery": (theme.opportunity, theme.opportunity_line),
    }[path]
    if is_here:
        stroke = theme.readable(theme.focus)
    return Rect(
        x=node.x,
        y=top,
        width=node.width,
        height=height,
        fill=fill,
        stroke=stroke,
        stroke_width=2.2 if is_here else 1.2,
        radius=_RADIUS,
        dash=(4.0, 3.0) if node.step.is_optional and not is_here else (),
    )


def _figures(subject: Subject, pen: Pen, node: Column, top: float) -> Piece:
    """
    Say how many customers come here, and which share of them leaves.
    """
    measured = subject.measures.of(node.step.id) if subject.measures else None
    count = (measured.reached or measured.visitors) if measured else None
    if measured is None or count is None or count.value is None:
        return Piece(0, 0, ())
    language, x, width = subject.language, node.x + PAD, node.width - 2 * PAD
    told = translate("scene.are-here", language, n=round(count.value))
    lines = [(told, pen.styles.tag)]
    details = [told]
    lost = measured.lost
    if lost is not None and lost.value:
        share = translate("scene.leave-here", language, share=figure_text(lost, language))
        both = f"{share} {figure_margin(lost, language)}".rstrip()
        fits = pen.width_of(both, pen.styles.note) <= width
        parts = (both,) if fits else (share, figure_margin(lost, language))
        lines += [(part, pen.styles.note) for part in parts if part]
        details.append(f"{share} · {figure_details(lost, language)}")
    rule = Rect(x=x, y=top - 2, width=width, height=1, fill=pen.theme.tint(node.hue, 0.25))
    children: list[Primitive] = [rule]
    low = top + 4
    for words, style in lines:
        text = pen.words(words, style, x=x, y=low, width=width, max_lines=3)
        children.append(text)
        low += text.height
    group = Group(
        children=tuple(children),
        role="figure",
        title=" · ".join(words for words, _ in lines),
        details="\n".join(details),
        at=Location.of(("step", node.step.id)),
    )
    return Piece(width, low + 8 - top, (group,))


def band_nodes(
    subject: Subject, pen: Pen, band: Band, strip: Strip, top: float
) -> tuple[Node, ...]:
    """
    Place what one part of the company does at each step of a row.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        band: The part.
        strip: The row.
        top: The top of the cards.

    Returns:
        The cards from start to end.
    """
    ids = [column.step.id for column in strip.nodes]
    found: list[Node] = []
    held = {
        step: [(lane, cells) for lane in band.lanes if (cells := _cells_at(lane, step))]
        for step in ids
    }
    for i, step in enumerate(ids):
        if held[step]:
            last = _last(held[step], ids, i, held)
            node = _company_node(
                subject, pen, strip=strip, band=band, ends=(i, last), held=held[step], top=top
            )
            found.append(node)
    return tuple(found)


def _cells_at(lane: Lane, step: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in lane.cells if cell.at == step and cell.cards)


def _last(
    here: Sequence[tuple[Lane, tuple[Cell, ...]]],
    ids: Sequence[str],
    first: int,
    held: dict[str, list[tuple[Lane, tuple[Cell, ...]]]],
) -> int:
    """
    Let a card reach over the steps that its cells span, as far as nothing else stands there.
    """
    through = {cell.through for _, cells in here for cell in cells} - {None}
    last = max((ids.index(step) for step in through if step in ids), default=first)
    for i in range(first + 1, last + 1):
        if held[ids[i]]:
            return i - 1
    return max(last, first)


def _company_node(
    subject: Subject,
    pen: Pen,
    *,
    strip: Strip,
    band: Band,
    ends: tuple[int, int],
    held: Sequence[tuple[Lane, tuple[Cell, ...]]],
    top: float,
) -> Node:
    """
    Stack the cells of one step, each lane named where there are several.
    """
    nodes = strip.nodes[ends[0] : ends[1] + 1]
    x, end = nodes[0].x, nodes[-1].end
    columns = [_inner(node) for node in nodes]
    children: list[Primitive] = []
    low = top
    names = sum(lane.kind != "touchpoints" for lane in band.lanes) > 1
    for lane, cells in held:
        if names and lane.kind != "touchpoints":
            name = pen.words(
                lane_title(subject, lane),
                pen.styles.tag,
                x=x + _INSET + PAD,
                y=low + ROW_PAD - 2,
                width=end - x - 2 * (_INSET + PAD),
                max_lines=2,
            )
            children.append(name)
            # A cell that spans several steps has a ground of its own, which begins higher.
            low = name.y + name.height - (2 if len(columns) > 1 else ROW_PAD - 1)
        piece = _drawn(subject, pen, lane, cells, columns=columns, top=low)
        children += piece.children
        low += _low_of(piece, low) - _CLOSER + 2
    height = low + _CLOSER - top
    theme = pen.theme
    box = Rect(
        x=x,
        y=top,
        width=end - x,
        height=height,
        fill=theme.paper,
        stroke=theme.line,
        radius=_RADIUS,
    )
    first = strip.first + ends[0]
    at = Location.of(("step", columns[0].step.id))
    return Node(
        steps=(first, strip.first + ends[1]),
        x=x,
        y=top,
        width=end - x,
        height=height,
        group=Group(children=(box, *children), role="node", at=at),
        opens_with_chips=held[0][0].kind == "touchpoints",
    )


def _drawn(
    subject: Subject,
    pen: Pen,
    lane: Lane,
    cells: tuple[Cell, ...],
    *,
    columns: Sequence[Column],
    top: float,
) -> Piece:
    """
    Let a lane draw some of its cells at one place.
    """
    row = Row(
        lane=lane.model_copy(update={"cells": cells}),
        journey=subject.journey,
        measures=subject.measures,
        columns=tuple(columns),
        language=subject.language,
        top=top,
    )
    kind, width = LANES[lane.kind], columns[-1].end - columns[0].x
    if isinstance(kind, CardLane):
        # Cells are asked for one by one, for a row also marks hand-offs, drawn here as arrows.
        pieces = [kind.draw_cell(row, pen, place) for place in row.places()]
        height = max((piece.height for piece in pieces), default=0.0)
        return Piece(width, height, tuple(child for piece in pieces for child in piece.children))
    drawn = kind.draw(row, pen)
    return Piece(width, drawn.height, drawn.children)
