"""
How far experience falls short of what was expected (R-014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.model.experience import Expectation, Feeling
from touchline.model.structure import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Cell, Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """
    What was expected at a step, held against what was experienced there.

    Args:
        lane: The id of the lane that holds the expectation.
        card: The id of the expectation.
        step: The id of the step.
        expected: How good it was expected to be.
        experienced: How good it turned out.
        scale: The range of both.
        is_from_feeling: The expectation names no experience; it is the feeling told at the step.
    """

    lane: str
    card: str
    step: str
    expected: float
    experienced: float
    scale: Scale
    is_from_feeling: bool

    @property
    def size(self) -> float:
        """
        Experienced less expected: below zero where experience falls short.
        """
        return self.experienced - self.expected


def scale_of(card: Expectation, lane: Lane) -> Scale:
    """
    Find the scale in which an expectation is given.

    Args:
        card: The expectation.
        lane: The lane that holds it.

    Returns:
        The card's own scale, else the lane's, else from -1 to 1.
    """
    return card.scale or lane.scale or Scale()


def expectation_gap(journey: JourneyMap, lane: Lane, card: Expectation, step: str) -> Gap | None:
    """
    Hold one expectation against what was experienced at a step.

    An expectation that names no experience takes the feeling told at the same step: the primary
    persona's, else everybody's. A feeling in another range is no measure of it.

    Args:
        journey: The map.
        lane: The lane that holds the expectation.
        card: The expectation.
        step: The id of the step.

    Returns:
        The gap, or None where one of both sides is not known.
    """
    if card.expected is None:
        return None
    scale = scale_of(card, lane)
    experienced = card.experienced
    if experienced is None:
        experienced = _felt(journey, step, scale)
    if experienced is None:
        return None
    return Gap(
        lane=lane.id,
        card=card.id,
        step=step,
        expected=card.expected,
        experienced=experienced,
        scale=scale,
        is_from_feeling=card.experienced is None,
    )


def gaps(journey: JourneyMap) -> tuple[Gap, ...]:
    """
    List the gaps of a map.

    Args:
        journey: The map.

    Returns:
        A gap for each expectation that has one, from top to bottom and from start to end; one
        whose cell spans several steps is held against the first of them.
    """
    found = (
        expectation_gap(journey, lane, card, cell.at)
        for lane, cell, card in journey.cards()
        if isinstance(card, Expectation)
    )
    return tuple(gap for gap in found if gap is not None)


def _felt(journey: JourneyMap, step: str, scale: Scale) -> float | None:
    """
    Find the score felt at a step in a range.
    """
    primary = journey.primary_persona
    scores: dict[str | None, float] = {}
    for lane, feeling in _feelings(journey, step):
        own = feeling.scale_in(lane)
        if (own.low, own.high) == (scale.low, scale.high):
            scores.setdefault(feeling.persona, feeling.score)
    if primary is not None and primary.id in scores:
        return scores[primary.id]
    return scores.get(None)


def _feelings(journey: JourneyMap, step: str) -> Iterator[tuple[Lane, Feeling]]:
    order = {item.id: i for i, item in enumerate(journey.steps)}
    for lane in journey.lanes:
        for cell in lane.cells:
            if _covers(cell, step, order):
                for card in cell.cards:
                    if isinstance(card, Feeling):
                        yield lane, card


def _covers(cell: Cell, step: str, order: dict[str, int]) -> bool:
    if cell.at == step:
        return True
    if cell.through is None or not {cell.at, cell.through, step} <= order.keys():
        return False
    return order[cell.at] <= order[step] <= order[cell.through]
