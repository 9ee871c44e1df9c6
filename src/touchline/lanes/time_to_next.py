"""
How long customers took to the next planned step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import translate
from touchline.lanes._details import figure_details, figure_text
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.measuring.measured import StepMeasures


class TimeToNext(MeasuredLane):
    """
    The median, and within which time nine in ten have gone on.
    """

    icon: ClassVar[str] = "timer"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        It needs a median.
        """
        return measures.time_to_next is not None and measures.time_to_next.value is not None

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the median with the ninetieth percentile below it.
        """
        del column
        median, p90 = measures.time_to_next, measures.time_to_next_p90
        if median is None or median.value is None:
            return
        language, theme = row.language, block.pen.theme
        checks = [check for check in measures.targets if check.metric == "time-to-next"]
        is_missed = any(check.verdict == "missed" for check in checks)
        colour = theme.bad_ink if is_missed else theme.ink
        block.figure(figure_text(median, language), colour=colour)
        if p90 is not None and p90.value is not None:
            told = figure_text(p90, language)
            block.note(translate("scene.nine-in-ten", language, duration=told))
        if median.is_thin:
            block.note(translate("scene.thin", language), colour=theme.warn)

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say median and ninetieth percentile.
        """
        median, p90 = measures.time_to_next, measures.time_to_next_p90
        if median is None:
            return ()
        lines = [figure_details(median, row.language)]
        if p90 is not None and p90.value is not None:
            told = figure_text(p90, row.language)
            lines.append(translate("scene.nine-in-ten", row.language, duration=told))
        return tuple(lines)
