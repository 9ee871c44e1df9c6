"""
Which share of the visitors came more than once.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class Repeats(MeasuredLane):
    """
    Which share of the visitors came more than once.
    """

    icon: ClassVar[str] = "repeat"
