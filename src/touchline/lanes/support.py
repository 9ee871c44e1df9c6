"""
How the customer is best helped (R-012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Assistance

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Support(TextLane):
    """
    How the customer is best helped (R-012).
    """

    card: ClassVar[type[Card]] = Assistance
    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "life-buoy"
