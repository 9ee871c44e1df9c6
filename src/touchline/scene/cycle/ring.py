"""
The ring of stages and the steps on it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from touchline.canvas.geometry import polygon
from touchline.canvas.primitives import Ellipse, Group, Icon, Path
from touchline.canvas.text import TextStyle
from touchline.i18n import number, translate
from touchline.lanes._icons import chosen_icon
from touchline.lanes._owners import owner_lines
from touchline.lanes._pen import diamond
from touchline.location import Location
from touchline.scene.branches import KIND_ICONS
from touchline.scene.cycle.plan import GAP, NODE
from touchline.scene.ways import told_branch

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.map import Branch
    from touchline.model.structure import Stage
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.subject import Subject

#: How far the point of a stage reaches and the space between two stages, px.
_TIP, _BETWEEN = 11.0, 4.0

#: The side of a stage's icon and its distance to the name, px.
_ICON, _AFTER = 17.0, 3.0

#: How far from the middle of an arc words are tried: degrees each time, and most times.
_AWAY, _TRIES = 6.0, 12

#: The least space between words and the edge of their stage, px.
_CLEAR = 6.0

#: The share of a stage's hue in the ground of a moment of truth.
_TINT = 0.12

#: The widths that are tried for a stage's name, and its most lines.
_WIDTHS, _LINES = (170.0, 140.0, 120.0, 104.0, 92.0, 80.0, 68.0, 56.0, 44.0), 3


@dataclass(frozen=True, slots=True)
class _Label:
    """
    Words in a style and a language, with an icon above them.
    """

    words: str
    style: TextStyle
    language: str
    icon: Icon | None

    def text(self, pen: Pen, x: float, y: float, width: float) -> Text:
        return pen.words(
            self.words,
            self.style,
            x=x,
            y=y,
            width=width,
            language=self.language,
            align="middle",
            max_lines=_LINES,
            is_title=True,
        )


def stages(subject: Subject, pen: Pen, plan: Plan) -> tuple[list[Group], set[str]]:
    """
    Draw each stage as an arc that points along the way, its name upright in it.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.

    Returns:
        The arcs, and the ids of the stages whose names had no room.
    """
    groups, nameless = [], set()
    for stage, start, end, column in plan.runs:
        name = subject.said(stage.name)
        shape = _sector(plan, start, end)
        children: list[Primitive] = [Path(commands=shape, fill=column.ink)]
        label = _label(subject, pen, plan, stage, (start, end))
        children += label
        if name and not any(not isinstance(item, Icon) for item in label):
            nameless.add(stage.id)
        details = "\n".join((name, *owner_lines(stage, subject.language)))
        at = Location.of(("stage", stage.id))
        groups.append(
            Group(children=tuple(children), role="stage", title=name, details=details, at=at)
        )
    return groups, nameless


def again(subject: Subject, pen: Pen, plan: Plan, branch: Branch | None) -> Group:
    """
    Draw what closes the circle: the way from the last stage back to the first.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.
        branch: What the map says of this way, if anything.

    Returns:
        The arc with its words.
    """
    words = translate("scene.cycle-again", pen.language)
    shape = _sector(plan, -GAP / 2, GAP / 2)
    theme = pen.theme
    children: list[Primitive] = [Path(commands=shape, fill=theme.pill)]
    style = TextStyle(size=10.8, weight=600, colour=theme.second, line_height=1.25)
    label = _Label(
        words, style, pen.language, _mark(pen, KIND_ICONS["loop"] if branch else "repeat")
    )
    children += _stacked(pen, plan, label, (-GAP / 2, GAP / 2))
    if branch is None:
        return Group(children=tuple(children), role="loop", title=words)
    told = told_branch(subject.journey, branch, subject.language)
    at = Location.of(("branch", branch.id))
    return Group(children=tuple(children), role="branch", title=words, details=told, at=at)


def _mark(pen: Pen, name: str) -> Icon:
    return Icon(name=name, x=0, y=0, size=_ICON, colour=pen.theme.second)


def _tip(plan: Plan) -> float:
    """
    Say how far a stage's point reaches, degrees.
    """
    return _degrees(_TIP, (plan.inner + plan.outer) / 2)


def _degrees(length: float, radius: float) -> float:
    return length / radius * 57.29578


def _sector(plan: Plan, start: float, end: float) -> tuple[tuple[str | float, ...], ...]:
    space = _degrees(_BETWEEN, (plan.inner + plan.outer) / 2)
    return plan.centre.sector(
        plan.inner, plan.outer, start + space / 2, end - space / 2, tip=_tip(plan)
    )


def _label(
    subject: Subject, pen: Pen, plan: Plan, stage: Stage, ends: tuple[float, float]
) -> list[Primitive]:
    """
    Place icon and name of a stage in its arc; the icon alone where the name has no room.
    """
    found = chosen_icon(subject.journey, stage.icon)
    icon = found.drawn(x=0, y=0, size=_ICON, colour=pen.theme.on_stage) if found else None
    language = subject.language_of(stage.name)
    label = _Label(subject.said(stage.name), pen.styles.stage, language, icon)
    return _stacked(pen, plan, label, ends)


def _stacked(pen: Pen, plan: Plan, label: _Label, ends: tuple[float, float]) -> list[Primitive]:
    """
    Place an icon with words below it in the middle of an arc, as wide as there is room.
    """
    radius = (plan.inner + plan.outer) / 2
    middle = sum(ends) / 2 + _tip(plan) / 2
    icon = label.icon
    tried = [text for width in _WIDTHS if _is_whole(text := label.text(pen, 0.0, 0.0, width))]
    for mark in (icon, None) if icon else (None,):
        lead = mark.size + _AFTER if mark else 0.0
        for shift, text in product(_shifts(ends), tried if label.words else ()):
            cx, cy = plan.centre.at(radius, middle + shift)
            ink = max((line.width for line in text.lines), default=0.0)
            top = cy - (lead + text.height) / 2
            if _holds(plan, ends, (cx - ink / 2, top, cx + ink / 2, 2 * cy - top)):
                words = label.text(pen, cx - ink / 2 - 1, top + lead, ink + 2)
                return [*([_moved(mark, cx, top)] if mark else []), words]
    if icon:
        half = icon.size / 2
        cx, cy = plan.centre.at(radius, middle)
        if _holds(plan, ends, (cx - half, cy - half, cx + half, cy + half)):
            return [_moved(icon, cx, cy - half)]
    return []


def _shifts(ends: tuple[float, float]) -> list[float]:
    """
    Give the places that are tried for words, from the middle of an arc outwards, degrees.
    """
    reach = (ends[1] - ends[0]) / 2 - _AWAY
    n = max(0, min(_TRIES, int(reach / _AWAY)))
    return [0.0, *(side * i * _AWAY for i in range(1, n + 1) for side in (1, -1))]


def _is_whole(text: Text) -> bool:
    """
    Tell whether nothing was clipped and no word was cut in two.
    """
    if text.is_clipped or any(line.is_hyphenated for line in text.lines):
        return False
    if text.language.startswith("zh"):
        return True
    lines = [line.text.split() for line in text.lines]
    return [word for line in lines for word in line] == text.source.split()


def _moved(icon: Icon, cx: float, top: float) -> Icon:
    return Icon(
        name=icon.name,
        x=cx - icon.size / 2,
        y=top,
        size=icon.size,
        colour=icon.colour,
        stroke_width=icon.stroke_width,
        strokes=icon.strokes,
        fills=icon.fills,
    )


def _holds(plan: Plan, ends: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    """
    Tell whether a box lies inside an arc, clear of its edges.
    """
    left, top, right, bottom = box
    cx, cy = plan.centre
    points = [
        (left + (right - left) * i / 6, top + (bottom - top) * j / 6)
        for i in range(7)
        for j in range(7)
        if i in (0, 6) or j in (0, 6)
    ]
    radii = [((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 for x, y in points]
    if min(radii) < plan.inner + _CLEAR or max(radii) > plan.outer - _CLEAR:
        return False
    reach = _CLEAR + _TIP
    start, end = ends
    return all(
        start + _degrees(reach, radius)
        <= _angle(plan, point, (start + end) / 2)
        <= end - _degrees(_CLEAR - _TIP / 2, radius)
        for point, radius in zip(points, radii, strict=True)
    )


def _angle(plan: Plan, point: tuple[float, float], near: float) -> float:
    """
    Find the angle of a point, counted so that it lies within half a turn of another.
    """
    turn = _turn(point[0] - plan.centre.x, plan.centre.y - point[1])
    return near + (turn - near + 180) % 360 - 180


def _turn(across: float, up: float) -> float:
    return math.degrees(math.atan2(across, up))


def nodes(subject: Subject, pen: Pen, plan: Plan) -> list[Group]:
    """
    Draw each step on its ring: its icon, or its number.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.

    Returns:
        A group for each step.
    """
    return [_node(subject, pen, plan, column, i) for i, column in enumerate(plan.columns)]


def _node(subject: Subject, pen: Pen, plan: Plan, column: Column, index: int) -> Group:
    cx, cy = plan.centre.at(plan.node, plan.angles[index])
    theme, step = pen.theme, column.step
    ink = _ink(pen, column)
    children: list[Primitive] = []
    if subject.here and subject.here.step == step.id:
        focus = theme.readable(theme.focus)
        ring = NODE + 5
        children.append(Ellipse(cx=cx, cy=cy, rx=ring, ry=ring, stroke=focus, stroke_width=3))
    if step.is_moment_of_truth:
        fill = theme.tint(column.hue, _TINT)
        ink = theme.readable(column.hue, on=_TINT) if step.path == "main" else ink
        children.append(diamond(cx, cy, NODE + 5, fill=fill, stroke=ink))
    else:
        children.append(
            Ellipse(cx=cx, cy=cy, rx=NODE, ry=NODE, fill=theme.paper, stroke=ink, stroke_width=2.25)
        )
    icon = chosen_icon(subject.journey, step.icon)
    if icon:
        children.append(icon.drawn(x=cx - 8, y=cy - 8, size=16, colour=ink))
    else:
        style = TextStyle(size=12, weight=600, colour=ink, line_height=1.0)
        told = number(index + 1, pen.language, digits=0)
        children.append(
            pen.words(told, style, x=cx - NODE, y=cy - 6, width=2 * NODE, align="middle")
        )
    name = subject.said(step.name)
    at = Location.of(("step", step.id))
    return Group(children=tuple(children), role="moment", title=name, at=at)


def _ink(pen: Pen, column: Column) -> str:
    path = column.step.path
    if path == "main":
        return column.ink
    return pen.theme.bad_ink if path == "failure" else pen.theme.good_ink


def track(pen: Pen, plan: Plan) -> list[Primitive]:
    """
    Draw the line on which the steps stand, and the way in for those who come for the first time.

    Args:
        pen: What knows theme, language and text.
        plan: The sizes.

    Returns:
        The line, the arrow and its words.
    """
    centre, first = plan.centre, plan.angles[0]
    drawn: list[Primitive] = [
        Path(
            commands=centre.open_arc(plan.node, first, plan.angles[-1]),
            stroke=pen.theme.rule,
            stroke_width=1.5,
        )
    ]
    return drawn


def entry(pen: Pen, plan: Plan) -> tuple[Group, float]:
    """
    Draw how the customer comes in for the first time.

    Args:
        pen: What knows theme, language and text.
        plan: The sizes.

    Returns:
        The arrow with its words, and the y of its upper edge.
    """
    theme, centre = pen.theme, plan.centre
    words = translate("scene.cycle-first", pen.language)
    ink = theme.readable(theme.stage_hue(0))
    style = pen.coloured(pen.styles.tag, ink)
    top = centre.y - plan.top
    width = pen.width_of(words, style) + 8
    text = pen.words(
        words, style, x=centre.x - width / 2, y=top, width=width, align="middle", max_lines=1
    )
    bend = 20.0
    start = text.y + text.height + 5
    turn = _degrees(bend, plan.node)
    stop = plan.angles[0] - _degrees(NODE + 12, plan.node)
    shape: list[tuple[str | float, ...]] = [("M", centre.x, start)]
    if stop > turn:
        corner = centre.at(plan.node, turn)
        y = centre.y - plan.node
        shape += [("L", centre.x, y - bend), ("C", centre.x, y - 6, centre.x + 6, y, *corner)]
        shape += centre.arc(plan.node, turn, stop)
        tip = _arrow(plan, plan.node, stop, ink)
    else:
        end = centre.y - plan.node - NODE - 8
        shape.append(("L", centre.x, end))
        points = ((centre.x - 5, end), (centre.x + 5, end), (centre.x, end + 8))
        tip = Path(commands=polygon(points), fill=ink)
    line = Path(commands=tuple(shape), stroke=ink, stroke_width=2.5)
    return Group(children=(line, tip, text), role="entry", title=words), top


def _arrow(plan: Plan, radius: float, angle: float, fill: str) -> Path:
    """
    Draw the head of an arrow that runs clockwise along a circle.
    """
    back = angle - _degrees(1, radius)
    points = (
        plan.centre.at(radius - 5.5, back),
        plan.centre.at(radius + 5.5, back),
        plan.centre.at(radius, angle + _degrees(9, radius)),
    )
    return Path(commands=polygon(points), fill=fill)
