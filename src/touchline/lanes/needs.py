"""
What the customer needs, and why (R-013).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Need

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Needs(TextLane):
    """
    What the customer needs, and why (R-013).
    """

    card: ClassVar[type[Card]] = Need
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "heart-handshake"
