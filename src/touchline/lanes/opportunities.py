"""
What the company could do, how promising it is and who sees to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Opportunity

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Opportunities(TextLane):
    """
    What the company could do, how promising it is and who sees to it.
    """

    card: ClassVar[type[Card]] = Opportunity
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "lightbulb"
