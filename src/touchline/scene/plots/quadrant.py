"""
Points on two scales that part the field into four corners.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.canvas.geometry import Box
from touchline.canvas.primitives import Ellipse, Group, Line, Rect
from touchline.i18n import list_text, translate
from touchline.scene.plots import Placed, Plot, Tone, fill_of
from touchline.scene.plots._amounts import Unit, bounds_told, told
from touchline.scene.plots._axis import Scale, below, beside, room_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes._pen import Pen

#: The height of the field, the radius of a point, and the widest name beside one, px.
_HEIGHT, _DOT, _NAME = 420.0, 6.0, 150.0
#: Space inside the field, px.
_INSET = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """
    One point.

    Args:
        name: What it is.
        x: Its place along the inline direction.
        y: Its place from below.
        x_bounds: The 95 % interval of `x`.
        y_bounds: The 95 % interval of `y`.
        tone: What its colour says.
        aside: What else is known, such as how many it rests on.
        details: What a pointer resting on it shows besides.
        hue: Which hue of the theme a plain point takes.
        is_hollow: It is drawn as a ring: assumed, or not beyond chance.
    """

    name: str
    x: float
    y: float
    x_bounds: tuple[float, float] | None = None
    y_bounds: tuple[float, float] | None = None
    tone: Tone = "plain"
    aside: str = ""
    details: str = ""
    hue: int = 0
    is_hollow: bool = False


class Corners(NamedTuple):
    """
    What the four corners are called.

    Args:
        high_start: Little along, much up.
        high_end: Much of both.
        low_start: Little of both.
        low_end: Much along, little up.
        marked: Which one is tinted, since something should be done there.
    """

    high_start: str = ""
    high_end: str = ""
    low_start: str = ""
    low_end: str = ""
    marked: Literal["", "high_start", "high_end", "low_start", "low_end"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant(Plot):
    """
    A field of four corners.

    Args:
        spots: The points.
        x_name: What lies along.
        y_name: What lies up.
        x_unit: What the numbers along are.
        y_unit: What the numbers up are.
        x_middle: Where the field is parted along; None for the middle of the scale.
        y_middle: Where it is parted up.
        x_range: The ends of the scale along; None takes round numbers around the points.
        y_range: The ends of the scale up.
        corners: What the corners are called.
    """

    spots: tuple[Spot, ...]
    x_name: str
    y_name: str
    x_unit: Unit = "score"
    y_unit: Unit = "score"
    x_middle: float | None = None
    y_middle: float | None = None
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    corners: Corners = field(default_factory=Corners)

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the scales, the corners, the points and their names where they have room.
        """
        name = pen.words(self.y_name, pen.styles.tag, x=x, y=top, width=width, max_lines=2)
        top = name.y + name.height + 6
        bottom = top + _HEIGHT
        up = self._scale("y", bottom - _INSET, top + _INSET)
        start = x + room_beside(pen, up)
        end = x + width
        along = self._scale("x", start + _INSET, end - _INSET)
        drawn: list[Primitive] = [name, *self._tint(pen, along, up, (start, end, top, bottom))]
        drawn += beside(pen, up, x=x, start=start, end=end)
        marks, low = below(pen, along, top=top, bottom=bottom)
        drawn += marks
        drawn += self._cross(pen, along, up, (start, end, top, bottom))
        corner_names = self._corner_names(pen, (start, end, top, bottom))
        drawn += corner_names
        room = Box(start, top, end - start, bottom - top)
        points, unnamed = self._points(pen, along, up, room, corner_names)
        drawn += points
        caption = pen.words(
            self.x_name,
            pen.styles.tag,
            x=start,
            y=low + 3,
            width=end - start,
            align="end",
            max_lines=2,
        )
        low = caption.y + caption.height
        if unnamed:
            text = pen.words(
                self._unnamed(pen, unnamed), pen.styles.note, x=x, y=low + 8, width=width
            )
            drawn.append(text)
            low = text.y + text.height
        return Placed((*drawn, caption), low, x + width)

    def _unnamed(self, pen: Pen, spots: Sequence[Spot]) -> str:
        """
        Name the points whose names found no room beside them, by their places.
        """
        language = pen.language
        names = [
            translate(
                "chart.spot",
                language,
                name=spot.name,
                x=told(spot.x, self.x_unit, language),
                y=told(spot.y, self.y_unit, language),
            )
            for spot in spots
        ]
        return translate("chart.unnamed", language, names=list_text(names, language))

    def _scale(self, which: Literal["x", "y"], start: float, end: float) -> Scale:
        unit = self.x_unit if which == "x" else self.y_unit
        given = self.x_range if which == "x" else self.y_range
        if given is not None:
            found = Scale.over(given, unit, start=start, end=end, least=None, apart=70)
            return Scale(given[0], given[1], start, end, found.step, unit)
        values: list[float | None] = []
        for spot in self.spots:
            bounds = spot.x_bounds if which == "x" else spot.y_bounds
            values += [spot.x if which == "x" else spot.y, *(bounds or ())]
        values.append(self.x_middle if which == "x" else self.y_middle)
        return Scale.over(values, unit, start=start, end=end, least=None, apart=70)

    def _middles(self, along: Scale, up: Scale) -> tuple[float, float]:
        x = (along.low + along.high) / 2 if self.x_middle is None else self.x_middle
        y = (up.low + up.high) / 2 if self.y_middle is None else self.y_middle
        return along.at(x), up.at(y)

    def _tint(
        self, pen: Pen, along: Scale, up: Scale, edges: tuple[float, float, float, float]
    ) -> list[Primitive]:
        start, end, top, bottom = edges
        ground = Rect(
            x=start, y=top, width=end - start, height=bottom - top, fill=pen.theme.soft, radius=9
        )
        if not self.corners.marked:
            return [ground]
        cx, cy = self._middles(along, up)
        x, wide = (start, cx - start) if "start" in self.corners.marked else (cx, end - cx)
        y, high = (top, cy - top) if "high" in self.corners.marked else (cy, bottom - cy)
        fill = pen.theme.warn_fill
        return [ground, Rect(x=x, y=y, width=wide, height=high, fill=fill, radius=9)]

    def _cross(
        self, pen: Pen, along: Scale, up: Scale, edges: tuple[float, float, float, float]
    ) -> list[Primitive]:
        start, end, top, bottom = edges
        cx, cy = self._middles(along, up)
        stroke = pen.theme.neutral
        return [
            Line(x1=cx, y1=top, x2=cx, y2=bottom, stroke=stroke, dash=(4, 3)),
            Line(x1=start, y1=cy, x2=end, y2=cy, stroke=stroke, dash=(4, 3)),
        ]

    def _corner_names(self, pen: Pen, edges: tuple[float, float, float, float]) -> list[Text]:
        start, end, top, bottom = edges
        wide = (end - start) / 2 - 24
        texts = []
        for name, words in self.corners._asdict().items():
            if name == "marked" or not words:
                continue
            text = pen.words(words, pen.styles.tag, x=0, y=0, width=wide, max_lines=2)
            is_end = name.endswith("end")
            texts.append(
                pen.words(
                    words,
                    pen.styles.tag,
                    x=end - 12 - wide if is_end else start + 12,
                    y=top + 14 if name.startswith("high") else bottom - 14 - text.height,
                    width=wide,
                    align="end" if is_end else "start",
                    max_lines=2,
                )
            )
        return texts

    def _points(
        self, pen: Pen, along: Scale, up: Scale, room: Box, names: Sequence[Text]
    ) -> tuple[list[Primitive], list[Spot]]:
        taken = [_ink_box(text) for text in names]
        cx, cy = self._middles(along, up)
        taken += [Box(cx - 1, room.y, 2, room.height), Box(room.x, cy - 1, room.width, 2)]
        places = [(along.at(spot.x), up.at(spot.y)) for spot in self.spots]
        taken += [Box(cx - _DOT, cy - _DOT, 2 * _DOT, 2 * _DOT) for cx, cy in places]
        bars: list[Primitive] = []
        drawn: list[Primitive] = []
        unnamed: list[Spot] = []
        for spot, (cx, cy) in zip(self.spots, places, strict=True):
            lines = _bounds(pen, spot, along, up, (cx, cy))
            taken += [_line_box(line) for line in lines]
            bars += lines
        for spot, (cx, cy) in zip(self.spots, places, strict=True):
            colour = fill_of(pen.theme, spot.tone, spot.hue)
            dot = Ellipse(
                cx=cx,
                cy=cy,
                rx=_DOT,
                ry=_DOT,
                fill=pen.theme.paper if spot.is_hollow else colour,
                stroke=colour if spot.is_hollow else pen.theme.paper,
                stroke_width=2 if spot.is_hollow else 1.5,
            )
            label = _label(pen, spot, (cx, cy), room, taken)
            children: tuple[Primitive, ...] = (dot,)
            if label is None:
                unnamed.append(spot)
            else:
                taken.append(_ink_box(label))
                children = (dot, label)
            drawn.append(
                Group(
                    children=children, role="point", title=spot.name, details=self._said(pen, spot)
                )
            )
        return [*bars, *drawn], unnamed

    def _said(self, pen: Pen, spot: Spot) -> str:
        lines = []
        for name, value, unit, bounds in (
            (self.x_name, spot.x, self.x_unit, spot.x_bounds),
            (self.y_name, spot.y, self.y_unit, spot.y_bounds),
        ):
            said = f"{name}: {told(value, unit, pen.language)}"
            if bounds is not None:
                words = bounds_told(bounds, unit, pen.language)
                said += f" ({translate('scene.interval', pen.language, interval=words)})"
            lines.append(said)
        return "\n".join(line for line in (*lines, spot.aside, spot.details) if line)


def _bounds(
    pen: Pen, spot: Spot, along: Scale, up: Scale, place: tuple[float, float]
) -> list[Line]:
    """
    Draw both intervals as a faint cross.
    """
    cx, cy = place
    colour = fill_of(pen.theme, spot.tone, spot.hue)
    drawn: list[Line] = []
    if spot.x_bounds is not None:
        low, high = (along.at(bound) for bound in spot.x_bounds)
        drawn.append(
            Line(x1=low, y1=cy, x2=high, y2=cy, stroke=colour, stroke_width=1.4, opacity=0.4)
        )
    if spot.y_bounds is not None:
        low, high = (up.at(bound) for bound in spot.y_bounds)
        drawn.append(
            Line(x1=cx, y1=low, x2=cx, y2=high, stroke=colour, stroke_width=1.4, opacity=0.4)
        )
    return drawn


def _label(
    pen: Pen, spot: Spot, place: tuple[float, float], room: Box, taken: Sequence[Box]
) -> Text | None:
    """
    Find the first place around a point where its name meets nothing; None when there is none.
    """
    cx, cy = place
    style = pen.styles.note if spot.is_hollow else pen.styles.chip
    wide = min(pen.width_of(spot.name, style), _NAME)
    height = pen.words(spot.name, style, x=0, y=0, width=wide, max_lines=2).height
    gap = _DOT + 4
    aligns: tuple[tuple[float, float, Literal["start", "middle", "end"]], ...] = (
        (cx + gap, cy - height / 2, "start"),
        (cx - gap - wide, cy - height / 2, "end"),
        (cx - wide / 2, cy - gap - height + 2, "middle"),
        (cx - wide / 2, cy + gap - 2, "middle"),
        (cx + gap - 4, cy - gap - height + 4, "start"),
        (cx + gap - 4, cy + gap - 4, "start"),
        (cx - gap + 4 - wide, cy - gap - height + 4, "end"),
        (cx - gap + 4 - wide, cy + gap - 4, "end"),
        (cx + gap, cy - 2 * height, "start"),
        (cx + gap, cy + height, "start"),
        (cx - gap - wide, cy - 2 * height, "end"),
        (cx - gap - wide, cy + height, "end"),
    )
    for x, y, align in aligns:
        box = Box(x, y, wide, height)
        if room.holds(box) and not any(box.overlaps(other, 1.0) for other in taken):
            return pen.words(spot.name, style, x=x, y=y, width=wide, align=align, max_lines=2)
    return None


def _line_box(line: Line) -> Box:
    x, y = min(line.x1, line.x2), min(line.y1, line.y2)
    return Box(x, y - 1, abs(line.x2 - line.x1) + 2, abs(line.y2 - line.y1) + 2)


def _ink_box(text: Text) -> Box:
    widest = max((line.width for line in text.lines), default=0.0)
    start = min((line.x for line in text.lines), default=text.x)
    return Box(start, text.y, widest, text.height)
