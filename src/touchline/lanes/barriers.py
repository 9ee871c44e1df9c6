"""
What holds the customer back (R-011, R-038).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Barriers(TextLane):
    """
    What holds the customer back (R-011, R-038).
    """

    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "ban"
