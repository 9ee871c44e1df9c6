"""
What the customer sees and touches of the service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class PhysicalEvidence(TextLane):
    """
    What the customer sees and touches of the service.
    """

    role: ClassVar[LaneRole] = "evidence"
    icon: ClassVar[str] = "receipt"
