"""
What was planned at each step against what was measured there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Icon, Line, Rect
from touchline.i18n import duration_text, number, percent, translate
from touchline.lanes._details import figure_details, figure_text
from touchline.lanes._pen import PAD
from touchline.scene.panels.board import ABOVE, BELOW, at_step, head, panel, rests_on

if TYPE_CHECKING:
    from touchline.canvas.primitives import Group, Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.measuring.measured import Figure, TargetCheck
    from touchline.scene.panels.board import Board

#: The height of a bar, how far a target's line reaches beyond it, and space after a target, px.
_BAR, _BEYOND, _AFTER = 9.0, 4.0, 11.0

#: The side of a verdict's icon and its distance to the words, px.
_ICON, _AFTER_ICON = 12.0, 5.0

#: How far a scale without a natural end goes beyond the greater of both values.
_ROOM = 1.25

#: What each kind of figure is called.
_TITLES = {
    "completion": "lane.completion.title",
    "reached": "lane.reached.title",
    "lost": "scene.chart-loss",
    "time-to-next": "lane.time-to-next.title",
    "repeats": "lane.repeats.title",
}

#: The icon of each verdict.
_ICONS = {
    "met": "circle-check",
    "missed": "circle-x",
    "below": "circle-alert",
    "unknown": "circle-dashed",
}


def targets(board: Board, top: float) -> tuple[Group, float] | None:
    """
    Draw a bar for each target: what was measured with its interval, and a line at what was wanted.

    Args:
        board: The place of all panels.
        top: The y below which it is drawn.

    Returns:
        The panel and the y of its lower edge; None when the map sets no target.
    """
    if not any(each.targets for each in board.measures.steps):
        return None
    language = board.pen.language
    title = translate("scene.chart-targets", language)
    first, low = head(board, title, (translate("scene.chart-targets-hint", language),), top)
    drawn: list[Primitive] = []
    for column in board.columns:
        measured, y = board.of(column), top + ABOVE
        for check in measured.targets if measured else ():
            group, y = _drawn(board.pen, column, check, y)
            drawn.append(group)
            y += _AFTER
        low = max(low, y - _AFTER + BELOW)
    return panel(board, title, drawn, first, top=top, low=low)


def _drawn(pen: Pen, column: Column, check: TargetCheck, top: float) -> tuple[Group, float]:
    """
    Place what is measured, its bar and its numbers.
    """
    styles, language = pen.styles, pen.language
    x, width = column.x + PAD, column.width - 2 * PAD
    name = translate(_TITLES[check.metric], language)
    label = pen.words(name, styles.tag, x=x, y=top, width=width, max_lines=2)
    y = label.y + label.height + _BEYOND + 1
    children: list[Primitive] = [label, *_bar(pen, column, check, y)]
    y += _BAR + _BEYOND + 4
    figure, ink = check.figure, _ink(pen, check)
    if figure is not None:
        told = pen.label(
            figure_text(figure, language), pen.coloured(styles.figure, ink), x=x, y=y, limit=width
        )
        children.append(told)
        y += told.height
        notes = "  ·  ".join(words for words, _ in rests_on(pen, figure) if words)
        rest = pen.words(notes, styles.note, x=x, y=y, width=width, max_lines=3)
        children.append(rest)
        y += rest.height
    words = _wanted(check, language)
    wanted = pen.words(words, styles.note, x=x, y=y, width=width, max_lines=3)
    children.append(wanted)
    y += wanted.height + 1
    verdict = translate(f"scene.chart-{check.verdict}", language)
    lead = _ICON + _AFTER_ICON
    judged = pen.words(
        verdict,
        pen.coloured(styles.tag, ink),
        x=x + lead,
        y=y,
        width=width - lead,
        max_lines=3,
    )
    icon = Icon(name=_ICONS[check.verdict], x=x, y=y + 2, size=_ICON, colour=ink, stroke_width=2)
    children += [icon, judged]
    figures = figure_details(figure, language) if figure else ""
    group = at_step(column, children, name, (figures, words, verdict))
    return group, y + judged.height


def _ink(pen: Pen, check: TargetCheck) -> str:
    theme = pen.theme
    inks = {"met": theme.good_ink, "missed": theme.bad_ink, "below": theme.warn}
    return inks.get(check.verdict, theme.second)


def _bar(pen: Pen, column: Column, check: TargetCheck, y: float) -> list[Primitive]:
    """
    Draw the measured part of a track, its interval and the line of the target.
    """
    theme, figure = pen.theme, check.figure
    x, width = column.x + PAD, column.width - 2 * PAD
    full = _full(check, figure)
    drawn: list[Primitive] = [Rect(x=x, y=y, width=width, height=_BAR, fill=theme.track)]
    if figure is not None and figure.value is not None:
        wide = max(min(figure.value / full, 1.0) * width, 1.0)
        drawn.append(Rect(x=x, y=y, width=wide, height=_BAR, fill=column.hue))
        if figure.low is not None and figure.high is not None:
            ends = [x + min(end / full, 1.0) * width for end in (figure.low, figure.high)]
            middle = y + _BAR / 2
            drawn.append(Line(x1=ends[0], y1=middle, x2=ends[1], y2=middle, stroke=theme.ink))
            drawn += [
                Line(x1=end, y1=middle - 3, x2=end, y2=middle + 3, stroke=theme.ink) for end in ends
            ]
    mark = x + min(check.wanted / full, 1.0) * width
    drawn.append(
        Line(
            x1=mark,
            y1=y - _BEYOND,
            x2=mark,
            y2=y + _BAR + _BEYOND,
            stroke=theme.ink,
            stroke_width=2.2,
        )
    )
    return drawn


def _full(check: TargetCheck, figure: Figure | None) -> float:
    """
    Find the end of a track: all customers for a share, else a little beyond both values.
    """
    if figure is not None and figure.unit == "share":
        return 1.0
    known = [check.wanted, *((figure.value or 0.0, figure.high or 0.0) if figure else ())]
    return max(*known, 0.0) * _ROOM or 1.0


def _wanted(check: TargetCheck, language: str) -> str:
    """
    Write what was wanted in the form of its figure.
    """
    if check.metric == "time-to-next":
        value = duration_text(check.wanted, language)
    elif check.metric == "reached":
        value = number(check.wanted, language, digits=0)
    else:
        is_whole = round(check.wanted * 100, 1) == round(check.wanted * 100)
        value = percent(check.wanted, language, digits=0 if is_whole else 1)
    key = "scene.target-at-least" if check.is_floor else "scene.target-at-most"
    return translate(key, language, value=value)
