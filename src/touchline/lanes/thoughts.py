"""
What the customer thinks, in the customer's own words (R-040).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Thoughts(TextLane):
    """
    What the customer thinks, in the customer's own words (R-040).
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "message-circle"
