"""
Which share of the visitors of a step came more than once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import translate
from touchline.lanes._details import figure_details, figure_margin, figure_text
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.measuring.measured import StepMeasures


class Repeats(MeasuredLane):
    """
    The share of visitors with its interval.
    """

    icon: ClassVar[str] = "repeat"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        It needs a share.
        """
        return measures.repeats is not None and measures.repeats.value is not None

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the share.
        """
        del column
        figure = measures.repeats
        if figure is None:
            return
        language, theme = row.language, block.pen.theme
        colour = theme.second if figure.is_thin else theme.ink
        aside = figure_margin(figure, language)
        block.figure(figure_text(figure, language), aside=aside, colour=colour)
        block.note(translate("scene.come-again", language))
        if figure.is_thin:
            block.note(translate("scene.thin", language), colour=theme.warn)

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say the share.
        """
        if measures.repeats is None:
            return ()
        told = figure_details(measures.repeats, row.language)
        return (told, translate("scene.come-again", row.language))
