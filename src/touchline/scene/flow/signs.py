"""
What the legend of a flowchart explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Line
from touchline.i18n import translate
from touchline.scene.flow.lines import end_mark, start_mark
from touchline.scene.legend import Entry, step_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.flow.graph import Graph
    from touchline.scene.flow.nodes import Band
    from touchline.scene.subject import Subject

#: The kinds of ways that were measured, not authored.
_DEPARTURES = ("skipped", "inserted", "repeated", "backward")


def entries(subject: Subject, pen: Pen, graph: Graph, parts: Sequence[Band]) -> list[Entry]:
    """
    Find out which signs occur in a flowchart.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        graph: The steps and ways.
        parts: The bands below the customer's.

    Returns:
        The signs with their meaning.
    """
    language = subject.language
    found = step_entries(subject, pen)
    if graph.steps:
        found.insert(0, Entry(translate("scene.flow-start", language), _start))
        found.insert(1, Entry(translate("scene.flow-end", language), _end))
    if parts:
        found.append(Entry(translate("scene.flow-serves", language), _joint))
    if any(way.share is not None for way in graph.plan):
        found.append(Entry(translate("scene.flow-thickness", language), _thick))
    if any(way.kind in _DEPARTURES for way in graph.others):
        found.append(Entry(translate("scene.flow-departure", language), _departure))
    if subject.measures is not None:
        found.append(Entry(translate("scene.legend-interval", language)))
    return found


def _start(pen: Pen, cx: float, cy: float) -> Primitive:
    return Group(children=tuple(start_mark(pen, cx, cy, radius=5)), role="sign")


def _end(pen: Pen, cx: float, cy: float) -> Primitive:
    return Group(children=tuple(end_mark(pen, cx, cy, radius=6)), role="sign")


def _joint(pen: Pen, cx: float, cy: float) -> Primitive:
    return Icon(name="move-vertical", x=cx - 7, y=cy - 7, size=14, colour=pen.theme.second)


def _thick(pen: Pen, cx: float, cy: float) -> Primitive:
    lines = tuple(
        Line(
            x1=cx - 7 + 7 * i,
            y1=cy,
            x2=cx + 7 * i,
            y2=cy,
            stroke=pen.theme.neutral,
            stroke_width=2 + 5 * i,
        )
        for i in range(2)
    )
    return Group(children=lines, role="sign")


def _departure(pen: Pen, cx: float, cy: float) -> Primitive:
    stroke = pen.theme.caution
    return Line(x1=cx - 7, y1=cy, x2=cx + 7, y2=cy, stroke=stroke, stroke_width=2.5)
