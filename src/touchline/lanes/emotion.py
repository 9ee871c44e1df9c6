"""
What it is like for the customer, as a curve over the steps (R-039).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.geometry import band
from touchline.canvas.primitives import Ellipse, Handle, Line, Path, Rect
from touchline.i18n import interval_text, translate
from touchline.lanes._curve import coloured_curve, shade_of
from touchline.lanes._pen import diamond
from touchline.lanes._personas import manner
from touchline.lanes._plot import ScoreLane
from touchline.lanes._points import LABEL, free_side, label_of, spots_of
from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._curve import Axis
    from touchline.lanes._pen import Pen
    from touchline.lanes._points import Point
    from touchline.location import Location
    from touchline.model.experience import Rating
    from touchline.model.structure import Card

#: The radius of a point and of a diamond, px.
_DOT, _DIAMOND = 4.6, 6.6

#: How much ink the band of an interval has.
_BAND = 0.09


class Emotion(ScoreLane):
    """
    A smooth curve with its values, a band where the scores were surveyed, and diamonds at moments
    of truth.
    """

    card: ClassVar[type[Card]] = Feeling
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "activity"

    def axis(self, row: Row, pen: Pen, axis: Axis) -> list[Primitive]:
        """
        Draw the line between good and bad.
        """
        start, end, y = row.columns[0].x, row.columns[-1].end, axis.middle
        return [Line(x1=start, y1=y, x2=end, y2=y, stroke=pen.theme.rule, dash=(2, 4))]

    def lowest(self, points: list[Point], axis: Axis) -> float:
        """
        Leave out the lower half where nobody feels bad; the scale is the same for every map.
        """
        feelings = (point.card for point in points if isinstance(point.card, Feeling))
        if not any(feeling.text or feeling.cause for feeling in feelings):
            return axis.bottom + self.below
        low = max(_ys(point, axis)[1] for point in points)
        return min(axis.bottom + self.below, max(axis.middle, low) + self.below + 8)

    def curve(self, pen: Pen, axis: Axis, points: list[Point], *, rank: int) -> list[Primitive]:
        """
        Draw the curve of one persona; its band, too, when it is the first.
        """
        spots = spots_of(points, axis)
        if rank:
            colour, dash = manner(pen, rank)
            return [
                Path(commands=path.commands, stroke=colour, stroke_width=1.6, dash=dash)
                for path in coloured_curve(spots, axis, pen.theme)[:1]
            ]
        return [*interval_bands(points, axis, pen), *coloured_curve(spots, axis, pen.theme)]

    def spot(
        self, row: Row, pen: Pen, axis: Axis, point: Point, *, rank: int
    ) -> tuple[Primitive, ...]:
        """
        Draw a dot, or a diamond at a moment of truth, with its value.
        """
        at = point.place.at.child("card", point.card.id)
        y = axis.y(point.score)
        if rank:
            return (_dot(pen, point, y, manner(pen, rank)[0], at, is_first=False),)
        colour = shade_of(point.score, pen.theme)
        is_diamond = point.is_decisive
        shape = (
            _diamond(pen, point, y, colour, at)
            if is_diamond
            else _dot(pen, point, y, colour, at, is_first=True)
        )
        style = pen.coloured(pen.styles.tag, pen.ink_of(point.score))
        value = label_of(row, point)
        width = min(pen.width_of(value, style), point.place.width)
        offset = (_DIAMOND if is_diamond else _DOT) + 3
        top = _label_top(point, axis, y, offset)
        x = min(max(point.x - width / 2, point.place.x), point.place.x + point.place.width - width)
        return (shape, pen.label(value, style, x=x, y=top, limit=width))

    def more(self, row: Row, card: Feeling | Rating) -> tuple[str, ...]:
        """
        Say score, interval and cause.
        """
        score, *rest = super().more(row, card)
        if not isinstance(card, Feeling) or card.low is None or card.high is None:
            return (score, *rest)
        told = interval_text(card.low, card.high, row.language, kind="number")
        return (score, translate("scene.interval", row.language, interval=told), *rest)


def interval_bands(points: list[Point], axis: Axis, pen: Pen) -> list[Primitive]:
    """
    Draw the intervals of surveyed scores, joined where they follow each other.

    Args:
        points: The points of one persona, from start to end.
        axis: Where the scores lie.
        pen: What knows the theme.

    Returns:
        The bands; none where nothing was surveyed.
    """
    points = list({point.x: point for point in reversed(points)}.values())[::-1]
    drawn: list[Primitive] = []
    for is_surveyed, group in groupby(points, key=lambda point: _ends(point) is not None):
        ends = [(point.x, *_ys(point, axis)) for point in group] if is_surveyed else []
        shape = band([(x, high) for x, high, _ in ends], [(x, low) for x, _, low in ends])
        if shape:
            drawn.append(Path(commands=shape, fill=pen.theme.ink, opacity=_BAND))
        elif ends:
            x, high, low = ends[0]
            drawn.append(
                Rect(
                    x=x - 6,
                    y=high,
                    width=12,
                    height=max(low - high, 1),
                    fill=pen.theme.ink,
                    opacity=_BAND,
                    radius=3,
                )
            )
    return drawn


def _ends(point: Point) -> tuple[float, float] | None:
    card = point.card
    if not isinstance(card, Feeling) or card.low is None or card.high is None:
        return None
    return card.low, card.high


def _ys(point: Point, axis: Axis) -> tuple[float, float]:
    """
    Place the ends of an interval, the upper one first.
    """
    scale = point.scale
    low, high = _ends(point) or (point.card.score, point.card.score)
    inside = [max(scale.low, min(scale.high, end)) for end in (high, low)]
    upper, lower = (axis.y(2 * (end - scale.low) / (scale.high - scale.low) - 1) for end in inside)
    return upper, lower


def _label_top(point: Point, axis: Axis, y: float, offset: float) -> float:
    """
    Choose the side of a point on which its value stands: the outer one where that is free.
    """
    upper, lower = _ys(point, axis)
    above, below = min(y - offset, upper) - LABEL, max(y + offset, lower) + 1
    sides = (above, below) if point.score >= 0 else (below, above)
    return free_side(point, axis, sides)


def _diamond(pen: Pen, point: Point, y: float, colour: str, at: Location) -> Path:
    """
    Draw a moment of truth, which can be dragged along the scale.
    """
    paper = pen.theme.paper
    shape = diamond(point.x, y, _DIAMOND, fill=paper, stroke=colour, at=at)
    return Path(
        commands=shape.commands,
        fill=paper,
        stroke=colour,
        stroke_width=2,
        at=at,
        handle=_handle(point),
    )


def _dot(pen: Pen, point: Point, y: float, colour: str, at: Location, *, is_first: bool) -> Ellipse:
    """
    Draw a dot, which can be dragged along the scale.
    """
    radius = _DOT if is_first else _DOT - 1.8
    return Ellipse(
        cx=point.x,
        cy=y,
        rx=radius,
        ry=radius,
        fill=pen.theme.paper,
        stroke=colour,
        stroke_width=2 if is_first else 1.5,
        at=at,
        handle=_handle(point),
    )


def _handle(point: Point) -> Handle:
    return Handle(edit="score", axis="y", low=point.scale.low, high=point.scale.high)
