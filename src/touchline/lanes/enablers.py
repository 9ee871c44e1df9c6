"""
What helps the customer on (R-011).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Enablers(TextLane):
    """
    What helps the customer on (R-011).
    """

    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "thumbs-up"
