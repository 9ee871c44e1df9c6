"""
What people do to a map, as lists of edits: each act is complete and leaves a valid map.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from touchline.document.closed import plain
from touchline.document.diff import name_before
from touchline.document.edits import (
    Draft,
    Edit,
    EditRefused,
    InsertItem,
    MoveItem,
    RemoveItem,
    SetField,
)
from touchline.document.fields import LOCKED, get_in, is_locked
from touchline.document.references import marked
from touchline.document.tree import Plain, Thing, below, things
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from touchline.model.map import JourneyMap

_MAP = Location()


def free_id(words: str, taken: Collection[str], otherwise: str) -> str:
    """
    Make a stable name out of words, such as `check-out` of "Check out!".

    Args:
        words: The words; letters of any script are kept.
        taken: The names that exist.
        otherwise: What to name it when the words hold no letter.

    Returns:
        A name that is not taken.
    """
    folded = unicodedata.normalize("NFC", words).lower()
    stem = re.sub(r"[\W_]+", "-", folded).strip("-")[:40].strip("-") or otherwise
    name, n = stem, 2
    while name in taken:
        name, n = f"{stem}-{n}", n + 1
    return name


def ids(journey: JourneyMap) -> frozenset[str]:
    """
    Collect every id of a map.

    Args:
        journey: The map.

    Returns:
        The ids of everything in it.
    """
    return frozenset(str(thing.item.get("id")) for thing in things(plain(journey)))


def set_field(journey: JourneyMap, at: Location, field: Sequence[str] | str, value: Any) -> Edit:
    """
    Set one field of one thing.

    Args:
        journey: The map.
        at: The thing.
        field: The field, or the way to it.
        value: What it becomes, as a file holds it; None for its default.

    Returns:
        The edit, which knows what the field was.

    Raises:
        EditRefused: The thing does not exist, or is a lane that a template locks.
    """
    way = (field,) if isinstance(field, str) else tuple(field)
    thing = _thing(journey, at)
    if is_locked(thing) and way[0] in LOCKED:
        raise EditRefused.locked(at)
    return SetField(at=at, field=way, value=value, was=get_in(thing.item, way))


def rename(journey: JourneyMap, at: Location, words: str, language: str | None = None) -> Edit:
    """
    Give a thing another name, text or title, in one language when it is said in several.

    Args:
        journey: The map.
        at: The thing.
        words: What it shall be called.
        language: The language of the words; None for the map's own.

    Returns:
        The edit.

    Raises:
        EditRefused: The thing does not exist.
    """
    thing = _thing(journey, at)
    key = {"map": "title", "lane": "title", "card": "text"}.get(thing.kind, "name")
    if isinstance(thing.item.get(key), dict):
        return set_field(journey, at, (key, language or journey.language), words)
    if language in {None, journey.language}:
        return set_field(journey, at, key, words)
    own = {journey.language: thing.item[key]} if key in thing.item else {}
    return set_field(journey, at, key, {**own, str(language): words})


def add_stage(
    journey: JourneyMap,
    name: str,
    *,
    after: str | None = None,
    id: str | None = None,  # noqa: A002 (the field's word)
) -> tuple[Edit, ...]:
    """
    Add an empty stage.

    Args:
        journey: The map.
        name: What it is called.
        after: The stage that it follows; None for the last.
        id: Its stable name; None makes one of the words.

    Returns:
        The edits.
    """
    stage: Plain = {"id": id or free_id(name, ids(journey), "stage"), "name": name}
    follows = after or (journey.stages[-1].id if journey.stages else None)
    return (InsertItem(at=_MAP, kind="stage", item=stage, after=follows),)


def add_step(
    journey: JourneyMap,
    stage: str,
    name: str,
    *,
    after: str | None = None,
    id: str | None = None,  # noqa: A002 (the field's word)
) -> tuple[Edit, ...]:
    """
    Add a step.

    Args:
        journey: The map.
        stage: The stage that holds it.
        name: What the customer does.
        after: The step that it follows; None for the last of the stage.
        id: Its stable name; None makes one of the words.

    Returns:
        The edits.

    Raises:
        EditRefused: There is no such stage.
    """
    at = Location.of(("stage", stage))
    steps = _thing(journey, at).item.get("steps", ())
    follows = after or (steps[-1]["id"] if steps else None)
    item: Plain = {"id": id or free_id(name, ids(journey), "step"), "name": name}
    return (InsertItem(at=at, kind="step", item=item, after=follows),)


def remove_step(journey: JourneyMap, step: str) -> tuple[Edit, ...]:
    """
    Remove a step with its cells, branches and links.

    A cell that spans it shrinks to the steps that stay.

    Args:
        journey: The map.
        step: The step.

    Returns:
        The edits: what stood at the step goes first.

    Raises:
        EditRefused: There is no such step.
    """
    return _with_cells(journey, Location.of(("step", step)), {step})


def remove_stage(journey: JourneyMap, stage: str) -> tuple[Edit, ...]:
    """
    Remove a stage with its steps and their cells.

    Args:
        journey: The map.
        stage: The stage.

    Returns:
        The edits.

    Raises:
        EditRefused: There is no such stage.
    """
    at = Location.of(("stage", stage))
    return _with_cells(
        journey, at, {str(step["id"]) for step in _thing(journey, at).item.get("steps", ())}
    )


def _with_cells(journey: JourneyMap, at: Location, gone: set[str]) -> tuple[Edit, ...]:
    """
    Remove columns with what stands in them.
    """
    edits: list[Edit] = []
    draft = Draft(plain(journey))
    order = [one.id for one in journey.steps]
    for thing in list(things(draft.data)):
        if thing.kind == "cell":
            made = _without_steps(draft, thing, gone, order)
        elif thing.kind in {"branch", "link"} and gone & _steps_of(thing):
            made = [_removal(draft, thing.at)]
        else:
            continue
        for edit in made:
            draft.make(edit)
        edits += made
    return (*edits, _removal(draft, at))


def _steps_of(thing: Thing) -> set[str]:
    """
    Collect the steps that a branch or a link names.
    """
    assert thing.collection is not None  # noqa: S101 (only the map is in no list)
    keys = (key for key, kind in marked(thing.collection.model) if kind == "step")
    return {str(thing.item[key]) for key in keys if key in thing.item}


def _without_steps(draft: Draft, cell: Thing, gone: set[str], order: list[str]) -> list[Edit]:
    """
    Shrink a cell to the steps that stay, or remove it when none does.
    """
    first = str(cell.item["at"])
    last = str(cell.item.get("through", first))
    span = order[order.index(first) : order.index(last) + 1]
    staying = [step for step in span if step not in gone]
    if len(staying) == len(span):
        return []
    if not staying:
        return [_removal(draft, cell.at)]
    edits: list[Edit] = []
    through = staying[-1] if len(staying) > 1 else None
    if through != cell.item.get("through"):
        was = cell.item.get("through")
        edits.append(SetField(at=cell.at, field=("through",), value=through, was=was))
    if staying[0] != first:
        edits.append(SetField(at=cell.at, field=("at",), value=staying[0], was=first))
    return edits


def move_step(
    journey: JourneyMap, step: str, *, stage: str, after: str | None = None
) -> tuple[Edit, ...]:
    """
    Move a step within its stage or to another.

    Args:
        journey: The map.
        step: The step.
        stage: The stage that shall hold it.
        after: The step that it shall follow; None to be the first.

    Returns:
        The edits.

    Raises:
        EditRefused: There is no such step.
    """
    at = Location.of(("step", step))
    return (_move(journey, at, Location.of(("stage", stage)), after),)


def add_card(
    journey: JourneyMap,
    lane: str,
    step: str,
    item: dict[str, Any] | str,
    *,
    after: str | None = None,
) -> tuple[Edit, ...]:
    """
    Add a card to the cell of a lane at a step, and the cell too when there is none.

    Args:
        journey: The map.
        lane: The lane.
        step: The step.
        item: Its text, or its fields as a file holds them; without an id it gets one.
        after: The card that it follows; None for the last.

    Returns:
        The edits.

    Raises:
        EditRefused: There is no such lane.
    """
    fields = {"text": item} if isinstance(item, str) else dict(item)
    name = fields.pop("id", None) or free_id(f"{lane}-{step}", ids(journey), "card")
    card = {"id": name, **fields}
    made, cell = _cell(journey, lane, step)
    cards = cell.item.get("cards", ()) if cell else ()
    follows = after or (cards[-1]["id"] if cards else None)
    at = cell.at if cell else below(Location.of(("lane", lane)), "cell", step)
    return (*made, InsertItem(at=at, kind="card", item=card, after=follows))


def move_card(
    journey: JourneyMap, card: str, *, lane: str, step: str, after: str | None = None
) -> tuple[Edit, ...]:
    """
    Move a card: its lane, its step and its rank change together.

    Args:
        journey: The map.
        card: The card.
        lane: The lane that shall hold it.
        step: The step at which it shall stand.
        after: The card that it shall follow; None to rank first.

    Returns:
        The edits; a cell that becomes empty goes.

    Raises:
        EditRefused: There is no such card or lane.
    """
    draft = Draft(plain(journey))
    thing = draft.find(Location.of(("card", card)))
    if thing is None or thing.parent is None:
        raise EditRefused.gone(Location.of(("card", card)))
    made, cell = _cell(journey, lane, step)
    at = cell.at if cell else below(Location.of(("lane", lane)), "cell", step)
    edits = [*made, _move(journey, thing.at, at, after)]
    for edit in edits:
        draft.make(edit)
    old = draft.find(thing.parent.at)
    if old is not None and set(old.item) == {"at"}:
        edits.append(_removal(draft, old.at))
    return tuple(edits)


def remove(journey: JourneyMap, at: Location) -> tuple[Edit, ...]:
    """
    Remove one thing with everything it holds; a step or stage with its cells.

    Args:
        journey: The map.
        at: The thing.

    Returns:
        The edits.

    Raises:
        EditRefused: The thing does not exist, is the map, or is a lane that a template locks.
    """
    thing = _thing(journey, at)
    if is_locked(thing):
        raise EditRefused.locked(at)
    if thing.kind == "step":
        return remove_step(journey, thing.name)
    if thing.kind == "stage":
        return remove_stage(journey, thing.name)
    return (_removal(Draft(plain(journey)), at),)


def _thing(journey: JourneyMap, at: Location) -> Thing:
    thing = Draft(plain(journey)).find(at)
    if thing is None:
        raise EditRefused.gone(at)
    return thing


def _cell(journey: JourneyMap, lane: str, step: str) -> tuple[tuple[Edit, ...], Thing | None]:
    """
    Find the cell of a lane that covers a step, or the edit that adds one.
    """
    holder = _thing(journey, Location.of(("lane", lane)))
    order = [one.id for one in journey.steps]
    if step not in order:
        raise EditRefused.gone(Location.of(("step", step)))
    after = None
    for thing in things(plain(journey)):
        if thing.kind != "cell" or thing.parent is None or thing.parent.name != holder.name:
            continue
        first, last = str(thing.item["at"]), str(thing.item.get("through", thing.item["at"]))
        if order.index(first) <= order.index(step) <= order.index(last):
            return (), thing
        if order.index(first) < order.index(step):
            after = first
    return (InsertItem(at=holder.at, kind="cell", item={"at": step}, after=after),), None


def _removal(draft: Draft, at: Location) -> Edit:
    thing = draft.find(at)
    if thing is None or thing.parent is None:
        raise EditRefused.gone(at)
    after = name_before(thing)
    return RemoveItem(at=thing.parent.at, kind=thing.kind, item=dict(thing.item), after=after)


def _move(journey: JourneyMap, at: Location, to: Location, after: str | None) -> Edit:
    thing = _thing(journey, at)
    if thing.parent is None:
        raise EditRefused.gone(at)
    return MoveItem(
        kind=thing.kind,
        id=thing.name,
        at=to,
        after=after,
        was_at=thing.parent.at,
        was_after=name_before(thing),
    )
