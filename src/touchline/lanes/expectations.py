"""
What the customer expects to happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Expectation

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Expectations(TextLane):
    """
    What the customer expects to happen.
    """

    card: ClassVar[type[Card]] = Expectation
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "target"
