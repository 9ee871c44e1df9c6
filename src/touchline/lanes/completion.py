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
    from touchline.measuring.measured import Figure, StepMeasures, TargetCheck


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
        figure = measures.completion_to_read
        if figure is None or figure.value is None:
            for line in _arrivals(measures, language)[:1]:
                block.figure(line)
            for line in _arrivals(measures, language)[1:]:
                block.note(line)
            return
        check = _target(measures)
        colour = _colour(check, figure, block.pen)
        interval = figure_margin(figure, language)
        block.figure(figure_text(figure, language), aside=interval, colour=colour)
        block.bar(figure.value, column.hue)
        for line in _rest(measures, figure, language):
            block.note(line)
        if check and check.verdict in ("missed", "below"):
            ink = theme.bad_ink if check.verdict == "missed" else theme.warn
            block.note(_target_words(check, language), colour=ink)
        if figure.is_thin:
            block.note(translate("scene.thin", language), colour=theme.warn)

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say the share with its interval, those who leave and those still under way.
        """
        language = row.language
        figure = measures.completion_to_read
        if figure is None or figure.value is None:
            return (" ".join(_arrivals(measures, language)),)
        lines = [figure_details(figure, language), *_rest(measures, figure, language)]
        check = _target(measures)
        if check:
            lines.append(_target_words(check, language))
        return tuple(lines)


def _arrivals(measures: StepMeasures, language: str) -> tuple[str, ...]:
    """
    Write how many came, as a number and its meaning.
    """
    figure = measures.reached
    if figure is None or figure.value is None:
        return ()
    count = number(figure.value, language, digits=0)
    return (count, translate("scene.arrive", language, n=int(figure.value)))


def _rest(measures: StepMeasures, figure: Figure, language: str) -> list[str]:
    """
    Say who leaves and who may still go on.

    Among elapsed windows nobody can still go on, so all others have left; and the number of those
    windows is said, since it is not the number of customers at the step.
    """
    lines = []
    is_elapsed = figure is not measures.completion
    lost = measures.lost.value if measures.lost else None
    share = 1 - (figure.value or 0.0) if is_elapsed else lost
    if share is not None:
        told = percent(share, language)
        lines.append(translate("scene.leave-here", language, share=told))
    if is_elapsed:
        lines.append(translate("scene.of-elapsed", language, n=number(figure.n, language)))
    if measures.pending and measures.pending.value:
        lines.append(translate("scene.pending", language, n=int(measures.pending.value)))
    return lines


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
