"""
Figures that a team keeps by hand or reads from a table (R-126, P10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Ellipse, Line, Path
from touchline.i18n import date_text, duration_text, number, percent, translate
from touchline.lanes._boxes import BoxLane
from touchline.lanes._pen import Piece
from touchline.model.experience import Metric

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: The height of the small line of readings, and the radius of its last point, px.
_SPARK, _DOT = 22.0, 2.4


class Metrics(BoxLane):
    """
    Boxes with the latest value, where it stands, its readings as a small line and its target.
    """

    card: ClassVar[type[Card]] = Metric
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "gauge"
    is_bold: ClassVar[bool] = False

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Outline them all alike.
        """
        del card
        return pen.theme.paper, pen.theme.line

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place the value, where it stands, its readings, its bounds and its day.
        """
        if not isinstance(card, Metric):
            return
        language, latest = row.language, card.latest
        if latest is not None:
            value = _value(card, latest.value, language)
            flow.put(
                lambda *, x, y, limit: _figure(flow.pen, value, x=x, y=y, width=limit),
            )
            _fill_status(row, card, flow)
            flow.wrap()
            flow.put(lambda *, x, y, limit: _spark(flow.pen, card, x=x, y=y, width=limit))
            flow.wrap()
        for words in _bounds(row, card):
            flow.note(words)
        if latest is not None:
            day = date_text(latest.date, language, form="short")
            flow.note(translate("scene.metric-day", language, date=day))

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say value, day, status, bounds and how many readings there are.
        """
        if not isinstance(card, Metric):
            return ()
        language, latest = row.language, card.latest
        if latest is None:
            return (translate("scene.metric-none", language), *_bounds(row, card))
        day = date_text(latest.date, language, form="short")
        lines = [
            _value(card, latest.value, language),
            translate("scene.metric-day", language, date=day),
        ]
        if card.status:
            lines.append(translate(f"scene.metric-{card.status}", language))
        lines += _bounds(row, card)
        if len(card.readings) > 1:
            first = date_text(min(r.date for r in card.readings), language, form="short")
            n = len(card.readings)
            lines.append(translate("scene.metric-readings", language, n=n, date=first))
        return tuple(lines)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the figure with all that is known of it.
        """
        parts = (row.said(card.text), *self.more_details(row, card))
        return " · ".join(part for part in parts if part)


def _value(card: Metric, value: float, language: str) -> str:
    if card.unit == "share":
        is_whole = round(value * 100, 1) == round(value * 100)
        return percent(value, language, digits=0 if is_whole else 1)
    if card.unit == "seconds":
        return duration_text(value, language)
    return number(value, language)


def _bounds(row: Row, card: Metric) -> list[str]:
    """
    Say target and baseline; that there is no value yet where none is.
    """
    language = row.language
    lines = [] if card.latest else [translate("scene.metric-none", language)]
    for key, value in (("target", card.target), ("baseline", card.baseline)):
        if value is not None:
            told = _value(card, value, language)
            lines.append(translate(f"scene.metric-{key}", language, value=told))
    return lines


def _figure(pen: Pen, value: str, *, x: float, y: float, width: float) -> Piece:
    wide = min(width, pen.width_of(value, pen.styles.figure))
    text = pen.words(value, pen.styles.figure, x=x, y=y, width=wide, max_lines=2)
    return Piece(wide, text.height, (text,))


def _fill_status(row: Row, card: Metric, flow: Flow) -> None:
    """
    Say where a figure stands, with an arrow the way that it went.
    """
    status, latest, theme = card.status, card.latest, flow.pen.theme
    if status is None or latest is None:
        return
    went_up = card.baseline is None or latest.value > card.baseline
    way = "trending-up" if went_up else "trending-down"
    icon = {"reached": "circle-check", "unchanged": "minus"}.get(status, way)
    ink = {"worsening": theme.bad_ink, "unchanged": theme.second}.get(status, theme.good_ink)
    flow.note(
        translate(f"scene.metric-{status}", row.language),
        colour=ink,
        icon=icon,
        is_directional=icon == way,
    )


def _spark(pen: Pen, card: Metric, *, x: float, y: float, width: float) -> Piece:
    """
    Draw the readings as a small line by day, with the target as a dashed one.
    """
    by_day = {reading.date: reading.value for reading in card.readings}
    if len(by_day) <= 1:
        return Piece(0, 0, ())
    days = sorted(by_day)
    known = [*by_day.values(), *([card.target] if card.target is not None else [])]
    least, span = min(known), (max(known) - min(known)) or 1.0
    left, right, top = x + _DOT, x + width - _DOT, y + _DOT + 2

    def down(value: float) -> float:
        return top + (1 - (value - least) / span) * _SPARK

    days_in_all = (days[-1] - days[0]).days
    spots = [
        (left + (day - days[0]).days / days_in_all * (right - left), down(by_day[day]))
        for day in days
    ]
    children: list[Primitive] = []
    if card.target is not None:
        level = down(card.target)
        children.append(
            Line(x1=left, y1=level, x2=right, y2=level, stroke=pen.theme.good, dash=(2, 3))
        )
    commands = tuple(("M" if i == 0 else "L", *spot) for i, spot in enumerate(spots))
    children.append(Path(commands=commands, stroke=pen.theme.neutral, stroke_width=1.6))
    end_x, end_y = spots[-1]
    children.append(Ellipse(cx=end_x, cy=end_y, rx=_DOT, ry=_DOT, fill=pen.theme.ink))
    return Piece(width, _SPARK + 2 * _DOT + 5, tuple(children))
