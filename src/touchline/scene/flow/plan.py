"""
The planned way of a flowchart: straight lines as thick as the share that comes so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Line
from touchline.canvas.text import TextStyle
from touchline.i18n import number, translate
from touchline.lanes._details import figure_margin, figure_text
from touchline.scene.flow.lines import (
    MARK,
    TIP,
    end_mark,
    link_mark,
    start_mark,
    thickness,
    tip,
    told_link,
)
from touchline.scene.flow.strips import LEAD, TAIL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.scene.flow.graph import Graph, Way
    from touchline.scene.flow.strips import Strip
    from touchline.scene.subject import Subject

#: How thick the planned way is where nothing is measured, px.
_PLAIN = 2.2

#: How much of its stage's hue a measured line has.
_HUE = 0.6

#: Space between a line and the words above or below it, px.
_OFF = 3.0

#: Words at the ends of the journey keep this distance to their neighbours, px.
_APART = 4.0


def plan(
    subject: Subject,
    pen: Pen,
    *,
    graph: Graph,
    strip: Strip,
    joined: Mapping[Way, int],
    y: float,
) -> tuple[list[Primitive], float]:
    """
    Draw the planned way of one row with its shares and the marks at its ends.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        graph: The ways.
        strip: The row.
        joined: The numbers of ways that lead to other rows.
        y: The height of the line.

    Returns:
        The lines with their words, and how low the words at the ends reach.
    """
    drawn: list[Primitive] = []
    for way in graph.plan:
        part = _part(graph, strip, way, joined.get(way, 0))
        if part is not None:
            drawn.append(_line(pen, strip, part, y))
    marks, low = _marks(subject, pen, graph, strip, y)
    return [*drawn, *marks], low


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """
    A part of the planned way in one row.

    Args:
        way: The part.
        start: Where it begins.
        end: Where it ends.
        target: The place of its target in the row; None when that is a mark.
        link: The number that joins it to its other end in another row; 0 for none.
        goes_on: Its other end lies in the next row.
    """

    way: Way
    start: float
    end: float
    target: int | None
    link: int
    goes_on: bool


def _part(graph: Graph, strip: Strip, way: Way, link: int) -> _Part | None:
    """
    Find from where to where a line runs in a row; None when it runs in others only.
    """
    origin = -1 if way.origin is None else way.origin
    target = graph.end if way.target is None else way.target
    leaves, enters = strip.holds(origin), strip.holds(target)
    begins = origin < 0 and strip.first == 0
    ends = target >= graph.end and strip.after == graph.end
    if not (leaves or enters or begins or ends):
        return None
    return _Part(
        way=way,
        start=strip.nodes[origin - strip.first].end if leaves else strip.start_mark + MARK,
        end=strip.nodes[target - strip.first].x if enters else strip.end_mark - MARK - 1,
        target=target - strip.first if enters else None,
        link=link,
        goes_on=leaves or begins,
    )


def _line(pen: Pen, strip: Strip, part: _Part, y: float) -> Group:
    """
    Draw one part of the planned way.
    """
    way, theme = part.way, pen.theme
    width = thickness(way.share, _PLAIN)
    node = strip.nodes[-1 if part.target is None else part.target]
    colour = theme.second if way.share is None else theme.tint(node.hue, _HUE)
    children: list[Primitive] = [
        Line(x1=part.start, y1=y, x2=part.end - TIP + 1, y2=y, stroke=colour, stroke_width=width),
        tip((part.end, y), (part.start, y), colour, width=width),
    ]
    title = way.title
    if part.link:
        place = strip.end_mark if part.goes_on else strip.start_mark
        children += link_mark(pen, place, y, part.link, theme.second)
        title = f"{title} · {told_link(pen, part.link, goes_on=part.goes_on)}"
    if way.words and part.target is not None:
        children += _share(pen, way, strip.columns[part.target], part.end, (y, width))
    return Group(
        children=tuple(children), role="transition", title=title, details=way.details, at=way.at
    )


def _share(
    pen: Pen, way: Way, column: Column, end: float, line: tuple[float, float]
) -> Iterator[Primitive]:
    """
    Place a share above its line and its interval below, in the space before the step.
    """
    # Half of the space belongs to the step, half to its neighbour.
    half = end - column.x
    x, room = end - 2 * half + 2, 2 * half - 4
    y, width = line
    style = TextStyle(size=11.2, weight=600, colour=pen.theme.ink, line_height=1.2)
    top = y - width / 2 - _OFF - style.leading(pen.language)
    yield pen.words(way.words, style, x=x, y=top, width=room, align="middle", max_lines=1)
    if way.aside:
        low = y + width / 2 + _OFF
        note = pen.styles.note
        yield pen.words(way.aside, note, x=x, y=low, width=room, align="middle", max_lines=2)


def _marks(
    subject: Subject, pen: Pen, graph: Graph, strip: Strip, y: float
) -> tuple[list[Primitive], float]:
    """
    Mark start and end of the journey, with how many enter and which share completes it.
    """
    language = subject.language
    drawn: list[Primitive] = []
    low = y
    if strip.first == 0:
        words = _entering(subject)
        group, bottom = _mark(
            pen,
            start_mark(pen, strip.start_mark, y),
            translate("scene.flow-start", language),
            words,
            (strip.columns[0].x - LEAD + _APART, LEAD - 2 * _APART, y),
        )
        drawn.append(group)
        low = max(low, bottom)
    if strip.after == graph.end:
        words = _completing(subject)
        x = strip.columns[-1].end - 14
        group, bottom = _mark(
            pen,
            end_mark(pen, strip.end_mark, y),
            translate("scene.flow-end", language),
            words,
            (x + _APART, TAIL - 2 * _APART, y),
        )
        drawn.append(group)
        low = max(low, bottom)
    return drawn, low


def _entering(subject: Subject) -> list[str]:
    """
    Say how many customers enter.
    """
    for step in subject.measures.steps if subject.measures else ():
        figure = step.reached
        if figure is not None and figure.value is not None:
            n, language = round(figure.value), subject.language
            return [number(n, language), translate("scene.enter", language, n=n)]
    return []


def _completing(subject: Subject) -> list[str]:
    """
    Say which share of the customers completes the journey.
    """
    measures, language = subject.measures, subject.language
    figure = measures.completion_to_read if measures else None
    if measures is None or figure is None or figure.value is None:
        return []
    told = translate("scene.tile-completion", language)
    words = [figure_text(figure, language), told, figure_margin(figure, language)]
    if measures.is_mature_first:
        n = number(figure.n, language)
        words.append(translate("scene.of-elapsed", language, n=n))
    return words


def _mark(
    pen: Pen,
    shape: Sequence[Primitive],
    name: str,
    words: Sequence[str],
    place: tuple[float, float, float],
) -> tuple[Group, float]:
    """
    Place a mark with its words below it: the number first, then what it says.
    """
    x, width, y = place
    children = list(shape)
    low = y + MARK + 5
    for i, line in enumerate(words or [name]):
        if not line:
            continue
        style = pen.styles.strong if words and i == 0 else pen.styles.note
        text = pen.words(line, style, x=x, y=low, width=width, align="middle", max_lines=4)
        children.append(text)
        low = text.y + text.height
    title = " · ".join([name, *words])
    return Group(children=tuple(children), role="sign", title=title, details=title), low
