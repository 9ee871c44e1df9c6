"""
The ways of a flowchart that leave the straight line, above the steps of one row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.canvas.primitives import Ellipse, Group, Icon, Path, Rect
from touchline.canvas.text import TextStyle
from touchline.scene.branches import KIND_ICONS, branch_colours, stop_mark
from touchline.scene.flow.arcs import Arc, Station, route
from touchline.scene.flow.lines import (
    MARK,
    TIP,
    bent,
    link_mark,
    open_mark,
    thickness,
    tip,
    told_link,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.canvas.geometry import Point
    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes._pen import Pen
    from touchline.scene.flow.arcs import Route
    from touchline.scene.flow.graph import Graph, Way
    from touchline.scene.flow.strips import Strip

#: The widest words at a way, and lines after which they are clipped.
_WIDEST, _LINES = 150.0, 3

#: Words are never set narrower, px.
_NARROWEST = 90.0

#: Padding of words and the side of their icon, px.
_SIDE, _ICON = 7.0, 11.0

#: Space above the steps, between two levels, and the least height of a level, px.
_ABOVE, _BETWEEN, _LEAST = 12.0, 9.0, 14.0

#: How far the line of a step stands below the top of its card, px.
HEADLINE = 19.0

#: Space between a card beside the planned way and the line of the planned way, px.
_CLEAR = 22.0

#: About how high a level is, to choose on which one the cards beside the planned way hang.
_USUAL = 28.0

#: How thick a way is whose share nobody knows, px.
_PLAIN = 1.6

#: The icons of departures from the plan.
_DEPARTURES = {
    "skipped": "chevrons-right",
    "inserted": "corner-down-right",
    "repeated": "repeat",
    "backward": "undo-2",
}

_Mark = Literal["none", "stop", "open", "link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Local:
    """
    A way, or one end of it, in one row.

    Args:
        way: The way.
        arc: How it lies among the stations of the row.
        mark: What stands at its open end.
        link: The number that joins it to its other end.
    """

    way: Way
    arc: Arc
    mark: _Mark = "none"
    link: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """
    The ways above one row with the room that they take.

    Args:
        height: From the top of the highest to the tops of the steps.
        beside: How far above the tops of the steps the cards beside the planned way begin.
        locals: The ways of the row.
        routes: How they run.
        middles: How far above the tops of the steps each level lies.
    """

    height: float
    beside: float
    locals: tuple[_Local, ...]
    routes: tuple[Route, ...]
    middles: tuple[float, ...]


def colours(pen: Pen, way: Way) -> tuple[str, str, str]:
    """
    Choose the colours of a way beside the planned one.

    Args:
        pen: What knows the theme.
        way: The way.

    Returns:
        The colours of line, ground and words.
    """
    theme = pen.theme
    if way.kind in _DEPARTURES:
        return theme.caution, theme.warn_fill, theme.warn
    return branch_colours(theme, way.kind)


def links(graph: Graph, rows: Sequence[Strip]) -> dict[Way, int]:
    """
    Number the ways that lead from one row to another, those of the plan first.

    Args:
        graph: The ways.
        rows: The rows.

    Returns:
        A number for each of them, from 1.
    """
    found: dict[Way, int] = {}
    for way in (*graph.plan, *graph.others):
        if way.origin is None or way.target is None:
            continue
        places = {_row_of(graph, rows, end) for end in (way.origin, way.target)}
        if len(places) > 1:
            found[way] = len(found) + 1
    return found


def _row_of(graph: Graph, rows: Sequence[Strip], step: int) -> int:
    inside = min(max(step, 0), graph.end - 1)
    return next(i for i, row in enumerate(rows) if row.holds(inside))


def lift(
    graph: Graph,
    pen: Pen,
    strip: Strip,
    joined: Mapping[Way, int],
    heights: Mapping[int, float],
) -> Lifted:
    """
    Find how the ways of one row run above its steps.

    Args:
        graph: The ways.
        pen: What measures words.
        strip: The row.
        joined: The numbers of ways that lead to other rows.
        heights: How high the cards beside the planned way are, by the number of the step.

    Returns:
        The ways with their routes.
    """
    tallest = max(heights.values(), default=0.0)
    level = -1
    if heights:
        level = max(0, round((tallest - HEADLINE + _CLEAR) / _USUAL))
    stations = _stations(graph, strip)
    found = [
        item for way in graph.others if (item := _local(graph, pen, strip, way, joined.get(way, 0)))
    ]
    # Levels that nothing uses take no room, so that cards hang as low as they can.
    limit = strip.end - 6
    routes = route(stations, [item.arc for item in found], beside=level, limit=limit)
    middles, height, hang = _middles(found, routes, level, tallest)
    return Lifted(
        height=height, beside=hang, locals=tuple(found), routes=routes, middles=tuple(middles)
    )


def _stations(graph: Graph, strip: Strip) -> list[Station]:
    """
    List the steps of a row between its marks of start and end.
    """
    return [
        Station(strip.start_mark - 26, strip.start_mark + 26),
        *(
            Station(node.x, node.end, graph.beside[strip.first + i])
            for i, node in enumerate(strip.nodes)
        ),
        Station(strip.end_mark - 26, strip.end_mark + 26),
    ]


def _local(graph: Graph, pen: Pen, strip: Strip, way: Way, link: int) -> _Local | None:
    """
    Take what a row shows of a way.
    """
    ends = [_station(graph, strip, end) for end in (way.origin, way.target)]
    if ends[0] is None and ends[1] is None:
        return None
    mark: _Mark = "none"
    if link:
        mark = "link"
    elif ends[1] is None:
        mark = "stop"
    elif ends[0] is None:
        mark = "open"
    # The words of a way between rows stand where it begins.
    words = "" if link and ends[0] is None else way.words
    room, height = 0.0, 0.0
    if words:
        text = _fitting(pen, way, _stations(graph, strip), ends)
        widest = max((line.width for line in text.lines), default=0.0)
        room, height = widest + 1 + _ICON + 4 + 2 * _SIDE, text.height + 3
    arc = Arc(ends[0], ends[1], room, max(height, 18.0 if link else 0.0))
    return _Local(way=way, arc=arc, mark=mark, link=link)


def _station(graph: Graph, strip: Strip, step: int | None) -> int | None:
    """
    Give the number of a step among the stations of a row; None for those of other rows.
    """
    if step is None:
        return None
    if step < 0:
        return 0 if strip.first == 0 else None
    if step >= graph.end:
        return len(strip.nodes) + 1 if strip.after == graph.end else None
    return step - strip.first + 1 if strip.holds(step) else None


def _fitting(pen: Pen, way: Way, stations: Sequence[Station], ends: Sequence[int | None]) -> Text:
    """
    Set the words of a way so that they fit on its line; long ones are set wider.
    """
    natural = pen.width_of(way.words, _style(pen, way), way.language) + _ICON + 4 + 2 * _SIDE
    first, last = ends
    if first is None or last is None or first == last:
        return _set(pen, way, room=min(natural, _WIDEST), x=0, y=0)
    one, other = stations[first], stations[last]
    run = abs(other.centre - one.centre) - 40
    inner = run - sum((end.end - end.start) / 2 for end in (one, other) if end.is_beside)
    for room in (inner, run):
        text = _set(pen, way, room=min(natural, max(room, _NARROWEST)), x=0, y=0)
        if not text.is_clipped:
            break
    return text


def _style(pen: Pen, way: Way) -> TextStyle:
    return TextStyle(size=10.8, weight=500, colour=colours(pen, way)[2])


def _set(pen: Pen, way: Way, *, room: float, x: float, y: float) -> Text:
    lead = _ICON + 4
    return pen.words(
        way.words,
        _style(pen, way),
        x=x + _SIDE + lead,
        y=y + 1.5,
        width=max(room - lead - 2 * _SIDE, 8.0),
        language=way.language,
        max_lines=_LINES,
        is_title=True,
    )


def _middles(
    found: Sequence[_Local], routes: Sequence[Route], beside: int, tallest: float
) -> tuple[list[float], float, float]:
    """
    Stack the levels; gives their middles, the height of all, and where cards beside begin.
    """
    n = max((item.level for item in routes), default=-1)
    heights: dict[int, float] = {}
    for item, way in zip(found, routes, strict=True):
        heights[way.level] = max(heights.get(way.level, _LEAST), item.arc.height)
    middles: list[float] = []
    high, top, hang = _ABOVE, 0.0, 0.0
    for level in range(max(n, beside) + 1):
        height = heights.get(level, 0.0)
        middle = high + height / 2
        if level == beside:
            middle = max(middle, tallest - HEADLINE + _CLEAR)
            hang = middle + HEADLINE
            top = max(middle + height / 2, hang)
            high = top + _BETWEEN
        elif height:
            top = middle + height / 2
            high = top + _BETWEEN
        middles.append(middle)
    return middles, top, hang


def drawn(
    graph: Graph, pen: Pen, strip: Strip, lifted: Lifted, top: float
) -> tuple[list[Primitive], list[Primitive]]:
    """
    Draw the ways of one row.

    Args:
        graph: The ways.
        pen: What knows theme, language and text.
        strip: The row.
        lifted: How they run.
        top: The tops of the steps on the planned way.

    Returns:
        The lines, and what stands upon them.
    """
    stations = _stations(graph, strip)
    tops = [
        top + HEADLINE - MARK if i in (0, len(stations) - 1) else top for i in range(len(stations))
    ]
    for i, station in enumerate(stations):
        if station.is_beside:
            tops[i] = top - lifted.beside
    lines: list[Primitive] = []
    pills: list[Primitive] = []
    # What runs higher lies behind, so that its ends pass below the words of the others.
    order = sorted(zip(lifted.locals, lifted.routes, strict=True), key=lambda one: -one[1].level)
    for item, way in order:
        y = top - lifted.middles[way.level]
        lines.append(_line(pen, item, way, tops, y))
        if item.arc.room:
            pills.append(_pill(pen, item, way, y))
    return lines, pills


def _line(pen: Pen, item: _Local, way: Route, tops: Sequence[float], y: float) -> Group:
    """
    Draw one way from its beginning to its tip or mark.
    """
    colour = colours(pen, item.way)[0]
    width = thickness(item.way.share, _PLAIN)
    arc = item.arc
    points: list[Point] = [(way.start, y), (way.stop, y)]
    if way.leaves == "top" and arc.origin is not None:
        points.insert(0, (way.start, tops[arc.origin]))
    if way.enters == "top" and arc.target is not None:
        points.append((way.stop, tops[arc.target]))
    children: list[Primitive] = []
    line = list(points)
    if way.enters != "open":
        line[-1] = _short(line[-1], line[-2], TIP - 1)
    dash = (5.0, 3.5) if item.way.kind == "failure" else ()
    children.append(Path(commands=bent(line), stroke=colour, stroke_width=width, dash=dash))
    if way.enters != "open":
        children.append(tip(points[-1], points[-2], colour, width=width))
    if way.leaves == "top":
        children.append(Ellipse(cx=points[0][0], cy=points[0][1], rx=2.6, ry=2.6, fill=colour))
    children += _open_end(pen, item, points, way)
    title = item.way.title
    if item.link:
        title += " · " + told_link(pen, item.link, goes_on=way.leaves != "open")
    return Group(
        children=tuple(children),
        role="branch",
        title=title,
        details=item.way.details,
        at=item.way.at,
    )


def _open_end(pen: Pen, item: _Local, points: Sequence[Point], way: Route) -> Iterable[Primitive]:
    """
    Mark the end of a way that no step of the row has.
    """
    cx, cy = points[0] if way.leaves == "open" else points[-1]
    colour = colours(pen, item.way)[0]
    if item.mark == "stop":
        return stop_mark(pen, cx, cy, colour)
    if item.mark == "link":
        return link_mark(pen, cx, cy, item.link, colour)
    return open_mark(pen, cx, cy, colour) if item.mark == "open" else ()


def _short(end: Point, before: Point, by: float) -> Point:
    """
    Take a little from the end of a straight line.
    """
    if end[0] == before[0]:
        return (end[0], end[1] - by if end[1] > before[1] else end[1] + by)
    return (end[0] - by if end[0] > before[0] else end[0] + by, end[1])


def _pill(pen: Pen, item: _Local, way: Route, y: float) -> Group:
    """
    Place the words of a way on its line, or beside its open end.
    """
    _, ground, ink = colours(pen, item.way)
    room, height, x = item.arc.room, item.arc.height, way.words
    text = _set(pen, item.way, room=room, x=x, y=y - height / 2)
    height = text.height + 3
    top = y - height / 2
    text = _set(pen, item.way, room=room, x=x, y=top)
    box = Rect(x=x, y=top, width=room, height=height, fill=ground, radius=min(height / 2, 9.0))
    icon = Icon(
        name=_DEPARTURES.get(item.way.kind) or KIND_ICONS[item.way.kind],
        x=x + _SIDE - 1,
        y=y - _ICON / 2,
        size=_ICON,
        colour=ink,
        stroke_width=2,
        is_directional=item.way.kind in ("skipped", "inserted", "backward"),
    )
    return Group(
        children=(box, icon, text),
        role="branch",
        title=item.way.title,
        details=item.way.details,
        at=item.way.at,
    )
