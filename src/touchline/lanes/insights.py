"""
What mapping has taught us (R-024).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Insight

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Insights(TextLane):
    """
    What mapping has taught us (R-024).
    """

    card: ClassVar[type[Card]] = Insight
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "sparkles"
