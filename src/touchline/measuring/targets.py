"""
Targets of a step held against what was measured (M6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.measuring.measured import TargetCheck, Verdict

if TYPE_CHECKING:
    from touchline.measuring.measured import Figure, StepMeasures
    from touchline.model.structure import Step, Target


def held_against_targets(step: Step, measured: StepMeasures) -> StepMeasures:
    """
    Judge every target of a step.

    Args:
        step: The step with its targets.
        measured: What was measured there.

    Returns:
        The same measures with a verdict a bound.
    """
    checks = [check for target in step.targets for check in _checks(target, measured)]
    return measured.model_copy(update={"targets": tuple(checks)})


def _checks(target: Target, measured: StepMeasures) -> list[TargetCheck]:
    figure = _figure(target, measured)
    bounds = ((target.at_least, True), (target.at_most, False))
    return [
        TargetCheck(
            metric=target.metric,
            wanted=wanted,
            is_floor=is_floor,
            figure=figure,
            verdict=_verdict(figure, wanted, is_floor=is_floor),
        )
        for wanted, is_floor in bounds
        if wanted is not None
    ]


def _figure(target: Target, measured: StepMeasures) -> Figure | None:
    match target.metric:
        case "completion":
            return measured.completion_to_read
        case "reached":
            return measured.reached
        case "lost":
            return measured.lost
        case "time-to-next":
            return measured.time_to_next
        case "repeats":
            return measured.repeats


def _verdict(figure: Figure | None, wanted: float, *, is_floor: bool) -> Verdict:
    if figure is None or figure.value is None:
        return "unknown"
    sign = 1 if is_floor else -1
    if sign * figure.value >= sign * wanted:
        return "met"
    # The end of the interval that is kindest to the target decides whether chance could explain the
    # gap.
    kindest = figure.high if is_floor else figure.low
    is_clear = kindest is None or sign * kindest < sign * wanted
    return "missed" if is_clear else "below"
