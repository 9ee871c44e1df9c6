"""
What the customer would like beyond what is needed (R-010).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Wants(TextLane):
    """
    What the customer would like beyond what is needed (R-010).
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "star"
