"""
Ways to take up the opportunities (P8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import list_text, translate
from touchline.lanes._boxes import BoxLane
from touchline.lanes._details import words_of_cards
from touchline.model.experience import Solution

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Solutions(BoxLane):
    """
    Quiet boxes with what each solution takes up in its details.
    """

    card: ClassVar[type[Card]] = Solution
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "puzzle"
    links: ClassVar[tuple[str, ...]] = ("carries_out",)
    is_bold: ClassVar[bool] = False
    mark: ClassVar[str | None] = "puzzle"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Outline them all alike.
        """
        del card
        return pen.theme.paper, pen.theme.opportunity_line

    def mark_colour(self, pen: Pen) -> str:
        """
        Colour the mark as something good.
        """
        return pen.theme.good_ink

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place how well it is known.
        """
        self.fill_ground(row, card, flow)

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Name the opportunities that it takes up.
        """
        words = words_of_cards(row, card.carries_out) if isinstance(card, Solution) else ()
        if not words:
            return ()
        told = list_text(words, row.language)
        return (translate("scene.carries-out", row.language, cards=told),)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the solution and what it takes up.
        """
        parts = (row.said(card.text), *self.more_details(row, card))
        return " · ".join(part for part in parts if part)
