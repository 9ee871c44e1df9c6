"""
What the company could do, how promising it is and who sees to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import list_text, number, translate
from touchline.lanes._boxes import BoxLane, status_pill
from touchline.lanes._details import words_of_cards
from touchline.lanes._pen import Piece
from touchline.model.experience import Opportunity

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: Space between two things of a foot, px.
_GAP = 5.0


class Opportunities(BoxLane):
    """
    Green cards with score, owner and status.
    """

    card: ClassVar[type[Card]] = Opportunity
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "lightbulb"
    links: ClassVar[tuple[str, ...]] = ("draws_on",)
    places_owner: ClassVar[bool] = True

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Fill them all alike.
        """
        del card
        return pen.theme.opportunity, pen.theme.opportunity_line

    def foot(self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float) -> Piece:
        """
        Place the score in one line, owner and status in the next.
        """
        if not isinstance(card, Opportunity):
            return Piece(0, 0, ())
        children: list[Primitive] = []
        top = y
        if card.score is not None:
            style = pen.coloured(pen.styles.tag, pen.theme.good_ink)
            score = number(card.score, row.language)
            words = translate("scene.score-of", row.language, score=score)
            text = pen.label(words, style, x=x, y=y, limit=width)
            children.append(text)
            top += text.height + 2
        top += 1
        start = x
        if card.owner:
            disc = pen.avatar(card.owner, x=x, y=top, size=18, fill=pen.theme.ink)
            children.extend(disc.children)
            start += disc.width + _GAP
        status = status_pill(pen, card.status, x=start, y=top, limit=x + width - start)
        children.extend(status.children)
        return Piece(width, top + 19 - y, tuple(children))

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say status, score, lever and the insights that it draws on.
        """
        if not isinstance(card, Opportunity):
            return ()
        lines = [translate(f"scene.status-{card.status}", row.language)]
        if card.score is not None:
            score = number(card.score, row.language)
            lines.append(translate("scene.score-of", row.language, score=score))
        if card.lever:
            lever = translate(f"lever.{card.lever}", row.language)
            lines.append(translate("scene.lever", row.language, lever=lever))
        if words := words_of_cards(row, card.draws_on):
            told = list_text(words, row.language)
            lines.append(translate("scene.draws-on", row.language, cards=told))
        return tuple(lines)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say what could be done, how far it has come and who sees to it.
        """
        parts = [row.said(card.text), *self.more_details(row, card)]
        if card.owner:
            parts.append(translate("scene.owner", row.language, name=card.owner))
        return " · ".join(part for part in parts if part)
