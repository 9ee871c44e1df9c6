"""
Lanes that hold authored cards and draw them as running text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.lanes import Drawn, LaneType

if TYPE_CHECKING:
    from touchline.lanes import Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class TextLane(LaneType):
    """
    A lane whose cards are drawn as paragraphs, one below the other.
    """

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the cards of each cell as paragraphs.
        """
        return pen.paragraphs(row)

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say each card in a line.
        """
        return tuple(line for card in row.cards(step) if (line := self.tell_card(row, card)))

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say one card.

        Args:
            row: The lane with its cells.
            card: The card.

        Returns:
            One line; empty when the card says nothing.
        """
        return row.said(card.text)
