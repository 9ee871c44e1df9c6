"""
Edits that were made on an older state of a map than the one they come to.

Several people draw one map. Each edit reaches the map in the order in which it was taken, and by
then the map may have moved on: a field that is set counts as the last one says, words of two people
are merged, and each edit is noted down as it was made, so that it can be undone exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from touchline.document.card_edits import card_at, with_fields
from touchline.document.closed import plain
from touchline.document.edits import (
    Draft,
    Edit,
    EditRefused,
    MoveItem,
    RemoveItem,
    SetField,
    place_of,
)
from touchline.document.fields import LOCKED, get_in, is_locked
from touchline.document.images import Kept
from touchline.document.wording import merged_words
from touchline.lanes import LANES
from touchline.model.structure import Card
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from touchline.document.tree import Thing
    from touchline.location import Location
    from touchline.model.map import JourneyMap

#: What was, what is and what it shall be.
_SIDES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LostWords:
    """
    Words that two people changed at once, of which one version is in the map and one is not.

    Args:
        at: The thing.
        field: The way to the field.
        words: What did not get in.
    """

    at: Location
    field: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    What became of edits.

    Args:
        journey: The map with them.
        edits: The edits as they were made; their inverses lead back exactly.
        lost: Words that did not get in.
    """

    journey: JourneyMap
    edits: tuple[Edit, ...]
    lost: tuple[LostWords, ...] = ()


def take(journey: JourneyMap, edits: Sequence[Edit]) -> Taken:
    """
    Make edits on a map that others may have changed since they were thought of.

    Args:
        journey: The map as it is.
        edits: The edits; what they say a field was tells which state they were made on.

    Returns:
        The map, and the edits as they were made.

    Raises:
        EditRefused: A place has vanished, a template locks it, or the outcome would be no map.
    """
    lost: list[LostWords] = []
    quick = _quickly(journey, edits, lost)
    if quick is not None:
        return quick
    lost.clear()
    draft = Draft(plain(journey))
    made = []
    for edit in edits:
        if _is_done(draft, edit):
            continue
        fresh = _on(draft, edit, lost)
        draft.make(fresh)
        made.append(fresh)
    return Taken(journey=draft.finished(Kept(journey)), edits=tuple(made), lost=tuple(lost))


def _quickly(journey: JourneyMap, edits: Sequence[Edit], lost: list[LostWords]) -> Taken | None:
    """
    Set fields of cards without looking at the rest of the map.
    """
    made: list[Edit] = []
    for edit in edits:
        found = card_at(journey, edit.at) if isinstance(edit, SetField) else None
        if found is None or not isinstance(edit, SetField):
            return None
        lane, card = found
        item = card.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        fresh = _set(edit, item, LANES[lane.kind].card if lane.kind in LANES else Card, lost)
        changed = with_fields(journey, (fresh,))
        if changed is None:
            return None
        journey = changed
        made.append(fresh)
    return Taken(journey=journey, edits=tuple(made), lost=tuple(lost))


def _is_done(draft: Draft, edit: Edit) -> bool:
    """
    Tell whether there is nothing left to remove, or a cell that was empty has been filled.
    """
    if not isinstance(edit, RemoveItem):
        return False
    thing = draft.find(place_of(edit))
    if thing is None:
        return True
    return edit.kind == "cell" and bool(thing.item.get("cards")) and not edit.item.get("cards")


def _on(draft: Draft, edit: Edit, lost: list[LostWords]) -> Edit:
    """
    Say an edit again as it meets the map.
    """
    if isinstance(edit, SetField):
        thing = _thing(draft, edit.at)
        if is_locked(thing) and edit.field[0] in LOCKED:
            raise EditRefused.locked(edit.at)
        return _set(edit, thing.item, _model_of(thing), lost)
    if isinstance(edit, RemoveItem):
        thing = _thing(draft, place_of(edit))
        if is_locked(thing):
            raise EditRefused.locked(thing.at)
        # Others may have moved it; what held it last is where its inverse has to put it.
        return edit.model_copy(
            update={"item": thing.item, "after": _before(thing), "at": _holder(thing, edit.at)}
        )
    if isinstance(edit, MoveItem):
        thing = _thing(draft, place_of(edit))
        return edit.model_copy(
            update={"was_after": _before(thing), "was_at": _holder(thing, edit.was_at)}
        )
    return edit


def _thing(draft: Draft, at: Location) -> Thing:
    thing = draft.find(at)
    if thing is None:
        raise EditRefused.gone(at)
    return thing


def _set(
    edit: SetField, item: dict[str, Any], model: type[BaseModel] | None, lost: list[LostWords]
) -> SetField:
    """
    Set a field to the words of everybody, or else to what the last one says.
    """
    now = get_in(item, edit.field)
    value = edit.value
    words = (edit.was or "", now or "", value)
    if (
        now != edit.was
        and edit.field[0] in _prose(model)
        and all(isinstance(w, str) for w in words)
    ):
        merged = merged_words(*map(str, words))
        value = merged.text
        lost += [LostWords(at=edit.at, field=edit.field, words=one) for one in merged.lost]
    return edit.model_copy(update={"value": value, "was": now})


def _model_of(thing: Thing) -> type[BaseModel] | None:
    if thing.kind == "card" and thing.parent and thing.parent.parent:
        kind = str(thing.parent.parent.item.get("kind"))
        return LANES[kind].card if kind in LANES else Card
    return thing.collection.model if thing.collection else None


@cache
def _prose(model: type[BaseModel] | None) -> frozenset[str]:
    """
    List the keys under which a thing has words for reading; names, ids and choices are none.
    """
    if model is None:
        return frozenset({"title", "goal", "scenario"})
    return frozenset(
        field.alias or name
        for name, field in model.model_fields.items()
        if field.annotation is LocalText or LocalText in get_args(field.annotation)
    )


def _holder(thing: Thing, otherwise: Location) -> Location:
    return thing.parent.at if thing.parent else otherwise


def _before(thing: Thing) -> str | None:
    key = thing.collection.key if thing.collection else "id"
    return str(thing.siblings[thing.index - 1].get(key)) if thing.index else None
