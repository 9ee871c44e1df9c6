"""
Lines and steps over time or order, each with the band of its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.canvas.geometry import polygon
from touchline.canvas.primitives import Ellipse, Group, Line, Path
from touchline.i18n import translate
from touchline.lanes._pen import diamond
from touchline.scene.plots import Placed, Plot, Tone, fill_of
from touchline.scene.plots._amounts import Unit, bounds_told, told
from touchline.scene.plots._axis import Scale, below, beside, room_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Command, Primitive
    from touchline.lanes._pen import Pen

#: The height of the plot, and the room above it for numbers, px.
_HEIGHT, _ABOVE = 260.0, 20.0
#: How strong a band is.
_BAND = 0.13
#: The dashes of lines after the first, so that no line is told by its colour alone.
_DASHES: tuple[tuple[float, ...], ...] = ((), (7, 4), (2, 3), (9, 3, 2, 3))
#: The most points that carry a mark of their own.
_MARKED = 60
#: A line that falls or rises more than this from one point to the next would cross a number, px.
_STEEP = 34.0
#: The most numbers that are written at points.
_WRITTEN = 14


class Point(NamedTuple):
    """
    One value of a line.

    Args:
        x: Where along the axis.
        y: The value; None where nothing is known.
        bounds: The 95 % interval of the value.
        words: What a pointer resting on it shows.
        is_open: It may still change.
        is_notable: It differs beyond chance.
    """

    x: float
    y: float | None
    bounds: tuple[float, float] | None = None
    words: str = ""
    is_open: bool = False
    is_notable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """
    One line.

    Args:
        name: What it is called at its end; empty when it is the only one.
        points: Its values in order.
        hue: Which hue of the theme it takes.
        tone: What its colour says.
    """

    name: str
    points: tuple[Point, ...]
    hue: int = 0
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    A line across the plot.

    Args:
        at: Where.
        name: What it stands for.
        axis: Down the sheet at a place along x, or along it at a value of y.
    """

    at: float
    name: str
    axis: Literal["x", "y"] = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves(Plot):
    """
    Lines on one scale.

    Args:
        series: The lines.
        unit: What the values are.
        along: What lies along the axis; None for the places named by `places`.
        places: The names of the places 0, 1, 2 … along the axis.
        form: Straight lines between points, or steps that hold until the next point.
        most: A value beyond which the scale does not reach.
        least: A value that it reaches down to; None leaves it to the values.
        rules: Lines across.
        caption: What lies along the axis, in words.
    """

    series: tuple[Series, ...]
    unit: Unit = "share"
    along: Unit | None = None
    places: tuple[str, ...] = ()
    form: Literal["line", "step"] = "line"
    most: float | None = None
    least: float | None = 0.0
    rules: tuple[Rule, ...] = ()
    caption: str = ""

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the scales, the bands, the lines and their names.
        """
        bottom = top + _ABOVE + _HEIGHT
        values: list[float | None] = []
        for one in self.series:
            for point in one.points:
                values += [point.y, *(point.bounds or ())]
        values += [rule.at for rule in self.rules if rule.axis == "y"]
        down = Scale.over(
            values,
            self.unit,
            start=bottom,
            end=top + _ABOVE,
            least=self.least,
            most=self.most,
            apart=52,
        )
        start = x + room_beside(pen, down)
        end = x + width - self._names_width(pen)
        across = self._across(start, end)
        drawn = beside(pen, down, x=x, start=start, end=end)
        if self.along is None:
            marks, low = self._named(pen, across, bottom)
        else:
            marks, low = below(pen, across, top=top + _ABOVE, bottom=bottom)
        drawn += [*marks, *self._rules(pen, across, down, (start, end, top))]
        for i, one in enumerate(self.series):
            drawn += self._band(pen, one, across, down)
            drawn.append(self._line(pen, one, across, down, _DASHES[i % len(_DASHES)]))
        drawn += self._names(pen, down, end)
        if self.caption:
            text = pen.words(
                self.caption, pen.styles.note, x=start, y=low + 2, width=end - start, align="middle"
            )
            drawn.append(text)
            low = text.y + text.height
        return Placed(tuple(drawn), low, x + width)

    def _across(self, start: float, end: float) -> Scale:
        if self.along is None:
            last = max(len(self.places) - 1, 1)
            inset = min(30.0, (end - start) / (2 * last + 2))
            return Scale(0, last, start + inset, end - inset, 1, "count")
        values = [point.x for one in self.series for point in one.points]
        values += [rule.at for rule in self.rules if rule.axis == "x"]
        scale = Scale.over(values, self.along, start=start, end=end)
        # A curve may end anywhere; only its marks are round.
        return Scale(
            scale.low, max([*values, scale.low + scale.step]), start, end, scale.step, self.along
        )

    def _named(self, pen: Pen, across: Scale, bottom: float) -> tuple[list[Primitive], float]:
        """
        Write the names of places, as many as have room.
        """
        drawn: list[Primitive] = []
        widest = max((pen.width_of(name, pen.styles.note) for name in self.places), default=0.0)
        between = abs(across.end - across.start) / max(len(self.places) - 1, 1)
        every = max(1, -(-int(widest + 12) // max(int(between), 1)))
        low = bottom
        for i, name in enumerate(self.places):
            if i % every:
                continue
            at = across.at(i)
            text = pen.words(
                name,
                pen.styles.note,
                x=at - widest / 2,
                y=bottom + 5,
                width=widest,
                align="middle",
                max_lines=1,
            )
            drawn.append(text)
            low = text.y + text.height
        return drawn, low

    def _rules(
        self, pen: Pen, across: Scale, down: Scale, edges: tuple[float, float, float]
    ) -> list[Primitive]:
        start, end, top = edges
        drawn: list[Primitive] = []
        colour = pen.theme.neutral
        for rule in self.rules:
            if rule.axis == "y":
                y = down.at(rule.at)
                ends = (start, y, end, y)
                x, text_y = start + 6, y - 17
            else:
                at = across.at(rule.at)
                ends = (at, top, at, down.start)
                x, text_y = at + 5, top - 2
            drawn.append(
                Line(
                    x1=ends[0],
                    y1=ends[1],
                    x2=ends[2],
                    y2=ends[3],
                    stroke=colour,
                    stroke_width=1.2,
                    dash=(4, 3),
                )
            )
            wide = pen.width_of(rule.name, pen.styles.note)
            if x + wide > end:
                x -= wide + 10
            drawn.append(pen.label(rule.name, pen.styles.note, x=x, y=text_y, limit=end - start))
        return drawn

    def _band(self, pen: Pen, one: Series, across: Scale, down: Scale) -> list[Primitive]:
        """
        Draw the interval around a line.
        """
        known = [(point.x, point.bounds) for point in one.points if point.bounds is not None]
        if len(known) < 2:  # noqa: PLR2004 (a band has two ends)
            return []
        lower = self._corners([(x, bounds[0]) for x, bounds in known], across, down)
        upper = self._corners([(x, bounds[1]) for x, bounds in known], across, down)
        commands = polygon([*upper, *reversed(lower)])
        fill = fill_of(pen.theme, one.tone, one.hue)
        return [Path(commands=commands, fill=fill, opacity=_BAND)]

    def _corners(
        self, values: Sequence[tuple[float, float]], across: Scale, down: Scale
    ) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        for x, value in values:
            at = (across.at(x), down.at(value))
            if self.form == "step" and found:
                found.append((at[0], found[-1][1]))
            found.append(at)
        return found

    def _line(
        self, pen: Pen, one: Series, across: Scale, down: Scale, dash: tuple[float, ...]
    ) -> Group:
        colour = fill_of(pen.theme, one.tone, one.hue)
        drawn: list[Primitive] = []
        known: list[tuple[float, float]] = []
        stretches = [known]
        for point in one.points:
            if point.y is None:
                known = []
                stretches.append(known)
            else:
                known.append((point.x, point.y))
        for stretch in stretches:
            corners = self._corners(stretch, across, down)
            if len(corners) > 1:
                commands: tuple[Command, ...] = (
                    ("M", *corners[0]),
                    *(("L", *corner) for corner in corners[1:]),
                )
                drawn.append(Path(commands=commands, stroke=colour, stroke_width=2.4, dash=dash))
        n = len(one.points)
        if self.form == "line" and n <= _MARKED:
            drawn += [
                mark
                for point in one.points
                if point.y is not None
                for mark in self._mark(pen, point, across, down, colour)
            ]
        if n <= _WRITTEN and len(self.series) == 1 and self.form == "line":
            drawn += self._written(pen, one, across, down)
        return Group(children=tuple(drawn), role="series", title=one.name)

    def _mark(
        self, pen: Pen, point: Point, across: Scale, down: Scale, colour: str
    ) -> list[Primitive]:
        cx, cy = across.at(point.x), down.at(point.y or 0.0)
        shown: Primitive
        if point.is_notable:
            shown = diamond(cx, cy, 6, fill=colour, stroke=pen.theme.paper)
        else:
            fill = pen.theme.paper if point.is_open else colour
            edge = colour if point.is_open else pen.theme.paper
            shown = Ellipse(cx=cx, cy=cy, rx=4, ry=4, fill=fill, stroke=edge, stroke_width=1.6)
        value = told(point.y, self.unit, pen.language)
        bounds = ""
        if point.bounds is not None:
            said = bounds_told(point.bounds, self.unit, pen.language)
            bounds = translate("scene.interval", pen.language, interval=said)
        lines = [line for line in (point.words, bounds) if line]
        return [Group(children=(shown,), role="point", title=value, details="\n".join(lines))]

    def _written(self, pen: Pen, one: Series, across: Scale, down: Scale) -> list[Primitive]:
        """
        Write the values above their points where they have room, and beside a steep line.
        """
        drawn: list[Primitive] = []
        after = float("-inf")
        known = [point for point in one.points if point.y is not None]
        heights = [down.at(point.y or 0.0) for point in known]
        for i, (point, height) in enumerate(zip(known, heights, strict=True)):
            words = told(point.y, self.unit, pen.language)
            wide = pen.width_of(words, pen.styles.tag)
            at = across.at(point.x) - wide / 2
            if i and height - heights[i - 1] > _STEEP:
                at += wide / 2 + 4
            elif i + 1 < len(known) and height - heights[i + 1] > _STEEP:
                at -= wide / 2 + 4
            if at < after:
                continue
            drawn.append(pen.label(words, pen.styles.tag, x=at, y=height - 23))
            after = at + wide + 6
        return drawn

    def _names_width(self, pen: Pen) -> float:
        if len(self.series) == 1:
            return 12.0
        widest = max((pen.width_of(one.name, pen.styles.tag) for one in self.series), default=0.0)
        return min(widest, 180.0) + 14

    def _names(self, pen: Pen, down: Scale, end: float) -> list[Primitive]:
        """
        Write the name of each line at its end, moved apart where two would meet.
        """
        if len(self.series) == 1:
            return []
        ends = []
        for one in self.series:
            last = next((point for point in reversed(one.points) if point.y is not None), None)
            if last is not None and last.y is not None:
                ends.append((down.at(last.y), one))
        drawn: list[Primitive] = []
        low = float("-inf")
        for y, one in sorted(ends, key=lambda pair: pair[0]):
            colour = pen.theme.readable(fill_of(pen.theme, one.tone, one.hue))
            style = pen.coloured(pen.styles.tag, colour)
            text = pen.label(one.name, style, x=end + 10, y=max(y - 8, low), limit=180)
            low = text.y + text.height
            drawn.append(text)
        return drawn
