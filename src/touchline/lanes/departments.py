"""
Which departments take part (R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Departments(TextLane):
    """
    Which departments take part (R-043).
    """

    role: ClassVar[LaneRole] = "backstage"
    icon: ClassVar[str] = "building"
