"""
How many customers came to a step along the planned way.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class Reached(MeasuredLane):
    """
    How many customers came to a step along the planned way.
    """

    icon: ClassVar[str] = "users"
