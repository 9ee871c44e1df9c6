"""
What changed between two maps, by stable ids: a moved step is a move, and not a removal with an
insertion.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from touchline.document.closed import plain
from touchline.document.describe import describe, described
from touchline.document.edits import (
    Draft,
    Edit,
    InsertItem,
    MoveItem,
    RemoveItem,
    SetField,
)
from touchline.document.tree import Plain, Thing, address, inside, things, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.document.tree import Collection
    from touchline.model.map import JourneyMap

__all__ = [
    "describe",
    "described",
    "diff",
    "diff_plain",
    "differing",
    "longest_rise",
    "name_before",
]


def diff(before: JourneyMap, after: JourneyMap) -> tuple[Edit, ...]:
    """
    Find the edits that turn one map into another.

    Args:
        before: The one map.
        after: The other.

    Returns:
        The edits; `apply(before, diff(before, after)) == after`.
    """
    return diff_plain(plain(before), plain(after))


def diff_plain(before: Plain, after: Plain) -> tuple[Edit, ...]:
    """
    Find the edits between the plain data of two maps.

    Args:
        before: The one.
        after: The other.

    Returns:
        The edits: insertions and moves from the outside in, then fields, then removals.
    """
    difference = _Difference(before, after)
    return (*difference.structure(), *difference.fields(), *difference.removals())


class _Difference:
    """
    Finds edits while it makes them on a copy, so that each names what it finds in its turn.
    """

    def __init__(self, before: Plain, after: Plain) -> None:
        self.draft = Draft(before)
        self.after = after
        self.old = {address(thing.at) for thing in things(before)}
        self.new = {address(thing.at): thing for thing in things(after)}

    def _made(self, edit: Edit) -> Edit:
        self.draft.make(edit)
        return edit

    def structure(self) -> Iterator[Edit]:
        """
        Insert what is new and move what stands elsewhere, what holds others first.
        """
        waiting = [whole(self.after)]
        while waiting:
            holder = waiting.pop(0)
            for collection in holder.inner:
                wanted = [one for one in inside(holder) if one.collection is collection]
                yield from self._arranged(holder, collection, wanted)
                waiting.extend(wanted)

    def _arranged(
        self, holder: Thing, collection: Collection, wanted: Sequence[Thing]
    ) -> Iterator[Edit]:
        """
        Bring the items of one collection into their order with the fewest moves.
        """
        now = self.draft.find(holder.at)
        here = [
            one.get(collection.key) for one in (now.item if now else {}).get(collection.name, ())
        ]
        staying = [here.index(thing.name) for thing in wanted if thing.name in here]
        kept = {here[place] for place in longest_rise(staying)}
        after: str | None = None
        for thing in wanted:
            where = address(thing.at)
            if where not in self.old:
                if self.draft.find(thing.at) is None:
                    item = self._without_known(thing)
                    yield self._made(
                        InsertItem(at=holder.at, kind=collection.kind, item=item, after=after)
                    )
            elif thing.name not in here or thing.name not in kept:
                yield self._made(self._move(thing, holder, after))
            after = thing.name

    def _move(self, thing: Thing, holder: Thing, after: str | None) -> MoveItem:
        now = self.draft.find(thing.at)
        assert now is not None  # noqa: S101 (it was there before and nothing is removed yet)
        assert now.parent is not None  # noqa: S101 (only the map has no parent)
        return MoveItem(
            kind=thing.kind,
            id=thing.name,
            at=holder.at,
            after=after,
            was_at=now.parent.at,
            was_after=name_before(now),
        )

    def _without_known(self, thing: Thing) -> Plain:
        """
        Copy a new thing without what stood elsewhere before and is moved into it.
        """
        item = dict(thing.item)
        for collection in thing.inner:
            if collection.name not in item:
                continue
            inner = [
                self._without_known(one)
                for one in inside(thing)
                if one.collection is collection and address(one.at) not in self.old
            ]
            item.pop(collection.name)
            if inner:
                item[collection.name] = inner
        return copy.deepcopy(item)

    def fields(self) -> Iterator[Edit]:
        """
        Set the fields that differ.
        """
        for where, thing in self.new.items():
            now = self.draft.index.get(where) if where else whole(self.draft.data)
            if now is None or (where and where not in self.old):
                continue
            held = {collection.name for collection in thing.inner}
            for field, was, value in differing(now.item, thing.item, held):
                yield self._made(SetField(at=thing.at, field=field, value=value, was=was))

    def removals(self) -> Iterator[Edit]:
        """
        Take out what is gone, each with what it still holds.
        """
        for thing in reversed(list(things(self.draft.data))):
            where = address(thing.at)
            parent = thing.parent
            if where in self.new or parent is None or address(parent.at) not in self.new:
                continue
            yield self._made(
                RemoveItem(
                    at=parent.at,
                    kind=thing.kind,
                    item=copy.deepcopy(thing.item),
                    after=name_before(thing),
                )
            )


def name_before(thing: Thing) -> str | None:
    """
    Name what a thing follows in its list.

    Args:
        thing: The thing.

    Returns:
        The id of its neighbour, or None for the first.
    """
    names = [str(one.get(thing.collection.key)) for one in thing.siblings if thing.collection]
    place = names.index(thing.name)
    return names[place - 1] if place else None


def differing(
    before: Plain, after: Plain, without: set[str] | frozenset[str] = frozenset()
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """
    Compare two mappings field by field, into the mappings inside them.

    Args:
        before: The one.
        after: The other.
        without: Keys that are not compared.

    Yields:
        The way to each field that differs, with both values; None where it is missing.
    """
    for key in dict.fromkeys([*before, *after]):
        if key in without:
            continue
        was, value = before.get(key), after.get(key)
        if was == value and type(was) is type(value):
            continue
        if isinstance(was, dict | None) and isinstance(value, dict | None):
            for field, inner_was, inner in differing(was or {}, value or {}):
                yield (key, *field), inner_was, inner
        else:
            yield (key,), was, value


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """
    Find a longest rising selection of some numbers, in O(n log n).

    Args:
        numbers: The numbers.

    Returns:
        The selection, in order.

    Examples:
        >>> longest_rise([2, 0, 1, 3])
        [0, 1, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(number)
            ends.append(place)
        else:
            tails[length], ends[length] = number, place
    found, place = [], ends[-1] if ends else -1
    while place >= 0:
        found.append(numbers[place])
        place = previous[place]
    return found[::-1]
