"""
How much each step matters to the customer (P2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.geometry import band, monotone_curve
from touchline.canvas.primitives import Ellipse, Handle, Line, Path
from touchline.i18n import number
from touchline.lanes._personas import manner
from touchline.lanes._plot import ScoreLane
from touchline.lanes._points import LABEL, free_side, label_of, spots_of
from touchline.model.experience import Rating

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._curve import Axis
    from touchline.lanes._pen import Pen
    from touchline.lanes._points import Point
    from touchline.model.structure import Card, Scale

#: The radius of a point, px.
_DOT = 3.6

#: How much ink the area below the line has.
_AREA = 0.07


class Importance(ScoreLane):
    """
    A line that stands on the ground, since importance is neither good nor bad; the ends of its
    scale are always written beside it.
    """

    card: ClassVar[type[Card]] = Rating
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "signal"
    plot: ClassVar[float] = 52.0
    above: ClassVar[float] = 25.0
    below: ClassVar[float] = 22.0
    is_grounded: ClassVar[bool] = True

    def ends_of(self, row: Row, scales: dict[tuple[float, float], Scale]) -> tuple[str, str]:
        """
        Take the numbers where the scale has no names.
        """
        names = super().ends_of(row, scales)
        if any(names) or len(scales) != 1:
            return names
        (scale,) = scales.values()
        return number(scale.low, row.language), number(scale.high, row.language)

    def axis(self, row: Row, pen: Pen, axis: Axis) -> list[Primitive]:
        """
        Draw the ground.
        """
        start, end, y = row.columns[0].x, row.columns[-1].end, axis.bottom
        return [Line(x1=start, y1=y, x2=end, y2=y, stroke=pen.theme.rule, dash=(2, 4))]

    def curve(self, pen: Pen, axis: Axis, points: list[Point], *, rank: int) -> list[Primitive]:
        """
        Draw the line of one persona; the area below it, too, when it is the first.
        """
        spots = spots_of(points, axis)
        line = monotone_curve(spots)
        if not line:
            return []
        if rank:
            colour, dash = manner(pen, rank)
            return [Path(commands=line, stroke=colour, stroke_width=1.6, dash=dash)]
        area = band(spots, [(x, axis.bottom) for x, _ in spots])
        return [
            Path(commands=area, fill=pen.theme.ink, opacity=_AREA),
            Path(commands=line, stroke=pen.theme.neutral, stroke_width=2.6),
        ]

    def spot(
        self, row: Row, pen: Pen, axis: Axis, point: Point, *, rank: int
    ) -> tuple[Primitive, ...]:
        """
        Draw a dot with its value above it.
        """
        colour = manner(pen, rank)[0] if rank else pen.theme.neutral
        y, radius = axis.y(point.score), _DOT - 0.8 if rank else _DOT
        dot = Ellipse(
            cx=point.x,
            cy=y,
            rx=radius,
            ry=radius,
            fill=pen.theme.paper if rank else colour,
            stroke=colour,
            stroke_width=1.5,
            at=point.place.at.child("card", point.card.id),
            handle=Handle(edit="score", axis="y", low=point.scale.low, high=point.scale.high),
        )
        if rank:
            return (dot,)
        value = label_of(row, point)
        place = point.place
        width = min(pen.width_of(value, pen.styles.tag), place.width)
        x = min(max(point.x - width / 2, place.x), place.x + place.width - width)
        top = free_side(point, axis, (y - _DOT - 3 - LABEL, y + _DOT + 2))
        return (dot, pen.label(value, pen.styles.tag, x=x, y=top, limit=width))
