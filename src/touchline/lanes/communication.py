"""
How we communicate with the customer at each step (R-046).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Communication(TextLane):
    """
    How we communicate with the customer at each step (R-046).
    """

    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "megaphone"
