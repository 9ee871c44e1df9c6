"""
The journey map closed over the lanes that are registered.

The model of a map leaves open what its lanes hold. Here it is closed: one tagged union over all
lane types, so that one validation reports every fault of a file, and the same model gives the JSON
Schema.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import ConfigDict, Field

from touchline.lanes import LANES
from touchline.model.map import JourneyMap
from touchline.model.structure import Lane

if TYPE_CHECKING:
    from touchline.document.tree import Plain


@cache
def closed_lanes() -> dict[str, type[Lane]]:
    """
    Give the model of each lane type.

    Returns:
        The lane models by kind.
    """
    return {kind: _closed_lane(kind) for kind in LANES}


def _closed_lane(kind: str) -> type[Lane]:
    card: Any = LANES[kind].card
    name = "".join(part.capitalize() for part in kind.split("-")) + "Lane"
    # Only the union of all lanes validates anything, so that each alone need not be compiled.
    parts = {
        "__module__": __name__,
        "__annotations__": {"kind": Literal[kind]},
        "model_config": ConfigDict(defer_build=True),
    }
    metaclass: Any = type(Lane)
    closed: type[Lane] = metaclass(name, (Lane[card],), parts)
    return closed


@cache
def closed_map() -> type[JourneyMap]:
    """
    Give the model of a whole map file.

    Returns:
        The journey map whose lanes are one of the registered types.
    """
    union: Any = reduce(or_, closed_lanes().values())
    tagged = Annotated[union, Field(discriminator="kind")]
    model: type[JourneyMap] = JourneyMap[tagged]
    return model


def plain(journey: JourneyMap) -> Plain:
    """
    Turn a map into what a file holds: only what differs from the defaults, names first.

    Args:
        journey: The map.

    Returns:
        Its plain data; two maps with the same plain data are the same map.
    """
    dumped = journey.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"touchline": journey.touchline, **dumped}
