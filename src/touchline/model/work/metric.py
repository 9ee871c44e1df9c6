"""
The figures by which a team tells how its journeys do.
"""

from __future__ import annotations

from typing import Literal

from touchline.model.experience import Reading
from touchline.model.text import LocalText
from touchline.model.work import Record


class Metric(Record):
    """
    A figure that several maps show, defined and read once.

    Args:
        unit: What the values count: a share in [0, 1], seconds, or a plain number.
        better: Whether a higher or a lower value is better.
        definition: How exactly it is counted.
        source: Where its values come from.
        baseline: Its value when the work began.
        target: The value to reach.
        readings: Its values by day, the latest last.
    """

    unit: Literal["number", "share", "seconds"] = "number"
    better: Literal["higher", "lower"] = "higher"
    definition: LocalText | None = None
    source: LocalText | None = None
    baseline: float | None = None
    target: float | None = None
    readings: tuple[Reading, ...] = ()
