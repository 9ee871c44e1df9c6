"""
What stands out on a map: measured where there is a log, else what is felt.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from touchline.measuring.measured import Figure
    from touchline.model.structure import Lane, Step
    from touchline.scene.subject import Subject

#: From this distance to the middle of its scale on, a feeling stands out.
_FELT = 0.25

#: At most so many of each kind are told.
_MOST = 4


class Felt(NamedTuple):
    """
    A feeling at a step.

    Args:
        step: The step.
        score: From -1 to 1, whatever the scale it was given in.
        card: The card.
        lane: Its lane.
    """

    step: Step
    score: float
    card: Feeling
    lane: Lane


class Standing(NamedTuple):
    """
    A step whose completion differs from that of the others.

    Args:
        step: The step.
        figure: Its completion.
        others: The share of customers who go on at the other steps taken together.
    """

    step: Step
    figure: Figure
    others: float


def felt(subject: Subject) -> list[Felt]:
    """
    Collect how the steps feel to the persona whose journey it is.

    Args:
        subject: The map.

    Returns:
        At most one feeling for each step, in their order.
    """
    journey = subject.journey
    primary = journey.primary_persona
    known = {step.id: step for step in journey.steps}
    found: dict[str, Felt] = {}
    for lane, cell, card in journey.cards():
        if not isinstance(card, Feeling) or lane.kind != "emotion" or cell.at not in known:
            continue
        scale = card.scale_in(lane)
        score = 2 * (card.score - scale.low) / (scale.high - scale.low) - 1
        is_primary = card.persona is None or (primary is not None and card.persona == primary.id)
        if is_primary and -1 <= score <= 1:
            found.setdefault(cell.at, Felt(known[cell.at], score, card, lane))
    return [found[step.id] for step in journey.steps if step.id in found]


def outstanding(subject: Subject) -> tuple[list[Standing], list[Standing]]:
    """
    Find the steps where clearly more, or clearly fewer, customers go on than at the others.

    Args:
        subject: The map.

    Returns:
        The strongest steps, best first, and the weakest, worst first; each only where the whole
        interval lies on one side of the others taken together.
    """
    steps = {step.id: step for step in subject.journey.steps}
    measured = []
    for one in subject.measures.steps if subject.measures else ():
        figure = one.completion_to_read
        if figure and figure.value is not None and figure.n and one.step in steps:
            measured.append((steps[one.step], figure, figure.value * figure.n))
    going, all_of_them = sum(on for _, _, on in measured), sum(f.n for _, f, _ in measured)
    good, bad = [], []
    for step, figure, on in measured:
        rest = all_of_them - figure.n
        if rest <= 0 or figure.low is None or figure.high is None or figure.is_thin:
            continue
        others = (going - on) / rest
        if figure.low > others:
            good.append(Standing(step, figure, others))
        elif figure.high < others:
            bad.append(Standing(step, figure, others))

    def margin(found: Standing) -> float:
        return (found.figure.value or 0.0) - found.others

    return sorted(good, key=margin, reverse=True)[:_MOST], sorted(bad, key=margin)[:_MOST]


def moving(subject: Subject) -> tuple[list[Felt], list[Felt]]:
    """
    Find the steps that feel best and worst.

    Args:
        subject: The map.

    Returns:
        The best, best first, and the worst, worst first.
    """
    found = felt(subject)
    good = sorted((one for one in found if one.score >= _FELT), key=lambda one: -one.score)
    bad = sorted((one for one in found if one.score <= -_FELT), key=lambda one: one.score)
    return good[:_MOST], bad[:_MOST]


class Standout(NamedTuple):
    """
    A step that stands out, for better or worse.

    Args:
        step: The step.
        measured: Its completion against that of the others; None where that does not stand out.
        felt: How it feels; None where that does not stand out in the same way.
    """

    step: Step
    measured: Standing | None
    felt: Felt | None


def standouts(subject: Subject) -> tuple[list[Standout], list[Standout]]:
    """
    Find the strengths and the weaknesses of a journey (R-166).

    Args:
        subject: The map.

    Returns:
        The strengths and the weaknesses, each step once in each; measured and felt ones by turns,
        so that neither hides the other.
    """
    measured, sensed = outstanding(subject), moving(subject)
    good, bad = (_joined(*pair) for pair in zip(measured, sensed, strict=True))
    return good, bad


def _joined(measured: list[Standing], sensed: list[Felt]) -> list[Standout]:
    feelings = {one.step.id: one for one in sensed}
    counted = [Standout(one.step, one, feelings.pop(one.step.id, None)) for one in measured]
    merely_felt = [Standout(one.step, None, one) for one in feelings.values()]
    pairs = zip_longest(counted, merely_felt)
    return [one for pair in pairs for one in pair if one is not None]
