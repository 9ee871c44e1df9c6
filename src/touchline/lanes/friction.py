"""
Where customers are held up, as far as the log shows it (R-038).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Icon
from touchline.i18n import duration_text, percent, translate
from touchline.lanes._details import figure_details
from touchline.lanes._friction import lost, signals
from touchline.lanes._measured import Block, MeasuredLane

if TYPE_CHECKING:
    from touchline.lanes import Column, Row
    from touchline.lanes._friction import Signal
    from touchline.measuring.measured import StepMeasures

#: The side of the mark and its distance to the words, px.
_MARK, _AFTER = 13.0, 5.0

#: Lines of a reason.
_LINES = 7


class Friction(MeasuredLane):
    """
    A mark with its reasons where a step stands out against the other steps.

    A step is a friction point where the lower end of the 95 % interval of those who leave exceeds
    the pooled share at all other steps; where at least a tenth come again or turn back to it and
    the same holds; or where half of them wait longer than at all other steps together. Steps with
    fewer than 30 customers are not judged. It is an association, never a cause.
    """

    icon: ClassVar[str] = "octagon-alert"

    def has_figures(self, measures: StepMeasures) -> bool:
        """
        It needs those who leave or those who come again.
        """
        figures = (lost(measures), measures.repeats)
        return any(figure is not None and figure.value is not None for figure in figures)

    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the mark with its reasons, or that nothing is unusual.
        """
        del column
        found, theme = _found(row, measures), block.pen.theme
        if found is None:
            block.note(translate("scene.thin", row.language), colour=theme.warn)
            return
        if not found:
            block.note(translate("scene.friction-none", row.language))
            return
        lead = _MARK + _AFTER
        style = block.pen.coloured(block.pen.styles.strong, theme.bad_ink)
        mark = Icon(
            name=self.icon, x=block.x, y=block.y + 1, size=_MARK, colour=theme.bad, stroke_width=2
        )
        word = block.pen.words(
            translate("scene.friction", row.language),
            style,
            x=block.x + lead,
            y=block.y - 1,
            width=block.width - lead,
            max_lines=2,
        )
        block.children += [mark, word]
        block.y = word.y + word.height + 2
        for signal in found:
            block.note(_told(signal, row.language), colour=theme.ink, most=_LINES)

    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say that it is a friction point, and why.
        """
        found = _found(row, measures)
        if found is None:
            return (translate("scene.thin", row.language),)
        if not found:
            return (translate("scene.friction-none", row.language),)
        reasons = (_told(signal, row.language) for signal in found)
        return (translate("scene.friction", row.language), *reasons)

    def details(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say each reason with its interval, and the rule.
        """
        measures = row.measured(step)
        found = _found(row, measures) if measures else None
        if not found:
            return self.tell(row, step)
        language = row.language
        reasons = (
            f"{_told(signal, language)} · {figure_details(signal.figure, language)}"
            for signal in found
        )
        return (
            translate("scene.friction", language),
            *reasons,
            translate("scene.friction-rule", language),
        )


def _found(row: Row, measures: StepMeasures) -> tuple[Signal, ...] | None:
    return signals(row.measures, measures.step) if row.measures else None


def _told(signal: Signal, language: str) -> str:
    key = f"scene.friction-{signal.kind}"
    value = signal.figure.value or 0.0
    if signal.kind == "wait":
        return translate(key, language, duration=duration_text(value, language))
    share, others = percent(value, language), percent(signal.others, language)
    return translate(key, language, share=share, others=others)
