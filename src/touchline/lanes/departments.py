"""
Which departments take part (R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._chips import ChipLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Departments(ChipLane):
    """
    Chips with the name of each department.
    """

    role: ClassVar[LaneRole] = "backstage"
    icon: ClassVar[str] = "building"
