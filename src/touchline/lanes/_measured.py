"""
Lanes whose cells are filled from a log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.lanes import Drawn, LaneType

if TYPE_CHECKING:
    from typing import ClassVar

    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen


class MeasuredLane(LaneType):
    """
    A lane that shows figures, and says so when nothing was measured.
    """

    role: ClassVar[LaneRole] = "measure"
    is_measured: ClassVar[bool] = True

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the figures of each step.
        """
        return pen.figures(row)

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say the figures of one step.
        """
        del step
        return () if row.measures else (translate("scene.not-measured", row.language),)
