"""
A map as plain data, and the places in it.

Plain data is what a file holds: mappings, lists, texts and numbers, with the keys of the file. The
collections whose items have a stable name are found from the models, so that a new one needs no
second entry here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_args, get_origin

from touchline.location import Location
from touchline.model.map import JourneyMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

#: A mapping as a file holds it.
Plain: TypeAlias = dict[str, Any]

#: What no stable name holds.
_NO_NAME = re.compile("[/: \\t\\r\\n]")

#: The way to a value: keys and list indexes.
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """
    A list whose items have a stable name.

    Args:
        name: Its key in the file, such as `steps`.
        kind: What one item is, such as `step`.
        key: The key that holds the item's stable name.
        model: The model of an item.
        inner: The collections inside each item.
    """

    name: str
    kind: str
    key: str
    model: type[BaseModel]
    inner: tuple[Collection, ...]


@dataclass(slots=True)
class Thing:
    """
    Something with a stable name, inside plain data.

    Args:
        kind: What it is, such as `step`; `map` for the whole.
        item: Its plain data.
        inner: The collections inside it.
        parent: What holds it; None for the map.
        collection: The list of the parent that holds it; None for the map.
        index: Its index there.
        known_at: Its place, where that is known already.
    """

    kind: str
    item: Plain
    inner: tuple[Collection, ...]
    parent: Thing | None = None
    collection: Collection | None = None
    index: int = 0
    known_at: Location | None = None

    @property
    def at(self) -> Location:
        """
        Its place by stable names, worked out when somebody asks: most things of a map are in order.
        """
        if self.known_at is None:
            self.known_at = self._location()
        return self.known_at

    def _location(self) -> Location:
        if self.parent is None or self.collection is None:
            return Location()
        return _location(self.parent.at, self.kind, self.item.get(self.collection.key))

    @property
    def path(self) -> Path:
        """
        Its place as printed.
        """
        if self.parent is None or self.collection is None:
            return ()
        return (*self.parent.path, self.collection.name, self.index)

    @property
    def siblings(self) -> list[Plain]:
        """
        The list that holds it.
        """
        assert self.parent is not None  # noqa: S101 (the map is in no list)
        assert self.collection is not None  # noqa: S101
        siblings: list[Plain] = self.parent.item[self.collection.name]
        return siblings

    @property
    def name(self) -> str:
        """
        Its stable name; empty for the map.
        """
        return str(self.item[self.collection.key]) if self.collection else ""

    def holding(self, kind: str) -> Collection | None:
        """
        Find the collection for things of a kind.

        Args:
            kind: What the items are.

        Returns:
            The collection inside this thing, or None.
        """
        return next((found for found in self.inner if found.kind == kind), None)


@cache
def collections() -> tuple[Collection, ...]:
    """
    Find the collections of a map with everything inside them.

    Returns:
        The collections of the map itself.
    """
    return _collections_of(JourneyMap)


def _collections_of(model: type[BaseModel]) -> tuple[Collection, ...]:
    found = []
    for name, field in model.model_fields.items():
        if get_origin(field.annotation) is not tuple:
            continue
        item = _model_of(get_args(field.annotation)[0])
        fields = getattr(item, "model_fields", {})
        key = next((key for key in ("id", "at") if key in fields), None)
        if key:
            inner = _collections_of(item)
            found.append(Collection(field.alias or name, _one_of(name), key, item, inner))
    return tuple(found)


def _one_of(name: str) -> str:
    """
    Name one of a collection: a stage of `stages`, a branch of `branches`.
    """
    return name.removesuffix("es" if name.endswith("ches") else "s")


def _model_of(annotation: Any) -> Any:
    """
    Take a model out of its wrapping: `Annotated`, a type variable, a filled generic.
    """
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    annotation = getattr(annotation, "__bound__", None) or annotation
    return get_origin(annotation) or annotation


def whole(plain: Plain) -> Thing:
    """
    Take a map's plain data as a thing.

    Args:
        plain: The plain data.

    Returns:
        The map.
    """
    return Thing("map", plain, collections())


def things(plain: Plain) -> Iterator[Thing]:
    """
    Walk over everything that has a stable name, what holds it first.

    Data of the wrong shape is passed over, so that a broken file can be walked too.

    Args:
        plain: The plain data of a map.

    Yields:
        The map itself, then each thing in the order of the file.
    """
    root = whole(plain)
    yield root
    yield from things_below(root)


def things_below(holder: Thing) -> Iterator[Thing]:
    """
    Walk over everything inside a thing, what holds it first.

    Args:
        holder: The thing.

    Yields:
        Each thing in the order of the file.
    """
    waiting = list(inside(holder))[::-1]
    while waiting:
        thing = waiting.pop()
        yield thing
        if thing.inner:
            waiting.extend(list(inside(thing))[::-1])


def inside(thing: Thing) -> Iterator[Thing]:
    """
    Walk over what a thing holds directly.

    Args:
        thing: The thing.

    Yields:
        Each item of each of its collections.
    """
    for collection in thing.inner:
        items = thing.item.get(collection.name)
        if not isinstance(items, list):
            continue
        for index, item in enumerate(items):
            if isinstance(item, dict):
                yield enter(thing, collection, item, index)


def enter(thing: Thing, collection: Collection, item: Plain, index: int) -> Thing:
    """
    Take one item of a thing as a thing.

    Args:
        thing: What holds it.
        collection: The list in which it stands.
        item: Its plain data.
        index: Its index there.

    Returns:
        The thing.
    """
    return Thing(
        collection.kind,
        item,
        collection.inner,
        thing,
        collection,
        index,
    )


def _location(parent: Location, kind: str, name: object) -> Location:
    """
    Place a thing of a file, which may have no id or an impossible one.
    """
    if not isinstance(name, str) or not name or _NO_NAME.search(name):
        return parent
    return below(parent, kind, name)


def below(holder: Location, kind: str, name: str) -> Location:
    """
    Name the place of a thing inside another.

    Args:
        holder: What holds it.
        kind: What it is.
        name: Its id; the id of the step for a cell.

    Returns:
        The place: columns are named before rows, and what a stage holds is named without it.
    """
    if kind == "cell":
        return Location((("step", name), *holder.parts))
    if kind == "step":
        return Location((("step", name),))
    return holder.child(kind, name)


def address(at: Location) -> tuple[str, ...]:
    """
    Shorten a place to what identifies the thing: where a card stands is not part of which it is.

    Args:
        at: The place.

    Returns:
        Its kind and id; for a cell its step and lane.
    """
    if not at.parts:
        return ()
    kind, name = at.parts[-1]
    if kind == "lane" and len(at.parts) > 1:
        return ("cell", name, at.parts[0][1])
    return (kind, name)


def location_at(plain: Plain, path: Path) -> Location:
    """
    Name the place of a path by stable names.

    Args:
        plain: The plain data of a map.
        path: Keys and indexes, outermost first.

    Returns:
        The location of the innermost thing on the way.
    """
    thing = whole(plain)
    for name, index in zip(path[::2], path[1::2], strict=False):
        collection = next((found for found in thing.inner if found.name == name), None)
        items = thing.item.get(name) if isinstance(name, str) else None
        if collection is None or not isinstance(items, list) or not isinstance(index, int):
            break
        if index >= len(items) or not isinstance(items[index], dict):
            break
        thing = enter(thing, collection, items[index], index)
    return thing.at


def printed(path: Sequence[str | int]) -> str:
    """
    Print a path as people know it.

    Args:
        path: Keys and indexes, outermost first.

    Returns:
        Such as `$.stages[1].steps[0].name`.
    """
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
