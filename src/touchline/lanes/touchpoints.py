"""
Where customer and company meet, and in which channel (R-023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Touchpoints(TextLane):
    """
    Where customer and company meet, and in which channel (R-023).
    """

    card: ClassVar[type[Card]] = Touchpoint
    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "map-pin"
