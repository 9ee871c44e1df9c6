"""
Everything in a map by its place: where it stands in the file, and what is allowed there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.document.tree import address, below, collections, printed
from touchline.location import Location
from touchline.model.structure import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from touchline.document.tree import Collection, Path
    from touchline.model.map import JourneyMap


@dataclass(frozen=True, slots=True)
class Place:
    """
    Something with a stable name in a map.

    Args:
        part: What stands there.
        at: Its place by stable names.
        path: Its place in the file.
        holder: The place of what holds it; None for the map.
    """

    part: BaseModel
    at: Location
    path: Path
    holder: Place | None = None

    @property
    def allowed(self) -> dict[str, str]:
        """
        The rules that it allows itself, each with the reason that it gives.
        """
        return self.part.allow if isinstance(self.part, Block) else {}


class Places:
    """
    The places of a map, in the order of the file.

    Args:
        journey: The map.
    """

    def __init__(self, journey: JourneyMap) -> None:
        root = Place(journey, Location(), ())
        self._places = {address(one.at): one for one in _walk(root, collections())}
        self._order = {where: n for n, where in enumerate(self._places)}
        # Most maps allow nothing, and then nothing has to be looked up.
        self._has_allowed = any(place.allowed for place in self._places.values())

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def path(self, at: Location | None) -> str:
        """
        Print a place as people know it.

        Args:
            at: The place; None for the whole map.

        Returns:
            Such as `$.stages[1].steps[0]`.
        """
        place = self._place(at)
        return printed(place.path) if place else str(at)

    def rank(self, at: Location | None) -> int:
        """
        Say where a place stands among the others.

        Args:
            at: The place; None for the whole map.

        Returns:
            Its number in the order of the file; unknown places come last.
        """
        return self._order.get(address(at) if at else (), len(self._order))

    def allows(self, rule: str, at: Location | None) -> bool:
        """
        Tell whether the thing, what holds it or its column allows a rule, with a reason.

        Args:
            rule: The name of the rule.
            at: The place; None for the whole map.

        Returns:
            True when a reason is given.
        """
        if not self._has_allowed:
            return False
        return any(place.allowed.get(rule, "").strip() for place in self._around(at))

    def _around(self, at: Location | None) -> Iterator[Place]:
        """
        Walk from a thing outwards, through its row and through its column.
        """
        starts = [self._place(at)]
        starts += [self._places.get((kind, name)) for kind, name in (at.parts if at else ())]
        for start in starts:
            place = start
            while place is not None:
                yield place
                place = place.holder

    def _place(self, at: Location | None) -> Place | None:
        return self._places.get(address(at) if at else ())


def _walk(holder: Place, inside: tuple[Collection, ...]) -> Iterator[Place]:
    yield holder
    for collection in inside:
        for index, part in enumerate(getattr(holder.part, collection.name)):
            at = below(holder.at, collection.kind, getattr(part, collection.key))
            place = Place(part, at, (*holder.path, collection.name, index), holder)
            yield from _walk(place, collection.inner)
