"""
How long customers take from each step to the next, on one logarithmic scale.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Ellipse, Line
from touchline.i18n import duration_text, translate
from touchline.lanes._details import figure_details, figure_interval, figure_text
from touchline.scene.panels.board import (
    ABOVE,
    BELOW,
    Tick,
    at_step,
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
    from touchline.canvas.text import TextStyle
    from touchline.lanes import Column
    from touchline.measuring.measured import Figure, StepMeasures
    from touchline.scene.panels.board import Board

#: From the shortest to the longest time of the scale, px.
_PLOT = 96.0

#: The radius of a median's dot, px.
_DOT = 5.0

#: The times, in seconds, at which a scale has a line.
_SECOND, _MINUTE, _HOUR, _DAY = 1.0, 60.0, 3600.0, 86_400.0
_TIMES = (
    _SECOND,
    10 * _SECOND,
    _MINUTE,
    10 * _MINUTE,
    _HOUR,
    6 * _HOUR,
    _DAY,
    7 * _DAY,
    30 * _DAY,
    90 * _DAY,
    365 * _DAY,
    3650 * _DAY,
)

#: Two lines of a scale are no nearer to each other than this, px.
_APART = 22.0


class _Span(NamedTuple):
    """
    A stretch of time on the sheet: its y at both ends, and the lines in between.
    """

    top: float
    times: tuple[float, ...]

    def y(self, seconds: float) -> float:
        """
        Place a time.
        """
        first, last = math.log(self.times[0]), math.log(self.times[-1])
        inside = min(max(seconds, self.times[0]), self.times[-1])
        return self.top + _PLOT * (1 - (math.log(inside) - first) / (last - first))

    @property
    def told(self) -> tuple[float, ...]:
        """
        The times that are written: both ends, and those between them that have room.
        """
        found = [self.times[0]]
        for time in self.times[1:-1]:
            is_clear = self.y(found[-1]) - self.y(time) >= _APART
            if is_clear and self.y(time) - self.y(self.times[-1]) >= _APART:
                found.append(time)
        return (*found, self.times[-1])


def pace(board: Board, top: float) -> tuple[Group, float] | None:
    """
    Draw the median of each step with its interval, and a line up to the ninetieth percentile.

    Args:
        board: The place of all panels.
        top: The y below which it is drawn.

    Returns:
        The panel and the y of its lower edge; None when no step has a time.
    """
    language = board.pen.language
    times = [time for each in board.measures.steps for time in _times(each)]
    if not times:
        return None
    title = translate("lane.time-to-next.title", language)
    hints = (
        translate("lane.time-to-next.hint", language),
        translate("scene.chart-logarithmic", language),
    )
    first, low = head(board, title, hints, top)
    span = _Span(top + ABOVE + 2, _around(min(times), max(times)))
    ticks = [
        Tick(span.y(time), duration_text(time, language), is_ground=time == span.times[0])
        for time in span.told
    ]
    drawn: list[Primitive] = scale(board, ticks)
    for column in board.columns:
        group, bottom = _drawn(board, title, column, span)
        drawn.append(group)
        low = max(low, bottom + BELOW)
    return panel(board, title, drawn, first, top=top, low=low)


def _times(measured: StepMeasures) -> list[float]:
    """
    Collect the times of a step that the scale must hold.
    """
    median, late = measured.time_to_next, measured.time_to_next_p90
    if median is None or median.value is None:
        return []
    found = (median.value, median.low, median.high, late.value if late else None)
    return [time for time in found if time is not None]


def _around(least: float, most: float) -> tuple[float, ...]:
    """
    Choose the lines of a scale that holds two times.
    """
    below = max((i for i, time in enumerate(_TIMES) if time <= least), default=0)
    last = len(_TIMES) - 1
    beyond = min((i for i, time in enumerate(_TIMES) if time >= most), default=last)
    beyond = max(beyond, below + 1)
    if beyond > last:
        below, beyond = last - 1, last
    return _TIMES[below : beyond + 1]


def _drawn(board: Board, title: str, column: Column, span: _Span) -> tuple[Group, float]:
    """
    Draw the times of one step with their numbers below the scale.
    """
    pen, theme, language = board.pen, board.pen.theme, board.pen.language
    measured, low = board.of(column), span.top + _PLOT + 7
    median = measured.time_to_next if measured else None
    if measured is None or median is None or median.value is None:
        words = silence(board, column)
        texts, bottom = stacked(pen, column, [(words, pen.styles.note)], low)
        return at_step(column, texts, title, (words,)), bottom
    y, x = span.y(median.value), column.centre
    children: list[Primitive] = []
    late = measured.time_to_next_p90
    if late is not None and late.value is not None:
        end = span.y(late.value)
        children.append(Line(x1=x, y1=y, x2=x, y2=end, stroke=column.hue, stroke_width=2))
        children.append(Line(x1=x - 6, y1=end, x2=x + 6, y2=end, stroke=column.hue, stroke_width=2))
    children.append(Ellipse(cx=x, cy=y, rx=_DOT, ry=_DOT, fill=column.hue))
    if median.low is not None and median.high is not None:
        children += whisker(pen, x, span.y(median.high), span.y(median.low))
    for check in measured.targets:
        if check.metric == "time-to-next":
            at = span.y(check.wanted)
            children.append(
                Line(x1=x - 16, y1=at, x2=x + 16, y2=at, stroke=theme.ink, stroke_width=2.2)
            )
    lines = _lines(board, median, late)
    numbers, bottom = stacked(pen, column, lines, low)
    told = [figure_details(median, language)]
    if late is not None and late.value is not None:
        told.append(translate("scene.nine-in-ten", language, duration=figure_text(late, language)))
    return at_step(column, [*children, *numbers], title, told), bottom


def _lines(board: Board, median: Figure, late: Figure | None) -> list[tuple[str, TextStyle]]:
    """
    Say the median with what it rests on, and within which time nine in ten go on.
    """
    pen, language = board.pen, board.pen.language
    lines = [(figure_text(median, language), pen.styles.figure)]
    interval, *rest = rests_on(pen, median)
    if figure_interval(median, language):
        lines.append(interval)
    if late is not None and late.value is not None:
        told = figure_text(late, language)
        lines.append((translate("scene.nine-in-ten", language, duration=told), pen.styles.note))
    return [*lines, *rest]
