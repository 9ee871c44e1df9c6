"""
What our people do in the customer's sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Frontstage(TextLane):
    """
    What our people do in the customer's sight.
    """

    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "store"
