"""
Straight scales from numbers to places, with marks at round numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Line
from touchline.scene.plots._amounts import tick_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.plots._amounts import Unit

_DAY = 86_400.0
#: Round lengths of time, in seconds; longer ones are whole numbers of years.
_SPANS = (
    1,
    2,
    5,
    10,
    20,
    30,
    60,
    120,
    300,
    600,
    1200,
    1800,
    3600,
    7200,
    10_800,
    21_600,
    43_200,
    _DAY,
    2 * _DAY,
    5 * _DAY,
    7 * _DAY,
    10 * _DAY,
    14 * _DAY,
    30 * _DAY,
    60 * _DAY,
    90 * _DAY,
    180 * _DAY,
    365 * _DAY,
)
#: The multiples of a power of ten that are round.
_ROUND = (1, 2, 2.5, 5, 10)
#: What rounding leaves when marks are counted.
_NEAR = 1e-9
#: The wished distance of two marks, px.
_APART = 90.0


@dataclass(frozen=True, slots=True)
class Scale:
    """
    A stretch of numbers laid on a stretch of the sheet.

    Args:
        low: The least number.
        high: The greatest one.
        start: Where the least one lies.
        end: Where the greatest one lies.
        step: From one mark to the next.
        unit: What the numbers are.
    """

    low: float
    high: float
    start: float
    end: float
    step: float
    unit: Unit

    @classmethod
    def over(
        cls,
        values: Iterable[float | None],
        unit: Unit,
        *,
        start: float,
        end: float,
        least: float | None = 0.0,
        most: float | None = None,
        apart: float = _APART,
    ) -> Scale:
        """
        Find the round scale that holds all numbers.

        Args:
            values: The numbers; None counts for nothing.
            unit: What they are.
            start: Where the least one lies.
            end: Where the greatest one lies.
            least: A number that it reaches down to at least; None leaves it to the numbers.
            most: A number beyond which it does not reach, such as the whole of a share.
            apart: The wished distance of two marks, px.

        Returns:
            The scale.
        """
        known = [value for value in values if value is not None and math.isfinite(value)]
        known += [] if least is None else [least]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        if high - low < _NEAR:
            high = low + (1.0 if unit in {"count", "seconds", "score", "amount"} else 0.1)
        marks = max(2, int(abs(end - start) / apart))
        step = _step((high - low) / marks, unit)
        low = math.floor(low / step + _NEAR) * step
        high = math.ceil(high / step - _NEAR) * step
        if most is not None:
            high = min(high, most)
        return cls(low, high, start, end, step, unit)

    def at(self, value: float) -> float:
        """
        Place a number.

        Args:
            value: The number.

        Returns:
            Its place, inside the stretch.
        """
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def marks(self) -> list[float]:
        """
        Give the round numbers on the scale.

        Returns:
            The numbers, from the least.
        """
        first = math.ceil(self.low / self.step - _NEAR)
        last = math.floor(self.high / self.step + _NEAR)
        return [i * self.step for i in range(first, last + 1)]

    def said(self, value: float, language: str) -> str:
        """
        Write the number of a mark.

        Args:
            value: The number.
            language: The reader's language tag.

        Returns:
            The words.
        """
        return tick_told(value, self.unit, language, step=self.step)


def _step(wished: float, unit: Unit) -> float:
    if unit == "seconds":
        found = next((span for span in _SPANS if span >= wished), None)
        if found is not None:
            return float(found)
        return 365 * _DAY * math.ceil(wished / (365 * _DAY))
    power = 10.0 ** math.floor(math.log10(wished))
    step = next(part * power for part in _ROUND if part * power >= wished * (1 - _NEAR))
    return max(step, 1.0) if unit == "count" else step


def below(pen: Pen, scale: Scale, *, top: float, bottom: float) -> tuple[list[Primitive], float]:
    """
    Draw thin lines through a plot at the round numbers, with the numbers below.

    Args:
        pen: What knows theme, language and text.
        scale: The scale along the inline direction.
        top: The upper edge of the plot.
        bottom: Its lower edge.

    Returns:
        The lines and words, and the y below them.
    """
    drawn: list[Primitive] = []
    low, after = bottom, -math.inf
    for mark in scale.marks():
        x = scale.at(mark)
        colour = pen.theme.rule if abs(mark) < _NEAR else pen.theme.line
        drawn.append(Line(x1=x, y1=top, x2=x, y2=bottom, stroke=colour))
        words = scale.said(mark, pen.language)
        wide = pen.width_of(words, pen.styles.note)
        if x - wide / 2 < after:
            continue
        text = pen.words(
            words, pen.styles.note, x=x - wide / 2, y=bottom + 4, width=wide, align="middle"
        )
        after = x + wide / 2 + 10
        low = max(low, text.y + text.height)
        drawn.append(text)
    return drawn, low


def beside(pen: Pen, scale: Scale, *, x: float, start: float, end: float) -> list[Primitive]:
    """
    Draw thin lines across a plot at the round numbers, with the numbers before them.

    Args:
        pen: What knows theme, language and text.
        scale: The scale down the sheet.
        x: Where the numbers begin.
        start: The start of the plot.
        end: Its end.

    Returns:
        The lines and words.
    """
    drawn: list[Primitive] = []
    for mark in scale.marks():
        y = scale.at(mark)
        colour = pen.theme.rule if abs(mark) < _NEAR else pen.theme.line
        drawn.append(Line(x1=start, y1=y, x2=end, y2=y, stroke=colour))
        words = scale.said(mark, pen.language)
        text = pen.words(
            words, pen.styles.note, x=x, y=y - 7.7, width=start - 8 - x, align="end", max_lines=1
        )
        drawn.append(text)
    return drawn


def room_beside(pen: Pen, scale: Scale) -> float:
    """
    Measure the numbers of a scale down the sheet.

    Args:
        pen: What knows theme, language and text.
        scale: The scale.

    Returns:
        The width of the widest, with the space after it.
    """
    widths = (
        pen.width_of(scale.said(mark, pen.language), pen.styles.note) for mark in scale.marks()
    )
    return max(widths, default=0.0) + 8
