"""
Which share of the customers at each step does not go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Line, Rect
from touchline.i18n import number, percent, translate
from touchline.lanes._details import figure_details, figure_text
from touchline.measuring.measured import Figure
from touchline.scene.panels.board import (
    ABOVE,
    BELOW,
    Tick,
    at_step,
    bar_width,
    head,
    panel,
    rests_on,
    scale,
    silence,
    stacked,
    whisker,
)

if TYPE_CHECKING:
    from touchline.canvas.primitives import Group, Primitive
    from touchline.lanes import Column
    from touchline.measuring.measured import StepMeasures
    from touchline.scene.panels.board import Board

#: From nobody to the most who leave, px.
_PLOT = 84.0

#: Space between a bar and its numbers, px.
_GAP = 5.0

#: The scale ends at one of these shares.
_ENDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)

#: How much of the hue an ordinary loss has; the greatest one is drawn in full.
_CALM = 0.45


def lost_of(measured: StepMeasures) -> Figure | None:
    """
    Give the loss that belongs to the completion to be read.

    Among elapsed windows nobody can still go on, so all who did not have left.

    Args:
        measured: What was measured at a step.

    Returns:
        The share with its interval, or None.
    """
    read = measured.completion_to_read
    if read is None or read is measured.completion or read.value is None:
        return measured.lost
    return Figure(
        value=1 - read.value,
        n=read.n,
        low=None if read.high is None else 1 - read.high,
        high=None if read.low is None else 1 - read.low,
        unit=read.unit,
        is_thin=read.is_thin,
    )


def loss(board: Board, top: float) -> tuple[Group, float]:
    """
    Hang a bar at each step, as long as the share that leaves there, with interval and target.

    Args:
        board: The place of all panels.
        top: The y below which it is drawn.

    Returns:
        The panel and the y of its lower edge.
    """
    language = board.pen.language
    title = translate("scene.chart-loss", language)
    first, low = head(board, title, (translate("scene.chart-loss-hint", language),), top)
    found = {column.step.id: _found(board, column) for column in board.columns}
    known = [figure for figure in found.values() if figure is not None]
    most = max((figure.high or figure.value or 0.0 for figure in known), default=0.0)
    full = next((end for end in _ENDS if end >= most), 1.0)
    worst = max((figure.value or 0.0 for figure in known), default=0.0)
    ceiling = top + ABOVE
    ticks = [
        Tick(ceiling + part * _PLOT, _told(part * full, language), is_ground=part == 0)
        for part in (0.0, 0.5, 1.0)
    ]
    drawn: list[Primitive] = scale(board, ticks)
    for column in board.columns:
        figure = found[column.step.id]
        is_worst = figure is not None and figure.value == worst and worst > 0
        group, bottom = _hung(board, column, figure, ceiling, _PLOT / full, is_worst=is_worst)
        drawn.append(group)
        low = max(low, bottom + BELOW)
    return panel(board, title, drawn, first, top=top, low=max(low, ceiling + _PLOT + BELOW))


def _told(share: float, language: str) -> str:
    is_whole = round(share * 100, 1) == round(share * 100)
    return percent(share, language, digits=0 if is_whole else 1)


def _found(board: Board, column: Column) -> Figure | None:
    measured = board.of(column)
    figure = lost_of(measured) if measured else None
    return figure if figure is not None and figure.value is not None else None


def _hung(
    board: Board,
    column: Column,
    figure: Figure | None,
    ceiling: float,
    unit: float,
    *,
    is_worst: bool,
) -> tuple[Group, float]:
    """
    Draw the bar of one step with its numbers below it.
    """
    pen, theme, title = (
        board.pen,
        board.pen.theme,
        translate("scene.chart-loss", board.pen.language),
    )
    if figure is None or figure.value is None:
        words = silence(board, column)
        drawn, low = stacked(pen, column, [(words, pen.styles.note)], ceiling + _GAP)
        return at_step(column, drawn, title, (words,)), low
    wide, height = bar_width(column), figure.value * unit
    fill = theme.bad if is_worst else theme.tint(theme.bad, _CALM)
    children: list[Primitive] = [
        Rect(x=column.centre - wide / 2, y=ceiling, width=wide, height=max(height, 1), fill=fill)
    ]
    reach = max(height, 1.0)
    if figure.low is not None and figure.high is not None:
        ends = (ceiling + end * unit for end in (figure.low, figure.high))
        children += whisker(pen, column.centre, *ends)
        reach = max(reach, figure.high * unit)
    measured = board.of(column)
    for check in measured.targets if measured else ():
        if check.metric == "lost" and check.wanted * unit <= _PLOT:
            y, half = ceiling + check.wanted * unit, wide / 2 + 6
            children.append(
                Line(
                    x1=column.centre - half,
                    y1=y,
                    x2=column.centre + half,
                    y2=y,
                    stroke=theme.ink,
                    stroke_width=2.2,
                )
            )
            reach = max(reach, check.wanted * unit)
    style = pen.coloured(pen.styles.figure, theme.bad_ink if is_worst else theme.ink)
    lines = [(figure_text(figure, pen.language), style), *rests_on(pen, figure)]
    numbers, low = stacked(pen, column, lines, ceiling + reach + _GAP)
    details = [figure_details(figure, pen.language), *_rest(measured, figure, pen.language)]
    return at_step(column, [*children, *numbers], title, details), low


def _rest(measured: StepMeasures | None, figure: Figure, language: str) -> list[str]:
    """
    Say of how many windows, and who may still go on.
    """
    if measured is None:
        return []
    lines = []
    if figure is not measured.lost:
        lines.append(translate("scene.of-elapsed", language, n=number(figure.n, language)))
    if measured.pending and measured.pending.value:
        lines.append(translate("scene.pending", language, n=int(measured.pending.value)))
    return lines
