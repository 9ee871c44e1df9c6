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
    from collections.abc import Iterable, Sequence

    from touchline.document.edits import SetField
    from touchline.location import Location
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Lane

#: Ids are looked for all over a map, pictures beside its file.
_FAR_REACHING = frozenset({"id", "image", "evidence"})


def card_at(journey: JourneyMap, at: Location) -> tuple[Lane, Card] | None:
    """
    Look a card up.

    Args:
        journey: The map.
        at: A place of it.

    Returns:
        The card with its lane; None where no card stands there.
    """
    found = _place_in(journey.lanes, at)
    if found is None:
        return None
    lane, cell, card = found
    return journey.lanes[lane], journey.lanes[lane].cells[cell].cards[card]


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
    lanes = list(journey.lanes)
    for edit in edits:
        found = _place_in(lanes, edit.at)
        if found is None:
            return None
        i, j, k = found
        cells = list(lanes[i].cells)
        cards = list(cells[j].cards)
        card = _set(lanes[i], cards[k], edit)
        if card is None:
            return None
        cards[k] = card
        cells[j] = cells[j].model_copy(update={"cards": tuple(cards)})
        lanes[i] = lanes[i].model_copy(update={"cells": tuple(cells)})
    return journey.model_copy(update={"lanes": tuple(lanes)})


def _place_in(lanes: Sequence[Lane], at: Location) -> tuple[int, int, int] | None:
    """
    Find lane, cell and card by their ids; gives their places in order.
    """
    names = dict(at.parts)
    if names.keys() != {"step", "lane", "card"}:
        return None
    for i, lane in enumerate(lanes):
        if lane.id == names["lane"]:
            for j, cell in enumerate(lane.cells):
                if cell.at == names["step"]:
                    for k, card in enumerate(cell.cards):
                        if card.id == names["card"]:
                            return i, j, k
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
