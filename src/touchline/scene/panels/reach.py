"""
How many customers come to each step, and how many were lost since the step before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Rect
from touchline.i18n import number, percent, translate
from touchline.lanes._details import figure_details, figure_margin
from touchline.scene.panels.board import (
    ABOVE,
    BELOW,
    Tick,
    above,
    at_step,
    bar_width,
    head,
    panel,
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

#: From nobody to all who enter, px.
_PLOT = 108.0

#: Space between a bar and its numbers, px.
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class _Bar:
    """
    The bar of one step.

    Args:
        column: The step.
        measured: What was measured there; None where nothing was.
        share: How high it is, of all who enter; None where nobody knows.
        before: The same at the planned step before.
        is_planned: The step belongs to the planned path.
    """

    column: Column
    measured: StepMeasures | None
    share: float | None = None
    before: float | None = None
    is_planned: bool = True


def reach(board: Board, top: float) -> tuple[Group, float]:
    """
    Draw a bar for each step with its interval; above it stands what was lost since the one before.

    Args:
        board: The place of all panels.
        top: The y below which it is drawn.

    Returns:
        The panel and the y of its lower edge.
    """
    language = board.pen.language
    title = translate("lane.reached.title", language)
    first, low = head(board, title, (translate("lane.reached.hint", language),), top)
    bars = _bars(board)
    room = max((above(_numbers(board, bar, 0.0)) for bar in bars), default=0.0)
    best = top + ABOVE + room + _GAP
    ground = best + _PLOT
    ticks = [
        Tick(ground - share * _PLOT, percent(share, language, digits=0), is_ground=share == 0.0)
        for share in (0.0, 0.5, 1.0)
    ]
    drawn: list[Primitive] = scale(board, ticks)
    drawn += [_drawn(board, title, bar, ground) for bar in bars]
    return panel(board, title, drawn, first, top=top, low=max(low, ground + BELOW))


def _bars(board: Board) -> list[_Bar]:
    """
    Find the height of each bar; steps beside the planned path count their visitors.
    """
    entered = max(
        (
            each.reached_share.n
            for each in board.measures.steps
            if each.reached_share is not None and each.reached_share.n
        ),
        default=0,
    )
    before: float | None = None
    bars = []
    for column in board.columns:
        measured = board.of(column)
        share = measured.reached_share if measured else None
        if measured is not None and share is not None and share.value is not None:
            bars.append(_Bar(column, measured, share.value, before))
            before = share.value
            continue
        visitors = measured.visitors if measured else None
        if entered and visitors is not None and visitors.value is not None:
            part = min(1.0, visitors.value / entered)
            bars.append(_Bar(column, measured, part, is_planned=False))
            continue
        bars.append(_Bar(column, measured))
    return bars


def _numbers(board: Board, bar: _Bar, top: float) -> list[Primitive]:
    """
    Set count, share and interval, or why there are none.
    """
    pen, language, measured = board.pen, board.pen.language, bar.measured
    if bar.share is None or measured is None:
        return stacked(pen, bar.column, [(silence(board, bar.column), pen.styles.note)], top)[0]
    figure = measured.reached if bar.is_planned else measured.visitors
    count = number(figure.value or 0, language, digits=0) if figure else ""
    lines = [(count, pen.styles.figure if bar.is_planned else pen.styles.strong)]
    share = measured.reached_share
    if bar.is_planned and share is not None and share.value is not None:
        lines.append((percent(share.value, language), pen.styles.note))
        lines.append((figure_margin(share, language) if _varies(bar) else "", pen.styles.note))
    return stacked(pen, bar.column, lines, top)[0]


def _varies(bar: _Bar) -> bool:
    """
    Tell whether chance can move a share: all who enter do so by definition.
    """
    return bar.before is not None or bar.share != 1.0


def _drawn(board: Board, title: str, bar: _Bar, ground: float) -> Group:
    """
    Draw one bar with what was lost above it and its numbers over both.
    """
    theme, column = board.pen.theme, bar.column
    children: list[Primitive] = []
    wide = bar_width(column)
    left, share = column.centre - wide / 2, bar.share or 0.0
    y = ground - share * _PLOT
    peak = y
    if bar.before is not None and bar.before > share:
        peak = ground - bar.before * _PLOT
        children.append(
            Rect(
                x=left,
                y=peak,
                width=wide,
                height=y - peak,
                fill=theme.pain,
                stroke=theme.pain_strong_line,
                dash=(3, 3),
            )
        )
    if bar.share is not None:
        fill = column.hue if bar.is_planned else theme.paper
        stroke = None if bar.is_planned else theme.neutral
        children.append(
            Rect(
                x=left,
                y=min(y, ground - 1),
                width=wide,
                height=max(ground - y, 1),
                fill=fill,
                stroke=stroke,
                dash=() if bar.is_planned else (3, 2),
            )
        )
    figure = bar.measured.reached_share if bar.measured else None
    if _varies(bar) and figure and figure.low is not None and figure.high is not None:
        ends = (ground - end * _PLOT for end in (figure.high, figure.low))
        children += whisker(board.pen, column.centre, *ends)
        peak = min(peak, ground - figure.high * _PLOT)
    numbers = _numbers(board, bar, 0.0)
    children += _numbers(board, bar, peak - _GAP - above(numbers))
    return at_step(column, children, title, _details(board, bar))


def _details(board: Board, bar: _Bar) -> list[str]:
    language, measured = board.pen.language, bar.measured
    if measured is None or bar.share is None:
        return [silence(board, bar.column)]
    figure = measured.reached if bar.is_planned else measured.visitors
    n = int(figure.value or 0) if figure else 0
    lines = [translate("scene.are-here", language, n=n)]
    if not bar.is_planned:
        lines.append(translate("scene.chart-beside", language))
    elif measured.reached_share is not None:
        told = figure_details(measured.reached_share, language)
        lines.append(translate("scene.of-entered", language, share=told))
    return lines
