"""
What mapping has taught us (R-024).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Insights(TextLane):
    """
    What mapping has taught us (R-024).
    """

    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "sparkles"
