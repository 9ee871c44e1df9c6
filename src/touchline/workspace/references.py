"""
What the records of a workspace name: other records, maps, places in maps and files.

A field says by its name what it names: `study` a study, `channels` several channels, `map` a map,
and `step` a step of the map that the same record names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from touchline.model.structure import Id, Part
from touchline.model.work import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.work import Record

MAP, PLACE, FILE = "map", "place", "file"

#: Fields that name a thing inside the map that is named beside them or above.
_IN_MAP = frozenset({"step", "steps", "stage", "met", "change"})
#: Fields that name a place together with its map, such as `onboarding/step:pay`.
_PLACES = frozenset({"places"})
#: Fields that name files.
_FILES = frozenset({"picture", "photos", "file", "files"})
#: Fields whose texts need not be ids: a map may be named by its file.
_FREE = _FILES | _PLACES | {MAP, "maps"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """
    A name in a record that must exist elsewhere.

    Args:
        path: Where it stands, such as `$.channels[0]`.
        kind: What it names: the kind of a record, `map`, `place` or `file`.
        id: The name.
        map: The map in which a place is.
    """

    path: str
    kind: str
    id: str
    map: str = ""


def references(record: Record) -> Iterator[Reference]:
    """
    Collect what a record names.

    Args:
        record: The record.

    Yields:
        Each name with its place.
    """
    yield from _below(record, "$", "")


def _below(part: Part, path: str, journey: str) -> Iterator[Reference]:
    named = getattr(part, MAP, None)
    journey = named if isinstance(named, str) else journey
    for field, value in part:
        for place, one in _each(value, f"{path}.{field}"):
            if isinstance(one, Part):
                yield from _below(one, place, journey)
            elif isinstance(one, str) and (field in _FREE or field in _ids_of(type(part))):
                yield from _named(field, one, place, journey)


@cache
def _ids_of(kind: type[Part]) -> frozenset[str]:
    """
    List the fields that hold ids; a column of a log may be called `channel` too.
    """
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(field for field, hint in hints.items() if _holds_id(hint))


def _holds_id(hint: Any) -> bool:
    if get_origin(hint) is Annotated:
        return get_args(Id)[1] in get_args(hint)[1:] or _holds_id(get_args(hint)[0])
    return any(map(_holds_id, get_args(hint)))


def _each(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        yield from ((f"{path}[{i}]", one) for i, one in enumerate(value))
    else:
        yield path, value


def _named(field: str, one: str, path: str, journey: str) -> Iterator[Reference]:
    if field in _FILES:
        yield Reference(path=path, kind=FILE, id=one)
    elif field in _PLACES:
        name, _, place = one.partition("/")
        yield Reference(path=path, kind=MAP, id=name)
        if place:
            last = place.rpartition("/")[2] if "lane:" not in place else place.partition("/")[0]
            yield Reference(path=path, kind=PLACE, id=last.rpartition(":")[2], map=name)
    elif field in _IN_MAP:
        if journey:
            yield Reference(path=path, kind=PLACE, id=one, map=journey)
    elif _kind_of(field) is not None:
        # What a touchpoint is called in the catalogue, or the id of a card of the map.
        kind = _kind_of(field) or ""
        yield Reference(path=path, kind=kind, id=one, map=journey)


def _kind_of(field: str) -> str | None:
    """
    Tell what kind of thing a field names by its name, in the singular or the plural.
    """
    singular = field.removesuffix("s").replace("_", "-")
    for name in (field.replace("_", "-"), singular):
        if name == MAP or (name in RECORDS and name != "department"):
            return name
    return None
