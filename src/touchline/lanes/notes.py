"""
Whatever else the team wants to keep beside a step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Notes(TextLane):
    """
    Whatever else the team wants to keep beside a step.
    """

    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "sticky-note"
