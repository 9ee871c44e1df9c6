"""
Where a customer is handed from one part of the company to another (R-031).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.model.departments import nearest_department
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Cell, Lane

#: What can change at a hand-off.
HandoffKind = Literal["channel", "department"]
_KINDS: tuple[HandoffKind, ...] = ("channel", "department")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """
    A change of channel or department from one step of the planned way to the next.

    Args:
        kind: What changes.
        before: The id of the last step before the change.
        after: The id of the first step after it.
        origin: The channels or departments before, channels by their ids.
        target: Those after.
    """

    kind: HandoffKind
    before: str
    after: str
    origin: tuple[str, ...]
    target: tuple[str, ...]


def handoffs(journey: JourneyMap) -> tuple[Handoff, ...]:
    """
    Find where the touchpoints of a step share no channel, or no department, with those before.

    A customer who can go on in the same channel is not handed over. Steps beside the planned way,
    and steps of which neither channels nor departments are known, are passed over.

    Args:
        journey: The map.

    Returns:
        The changes in the order of the steps, that of channel before that of department.
    """
    met = _met(journey)
    found: list[Handoff] = []
    latest: dict[HandoffKind, tuple[str, dict[str, None]]] = {}
    for step in journey.steps:
        if step.path != "main":
            continue
        for kind, names in zip(_KINDS, met.get(step.id, ()), strict=False):
            if not names:
                continue
            before, known = latest.get(kind, (step.id, names))
            if known.keys().isdisjoint(names):
                found.append(
                    Handoff(
                        kind=kind,
                        before=before,
                        after=step.id,
                        origin=tuple(known),
                        target=tuple(names),
                    )
                )
            latest[kind] = (step.id, names)
    return tuple(found)


def _met(journey: JourneyMap) -> dict[str, tuple[dict[str, None], dict[str, None]]]:
    """
    Collect the channels and departments of the touchpoints at each step, those that span included.

    Touchpoints that are only wanted count where there are no others.
    """
    steps = journey.steps
    place = {step.id: i for i, step in enumerate(steps)}
    stages = {step.id: stage for stage in journey.stages for step in stage.steps}
    found: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for lane, cell in _cells(journey):
        first = place.get(cell.at)
        if first is None:
            continue
        last = max(first, place.get(cell.through or cell.at, first))
        for step in steps[first : last + 1]:
            around = nearest_department(cell, lane, step, stages[step.id])
            found.setdefault(step.id, []).extend(
                (card.use, card.channel, card.department or around)
                for card in cell.cards
                if isinstance(card, Touchpoint)
            )
    met = {}
    for step_id, touchpoints in found.items():
        now = [item for item in touchpoints if item[0] == "now"] or touchpoints
        channels = dict.fromkeys(channel for _, channel, _ in now if channel)
        departments = dict.fromkeys(department for *_, department in now if department)
        met[step_id] = (channels, departments)
    return met


def _cells(journey: JourneyMap) -> Iterator[tuple[Lane, Cell]]:
    """
    Walk over the cells that hold touchpoints; the cards of a lane are all of one kind.
    """
    for lane in journey.lanes:
        for cell in lane.cells:
            if cell.cards and not isinstance(cell.cards[0], Touchpoint):
                break
            yield lane, cell
