"""
What other departments and systems must do so that the step works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes._cards import TextLane

if TYPE_CHECKING:
    from touchline.lanes import LaneRole


class SupportProcesses(TextLane):
    """
    What other departments and systems must do so that the step works.
    """

    role: ClassVar[LaneRole] = "support"
    icon: ClassVar[str] = "server"
