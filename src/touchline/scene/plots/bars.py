"""
Ranked or ordered bars and dots, each with its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.canvas.primitives import Ellipse, Group, Icon, Line, Rect
from touchline.i18n import translate
from touchline.scene.plots import Placed, Plot, Tone, fill_of, ink_of
from touchline.scene.plots._amounts import Unit, bounds_told, told
from touchline.scene.plots._axis import Scale, below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes._pen import Pen

#: Space between label, plot and numbers, and between two rows, px.
_GAP, _BETWEEN = 16.0, 12.0
#: The thickness of a bar and the radius of a dot, px.
_BAR, _DOT = 16.0, 5.5
#: The least height of a row, px.
_ROW = 20.0
#: The share of the width that names may take.
_NAMES = 0.3
#: The least width of the plot, px.
_LEAST = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """
    One row.

    Args:
        name: What it is about.
        value: Its number; None when it is not known or withheld.
        bounds: The 95 % interval of it.
        note: A quiet line below the name.
        aside: What stands below the number, such as how many it rests on.
        tone: What its colour says.
        whole: What it is a part of, drawn behind it.
        mark: A number to compare it with, drawn as a line across it.
        is_notable: It stands out from the others beyond chance.
        heading: Words above this row that begin a group.
        hue: Which hue of the theme a plain bar takes.
        language: The language of its name; None takes the reader's.
    """

    name: str
    value: float | None
    bounds: tuple[float, float] | None = None
    note: str = ""
    aside: str = ""
    tone: Tone = "plain"
    whole: float | None = None
    mark: float | None = None
    is_notable: bool = False
    heading: str = ""
    hue: int = 0
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Plot):
    """
    Rows of bars or dots on one scale.

    Args:
        bars: The rows, from the top.
        unit: What their numbers are.
        form: Bars from zero, or dots where zero means little.
        most: A number beyond which the scale does not reach.
        least: A number that it reaches down to; None leaves it to the numbers.
        is_signed: The numbers are differences.
    """

    bars: tuple[Bar, ...]
    unit: Unit = "share"
    form: Literal["bar", "dot"] = "bar"
    most: float | None = None
    least: float | None = 0.0
    is_signed: bool = False

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the rows below each other, then the scale behind them.
        """
        names, numbers = self._names_width(pen, width), self._numbers_width(pen)
        start = x + names + _GAP
        end = max(x + width - numbers - _GAP, start + _LEAST)
        scale = self._scale(start + 6, end - 6)
        rows: list[Primitive] = []
        y = top + 4
        for bar in self.bars:
            if bar.heading:
                text = pen.words(
                    bar.heading, pen.styles.strong, x=x, y=y + 4, width=end - x, max_lines=2
                )
                rows.append(text)
                y = text.y + text.height + 8
            group, y = self._row(pen, bar, scale, _Room(x, names, end + _GAP, numbers), y)
            rows.append(group)
            y += _BETWEEN
        bottom = y - _BETWEEN + 6
        axis, low = below(pen, scale, top=top, bottom=bottom)
        return Placed((*axis, *rows), low, end + _GAP + numbers)

    def _scale(self, start: float, end: float) -> Scale:
        values: list[float | None] = []
        for bar in self.bars:
            values += [bar.value, bar.whole, bar.mark, *(bar.bounds or ())]
        return Scale.over(values, self.unit, start=start, end=end, least=self.least, most=self.most)

    def _names_width(self, pen: Pen, width: float) -> float:
        natural = max((pen.width_of(bar.name, pen.styles.strong) for bar in self.bars), default=0.0)
        notes = max((pen.width_of(bar.note, pen.styles.note) for bar in self.bars), default=0.0)
        marked = 18.0 if any(bar.is_notable for bar in self.bars) else 0.0
        return min(max(natural, notes) + marked, _NAMES * width)

    def _numbers_width(self, pen: Pen) -> float:
        widest = 60.0
        for bar in self.bars:
            value, bounds = self._said(pen, bar)
            figure = pen.width_of(value, pen.styles.head)
            if bounds:
                figure += 6 + pen.width_of(bounds, pen.styles.note)
            widest = max(widest, figure, pen.width_of(bar.aside, pen.styles.note))
        return widest

    def _said(self, pen: Pen, bar: Bar) -> tuple[str, str]:
        value = told(bar.value, self.unit, pen.language, signed=self.is_signed)
        return value, bounds_told(bar.bounds, self.unit, pen.language)

    def _row(
        self, pen: Pen, bar: Bar, scale: Scale, room: _Room, top: float
    ) -> tuple[Group, float]:
        """
        Place name, mark and number of one row, each in the middle of its height.
        """
        _, name = _name(pen, bar, room, top)
        _, figure = self._figure(pen, bar, room, top)
        height = max(name, figure, _ROW)
        middle = top + height / 2
        children = (
            *_name(pen, bar, room, middle - name / 2)[0],
            *self._mark(pen, bar, scale, middle),
            *self._figure(pen, bar, room, middle - figure / 2)[0],
        )
        value, bounds = self._said(pen, bar)
        details = [bounds and translate("scene.interval", pen.language, interval=bounds), bar.aside]
        group = Group(
            children=children,
            role="bar",
            title=f"{bar.name}: {value}",
            details="\n".join(line for line in (*details, bar.note) if line),
        )
        return group, top + height

    def _figure(self, pen: Pen, bar: Bar, room: _Room, top: float) -> tuple[list[Text], float]:
        value, bounds = self._said(pen, bar)
        style = pen.coloured(pen.styles.head, ink_of(pen.theme, bar.tone))
        texts = [pen.label(value, style, x=room.numbers_x, y=top)]
        low = texts[0].y + texts[0].height
        if bounds:
            x = room.numbers_x + texts[0].width + 6
            texts.append(pen.label(bounds, pen.styles.note, x=x, y=top + 1.4))
        if bar.aside:
            texts.append(pen.label(bar.aside, pen.styles.note, x=room.numbers_x, y=low - 1))
            low = texts[-1].y + texts[-1].height
        return texts, low - top

    def _mark(self, pen: Pen, bar: Bar, scale: Scale, middle: float) -> list[Primitive]:
        """
        Draw the bar or the dot with its interval.
        """
        theme = pen.theme
        zero = scale.at(max(scale.low, min(0.0, scale.high)))
        drawn: list[Primitive] = []
        if bar.whole is not None:
            drawn.append(_bar(zero, scale.at(bar.whole), middle, theme.track))
        if bar.value is None:
            return drawn
        at = scale.at(bar.value)
        fill = fill_of(theme, bar.tone, bar.hue)
        if self.form == "bar":
            if abs(at - zero) >= 0.5:  # noqa: PLR2004 (half a pixel)
                drawn.append(_bar(zero, at, middle, fill))
        else:
            drawn.append(
                Line(x1=zero, y1=middle, x2=at, y2=middle, stroke=theme.track, stroke_width=2)
            )
        if bar.mark is not None:
            x = scale.at(bar.mark)
            drawn.append(
                Line(x1=x, y1=middle - 11, x2=x, y2=middle + 11, stroke=theme.ink, stroke_width=2)
            )
        if bar.bounds is not None:
            drawn += whisker(pen, scale, bar.bounds, middle)
        if self.form == "dot":
            drawn.append(
                Ellipse(
                    cx=at,
                    cy=middle,
                    rx=_DOT,
                    ry=_DOT,
                    fill=fill,
                    stroke=theme.paper,
                    stroke_width=1.5,
                )
            )
        return drawn


@dataclass(frozen=True, slots=True)
class _Room:
    """
    Where names and numbers of a row stand.
    """

    x: float
    names: float
    numbers_x: float
    numbers: float


def _name(pen: Pen, bar: Bar, room: _Room, top: float) -> tuple[list[Primitive], float]:
    drawn: list[Primitive] = []
    lead = 0.0
    if bar.is_notable:
        lead = 18.0
        colour = fill_of(pen.theme, bar.tone)
        drawn.append(
            Icon(name="flag", x=room.x, y=top + 2.5, size=12, colour=colour, stroke_width=2)
        )
    style = pen.styles.strong if bar.is_notable else pen.styles.cell
    width = room.names - lead + 2
    text = pen.words(
        bar.name, style, x=room.x + lead, y=top, width=width, language=bar.language, max_lines=3
    )
    drawn.append(text)
    low = text.y + text.height
    if bar.note:
        note = pen.words(
            bar.note, pen.styles.note, x=room.x + lead, y=low, width=width, max_lines=3
        )
        drawn.append(note)
        low = note.y + note.height
    return drawn, low - top


def _bar(start: float, end: float, middle: float, fill: str) -> Rect:
    x, width = min(start, end), abs(end - start)
    return Rect(
        x=x,
        y=middle - _BAR / 2,
        width=max(width, 1.0),
        height=_BAR,
        fill=fill,
        radius=min(3.0, width / 2),
    )


def whisker(
    pen: Pen, scale: Scale, bounds: tuple[float, float], middle: float
) -> Sequence[Primitive]:
    """
    Draw an interval as a line with ends, light under dark so that it shows on any fill.

    Args:
        pen: What knows the theme.
        scale: The scale along the inline direction.
        bounds: The interval.
        middle: The y of the line.

    Returns:
        The lines, back to front.
    """
    low, high = (scale.at(bound) for bound in bounds)
    drawn: list[Primitive] = []
    for colour, thick, reach in ((pen.theme.paper, 3.6, 4.8), (pen.theme.ink, 1.4, 4.0)):
        drawn.append(Line(x1=low, y1=middle, x2=high, y2=middle, stroke=colour, stroke_width=thick))
        drawn += [
            Line(
                x1=at,
                y1=middle - reach,
                x2=at,
                y2=middle + reach,
                stroke=colour,
                stroke_width=thick,
            )
            for at in (low, high)
        ]
    return drawn
