"""
What was learned while the map was made (R-024).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import list_text, translate
from touchline.lanes._boxes import BoxLane
from touchline.lanes._details import words_of_cards
from touchline.model.experience import Insight

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Insights(BoxLane):
    """
    Quiet boxes with the number of cards that an insight draws on.
    """

    card: ClassVar[type[Card]] = Insight
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "sparkles"
    links: ClassVar[tuple[str, ...]] = ("about",)
    is_bold: ClassVar[bool] = False
    mark: ClassVar[str | None] = "sparkles"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Fill them all alike.
        """
        del card
        return pen.theme.soft, pen.theme.line

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place what it draws on and how well it is known.
        """
        if isinstance(card, Insight) and card.about:
            flow.note(translate("scene.draws-on-n", row.language, n=len(card.about)))
        self.fill_ground(row, card, flow)

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Name the cards that it draws on.
        """
        words = words_of_cards(row, card.about) if isinstance(card, Insight) else ()
        if not words:
            return ()
        told = list_text(words, row.language)
        return (translate("scene.draws-on", row.language, cards=told),)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the insight and what it draws on.
        """
        parts = (row.said(card.text), *self.more_details(row, card))
        return " · ".join(part for part in parts if part)
