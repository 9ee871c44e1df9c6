"""
What the customer needs, and why (R-013).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import translate
from touchline.lanes._cards import TextLane
from touchline.model.experience import Need

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.model.structure import Card


class Needs(TextLane):
    """
    Paragraphs; the motive behind a need stands in its details.
    """

    card: ClassVar[type[Card]] = Need
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "heart-handshake"

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the need and its motive.
        """
        return " · ".join((row.said(card.text), *self.more_details(row, card)))

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say the motive.
        """
        if not isinstance(card, Need) or not card.why:
            return ()
        return (translate("scene.why", row.language, cause=row.said(card.why)),)
