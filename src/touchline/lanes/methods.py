"""
In which way the company does it (R-044).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class Methods(TextLane):
    """
    In which way the company does it (R-044).
    """

    role: ClassVar[LaneRole] = "backstage"
    icon: ClassVar[str] = "list-checks"
