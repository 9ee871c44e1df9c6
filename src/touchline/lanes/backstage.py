"""
What we do in the background at each step (R-045).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Backstage(TextLane):
    """
    What we do in the background at each step (R-045).
    """

    role: ClassVar[LaneRole] = "backstage"
    icon: ClassVar[str] = "cog"
