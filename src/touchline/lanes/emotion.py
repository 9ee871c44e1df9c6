"""
What it is like for the customer, as a curve over the steps (R-039).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.geometry import band
from touchline.canvas.primitives import Ellipse, Group, Handle, Line, Path, Rect
from touchline.i18n import interval_text, number, translate
from touchline.lanes import Drawn, LaneType
from touchline.lanes._curve import Axis, coloured_curve, shade_of
from touchline.lanes._details import card_details
from touchline.lanes._pen import PAD, diamond
from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Place, Row
    from touchline.lanes._pen import Pen
    from touchline.location import Location
    from touchline.model.structure import Card, Scale

#: Between the best and the worst score, and between them and the row's edges, px.
_PLOT, _ABOVE, _BELOW = 92.0, 25.0, 25.0

#: The radius of a point and of a diamond, px.
_DOT, _DIAMOND = 4.6, 6.6

#: How much ink the band of an interval has.
_BAND = 0.09

#: Lines of a feeling's words below the curve.
_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """
    One feeling at its place.
    """

    feeling: Feeling
    scale: Scale
    place: Place
    x: float
    score: float
    is_decisive: bool


class Emotion(LaneType):
    """
    A smooth curve with its values, a band where the scores were surveyed, and diamonds at moments
    of truth.

    The curve of the primary persona is drawn in full, those of others as thin lines. Scores on
    different scales are shown as points and never joined.
    """

    card: ClassVar[type[Card]] = Feeling
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "activity"

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the middle line, the band, the curves, the points and the words.
        """
        axis = Axis(row.top + _ABOVE, row.top + _ABOVE + _PLOT)
        if not row.columns:
            return Drawn(_ABOVE + _PLOT + _BELOW, ())
        points = _points(row)
        children: list[Primitive] = [_middle(row, pen, axis)]
        is_mixed = len({point.scale for point in points}) > 1
        personas = _personas(row, points)
        for i, persona in enumerate(personas):
            own = [point for point in points if point.feeling.persona == persona]
            if not is_mixed:
                children += _lines(own, axis, pen, is_first=i == 0)
            children += [_mark(row, pen, axis, point, is_first=i == 0) for point in own]
        bottom = _lowest(points, axis)
        if is_mixed:
            note = pen.words(
                translate("scene.mixed-scales", row.language),
                pen.styles.note,
                x=row.columns[0].x + PAD,
                y=bottom - 4,
                width=row.columns[-1].end - row.columns[0].x - 2 * PAD,
            )
            children.append(note)
            bottom = note.y + note.height + 6
        told = [point for point in points if point.feeling.persona == personas[0]]
        words, bottom = _words(row, pen, told, bottom)
        return Drawn(bottom - row.top, (*children, *words))

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say each score with its words and cause.
        """
        lines = []
        for card in row.cards(step):
            if isinstance(card, Feeling):
                parts = (_score(card, row), row.said(card.text), *_cause(row, card))
                lines.append(" · ".join(part for part in parts if part))
        return tuple(lines)


def _points(row: Row) -> list[_Point]:
    """
    Place the first feeling of each persona at each step.
    """
    points, seen = [], set()
    for place in row.places():
        for card in place.cell.cards:
            key = (place.cell.at, getattr(card, "persona", None))
            if not isinstance(card, Feeling) or key in seen:
                continue
            seen.add(key)
            scale = card.scale_in(row.lane)
            score = 2 * (card.score - scale.low) / (scale.high - scale.low) - 1
            points.append(
                _Point(
                    feeling=card,
                    scale=scale,
                    place=place,
                    x=place.x + place.width / 2,
                    score=score,
                    is_decisive=any(item.step.is_moment_of_truth for item in place.columns),
                )
            )
    return sorted(points, key=lambda point: point.x)


def _personas(row: Row, points: list[_Point]) -> list[str | None]:
    """
    List whose feelings there are, the primary persona's first.
    """
    primary = row.journey.primary_persona
    first = (None, primary.id if primary else None)
    found = dict.fromkeys(point.feeling.persona for point in points)
    return sorted(found, key=lambda persona: persona not in first)


def _lowest(points: list[_Point], axis: Axis) -> float:
    """
    Find the y below which words may stand.

    The scale is the same for every map, but where nobody feels bad the row needs no room for it.
    """
    if not any(point.feeling.text or point.feeling.cause for point in points):
        return axis.bottom + _BELOW
    low = max(_ys(point, axis)[1] for point in points)
    return min(axis.bottom + _BELOW, max(axis.middle, low) + _BELOW + 8)


def _middle(row: Row, pen: Pen, axis: Axis) -> Line:
    start, end = row.columns[0].x, row.columns[-1].end
    y = axis.middle
    return Line(x1=start, y1=y, x2=end, y2=y, stroke=pen.theme.rule, dash=(2, 4))


def _lines(points: list[_Point], axis: Axis, pen: Pen, *, is_first: bool) -> list[Primitive]:
    """
    Draw the curve of one persona; its band, too, when it is the first.
    """
    points = list({point.x: point for point in reversed(points)}.values())[::-1]
    spots = [(point.x, axis.y(point.score)) for point in points]
    if not is_first:
        paths = coloured_curve(spots, axis, pen.theme)[:1]
        return [
            Path(commands=path.commands, stroke=pen.theme.second, stroke_width=1.5, dash=(5, 4))
            for path in paths
        ]
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
    return [*drawn, *coloured_curve(spots, axis, pen.theme)]


def _ends(point: _Point) -> tuple[float, float] | None:
    feeling = point.feeling
    if feeling.low is None or feeling.high is None:
        return None
    return feeling.low, feeling.high


def _ys(point: _Point, axis: Axis) -> tuple[float, float]:
    """
    Place the ends of an interval, the upper one first.
    """
    scale = point.scale
    low, high = _ends(point) or (point.feeling.score, point.feeling.score)
    inside = [max(scale.low, min(scale.high, end)) for end in (high, low)]
    upper, lower = (axis.y(2 * (end - scale.low) / (scale.high - scale.low) - 1) for end in inside)
    return upper, lower


def _mark(row: Row, pen: Pen, axis: Axis, point: _Point, *, is_first: bool) -> Group:
    """
    Draw the point of one feeling with its value.
    """
    at = point.place.at.child("card", point.feeling.id)
    y = axis.y(point.score)
    colour = shade_of(point.score, pen.theme) if is_first else pen.theme.second
    mark = _spot(pen, point, y, colour, at, is_first=is_first)
    children: tuple[Primitive, ...] = (mark,)
    if is_first:
        style = pen.coloured(pen.styles.tag, pen.ink_of(point.score))
        value = _score(point.feeling, row)
        width = pen.width_of(value, style)
        offset = _DIAMOND + 3 if point.is_decisive else _DOT + 3
        upper, lower = _ys(point, axis)
        top = min(y - offset, upper) - 16 if point.score >= 0 else max(y + offset, lower) + 1
        x = min(max(point.x - width / 2, point.place.x), point.place.x + point.place.width - width)
        children += (pen.label(value, style, x=x, y=top),)
    return Group(
        children=children,
        role="card",
        title=f"{_score(point.feeling, row)} {row.said(point.feeling.text)}".strip(),
        details=card_details(row, point.feeling, *_more(row, point.feeling)),
        at=at,
    )


def _spot(
    pen: Pen,
    point: _Point,
    y: float,
    colour: str,
    at: Location,
    *,
    is_first: bool,
) -> Ellipse | Path:
    """
    Draw a dot, or a diamond at a moment of truth; both can be dragged along the scale.
    """
    scale = point.scale
    handle = Handle(edit="score", axis="y", low=scale.low, high=scale.high)
    paper = pen.theme.paper
    if point.is_decisive and is_first:
        shape = diamond(point.x, y, _DIAMOND, fill=paper, stroke=colour, at=at)
        return Path(
            commands=shape.commands,
            fill=paper,
            stroke=colour,
            stroke_width=2,
            at=at,
            handle=handle,
        )
    radius = _DOT if is_first else _DOT - 1.8
    return Ellipse(
        cx=point.x,
        cy=y,
        rx=radius,
        ry=radius,
        fill=paper,
        stroke=colour,
        stroke_width=2 if is_first else 1.5,
        at=at,
        handle=handle,
    )


def _words(row: Row, pen: Pen, points: list[_Point], top: float) -> tuple[list[Primitive], float]:
    """
    Set what a feeling is called, or its cause, below the curve.
    """
    texts: list[Primitive] = []
    bottom = top
    for point in points:
        feeling = point.feeling
        source = feeling.text or feeling.cause
        if not source:
            continue
        text = pen.words(
            row.said(source),
            pen.styles.note,
            x=point.place.x + PAD,
            y=top - 2,
            width=point.place.width - 2 * PAD,
            language=row.language_of(source),
            align="middle",
            max_lines=_WORDS,
            at=point.place.at.child("card", feeling.id),
        )
        texts.append(text)
        bottom = max(bottom, text.y + text.height + 8)
    return texts, bottom


def _score(feeling: Feeling, row: Row) -> str:
    scale = feeling.scale_in(row.lane)
    span = scale.high - scale.low
    digits = 2 if span <= 2 else 1 if span <= 20 else 0  # noqa: PLR2004 (a hundredth of the span)
    return number(feeling.score, row.language, digits=digits, signed=scale.low < 0)


def _cause(row: Row, feeling: Feeling) -> tuple[str, ...]:
    if not feeling.cause:
        return ()
    return (translate("scene.why", row.language, cause=row.said(feeling.cause)),)


def _more(row: Row, feeling: Feeling) -> tuple[str, ...]:
    """
    Say score, interval and cause.
    """
    language, scale = row.language, feeling.scale_in(row.lane)
    ends = (number(end, language) for end in (scale.low, scale.high))
    low, high = ends
    lines = [translate("scene.score", language, score=_score(feeling, row), low=low, high=high)]
    if feeling.low is not None and feeling.high is not None:
        told = interval_text(feeling.low, feeling.high, language, kind="number")
        lines.append(translate("scene.interval", language, interval=told))
    return (*lines, *_cause(row, feeling))
