"""
How the customer is best helped (R-012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import list_text, translate
from touchline.lanes._boxes import BoxLane
from touchline.lanes._details import words_of_cards
from touchline.model.experience import Assistance

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Support(BoxLane):
    """
    Green boxes with the number of pain points that the help answers.
    """

    card: ClassVar[type[Card]] = Assistance
    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "life-buoy"
    links: ClassVar[tuple[str, ...]] = ("answers",)
    is_bold: ClassVar[bool] = False
    mark: ClassVar[str | None] = "life-buoy"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Fill them all alike.
        """
        del card
        return pen.theme.opportunity, pen.theme.opportunity_line

    def mark_colour(self, pen: Pen) -> str:
        """
        Colour the mark as something good.
        """
        return pen.theme.good_ink

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place how many pain points it answers.
        """
        if isinstance(card, Assistance) and card.answers:
            told = translate("scene.answers-pains", row.language, n=len(card.answers))
            flow.note(told, colour=flow.pen.theme.good_ink)

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Name the pain points that it answers.
        """
        words = words_of_cards(row, card.answers) if isinstance(card, Assistance) else ()
        if not words:
            return ()
        told = list_text(words, row.language)
        return (translate("scene.answers", row.language, cards=told),)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the help and what it answers.
        """
        parts = (row.said(card.text), *self.more_details(row, card))
        return " · ".join(part for part in parts if part)
