"""
What it is like for the customer, as a curve (R-039).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Emotion(TextLane):
    """
    What it is like for the customer, as a curve (R-039).
    """

    card: ClassVar[type[Card]] = Feeling
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "activity"
