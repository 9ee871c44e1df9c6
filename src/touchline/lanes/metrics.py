"""
Figures that a team keeps by hand or reads from a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane
from touchline.model.experience import Metric

if TYPE_CHECKING:
    from touchline.lanes import LaneRole
    from touchline.model.structure import Card


class Metrics(TextLane):
    """
    Figures that a team keeps by hand or reads from a table.
    """

    card: ClassVar[type[Card]] = Metric
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "gauge"
