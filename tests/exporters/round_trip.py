"""
A map written in another format and read again: what must be equal, and what must be listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from touchline.document.closed import plain
from touchline.exporters import EXPORTERS
from touchline.exporters._ledger import KINDS, LeftOut
from touchline.i18n import LANGUAGES
from touchline.importers import IMPORTERS, Imported
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.exporters import Exporter
    from touchline.model.map import JourneyMap


class Leaf(NamedTuple):
    """
    One value of a map: the way to it by names, where it stands, and what it is.
    """

    way: tuple[str, ...]
    place: str
    value: Any


#: A way to walk over a map.
Walk: TypeAlias = "Callable[[JourneyMap], Iterator[Leaf]]"


def leaves(journey: JourneyMap) -> Iterator[Leaf]:
    """
    Walk over everything that a map says, its texts in its own language.
    """
    return _below(plain(journey), (), "$", journey.language)


def _below(item: dict[str, Any], way: tuple[str, ...], place: str, own: str) -> Iterator[Leaf]:
    for key, value in item.items():
        here = f"{place}.{key}"
        if key in KINDS and isinstance(value, list):
            for i, thing in enumerate(value):
                name = str(thing.get("id", thing.get("at")))
                yield Leaf((*way, key, name), f"{here}[{i}]", True)
                yield from _below(thing, (*way, key, name), f"{here}[{i}]", own)
        elif isinstance(value, dict) and set(value) <= set(LANGUAGES):
            yield Leaf((*way, key), here, LocalText.of(value).said(own, otherwise=own))
        else:
            yield Leaf((*way, key), here, value)


def loose(journey: JourneyMap) -> Iterator[Leaf]:
    """
    Walk over a map as a list of cards: each by its id, wherever it stands.
    """
    kinds = {lane.id: lane.kind for lane in journey.lanes}
    for leaf in leaves(journey):
        if "cards" not in leaf.way:
            is_frame = leaf.way[-2:-1] in {("lanes",), ("cells",)}
            if not is_frame and not (leaf.way[0] == "lanes" and leaf.way[-1] in ("kind", "at")):
                yield leaf
            continue
        at = leaf.way.index("cards")
        yield leaf._replace(way=leaf.way[at:])
        if len(leaf.way) == at + 2:
            yield leaf._replace(way=(*leaf.way[at:], "kind"), value=kinds[leaf.way[1]])


def is_listed(place: str, left_out: tuple[LeftOut, ...]) -> bool:
    """
    Tell whether a place or one around it is listed as left out or altered.
    """
    return any(
        one.how != "languages" and (place + ".").startswith((one.place + ".", one.place + "["))
        for one in left_out
    )


def read_back(exporter: Exporter, journey: JourneyMap) -> Imported:
    """
    Write a map and read the file.
    """
    text = exporter.export(journey).decode("utf-8").removeprefix("\ufeff")
    return IMPORTERS[exporter.name].read(text, at="map", language=journey.language)


def unaccounted(
    exporter: Exporter, journey: JourneyMap, walk: Walk = leaves
) -> list[tuple[Leaf, Any]]:
    """
    Find what is neither read back as it was nor listed as left out; nothing, if all is well.
    """
    left_out = exporter.left_out(journey)
    back = {leaf.way: leaf.value for leaf in walk(read_back(exporter, journey).journey)}
    return [
        (leaf, back.get(leaf.way))
        for leaf in walk(journey)
        if not is_listed(leaf.place, left_out) and not _is_same(back.get(leaf.way), leaf.value)
    ]


def invented(exporter: Exporter, journey: JourneyMap) -> list[Leaf]:
    """
    Find what is read although nobody wrote it.
    """
    left_out = exporter.left_out(journey)
    known = {leaf.way: leaf for leaf in leaves(journey)}
    altered = [one.place for one in left_out if one.how == "altered"]
    return [
        leaf
        for leaf in leaves(read_back(exporter, journey).journey)
        if leaf.way not in known and leaf.place not in altered and leaf.value not in ("", [], {})
    ]


def _is_same(one: Any, other: Any) -> bool:
    if other in ("", [], {}):
        # An empty text says as much as none.
        return one in (None, "", [], {})
    if isinstance(one, float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return bool(one == other)


def every_format() -> list[str]:
    """
    Name the formats that are written and read.
    """
    return [name for name in EXPORTERS if name in IMPORTERS]
