"""
Who in the company does it (R-044).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._chips import ChipLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class People(ChipLane):
    """
    Chips with whoever does it.
    """

    role: ClassVar[LaneRole] = "backstage"
    icon: ClassVar[str] = "users"
