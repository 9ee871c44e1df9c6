"""
What the customer does at each step (R-022).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Actions(TextLane):
    """
    What the customer does at each step (R-022).
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "footprints"
