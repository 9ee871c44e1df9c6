"""
The ways that leave the planned one, as arrows below the heads of the steps (R-029, R-030).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.canvas.geometry import polygon
from touchline.canvas.primitives import Ellipse, Group, Icon, Path, Rect, Text
from touchline.canvas.text import TextStyle
from touchline.i18n import translate
from touchline.lanes._owners import owner_lines
from touchline.location import Location
from touchline.scene.ways import leads, told_branch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.canvas.primitives import Command, Primitive
    from touchline.canvas.theme import Theme
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.map import Branch
    from touchline.scene.subject import Subject

#: Levels on which arrows run below each other; branches that find no place are counted.
_MOST_LEVELS = 8

#: Space above the first level, between two levels and below the last, px.
_ABOVE, _GAP, _BELOW = 9.0, 7.0, 7.0

#: A level is never lower, and an arrow keeps this distance to its neighbours, px.
_LEAST_LEVEL, _APART = 17.0, 12.0

#: Two arrows at one step start so far from each other where there is room, px.
_PORT = 15.0

#: An arrow with less than this between its ends has its words beside it, px.
_SHORT = 64.0

#: How far an arrow runs before it stops where the journey ends, px.
_TO_STOP = 26.0

#: The widest words beside an arrow, and lines after which words are clipped.
_WIDEST, _LINES = 150.0, 3

#: Padding of a label and the place of its icon, px.
_SIDE, _ICON = 7.0, 11.0

#: The icon of each kind.
KIND_ICONS = {
    "failure": "triangle-alert",
    "recovery": "life-buoy",
    "loop": "rotate-ccw",
    "choice": "split",
}

#: The rounding of corners; loops are rounder, px.
_CORNER, _LOOP_CORNER = 6.0, 11.0

#: How far a curve's handle lies along a quarter of a circle.
_KAPPA = 0.5523


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrow:
    """
    One branch with its place across the grid.

    Args:
        branch: The branch.
        start: Where it leaves its step.
        stop: Where it arrives, or where the journey ends.
        label: Where its words begin, from the inline start.
        room: The width of its words with padding; 0 without words.
        height: The height of its words with padding.
    """

    branch: Branch
    start: float
    stop: float
    label: float
    room: float
    height: float

    @property
    def left(self) -> float:
        """
        Where it begins with its words.
        """
        ends = (self.start, self.stop) if not self.room else (self.start, self.stop, self.label)
        return min(ends)

    @property
    def right(self) -> float:
        """
        Where it ends with its words.
        """
        return max(self.start, self.stop, self.label + self.room)


def branches(
    subject: Subject, pen: Pen, columns: Sequence[Column], *, x: float, top: float, width: float
) -> tuple[list[Group], float]:
    """
    Place an arrow for each branch between the heads of the steps and the first lane.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        x: Where the names of lanes begin.
        top: The y below which they are drawn.
        width: The width of the names of lanes.

    Returns:
        The arrows, none for a map without branches, and the y of the lower edge of their band.
    """
    index = {column.step.id: i for i, column in enumerate(columns)}
    known = [item for item in subject.journey.branches if item.origin in index]
    known = [item for item in known if item.to is None or item.to in index]
    if not known:
        return [], top
    arrows = _placed(subject, pen, known, columns, index)
    levels, hidden = _levels(arrows)
    drawn: list[Group] = []
    y, low = top + _ABOVE, top
    for level, members in enumerate(levels):
        height = max(_LEAST_LEVEL, *(arrow.height for arrow in members))
        deeper = [arrow for other in levels[level + 1 :] for arrow in other]
        drawn += [
            _drawn(subject, pen, arrow, top=top, y=y + height / 2, deeper=deeper)
            for arrow in members
        ]
        low = y + height
        y = low + _GAP
    # What reaches deeper lies behind, so that its ends pass below the words of the others.
    drawn.reverse()
    title, title_low = _title(pen, x=x, top=top, width=width)
    children = [title, *drawn]
    if hidden:
        note, low = _rest(subject, pen, hidden, x=columns[0].x, top=low + 3, columns=columns)
        children.append(note)
    return children, round(max(low, title_low) + _BELOW)


def _title(pen: Pen, *, x: float, top: float, width: float) -> tuple[Group, float]:
    words = translate("scene.branches", pen.language)
    text = pen.words(
        words, pen.styles.head, x=x, y=top + 7, width=width, max_lines=2, is_title=True
    )
    group = Group(children=(text,), role="branches", title=words, at=Location())
    return group, text.y + text.height


def _rest(
    subject: Subject,
    pen: Pen,
    hidden: Sequence[_Arrow],
    *,
    x: float,
    top: float,
    columns: Sequence[Column],
) -> tuple[Group, float]:
    """
    Say how many branches found no place; the details tell them.
    """
    words = translate("scene.branches-more", pen.language, n=len(hidden))
    room = columns[-1].end - x - 2 * _SIDE
    text = pen.label(words, pen.styles.note, x=x + _SIDE, y=top, limit=room)
    told = (told_branch(subject.journey, arrow.branch, subject.language) for arrow in hidden)
    group = Group(
        children=(text,), role="branch", title=words, details="\n".join(told), at=Location()
    )
    return group, text.y + text.height


def _placed(
    subject: Subject,
    pen: Pen,
    known: Sequence[Branch],
    columns: Sequence[Column],
    index: dict[str, int],
) -> list[_Arrow]:
    """
    Place every branch across the grid, the shortest first.
    """
    ordered = sorted(known, key=lambda item: _span(item, index))
    ports = _ports(ordered, columns, index)
    edges = (columns[0].x, columns[-1].end)
    return [
        _arrow(
            subject,
            pen,
            branch,
            (ports[branch.id, "from"], ports.get((branch.id, "to"))),
            edges,
        )
        for branch in ordered
    ]


def _span(branch: Branch, index: dict[str, int]) -> int:
    return abs(index[branch.to] - index[branch.origin]) if branch.to else 0


def _ports(
    ordered: Sequence[Branch], columns: Sequence[Column], index: dict[str, int]
) -> dict[tuple[str, str], float]:
    """
    Spread the ends of arrows at each step so that arrows on deeper levels enclose the others.
    """
    ends: dict[int, list[tuple[int, int, tuple[str, str]]]] = {}
    for rank, branch in enumerate(ordered):
        here = index[branch.origin]
        there = here if branch.to is None else index[branch.to]
        side = (there > here) - (there < here)
        # Towards the start the deepest end is innermost, towards the end likewise.
        ends.setdefault(here, []).append((side, -side * rank, (branch.id, "from")))
        if branch.to is not None:
            ends.setdefault(there, []).append((-side, side * rank, (branch.id, "to")))
    ports: dict[tuple[str, str], float] = {}
    for i, found in ends.items():
        column, n = columns[i], len(found)
        gap = min(_PORT, (column.width - 30) / n)
        for k, (_, _, name) in enumerate(sorted(found)):
            ports[name] = column.centre + (k - (n - 1) / 2) * gap
    return ports


def _arrow(
    subject: Subject,
    pen: Pen,
    branch: Branch,
    ends: tuple[float, float | None],
    edges: tuple[float, float],
) -> _Arrow:
    """
    Choose where one arrow's words stand: on it, or beside it where it is short.
    """
    start, end = ends
    words, icon = _words(subject, branch), _ICON + 4
    natural = pen.width_of(words, _style(pen, branch), subject.language_of(branch.text))
    wanted = natural + icon + 2 * _SIDE if words else 0.0
    stop = start + _TO_STOP if end is None else end
    is_beside = end is None or (abs(stop - start) < _SHORT and bool(words))
    room = min(wanted, _WIDEST if is_beside else abs(stop - start) - 2 * _APART)
    height = 0.0
    if words:
        text = _set(subject, pen, branch, x=0, y=0, room=room)
        height = text.height + 3
        # Words of several lines may need less than the room that they were given.
        widest = max((line.width for line in text.lines), default=0.0) + 1
        room = min(room, widest + icon + 2 * _SIDE)
    if is_beside and room:
        label = max(start, stop) + 11
        if label + room > edges[1]:
            stop = start - _TO_STOP if end is None else stop
            label = min(start, stop) - 11 - room
        label = max(edges[0] + 2, min(label, edges[1] - 2 - room))
    else:
        label = (start + stop) / 2 - room / 2
    return _Arrow(branch=branch, start=start, stop=stop, label=label, room=room, height=height)


def _words(subject: Subject, branch: Branch) -> str:
    return subject.said(branch.text).strip()


def _style(pen: Pen, branch: Branch) -> TextStyle:
    return TextStyle(size=10.8, weight=500, colour=branch_colours(pen.theme, branch.kind)[2])


def _set(subject: Subject, pen: Pen, branch: Branch, *, x: float, y: float, room: float) -> Text:
    lead = _ICON + 4
    return pen.words(
        _words(subject, branch),
        _style(pen, branch),
        x=x + _SIDE + lead,
        y=y + 1.5,
        width=max(room - lead - 2 * _SIDE, 8.0),
        language=subject.language_of(branch.text),
        max_lines=_LINES,
        is_title=True,
    )


def _levels(arrows: Iterable[_Arrow]) -> tuple[list[list[_Arrow]], list[_Arrow]]:
    """
    Put each arrow on the first level on which it touches no other.
    """
    levels: list[list[_Arrow]] = []
    hidden = []
    for arrow in arrows:
        free = next((level for level in levels if not _touches(arrow, level)), None)
        if free is not None:
            free.append(arrow)
        elif len(levels) < _MOST_LEVELS:
            levels.append([arrow])
        else:
            hidden.append(arrow)
    return levels, hidden


def _touches(arrow: _Arrow, level: Iterable[_Arrow]) -> bool:
    return any(
        arrow.left < other.right + _APART / 2 and other.left < arrow.right + _APART / 2
        for other in level
    )


def branch_colours(theme: Theme, kind: str) -> tuple[str, str, str]:
    """
    Choose the colours of a branch.

    Args:
        theme: The theme.
        kind: The kind of the branch.

    Returns:
        The colours of line, ground and words.
    """
    return {
        "failure": (theme.bad, theme.pain, theme.bad_ink),
        "recovery": (theme.good, theme.opportunity, theme.good_ink),
        "loop": (theme.neutral, theme.pill, theme.second),
        "choice": (theme.planned, theme.planned_fill, theme.planned),
    }[kind]


def _drawn(
    subject: Subject, pen: Pen, arrow: _Arrow, *, top: float, y: float, deeper: Sequence[_Arrow]
) -> Group:
    """
    Draw one arrow with its words.
    """
    branch = arrow.branch
    colour, _, _ = branch_colours(pen.theme, branch.kind)
    corner = _LOOP_CORNER if branch.kind == "loop" else _CORNER
    is_end = branch.to is None
    commands = _bent(arrow.start, arrow.stop, top + 2, y, corner, is_end=is_end)
    dash = (5.0, 3.5) if branch.kind == "failure" else ()
    children: list[Primitive] = [
        Path(commands=commands, stroke=colour, stroke_width=1.6, dash=dash),
        Ellipse(cx=arrow.start, cy=top + 2, rx=2.4, ry=2.4, fill=colour),
    ]
    if is_end:
        children += stop_mark(pen, arrow.stop, y, colour)
    else:
        children.append(_tip(arrow.stop, top + 1, colour))
    if arrow.room:
        children += _label(subject, pen, arrow, y, deeper)
    journey, language = subject.journey, subject.language
    lines = [_words(subject, branch), leads(journey, branch, language)]
    lines += owner_lines(branch, language)
    return Group(
        children=tuple(children),
        role="branch",
        title=told_branch(journey, branch, language),
        details="\n".join(line for line in lines if line),
        at=Location.of(("branch", branch.id)),
    )


def _label(
    subject: Subject, pen: Pen, arrow: _Arrow, y: float, deeper: Sequence[_Arrow]
) -> list[Primitive]:
    branch = arrow.branch
    _, ground, ink = branch_colours(pen.theme, branch.kind)
    x, top = _free(arrow, deeper), y - arrow.height / 2
    text = _set(subject, pen, branch, x=x, y=top, room=arrow.room)
    box = Rect(
        x=x,
        y=top,
        width=arrow.room,
        height=arrow.height,
        fill=ground,
        radius=min(arrow.height / 2, 9.0),
    )
    icon = Icon(
        name=KIND_ICONS[branch.kind],
        x=x + _SIDE - 1,
        y=y - _ICON / 2,
        size=_ICON,
        colour=ink,
        stroke_width=2,
    )
    return [box, icon, text]


def _free(arrow: _Arrow, deeper: Sequence[_Arrow]) -> float:
    """
    Move words along their arrow to the widest stretch that no deeper arrow crosses.
    """
    left, right = sorted((arrow.start, arrow.stop))
    if arrow.branch.to is None or not left <= arrow.label <= right:
        return arrow.label
    crossing = {end for other in deeper for end in (other.start, other.stop)}
    marks = sorted({left, right, *(end for end in crossing if left < end < right)})
    start, end = max(
        pairwise(marks), key=lambda gap: (min(gap[1] - gap[0], arrow.room), gap[1] - gap[0])
    )
    wanted = (start + end - arrow.room) / 2
    return min(max(wanted, left + _APART), right - _APART - arrow.room)


def _bent(
    start: float, stop: float, top: float, y: float, corner: float, *, is_end: bool
) -> tuple[Command, ...]:
    """
    Go down, along and up again with rounded corners; an ending arrow does not come up.
    """
    way = 1 if stop >= start else -1
    radius = min(corner, abs(stop - start) / 2, y - top)
    hold = radius * (1 - _KAPPA)
    down: list[Command] = [
        ("M", start, top),
        ("L", start, y - radius),
        ("C", start, y - hold, start + way * hold, y, start + way * radius, y),
    ]
    if is_end:
        return (*down, ("L", stop, y))
    return (
        *down,
        ("L", stop - way * radius, y),
        ("C", stop - way * hold, y, stop, y - hold, stop, y - radius),
        ("L", stop, top + 6),
    )


def _tip(x: float, y: float, colour: str) -> Path:
    return Path(commands=polygon([(x, y), (x + 4.2, y + 7.5), (x - 4.2, y + 7.5)]), fill=colour)


def stop_mark(pen: Pen, cx: float, cy: float, colour: str) -> list[Primitive]:
    """
    Mark where a journey ends.

    Args:
        pen: What knows the theme.
        cx: The middle.
        cy: The middle.
        colour: The colour of the mark.

    Returns:
        A ring with a square in it.
    """
    ring = Ellipse(cx=cx, cy=cy, rx=6, ry=6, fill=pen.theme.paper, stroke=colour, stroke_width=1.6)
    square = Rect(x=cx - 2.4, y=cy - 2.4, width=4.8, height=4.8, fill=colour, radius=1)
    return [ring, square]
