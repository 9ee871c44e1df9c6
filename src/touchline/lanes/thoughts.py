"""
What the customer thinks, in the customer's own words (R-040).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.lanes._details import quoted

if TYPE_CHECKING:
    from touchline.canvas.text import TextStyle
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Thoughts(TextLane):
    """
    Paragraphs in italics between the quotation marks of their language.
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "message-circle"

    def style(self, pen: Pen) -> TextStyle:
        """
        Set them in italics, where the script has any.
        """
        return pen.styles.quote

    def shown(self, row: Row, card: Card) -> str:
        """
        Put the words between quotation marks.
        """
        return quoted(row, card.text)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the words between quotation marks.
        """
        return self.shown(row, card)
