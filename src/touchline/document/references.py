"""
What the models cannot see: ids that occur twice or lead nowhere, and cells that overlap.

The checks run on plain data and pass over what has the wrong shape, so that they add to the faults
of a broken file and need not wait until it is mended.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from touchline.document.faults import Fault, fault
from touchline.document.tree import Path, Plain, Thing, printed, things
from touchline.lanes import LANES
from touchline.model.experience import Scored
from touchline.model.structure import Card, RefersTo, Scale

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

#: Faults with the path at which each was found.
Found = tuple[Path, Fault]


def near(name: str, known: Iterable[str]) -> str:
    """
    Find the name that was probably meant.

    Args:
        name: What was written.
        known: What exists.

    Returns:
        The nearest name; empty when none is near.
    """
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)), "")


def listed(names: Iterable[str], most: int = 12) -> str:
    """
    Print the first of some names.

    Args:
        names: The names.
        most: How many to print.

    Returns:
        The names with commas between.
    """
    sorted_names = sorted(set(names))
    return ", ".join(sorted_names[:most]) + (" …" if len(sorted_names) > most else "")


def check(plain: Plain) -> Iterator[Found]:
    """
    Find what leads nowhere, occurs twice or overlaps.

    Args:
        plain: The plain data of a map, of any shape.

    Yields:
        Each fault with its path.
    """
    all_things = list(things(plain))
    known = _known(all_things)
    yield from _repeated(all_things)
    order = {name: place for place, name in enumerate(known["step"])}
    for thing in all_things:
        if thing.kind == "lane":
            yield from _crowded(thing, order)
        elif thing.kind == "cell":
            yield from _cell(thing, known["step"], order)
        elif thing.kind == "card":
            yield from _card(thing, known)
        elif thing.collection:
            yield from _named(thing, marked(thing.collection.model), known)


def _known(all_things: list[Thing]) -> defaultdict[str, dict[str, None]]:
    """
    Collect the ids by what a reference can name: a kind of thing, or the kind of a card's lane.
    """
    known: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for thing in all_things:
        name = _text(thing.item.get("id"))
        if not name:
            continue
        known[thing.kind][name] = None
        if thing.kind == "card" and thing.parent and thing.parent.parent:
            known[str(thing.parent.parent.item.get("kind"))][name] = None
    return known


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _repeated(all_things: list[Thing]) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for thing in all_things:
        name = _text(thing.item.get("id"))
        if not name or thing.kind in {"map", "cell"}:
            continue
        if (thing.kind, name) in seen:
            path = (*thing.path, "id")
            yield path, fault("duplicate-id", path=printed(path), id=name, kind=thing.kind)
        seen.add((thing.kind, name))


def _dangling(path: Path, name: object, kind: str, known: Collection[str]) -> Iterator[Found]:
    if isinstance(name, str) and name not in known:
        yield (
            path,
            fault(
                "dangling-id",
                path=printed(path),
                id=name,
                kind=kind,
                suggestion=near(name, known),
                known=listed(known),
            ),
        )


def _cell(cell: Thing, steps: dict[str, None], order: dict[str, int]) -> Iterator[Found]:
    for key in ("at", "through"):
        name = cell.item.get(key)
        if isinstance(name, str) and name not in steps:
            yield from _dangling((*cell.path, key), name, "step", steps)
    at, through = _text(cell.item.get("at")), _text(cell.item.get("through"))
    if at in order and through in order and order[through] < order[at]:
        path = (*cell.path, "through")
        yield path, fault("through-before-at", path=printed(path), at=at, through=through)


def _crowded(lane: Thing, order: dict[str, int]) -> Iterator[Found]:
    """
    Find the steps at which a lane has two cells.
    """
    taken: set[int] = set()
    cells = lane.item.get("cells")
    steps = list(order)
    for index, cell in enumerate(cells if isinstance(cells, list) else ()):
        if not isinstance(cell, dict) or _text(cell.get("at")) not in order:
            continue
        first = order[cell["at"]]
        last = order.get(_text(cell.get("through")), first)
        span = set(range(first, last + 1))
        if span & taken:
            path = (*lane.path, "cells", index)
            yield (
                path,
                fault(
                    "cells-overlap",
                    path=printed(path),
                    lane=_text(lane.item.get("id")),
                    step=steps[min(span & taken)],
                ),
            )
        taken |= span


def _card(card: Thing, known: defaultdict[str, dict[str, None]]) -> Iterator[Found]:
    lane = card.parent.parent if card.parent else None
    kind = _text(lane.item.get("kind")) if lane else ""
    yield from _named(card, references(kind), known)
    if lane and kind in LANES and issubclass(LANES[kind].card, Scored):
        yield from _outside_scale(card, lane)


def _named(
    thing: Thing, marks: Iterable[tuple[str, str]], known: defaultdict[str, dict[str, None]]
) -> Iterator[Found]:
    """
    Find the ids in a thing's own fields that lead nowhere.
    """
    for key, kind in marks:
        value = thing.item.get(key)
        if isinstance(value, list):
            for index, name in enumerate(value):
                if isinstance(name, str) and name not in known[kind]:
                    yield from _dangling((*thing.path, key, index), name, kind, known[kind])
        elif value is not None:
            yield from _dangling((*thing.path, key), value, kind, known[kind])


def _outside_scale(card: Thing, lane: Thing) -> Iterator[Found]:
    """
    Find a score outside the scale of its lane; its own scale is checked with the card.
    """
    scale = lane.item.get("scale")
    ends = scale if isinstance(scale, dict) else {}
    low, high = ends.get("low", Scale().low), ends.get("high", Scale().high)
    score = card.item.get("score")
    if card.item.get("scale") is not None:
        return
    if all(isinstance(one, int | float) for one in (score, low, high)) and not low <= score <= high:
        values = {"score": score, "low": low, "high": high}
        yield card.path, fault("score-outside-scale", path=printed(card.path), **values)


def references(lane_kind: str) -> tuple[tuple[str, str], ...]:
    """
    List the fields of a lane's cards that name something else in the map.

    Args:
        lane_kind: The kind of the lane.

    Returns:
        Each key with what its ids name; none for a kind that does not exist.
    """
    return marked(LANES[lane_kind].card if lane_kind in LANES else Card)


@cache
def marked(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """
    List the fields of a model that name something else in the map.

    Args:
        model: The model of a thing.

    Returns:
        Each key of the file with what its ids name.
    """
    found = []
    for name, field in model.model_fields.items():
        mark = next(_marks([*field.metadata, field.annotation]), None)
        if mark is not None:
            found.append((field.alias or name, mark.kind))
    return tuple(found)


def _marks(annotations: Iterable[Any]) -> Iterator[RefersTo]:
    for annotation in annotations:
        if isinstance(annotation, RefersTo):
            yield annotation
        elif not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            yield from _marks(getattr(annotation, "__metadata__", ()))
            yield from _marks(get_args(annotation))
