"""
Where the customers are now (R-006).
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class Occupancy(MeasuredLane):
    """
    Where the customers are now (R-006).
    """

    icon: ClassVar[str] = "map-pinned"
