"""
In which channels a step happens.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class ChannelMix(MeasuredLane):
    """
    In which channels a step happens.
    """

    icon: ClassVar[str] = "chart-pie"
