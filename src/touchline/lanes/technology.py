"""
Which systems carry it (R-044).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._chips import ChipLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Technology(ChipLane):
    """
    Chips with the name of each system.
    """

    role: ClassVar[LaneRole] = "support"
    icon: ClassVar[str] = "server"
