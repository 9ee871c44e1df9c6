"""
How many customers came to a step along the planned way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import number, percent, translate
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.measuring.measured import StepMeasures


class Reached(MeasuredLane):
    """
    The number of customers and their share of all who entered.
    """

    icon: ClassVar[str] = "users"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        It needs a number of customers.
        """
        return measures.reached is not None and measures.reached.value is not None

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the number with the share below it.
        """
        del column
        figure, share = measures.reached, measures.reached_share
        if figure is None or figure.value is None:
            return
        language = row.language
        block.figure(number(figure.value, language, digits=0))
        if share is not None and share.value is not None:
            told = percent(share.value, language)
            block.note(translate("scene.of-entered", language, share=told))

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say the number and the share.
        """
        figure, share = measures.reached, measures.reached_share
        if figure is None or figure.value is None:
            return ()
        language = row.language
        lines = [translate("scene.are-here", language, n=int(figure.value))]
        if share is not None and share.value is not None:
            told = percent(share.value, language)
            lines.append(translate("scene.of-entered", language, share=told))
        return tuple(lines)
