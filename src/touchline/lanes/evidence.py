"""
How much stands behind what a map says at a step (R-015).
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class Evidence(MeasuredLane):
    """
    How much stands behind what a map says at a step (R-015).
    """

    icon: ClassVar[str] = "quote"
