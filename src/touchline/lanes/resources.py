"""
What goes into the experience, and what is missing (R-042, R-125).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import money, number, translate
from touchline.lanes._chips import ChipLane, Outline
from touchline.lanes._owners import owner_lines
from touchline.model.experience import Resource

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: What each sort looks like.
_ICONS = {
    "people": "users",
    "tool": "wrench",
    "information": "info",
    "content": "file-text",
    "place": "map-pin",
    "budget": "banknote",
}

#: The corners of what is missing, px; what is there is round.
_CORNER = 3.0


class Resources(ChipLane):
    """
    Chips with the sort and the cost: round where the company has it, angular, dashed and with a
    word where it is needed.
    """

    card: ClassVar[type[Card]] = Resource
    role: ClassVar[LaneRole] = "support"
    icon: ClassVar[str] = "package"

    def mark(self, card: Card) -> str:
        """
        Show the sort.
        """
        sort = card.sort if isinstance(card, Resource) else None
        return _ICONS.get(sort or "", self.icon)

    def outline(self, pen: Pen, card: Card) -> Outline:
        """
        Set what is missing apart by its corners and its edge.
        """
        if _is_needed(card):
            return Outline(_CORNER, pen.theme.caution, (4, 3))
        return super().outline(pen, card)

    def notes(self, row: Row, pen: Pen, card: Card) -> tuple[tuple[str, str], ...]:
        """
        Say that it is needed, and what it costs.
        """
        lines = []
        if _is_needed(card):
            lines.append((translate("scene.needed", row.language), pen.theme.warn))
        if cost := _cost(row, card):
            lines.append((cost, pen.theme.second))
        return tuple(lines)

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say sort, availability and cost.
        """
        if not isinstance(card, Resource):
            return ()
        language = row.language
        lines = [translate(f"scene.resource-{card.sort}", language)] if card.sort else []
        key = "scene.needed" if _is_needed(card) else "scene.available"
        lines += [translate(key, language), _cost(row, card)]
        return tuple(line for line in lines if line)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say what it is, whether it is there and what it costs.
        """
        parts = (row.said(card.text), *self.more_details(row, card))
        parts += owner_lines(card, row.language)
        return " · ".join(part for part in parts if part)


def _is_needed(card: Card) -> bool:
    return isinstance(card, Resource) and card.availability == "need"


def _cost(row: Row, card: Card) -> str:
    if not isinstance(card, Resource) or card.cost is None:
        return ""
    language = row.language
    if card.currency:
        digits = 0 if card.cost == int(card.cost) else None
        cost = money(card.cost, card.currency, language, digits=digits)
    else:
        cost = number(card.cost, language)
    if card.every is None:
        return cost
    return translate(f"scene.cost-{card.every}", language, cost=cost)
