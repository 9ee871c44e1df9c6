"""
What hurts, and how badly (R-036).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import PainPoint

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class PainPoints(TextLane):
    """
    What hurts, and how badly (R-036).
    """

    card: ClassVar[type[Card]] = PainPoint
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "triangle-alert"
