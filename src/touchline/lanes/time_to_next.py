"""
How long they took for it.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class TimeToNext(MeasuredLane):
    """
    How long they took for it.
    """

    icon: ClassVar[str] = "timer"
