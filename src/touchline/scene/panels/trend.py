"""
How the share that goes on from each step changes from period to period (R-081).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.canvas.geometry import band
from touchline.canvas.primitives import Ellipse, Path
from touchline.i18n import date_text, percent, translate
from touchline.lanes._details import figure_details, figure_text
from touchline.lanes._pen import PAD
from touchline.scene.panels.board import (
    ABOVE,
    BELOW,
    Tick,
    at_step,
    head,
    panel,
    rests_on,
    scale,
    stacked,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Group, Primitive
    from touchline.lanes import Column
    from touchline.measuring.measured import Figure, PeriodMeasures
    from touchline.scene.panels.board import Board

#: From nobody to everybody, px.
_PLOT = 72.0

#: The radius of a period's point, space between plot and numbers, and the strength of the band.
_DOT, _GAP, _BAND = 3.0, 6.0, 0.09

#: Points that are nearer to each other than this are not all drawn, px.
_DENSE = 9.0

#: A change takes as many periods.
_LEAST = 2


class _Known(NamedTuple):
    """
    One period in which a share is known, with its place among all.
    """

    place: int
    period: PeriodMeasures
    figure: Figure


def trend(board: Board, top: float) -> tuple[Group, float] | None:
    """
    Draw a small line in the column of each step, all on one scale, with the last share in words.

    Args:
        board: The place of all panels.
        top: The y below which it is drawn.

    Returns:
        The panel and the y of its lower edge; None when fewer than two periods were measured.
    """
    periods = board.measures.periods
    if len(periods) < _LEAST:
        return None
    pen, language = board.pen, board.pen.language
    title = translate("scene.chart-trend", language)
    per = board.measures.per or "month"
    hints = [translate("scene.chart-trend-hint", language, per=per)]
    found = {column.step.id: _known_of(board, column) for column in board.columns}
    first, low = head(board, title, hints, top)
    floor = top + ABOVE + _PLOT
    ticks = [
        Tick(floor - part * _PLOT, percent(part, language, digits=0), is_ground=part == 0)
        for part in (0.0, 0.5, 1.0)
    ]
    drawn: list[Primitive] = scale(board, ticks)
    for column in board.columns:
        known = found[column.step.id]
        if len(known) < _LEAST:
            dash, bottom = stacked(pen, column, [("–", pen.styles.note)], floor + _GAP)
            drawn.append(at_step(column, dash, title, ()))
        else:
            group, bottom = _line(board, column, known, floor, title)
            drawn.append(group)
        low = max(low, bottom + BELOW)
    return panel(board, title, drawn, first, top=top, low=low)


def _known_of(board: Board, column: Column) -> list[_Known]:
    """
    Collect the shares of a step; at the end of the planned way those of the whole way.
    """
    step = column.step.id
    is_last = _is_last(board, step)
    figures = (
        (i, period, period.completion if is_last else period.steps.get(step))
        for i, period in enumerate(board.measures.periods)
    )
    return [
        _Known(i, period, figure)
        for i, period, figure in figures
        if figure is not None and figure.value is not None
    ]


def _is_last(board: Board, step: str) -> bool:
    planned = [each.step for each in board.measures.steps if each.reached_share is not None]
    return bool(planned) and planned[-1] == step


def _line(
    board: Board, column: Column, known: Sequence[_Known], floor: float, title: str
) -> tuple[Group, float]:
    """
    Draw the line of one step with its band and points, and the numbers below it.
    """
    pen, theme, language = board.pen, board.pen.theme, board.pen.language
    inset = PAD + _DOT + 1
    n = max(len(board.measures.periods) - 1, 1)
    each = (column.width - 2 * inset) / n

    def at(place: int, share: float) -> tuple[float, float]:
        return column.x + inset + place * each, floor - min(max(share, 0.0), 1.0) * _PLOT

    bounded = [one for one in known if one.figure.low is not None and one.figure.high is not None]
    children: list[Primitive] = []
    if len(bounded) == len(known):
        upper = [at(one.place, one.figure.high or 0.0) for one in known]
        lower = [at(one.place, one.figure.low or 0.0) for one in known]
        children.append(Path(commands=band(upper, lower), fill=theme.ink, opacity=_BAND))
    spots = [at(one.place, one.figure.value or 0.0) for one in known]
    commands = tuple(("L" if i else "M", x, y) for i, (x, y) in enumerate(spots))
    children.append(Path(commands=commands, stroke=column.hue, stroke_width=2))
    settled = [one for one in known if one.period.is_complete] or list(known)
    last, start = settled[-1], settled[0]
    # Where points would cover each other, only the one that is told and the newest are drawn.
    marked = known if each >= _DENSE else (last, known[-1])
    for (x, y), one in zip(spots, known, strict=True):
        if one not in marked:
            continue
        fill = column.hue if one.period.is_complete else theme.paper
        children.append(
            Ellipse(cx=x, cy=y, rx=_DOT, ry=_DOT, fill=fill, stroke=column.hue, stroke_width=1.5)
        )
    lines = [
        (translate("scene.chart-trend-whole", language), pen.styles.tag)
        if _is_last(board, column.step.id)
        else ("", pen.styles.tag),
        (_moment(board, last.period), pen.styles.note),
        (figure_text(last.figure, language), pen.styles.figure),
        *rests_on(pen, last.figure),
    ]
    if start is not last:
        before = figure_text(start.figure, language)
        lines.append((f"{_moment(board, start.period)} · {before}", pen.styles.note))
    numbers, low = stacked(pen, column, lines, floor + _GAP)
    details = [
        f"{_moment(board, one.period)} · {figure_details(one.figure, language)}" for one in known
    ]
    return at_step(column, [*children, *numbers], title, details), low


def _moment(board: Board, period: PeriodMeasures) -> str:
    """
    Name a period by its month, or by its first day; its calendar is that of the log.
    """
    form: Literal["month", "short"] = "month" if board.measures.per == "month" else "short"
    return date_text(period.start, board.pen.language, form=form, calendar="gregory")
