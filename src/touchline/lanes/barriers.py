"""
What holds the customer back (R-011, R-038).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._boxes import BoxLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Barriers(BoxLane):
    """
    Boxes with a red outline and a mark, and how well each card is known.
    """

    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "ban"
    is_bold: ClassVar[bool] = False
    mark: ClassVar[str | None] = "ban"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Outline them all alike.
        """
        del card
        return pen.theme.paper, pen.theme.pain_line

    def mark_colour(self, pen: Pen) -> str:
        """
        Colour the mark by what it does to the customer.
        """
        return pen.theme.bad

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place how well it is known.
        """
        self.fill_ground(row, card, flow)
