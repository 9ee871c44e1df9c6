"""
Which share of them went on to the next planned step.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.lanes._measured import MeasuredLane


class Completion(MeasuredLane):
    """
    Which share of them went on to the next planned step.
    """

    icon: ClassVar[str] = "circle-check-big"
