"""
What the customer expects to happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Expectations(TextLane):
    """
    What the customer expects to happen.
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "target"
