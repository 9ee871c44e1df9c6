"""
What helps the customer on (R-011).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._boxes import BoxLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Enablers(BoxLane):
    """
    Boxes with a green outline and a mark, and how well each card is known.
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "thumbs-up"
    is_bold: ClassVar[bool] = False
    mark: ClassVar[str | None] = "thumbs-up"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Outline them all alike.
        """
        del card
        return pen.theme.paper, pen.theme.opportunity_line

    def mark_colour(self, pen: Pen) -> str:
        """
        Colour the mark by what it does to the customer.
        """
        return pen.theme.good_ink

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place how well it is known.
        """
        self.fill_ground(row, card, flow)
