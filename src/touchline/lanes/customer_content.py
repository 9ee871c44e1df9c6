"""
What customers themselves publish (R-041).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import PostedContent

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class CustomerContent(TextLane):
    """
    What customers themselves publish (R-041).
    """

    card: ClassVar[type[Card]] = PostedContent
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "message-circle"
