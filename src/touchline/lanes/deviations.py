"""
Where real paths leave the planned way (M2).
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class Deviations(MeasuredLane):
    """
    Where real paths leave the planned way (M2).
    """

    icon: ClassVar[str] = "git-branch"
