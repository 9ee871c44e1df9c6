"""
What we want to change about a step (R-048, fourth row of R-050).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Change

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Changes(TextLane):
    """
    What we want to change about a step (R-048, fourth row of R-050).
    """

    card: ClassVar[type[Card]] = Change
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "pencil-line"
