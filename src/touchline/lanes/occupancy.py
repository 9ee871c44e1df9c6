"""
Where the customers are now (R-006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import translate
from touchline.lanes._details import figure_details, figure_margin, figure_text
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.measuring.measured import StepMeasures


class Occupancy(MeasuredLane):
    """
    The share of all customers whose latest place is here, as number and bar.
    """

    icon: ClassVar[str] = "map-pinned"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        It needs a share.
        """
        return measures.occupancy is not None and measures.occupancy.value is not None

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the share, its bar and the number of customers.
        """
        figure = measures.occupancy
        if figure is None or figure.value is None:
            return
        interval = figure_margin(figure, row.language)
        block.figure(figure_text(figure, row.language), aside=interval)
        block.bar(figure.value, column.hue)
        here = round(figure.value * figure.n)
        block.note(translate("scene.are-here", row.language, n=here))
        if figure.is_thin:
            block.note(translate("scene.thin", row.language), colour=block.pen.theme.warn)

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say the share.
        """
        if measures.occupancy is None:
            return ()
        return (figure_details(measures.occupancy, row.language),)
