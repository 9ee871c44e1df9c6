"""
Which share of the customers at a step went on to the next planned step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import number, percent, translate
from touchline.lanes._details import figure_details, figure_margin, figure_text
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.lanes._pen import Pen
    from touchline.measure.measured import Figure, StepMeasures, TargetCheck


class Completion(MeasuredLane):
    """
    The share with its interval and a bar, how many leave, and whether the target is missed.
    """

    icon: ClassVar[str] = "circle-check-big"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        The last planned step has nobody to send on, but it has arrivals.
        """
        return _known(measures.completion) or _known(measures.reached)

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place share, interval, bar and those who leave; arrivals at the last step.
        """
        language, theme = row.language, block.pen.theme
        figure = measures.completion
        if figure is None or figure.value is None:
            self._arrivals(row, measures, block)
            return
        check = _target(measures)
        colour = _colour(check, figure, block.pen)
        interval = figure_margin(figure, language)
        block.figure(figure_text(figure, language), aside=interval, colour=colour)
        block.bar(figure.value, column.hue)
        lost = measures.lost.value if measures.lost else None
        if lost is not None:
            block.note(translate("scene.leave-here", language, share=percent(lost, language)))
        if measures.pending and measures.pending.value:
            block.note(translate("scene.pending", language, n=int(measures.pending.value)))
        if check and check.verdict in ("missed", "below"):
            ink = theme.bad_ink if check.verdict == "missed" else theme.warn
            block.note(_target_words(check, language), colour=ink)
        if figure.is_thin:
            block.note(translate("scene.thin", language), colour=theme.warn)

    def _arrivals(self, row: Row, measures: StepMeasures, block: Block) -> None:
        figure = measures.reached
        if figure is None or figure.value is None:
            return
        block.figure(number(figure.value, row.language, digits=0))
        block.note(translate("scene.arrive", row.language, n=int(figure.value)))

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say the share with its interval, those who leave and those still under way.
        """
        language = row.language
        lines = []
        if measures.completion and measures.completion.value is not None:
            lines.append(figure_details(measures.completion, language))
        elif measures.reached and measures.reached.value is not None:
            count = number(measures.reached.value, language, digits=0)
            words = translate("scene.arrive", language, n=int(measures.reached.value))
            lines.append(f"{count} {words}")
        if measures.lost and measures.lost.value is not None:
            share = percent(measures.lost.value, language)
            lines.append(translate("scene.leave-here", language, share=share))
        if measures.pending and measures.pending.value:
            lines.append(translate("scene.pending", language, n=int(measures.pending.value)))
        check = _target(measures)
        if check:
            lines.append(_target_words(check, language))
        return tuple(lines)


def _known(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def _target(measures: StepMeasures) -> TargetCheck | None:
    return next((check for check in measures.targets if check.metric == "completion"), None)


def _target_words(check: TargetCheck, language: str) -> str:
    key = "scene.target-at-least" if check.is_floor else "scene.target-at-most"
    return translate(key, language, value=percent(check.wanted, language, digits=0))


def _colour(check: TargetCheck | None, figure: Figure, pen: Pen) -> str:
    """
    Choose the colour of the number: loud only when a target is missed.
    """
    if check and check.verdict == "missed":
        return pen.theme.bad_ink
    if check and check.verdict == "below":
        return pen.theme.warn
    return pen.theme.second if figure.is_thin else pen.theme.ink
