"""
One row of a flowchart: stages, the customer's band with its ways, and the company's bands below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Line, Rect
from touchline.i18n import translate
from touchline.lanes._cards import ROW_PAD
from touchline.lanes.touchpoints import handoff_mark, told_handoff
from touchline.location import Location
from touchline.model.handoffs import handoffs
from touchline.scene.flow.lines import arrow
from touchline.scene.flow.nodes import band_nodes, step_node
from touchline.scene.flow.plan import plan
from touchline.scene.flow.strips import HEAD
from touchline.scene.flow.ways import HEADLINE, drawn, lift
from touchline.scene.heads import stages
from touchline.scene.here import sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.flow.graph import Graph, Way
    from touchline.scene.flow.nodes import Band, Node
    from touchline.scene.flow.strips import Strip
    from touchline.scene.subject import Subject

#: Space inside a band above and below its cards, px.
_PAD = 14.0

#: The height of a line between two bands with its name, px.
_LINE = 28.0

#: The corner of a band, px.
_RADIUS = 14.0

#: How near to the customer each part of a service is, and the line above it.
_LINES = {
    "frontstage": "interaction",
    "backstage": "visibility",
    "support": "internal-interaction",
}

#: Where the first line of touchpoints stands below the top of their card, px.
_CHIP = ROW_PAD + 11.5

#: How long an arrow of a hand-off is whose other end does not stand beside it, px.
_STUB = 34.0


def row(
    subject: Subject,
    pen: Pen,
    graph: Graph,
    strip: Strip,
    *,
    parts: Sequence[Band],
    joined: Mapping[Way, int],
    passed: Mapping[tuple[int, int], str],
    top: float,
) -> tuple[list[Primitive], float]:
    """
    Place one row.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        graph: The steps and ways.
        strip: Where the steps of the row stand.
        parts: The bands below the customer's.
        joined: The numbers of ways that lead to other rows.
        passed: Where customers are handed over, by the steps before and after.
        top: The y below which it is drawn.

    Returns:
        What was placed, back to front, and the y of its lower edge.
    """
    chevrons, low = stages(subject, pen, strip.columns, top)
    stands_here = subject.here and any(
        column.step.id == subject.here.step for column in strip.columns
    )
    signs: list[Group] = []
    customer_top = low + 10
    if stands_here:
        signs, customer_top = sign(subject, pen, strip.nodes, customer_top)
    nodes, ways, pills, bottom = _customer(
        subject, pen, graph, strip, joined=joined, top=customer_top
    )
    title = translate("scene.flow-customer", subject.language)
    panel, bottom = _panel(pen, strip, (customer_top, bottom), title, "user")
    panels: list[Primitive] = [panel]
    above: dict[int, tuple[Node, bool]] = {node.steps[0]: (node, True) for node in nodes}
    joints: list[Primitive] = []
    cards: list[Primitive] = [node.group for node in nodes]
    for part in parts:
        line_top = bottom
        placed = band_nodes(subject, pen, part, strip, bottom + _LINE + _PAD)
        if not placed:
            continue
        panels.append(_line(pen, strip, _LINES[part.role], line_top))
        ends = (line_top + _LINE, max(node.low for node in placed) + _PAD)
        panel, bottom = _panel(pen, strip, ends, part.title, part.icon)
        panels.append(panel)
        for node in placed:
            joints += _joints(pen, strip, node, above)
        if part.role == "frontstage":
            joints += _handoffs(pen, strip, passed, placed)
        cards += [node.group for node in placed]
    told = translate("scene.flow-serves", subject.language)
    links = [Group(children=tuple(joints), role="links", title=told)] if joints else []
    return [*panels, *links, *cards, *ways, *pills, *chevrons, *signs], bottom


def _customer(
    subject: Subject,
    pen: Pen,
    graph: Graph,
    strip: Strip,
    *,
    joined: Mapping[Way, int],
    top: float,
) -> tuple[list[Node], list[Primitive], list[Primitive], float]:
    """
    Place the steps with the ways between them; gives cards, lines, words and the lower edge.
    """
    columns = list(enumerate(strip.nodes, start=strip.first))
    heights = {
        i: step_node(subject, pen, node, i, 0).height for i, node in columns if graph.beside[i]
    }
    lifted = lift(graph, pen, strip, joined, heights)
    main = round(top + _PAD + lifted.height)
    nodes = [
        step_node(subject, pen, node, i, main - lifted.beside if graph.beside[i] else main)
        for i, node in columns
    ]
    straight, low = plan(subject, pen, graph=graph, strip=strip, joined=joined, y=main + HEADLINE)
    lines, pills = drawn(graph, pen, strip, lifted, main)
    bottom = max([low, *(node.low for node in nodes)]) + _PAD
    return nodes, [*straight, *lines], pills, bottom


def _panel(
    pen: Pen, strip: Strip, ends: tuple[float, float], title: str, icon: str
) -> tuple[Group, float]:
    """
    Lay the ground of a band with its name at the start; gives its lower edge, too.
    """
    top, theme = ends[0], pen.theme
    mark = Icon(name=icon, x=strip.x + 14, y=top + 14, size=15, colour=theme.second, stroke_width=2)
    words = pen.words(
        title,
        pen.styles.head,
        x=strip.x + 14,
        y=top + 34,
        width=HEAD - 18,
        max_lines=4,
        is_title=True,
    )
    bottom = max(ends[1], words.y + words.height + _PAD)
    ground = Rect(
        x=strip.x,
        y=top,
        width=strip.end - strip.x,
        height=bottom - top,
        fill=theme.soft,
        stroke=theme.line,
        radius=_RADIUS,
    )
    return Group(children=(ground, mark, words), role="band", title=title), bottom


def _line(pen: Pen, strip: Strip, name: str, top: float) -> Group:
    """
    Draw the line between two bands with its name.
    """
    words = translate(f"scene.line-{name}", pen.language)
    y = top + _LINE / 2
    text = pen.label(words, pen.styles.tag, x=strip.x + 14, y=y - 7.7, limit=260)
    start = text.x + text.width + 10
    stroke = pen.theme.second
    line = Line(x1=start, y1=y, x2=strip.end, y2=y, stroke=stroke, dash=(4, 3))
    return Group(children=(line, text), role="line", title=words)


def _joints(
    pen: Pen, strip: Strip, node: Node, above: dict[int, tuple[Node, bool]]
) -> list[Primitive]:
    """
    Join a card to what stands above it at each of its steps.
    """
    drawn: list[Primitive] = []
    for step in range(node.steps[0], node.steps[1] + 1):
        upper, is_customer = above[step]
        x = strip.columns[step - strip.first].centre
        colour = pen.theme.second
        drawn += arrow((x, upper.low + 1), (x, node.y - 1), colour, is_double=is_customer)
        above[step] = (node, False)
    return drawn


def told_handoffs(subject: Subject) -> dict[tuple[int, int], str]:
    """
    Say where customers are handed over to another channel or department.

    Args:
        subject: The map.

    Returns:
        What changes, by the numbers of the steps before and after.
    """
    number = {step.id: i for i, step in enumerate(subject.journey.steps)}
    found: dict[tuple[int, int], list[str]] = {}
    for item in handoffs(subject.journey):
        words = told_handoff(subject.journey, item, subject.language)
        found.setdefault((number[item.before], number[item.after]), []).append(words)
    return {ends: " · ".join(lines) for ends, lines in found.items()}


def _handoffs(
    pen: Pen, strip: Strip, passed: Mapping[tuple[int, int], str], placed: Sequence[Node]
) -> list[Primitive]:
    """
    Draw an arrow to each step at which the customer is handed over.
    """
    drawn: list[Primitive] = []
    for (before, after), words in passed.items():
        node = next((one for one in placed if one.steps[0] == after), None)
        if node is None:
            continue
        earlier = [one for one in placed if one.steps[1] < after]
        nearest = earlier[-1] if earlier else None
        is_next = nearest is not None and _stands_at(nearest, before)
        start = nearest.end if nearest and is_next else node.x - _STUB
        y, colour = node.y + _CHIP, pen.theme.planned
        children = arrow((start, y), (node.x, y), colour)
        # The mark stands near the tip, where no line goes down.
        children += handoff_mark(pen, node.x - 25, y)
        at = Location.of(("step", strip.columns[after - strip.first].step.id))
        drawn.append(
            Group(children=tuple(children), role="handoff", title=words, details=words, at=at)
        )
    return drawn


def _stands_at(node: Node, step: int) -> bool:
    return node.steps[0] <= step <= node.steps[1]
