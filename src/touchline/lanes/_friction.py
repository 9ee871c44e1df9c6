"""
Where a step stands out against the other steps of a map (R-038).

A signal is given where the whole 95 % interval of a share lies above the pooled share of all other
steps. That is association: it says where to look, not what is wrong there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.measuring.measured import Figure, Measures, StepMeasures

#: A step with fewer customers is not judged.
LEAST_CUSTOMERS = 30

#: Coming again and turning back are ordinary; below this share they are no friction.
_HIGH = 0.10

#: A wait is held against the other waits only where there are some.
_LEAST_WAITS = 2


@dataclass(frozen=True, slots=True)
class Signal:
    """
    One way in which a step stands out.

    Args:
        kind: More customers leave (`lost`), come again (`repeats`) or turn back to it
            (`backward`), or it takes longer than all other steps together (`wait`).
        figure: What was measured here.
        others: The pooled share at the other steps; the sum of their medians for a wait.
    """

    kind: Literal["lost", "repeats", "backward", "wait"]
    figure: Figure
    others: float


def signals(measures: Measures, step: str) -> tuple[Signal, ...] | None:
    """
    Find out how a step stands out.

    Args:
        measures: What was measured on the whole map.
        step: The id of the step.

    Returns:
        Its signals, the gravest kind first; None when fewer than 30 customers were there.
    """
    here = measures.of(step)
    if here is None:
        return None
    others = [item for item in measures.steps if item.step != step]
    found = (
        _above(lost(here), [lost(item) for item in others], "lost"),
        _above(here.repeats, [item.repeats for item in others], "repeats", least=_HIGH),
        _backward(measures, here, others),
        _wait(here, others),
    )
    figures = (lost(here), here.repeats, here.reached)
    if max((figure.n for figure in figures if figure), default=0) < LEAST_CUSTOMERS:
        return None
    return tuple(signal for signal in found if signal is not None)


def lost(measures: StepMeasures) -> Figure | None:
    """
    Find the share of customers who do not go on, in the form that says most.

    Args:
        measures: What was measured at a step.

    Returns:
        The share among elapsed windows when many customers still have time, else among all; None
        at the last step.
    """
    elapsed = measures.completion_to_read
    if elapsed is None or elapsed is measures.completion or elapsed.value is None:
        return measures.lost
    ends = {
        "low": None if elapsed.high is None else 1 - elapsed.high,
        "high": None if elapsed.low is None else 1 - elapsed.low,
    }
    return elapsed.model_copy(update={"value": 1 - elapsed.value, **ends})


def _above(
    here: Figure | None,
    others: Iterable[Figure | None],
    kind: Literal["lost", "repeats"],
    *,
    least: float = 0.0,
) -> Signal | None:
    """
    Hold the lower end of a share's interval against the pooled share elsewhere.
    """
    if not _is_known(here) or here is None:
        return None
    rest = [figure for figure in others if figure is not None and _is_known(figure)]
    n = sum(figure.n for figure in rest)
    if not n:
        return None
    pooled = sum((figure.value or 0.0) * figure.n for figure in rest) / n
    is_high = (here.value or 0.0) >= least and (here.low or 0.0) > pooled
    return Signal(kind, here, pooled) if is_high else None


def _backward(
    measures: Measures, here: StepMeasures, others: Iterable[StepMeasures]
) -> Signal | None:
    """
    Do the same for turning back, of which only the most frequent ways are kept: a step without
    one counts as nobody.
    """
    conformance = measures.conformance
    bound = [item.step for item in others if item.is_bound]
    if conformance is None or not bound:
        return None
    shares = {item.step: item.share for item in conformance.deviations if item.kind == "backward"}
    figure = shares.get(here.step)
    if figure is None or not _is_known(figure) or (figure.value or 0.0) < _HIGH:
        return None
    elsewhere = [shares[step].value or 0.0 for step in bound if step in shares]
    pooled = sum(elsewhere) / len(bound)
    return Signal("backward", figure, pooled) if (figure.low or 0.0) > pooled else None


def _wait(here: StepMeasures, others: Iterable[StepMeasures]) -> Signal | None:
    """
    Hold the median wait against the sum of all others.
    """
    figure = here.time_to_next
    waits = [
        item.time_to_next.value
        for item in others
        if item.time_to_next is not None and item.time_to_next.value is not None
    ]
    if figure is None or figure.value is None or figure.n < LEAST_CUSTOMERS:
        return None
    if len(waits) < _LEAST_WAITS:
        return None
    least = figure.value if figure.low is None else figure.low
    return Signal("wait", figure, sum(waits)) if least > sum(waits) else None


def _is_known(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None and figure.n >= LEAST_CUSTOMERS
