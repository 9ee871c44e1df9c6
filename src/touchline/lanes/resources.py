"""
What goes into the experience, and what is missing (R-042, R-125).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Resource

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Resources(TextLane):
    """
    What goes into the experience, and what is missing (R-042, R-125).
    """

    card: ClassVar[type[Card]] = Resource
    role: ClassVar[LaneRole] = "support"
    icon: ClassVar[str] = "package"
