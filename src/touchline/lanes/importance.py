"""
How much each step matters to the customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Rating

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Importance(TextLane):
    """
    How much each step matters to the customer.
    """

    card: ClassVar[type[Card]] = Rating
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "signal"
