"""
How and why we will make the change (R-048, fifth row of R-050).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class ChangePlans(TextLane):
    """
    How and why we will make the change (R-048, fifth row of R-050).
    """

    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "route"
