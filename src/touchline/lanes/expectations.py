"""
What the customer expects, and how far experience falls short of it (R-014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Ellipse, Line, Rect
from touchline.i18n import translate
from touchline.lanes._cards import TextLane
from touchline.lanes._flow import Flow
from touchline.lanes._pen import Piece
from touchline.lanes._scores import as_shown, score_name, score_words, short_number
from touchline.model.experience import Expectation
from touchline.model.gaps import expectation_gap, gaps, scale_of

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.gaps import Gap
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Lane

#: The widest bar of a gap, its height and the radius of the point on it, px.
_BAR, _TRACK, _DOT = 150.0, 4.0, 3.6

#: Half the height of the mark of what was expected, px.
_TICK = 6.0


class Expectations(TextLane):
    """
    Paragraphs; below them what was expected, what was experienced and the gap between both.
    """

    card: ClassVar[type[Card]] = Expectation
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "target"

    def reads(self, journey: JourneyMap, lane: Lane) -> tuple[object, ...]:
        """
        Read the feelings that its cards are held against.
        """
        del lane
        return gaps(journey)

    def below(self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float) -> Piece:
        """
        Place the bar of the gap, the scores and the gap, then who answers for it.
        """
        children: list[Primitive] = []
        low = y
        if isinstance(card, Expectation) and card.expected is not None:
            gap = _gap(row, card)
            bar = _bar(row, pen, card, gap, x=x, y=y + 2, width=min(width, _BAR))
            flow = Flow(pen, x, y + 5 + bar.height, width)
            flow.note(" · ".join(_scores(row, card, gap, is_short=True)))
            if gap is not None:
                flow.pill(_told(row, gap), **_colours(pen, gap))
            children += [*bar.children, *flow.children]
            low = flow.top + flow.piece.height
        owner = super().below(row, pen, card, x=x, y=low + 2, width=width)
        if owner.height:
            low += 2 + owner.height
        return Piece(width, low - y, (*children, *owner.children))

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say both scores, the gap, and where the experience is taken from.
        """
        if not isinstance(card, Expectation):
            return ()
        gap = _gap(row, card)
        lines = _scores(row, card, gap, is_short=False)
        if gap is not None:
            lines.append(_told(row, gap))
            if gap.is_from_feeling:
                lines.append(translate("scene.gap-from-feeling", row.language))
        return tuple(lines)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the expectation with both scores and the gap.
        """
        parts = [row.said(card.text)]
        if isinstance(card, Expectation):
            gap = _gap(row, card)
            parts += _scores(row, card, gap, is_short=False)
            parts += [_told(row, gap)] if gap else []
        return " · ".join(part for part in parts if part)


def _gap(row: Row, card: Expectation) -> Gap | None:
    """
    Find the gap at the first step of the card's cell.
    """
    step = next((cell.at for cell in row.lane.cells if card in cell.cards), None)
    return None if step is None else expectation_gap(row.journey, row.lane, card, step)


def _scores(row: Row, card: Expectation, gap: Gap | None, *, is_short: bool) -> list[str]:
    """
    Say what was expected and what was experienced, by name alone when room is short.
    """
    scale = scale_of(card, row.lane)
    experienced = gap.experienced if gap else card.experienced
    lines = []
    for key, score in (("expected", card.expected), ("experienced", experienced)):
        if score is None:
            continue
        told = score_words(row, score, scale)
        if is_short and scale.names:
            told = score_name(row, score, scale)
        lines.append(translate(f"scene.{key}", row.language, score=told))
    return lines


def _told(row: Row, gap: Gap) -> str:
    if not as_shown(gap.size, gap.scale):
        return translate("scene.gap-none", row.language)
    told = short_number(gap.size, gap.scale, row.language, signed=True)
    return translate("scene.gap", row.language, gap=told)


def _colours(pen: Pen, gap: Gap) -> dict[str, str]:
    theme, size = pen.theme, as_shown(gap.size, gap.scale)
    if size < 0:
        return {"fill": theme.pain, "ink": theme.bad_ink}
    if size > 0:
        return {"fill": theme.done_fill, "ink": theme.good_ink}
    return {"fill": theme.pill, "ink": theme.second}


def _bar(
    row: Row, pen: Pen, card: Expectation, gap: Gap | None, *, x: float, y: float, width: float
) -> Piece:
    """
    Draw the scale with a line at what was expected and a point at what was experienced.
    """
    scale, theme = scale_of(card, row.lane), pen.theme

    def across(score: float) -> float:
        share = max(0.0, min(1.0, (score - scale.low) / (scale.high - scale.low)))
        return x + _DOT + share * (width - 2 * _DOT)

    middle = y + _TICK
    top = middle - _TRACK / 2
    children: list[Primitive] = [
        Rect(x=x, y=top, width=width, height=_TRACK, fill=theme.track, radius=_TRACK / 2)
    ]
    expected = across(card.expected or 0.0)
    mark = Line(
        x1=expected,
        y1=middle - _TICK,
        x2=expected,
        y2=middle + _TICK,
        stroke=theme.ink,
        stroke_width=2,
    )
    if gap is None:
        return Piece(width, 2 * _TICK, (*children, mark))
    experienced = across(gap.experienced)
    size = as_shown(gap.size, gap.scale)
    colour = theme.neutral if not size else theme.bad if size < 0 else theme.good
    start, end = sorted((expected, experienced))
    if end > start:
        children.append(Rect(x=start, y=top, width=end - start, height=_TRACK, fill=colour))
    point = Ellipse(
        cx=experienced, cy=middle, rx=_DOT, ry=_DOT, fill=theme.paper, stroke=colour, stroke_width=2
    )
    return Piece(width, 2 * _TICK, (*children, mark, point))
