"""
Three-way merge of two maps that grew out of a third; no edit of either side is lost.

Edits that do not touch each other both come in. Where they do, the outcome keeps one and the
conflict keeps both: the same field changed twice keeps our value, a thing that one side removed and
the other changed stays, and an edit of theirs after which the map would not be valid is left out
and recorded.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from touchline.document.closed import plain
from touchline.document.diff import diff_plain, differing
from touchline.document.edits import (
    Draft,
    Edit,
    EditRefused,
    InsertItem,
    MoveItem,
    RemoveItem,
    SetField,
    place_of,
)
from touchline.document.faults import UnreadableMap
from touchline.document.fields import get_in
from touchline.document.images import Kept
from touchline.document.read import build, journey_of
from touchline.document.references import marked
from touchline.document.tree import Collection, Plain, Thing, address, things, things_below, whole
from touchline.i18n import translate
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    Two edits that do not go together, with both outcomes.

    Args:
        kind: `changed-twice` and `moved-twice` keep ours, `added-twice` keeps ours, `kept` keeps a
            thing that one side removed and the other changed, `refused` keeps ours because theirs
            would break the map.
        at: The place.
        field: The way to the field, where one is meant.
        ours: What we made of it, as a file holds it; None when we took it away.
        theirs: What they made of it.
    """

    kind: Literal["changed-twice", "moved-twice", "added-twice", "kept", "refused"]
    at: Location
    field: tuple[str, ...] = ()
    ours: Any = None
    theirs: Any = None

    def told(self, language: str = "en") -> str:
        """
        Say it in one sentence.

        Args:
            language: The reader's language tag.

        Returns:
            The sentence.
        """
        return translate(
            f"merge.{self.kind}",
            language,
            place=str(self.at) or translate("diff.kind.map", language),
            field=".".join(self.field),
            ours=_shown(self.ours),
            theirs=_shown(self.theirs),
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """
    The outcome of a merge.

    Args:
        journey: The map with the edits of both sides.
        conflicts: Where both could not come in, with both outcomes.
    """

    journey: JourneyMap
    conflicts: tuple[Conflict, ...] = ()


def merge(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    """
    Bring the changes of two sides together.

    Args:
        base: The map from which both started.
        ours: The one side, whose value wins where both changed the same field.
        theirs: The other side.

    Returns:
        A valid map with the edits of both, and what could not come in.
    """
    sides = (plain(base), plain(ours), plain(theirs))
    merging = _Merge(*sides)
    journey = merging.whole()
    if journey is None:
        merging = _Merge(*sides)
        merging.take_what_fits()
        journey = _built(merging.draft.data)
    assert journey is not None  # noqa: S101 (every step was checked, and it began with a valid map)
    pictures = Kept(theirs, ours)
    if pictures:
        journey = journey_of(build(plain(journey), finder=pictures))
    return Merged(journey, tuple(merging.conflicts))


def _built(data: Plain) -> JourneyMap | None:
    try:
        return journey_of(build(copy.deepcopy(data)))
    except UnreadableMap:
        return None


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        words = value.get("name", value.get("text", value.get("id", value.get("at"))))
        return _shown(words) if words is not None else "; ".join(map(_shown, value.values()))
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return "" if value is None else str(value)


Address = tuple[str, ...]


def _indexed(data: Plain) -> dict[Address, Thing]:
    return {address(thing.at): thing for thing in things(data)}


def _touched_by(edit: Edit) -> Iterator[Address]:
    """
    Name the things that an edit needs to stay.
    """
    if isinstance(edit, SetField | InsertItem):
        yield address(edit.at)
    elif isinstance(edit, MoveItem):
        yield address(edit.at)
        yield address(place_of(edit))


class _Merge:
    """
    Brings the edits of the other side into our map, one by one.
    """

    def __init__(self, base: Plain, ours: Plain, theirs: Plain) -> None:
        self.base, self.ours, self.theirs = _indexed(base), _indexed(ours), _indexed(theirs)
        our_edits = diff_plain(base, ours)
        self.their_edits = diff_plain(base, theirs)
        self.draft = Draft(ours)
        self.conflicts: list[Conflict] = []
        self.moved = {address(place_of(one)) for one in our_edits if isinstance(one, MoveItem)}
        self.touched = {one for edit in our_edits for one in _touched_by(edit)}
        self.touched_by_them = {one for edit in self.their_edits for one in _touched_by(edit)}

    def take(self, edit: Edit) -> None:
        """
        Make one of their edits on our map, or record why not.
        """
        if isinstance(edit, SetField):
            self._set(edit)
        elif isinstance(edit, InsertItem):
            self._insert(edit)
        elif isinstance(edit, MoveItem):
            self._move(edit)
        else:
            self._remove(edit)

    def whole(self) -> JourneyMap | None:
        """
        Make all of their edits at once.

        Returns:
            The map; None when it would not be valid.
        """
        try:
            for edit in self.their_edits:
                self.take(edit)
        except EditRefused:
            return None
        return _built(self.draft.data)

    def take_what_fits(self) -> None:
        """
        Make their edits thing by thing, and leave out those after which the map is not valid.
        """
        waiting = self._grouped()
        is_progressing = True
        while waiting and is_progressing:
            left = [group for group in waiting if not self._fits(group)]
            is_progressing = len(left) < len(waiting)
            waiting = left
        for group in waiting:
            for edit in group:
                if not self._fits([edit]):
                    self._refuse(edit)

    def _grouped(self) -> list[list[Edit]]:
        """
        Put the edits of one thing together: its score and its scale only fit as a pair.
        """
        groups: dict[tuple[str, Address], list[Edit]] = {}
        for edit in self.their_edits:
            at = edit.at if isinstance(edit, SetField) else place_of(edit)
            groups.setdefault((edit.edit, address(at)), []).append(edit)
        return list(groups.values())

    def _fits(self, edits: list[Edit]) -> bool:
        before, conflicts = copy.deepcopy(self.draft.data), list(self.conflicts)
        try:
            for edit in edits:
                self.take(edit)
            is_valid = _built(self.draft.data) is not None
        except EditRefused:
            is_valid = False
        if not is_valid:
            self.draft, self.conflicts = Draft(before), conflicts
        return is_valid

    def _refuse(self, edit: Edit) -> None:
        if isinstance(edit, SetField):
            thing = self.draft.find(edit.at)
            ours = get_in(thing.item, edit.field) if thing else None
            self._conflict("refused", edit.at, edit.field, ours, edit.value)
        else:
            at = place_of(edit)
            thing = self.draft.find(at)
            theirs = self.theirs.get(address(at))
            self._conflict(
                "refused", at, (), thing.item if thing else None, theirs.item if theirs else None
            )

    def _conflict(
        self, kind: Any, at: Location, field: tuple[str, ...], ours: Any, theirs: Any
    ) -> None:
        self.conflicts.append(
            Conflict(
                kind=kind,
                at=at,
                field=field,
                ours=copy.deepcopy(ours),
                theirs=copy.deepcopy(theirs),
            )
        )

    def _set(self, edit: SetField) -> None:
        thing = self._kept(edit.at)
        was = self.base[address(edit.at)].item
        ours = get_in(thing.item, edit.field)
        if ours == edit.value:
            return
        if self._changed_by_us(was, thing.item, edit.field):
            self._conflict("changed-twice", edit.at, edit.field, ours, edit.value)
            return
        self.draft.make(edit)

    def _changed_by_us(self, was: Plain, now: Plain, field: tuple[str, ...]) -> bool:
        """
        Tell whether we changed this field, something in it or something that it is in.
        """
        return any(ours[: len(field)] == field[: len(ours)] for ours, _, _ in differing(was, now))

    def _insert(self, edit: InsertItem) -> None:
        holder = self._kept(edit.at)
        at = place_of(edit)
        ours = self.draft.find(at)
        item = self._without_ours(copy.deepcopy(dict(edit.item)), edit.kind, at)
        if ours is not None:
            if ours.parent is not None and address(ours.parent.at) != address(holder.at):
                # Alike, yet in another place: theirs is told, since only one place can win.
                self._conflict("added-twice", at, (), ours.item, item)
            self._join(ours, item, at)
            return
        for step in _steps_named(edit.kind, item):
            self._kept(Location((("step", step),)))
        self._put(holder, edit.kind, item, at)

    def _join(self, ours: Thing, item: Plain, at: Location) -> None:
        """
        Bring what they added under an id that we added too into ours.
        """
        held = {collection.name for collection in ours.inner}
        for field, mine, value in list(differing(ours.item, item, held)):
            if value is None:
                continue
            if mine is None:
                self.draft.make(SetField(at=ours.at, field=field, value=value))
            else:
                self._conflict("added-twice", at, field, mine, value)
        for collection in ours.inner:
            for inner in item.get(collection.name, ()):
                self._insert(InsertItem(at=ours.at, kind=collection.kind, item=inner))

    def _without_ours(self, item: Plain, kind: str, at: Location) -> Plain:
        """
        Take things out of an added item that we added elsewhere under the same id.
        """
        holder = Thing(kind, item, _inner_of(kind), known_at=at)
        for thing in list(things_below(holder)):
            ours = self.draft.find(thing.at)
            if ours is None or address(thing.at) == address(at) or thing.kind == "cell":
                continue
            is_beside = False
            if ours.parent is not None and thing.parent is not None:
                is_beside = address(ours.parent.at) == address(thing.parent.at)
                if is_beside and self.draft.find(at) is not None:
                    continue
            thing.siblings.remove(thing.item)
            # Alike, yet in another place: theirs is told, since only one place can win.
            if ours.item != thing.item or not is_beside:
                self._conflict("added-twice", thing.at, (), ours.item, thing.item)
        return item

    def _put(self, holder: Thing, kind: str, item: Plain, at: Location) -> None:
        after = self._neighbour(holder, kind, at)
        self.draft.make(InsertItem(at=holder.at, kind=kind, item=item, after=after))

    def _neighbour(self, holder: Thing, kind: str, at: Location) -> str | None:
        """
        Find the nearest thing before a place in their order that stands in ours too.
        """
        there = self.theirs.get(address(at)) or self.base.get(address(at))
        collection = holder.holding(kind)
        if there is None or collection is None or there.parent is None:
            return None
        ours = {one.get(collection.key) for one in holder.item.get(collection.name, ())}
        before = [str(one.get(collection.key)) for one in there.siblings[: there.index]]
        return next((name for name in reversed(before) if name in ours), None)

    def _move(self, edit: MoveItem) -> None:
        at = place_of(edit)
        thing = self._kept(at)
        holder = self._kept(edit.at)
        thing = self._kept(at)
        parent = thing.parent
        if parent is None:
            return
        where = address(at)
        theirs = self.theirs[where]
        if where in self.moved and where in self.ours:
            mine = self.ours[where]
            same = mine.parent and address(mine.parent.at) == address(holder.at)
            if not (same and _before(mine) == _before(theirs)):
                self._conflict("moved-twice", at, (), _place(mine), _place(theirs))
            return
        self.draft.make(
            MoveItem(
                kind=edit.kind,
                id=edit.id,
                at=holder.at,
                after=self._neighbour(holder, edit.kind, theirs.at),
                was_at=parent.at,
                was_after=None,
            )
        )

    def _remove(self, edit: RemoveItem) -> None:
        at = place_of(edit)
        thing = self.draft.find(at)
        if thing is None:
            return
        self._tell_rescued(thing)
        removed = [thing, *things_below(thing)]
        if any(self._is_needed(one) for one in removed) or self._leans_on(removed):
            self._conflict("kept", at, (), thing.item, None)
            return
        self.draft.make(
            RemoveItem(
                at=thing.parent.at if thing.parent else at,
                kind=edit.kind,
                item=copy.deepcopy(thing.item),
            )
        )

    def _tell_rescued(self, removed: Thing) -> None:
        """
        Record what stood in a thing that they removed and what we had moved out of it.
        """
        below = {address(one.at) for one in things_below(removed)}
        was = self.base.get(address(removed.at))
        for one in things_below(was) if was is not None else ():
            where = address(one.at)
            rescued = self.draft.find(one.at) if where in self.moved else None
            if rescued is not None and where not in below and where not in self.theirs:
                self._conflict("kept", one.at, (), rescued.item, None)

    def _is_needed(self, thing: Thing) -> bool:
        """
        Tell whether we, or they themselves elsewhere, changed or added a thing.
        """
        where = address(thing.at)
        return where in self.touched or where not in self.base or where in self.theirs

    def _leans_on(self, removed: list[Thing]) -> bool:
        """
        Tell whether something that we changed or added stands at a step that they removed.
        """
        steps = {one.name for one in removed if one.kind == "step"}
        return bool(steps) and any(
            not steps.isdisjoint(_steps_named(one.kind, one.item))
            and any(self._is_needed(part) for part in [one, *things_below(one)])
            for one in self.draft.index.values()
            if one.kind in {"cell", "branch", "link"}
        )

    def _kept(self, at: Location) -> Thing:
        """
        Find a thing in our map, and bring it back when we removed what they changed.
        """
        thing = self.draft.find(at)
        if thing is not None:
            return thing
        lost = self.base.get(address(at)) or self.theirs.get(address(at))
        if lost is None or lost.parent is None:
            raise EditRefused.gone(at)
        holder = self._kept(lost.parent.at)
        item = self._without_living(copy.deepcopy(lost.item), lost)
        for step in _steps_named(lost.kind, item):
            self._kept(Location((("step", step),)))
        if self.draft.find(at) is None:
            self._put(self._kept(holder.at), lost.kind, item, lost.at)
            self._conflict("kept", lost.at, (), None, item)
        return self._kept(at)

    def _without_living(self, item: Plain, lost: Thing) -> Plain:
        """
        Copy a removed thing with those of its parts that they changed: the rest stays removed.
        """
        holder = Thing(lost.kind, item, lost.inner, known_at=lost.at)
        for thing in reversed(list(things_below(holder))):
            is_wanted = any(
                address(one.at) in self.touched_by_them for one in [thing, *things_below(thing)]
            )
            if not is_wanted or self.draft.find(thing.at) is not None:
                siblings = thing.siblings
                siblings.remove(thing.item)
                if not siblings and thing.parent and thing.collection:
                    del thing.parent.item[thing.collection.name]
        return item


def _collection_of(kind: str) -> Collection | None:
    """
    Find the collection that holds things of one kind.
    """
    waiting = list(whole({}).inner)
    while waiting:
        collection = waiting.pop()
        if collection.kind == kind:
            return collection
        waiting.extend(collection.inner)
    return None


def _inner_of(kind: str) -> tuple[Collection, ...]:
    """
    Find the collections inside things of one kind.
    """
    collection = _collection_of(kind)
    return collection.inner if collection else ()


def _steps_named(kind: str, item: Plain) -> list[str]:
    """
    List the steps without which a cell, a branch, a link or what a lane holds cannot stand.
    """
    collection = _collection_of(kind)
    marks = marked(collection.model) if collection else ()
    named = [item.get(key) for key, meant in marks if meant == "step"]
    for inner in collection.inner if collection else ():
        for one in item.get(inner.name, ()):
            named += _steps_named(inner.kind, one)
    return [name for name in named if isinstance(name, str)]


def _before(thing: Thing) -> str | None:
    key = thing.collection.key if thing.collection else "id"
    return str(thing.siblings[thing.index - 1].get(key)) if thing.index else None


def _place(thing: Thing) -> dict[str, str | None]:
    return {"at": str(thing.parent.at) if thing.parent else "", "after": _before(thing)}
