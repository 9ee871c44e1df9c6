"""
Fields of cards set without building the whole map anew: what typing and dragging do all day.

A whole map of some hundred cards takes tens of milliseconds to check, one card some microseconds.
Where an edit can break nothing but the card that it changes, only that card is checked; whatever
else it is, and whatever is refused here, takes the long way, which also finds the words for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from touchline.document.fields import set_in
from touchline.document.references import references
from touchline.lanes import LANES
from touchline.model.experience import Scored
from touchline.model.structure import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.document.edits import SetField
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Cell, Lane

#: Ids are looked for all over a map, pictures beside its file.
_FAR_REACHING = frozenset({"id", "image", "evidence"})


def with_fields(journey: JourneyMap, edits: Iterable[SetField]) -> JourneyMap | None:
    """
    Set fields of cards.

    Args:
        journey: The map.
        edits: What is set, in order.

    Returns:
        The map, whose other lanes, cells and cards are the very same as before; None where an edit
        reaches further than its card or is not in order.
    """
    lanes = {lane.id: (i, lane) for i, lane in enumerate(journey.lanes)}
    changed = list(journey.lanes)
    for edit in edits:
        parts = dict(edit.at.parts)
        place = lanes.get(parts.get("lane", ""))
        if place is None or set(parts) != {"step", "lane", "card"}:
            return None
        index = place[0]
        lane = _with_field(changed[index], parts["step"], parts["card"], edit)
        if lane is None:
            return None
        changed[index] = lane
    return journey.model_copy(update={"lanes": tuple(changed)})


def _with_field(lane: Lane, step: str, name: str, edit: SetField) -> Lane | None:
    cells: list[Cell] = list(lane.cells)
    for i, cell in enumerate(cells):
        if cell.at != step:
            continue
        for k, card in enumerate(cell.cards):
            if card.id == name:
                new = _set(lane, card, edit)
                if new is None:
                    return None
                cards = (*cell.cards[:k], new, *cell.cards[k + 1 :])
                cells[i] = cell.model_copy(update={"cards": cards})
                return lane.model_copy(update={"cells": tuple(cells)})
    return None


def _set(lane: Lane, card: Card, edit: SetField) -> Card | None:
    """
    Set a field of one card, if that can break nothing but the card, and does not.
    """
    reach = _FAR_REACHING.union(key for key, _ in references(lane.kind))
    if edit.field[0] in reach or lane.kind not in LANES or card.image is not None:
        return None
    item: dict[str, Any] = card.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    set_in(item, edit.field, edit.value)
    try:
        new = LANES[lane.kind].card.model_validate(item, by_alias=True, by_name=False)
    except ValidationError:
        return None
    if isinstance(new, Scored) and new.scale is None:
        scale = lane.scale or Scale()
        if not scale.low <= getattr(new, "score", scale.low) <= scale.high:
            return None
    return new
