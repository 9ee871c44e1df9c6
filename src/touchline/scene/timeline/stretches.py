"""
What is known of the time between steps.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.measuring.measured import Figure
    from touchline.model.structure import Step
    from touchline.scene.subject import Subject

#: Where times come from: a log, the targets of the steps, or nowhere.
Source: TypeAlias = Literal["measured", "target", "unknown"]


class Stretch(NamedTuple):
    """
    The way from one step to a later one.

    Args:
        first: The number of the step where it begins.
        last: The number of the step where it ends; the place of steps in between is not known.
        seconds: How long it takes; None where that is not known.
        median: The measured time, if it was measured.
        ninth: The time within which nine in ten have gone on.
    """

    first: int
    last: int
    seconds: float | None = None
    median: Figure | None = None
    ninth: Figure | None = None

    @property
    def n(self) -> int:
        """
        How many steps on it leads.
        """
        return self.last - self.first


def stretches(subject: Subject) -> tuple[Source, tuple[Stretch, ...]]:
    """
    Find out how long customers take, or may take, from step to step.

    Measured medians count first. A map without any takes the longest times that its targets
    allow, which are a plan.

    Args:
        subject: The map.

    Returns:
        Where the times come from, and the stretches that lead from the first step to the last.
    """
    steps = subject.journey.steps
    measured = _measured(subject, steps)
    if any(stretch.seconds is not None for stretch in measured):
        return "measured", measured
    planned = _planned(steps)
    if any(stretch.seconds is not None for stretch in planned):
        return "target", planned
    return "unknown", tuple(Stretch(i, i + 1) for i in range(len(steps) - 1))


def _measured(subject: Subject, steps: Sequence[Step]) -> tuple[Stretch, ...]:
    """
    Read the medians; a median leads from a bound step to the next one of the planned way.
    """
    measures = subject.measures
    if measures is None:
        return ()
    found = [measures.of(step.id) for step in steps]
    anchors = [
        i
        for i, (step, measured) in enumerate(zip(steps, found, strict=True))
        if step.path == "main" and measured is not None and measured.is_bound
    ]
    between = []
    for first, last in pairwise(anchors):
        measured = found[first]
        median = measured.time_to_next if measured else None
        seconds = median.value if median else None
        ninth = measured.time_to_next_p90 if measured else None
        between.append(Stretch(first, last, seconds, median, ninth))
    return _filled(between, anchors, len(steps))


def _planned(steps: Sequence[Step]) -> tuple[Stretch, ...]:
    """
    Read the longest times that the targets allow.
    """
    anchors = [i for i, step in enumerate(steps) if step.path == "main"]
    between = [Stretch(first, last, _most(steps[first])) for first, last in pairwise(anchors)]
    return _filled(between, anchors, len(steps))


def _most(step: Step) -> float | None:
    bounds = (target.at_most for target in step.targets if target.metric == "time-to-next")
    return next((bound for bound in bounds if bound is not None and bound >= 0), None)


def _filled(between: list[Stretch], anchors: list[int], n: int) -> tuple[Stretch, ...]:
    """
    Add the stretches before the first anchor and after the last, whose time is not known.
    """
    first, last = (anchors[0], anchors[-1]) if anchors else (0, 0)
    before = [Stretch(i, i + 1) for i in range(first)]
    after = [Stretch(i, i + 1) for i in range(last, n - 1)]
    return (*before, *between, *after)
