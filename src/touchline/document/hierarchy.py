"""
Many maps as a tree: the whole life with a company, the journeys in it and their smaller parts (P7).

A map is a part of another when one of the two says so: the larger by a link of the kind `detail`,
the smaller by one of the kind `overview`. Links of other kinds are no part of the tree.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.document.faults import MissingMap, UnreadableMap
from touchline.document.links import linked_file, resolve
from touchline.document.read import journey_of, load
from touchline.errors import StorageError, TouchlineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.document.links import Resolved
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

#: What a map file is called.
MAP_FILES = ("*.map.yaml", "*.map.yml", "*.map.json", "map.yaml", "map.yml", "map.json")
_ENDINGS = tuple(name.removeprefix("*") for name in MAP_FILES if name.startswith("*"))
_NAMES = frozenset(name for name in MAP_FILES if not name.startswith("*"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    A map in its place in the tree.

    Args:
        file: Its file.
        found: The map; None when its file is no map.
        step: The id of the step of the larger map that it tells more closely; None for all of it.
        links: Its links with what they lead to.
        parts: The maps that are parts of it, in the order of its links.
    """

    file: Path
    found: JourneyMap | MeasuredMap | None
    step: str | None = None
    links: tuple[Resolved, ...] = ()
    parts: tuple[Placed, ...] = ()

    @property
    def journey(self) -> JourneyMap | None:
        """
        The map as it was authored.
        """
        return None if self.found is None else journey_of(self.found)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Placed]]:
        """
        Walk over the map and everything below it.

        Args:
            depth: How deep the map itself lies.

        Yields:
            Depth and map, what holds others first.
        """
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hierarchy:
    """
    Maps as a tree.

    Args:
        roots: The maps that are part of no other.
        faults: Files that are no maps, links that lead nowhere, circles; each with the file that
            holds it.
    """

    roots: tuple[Placed, ...]
    faults: tuple[tuple[Path, Diagnostic], ...] = ()

    def walk(self) -> Iterator[tuple[int, Placed]]:
        """
        Walk over all maps.

        Yields:
            Depth and map, from top to bottom.
        """
        for root in self.roots:
            yield from root.walk()


def map_files(folder: Path, *, apart: frozenset[str] = frozenset()) -> tuple[Path, ...]:
    """
    Find the maps of a folder and of the folders in it.

    Args:
        folder: The folder.
        apart: Folders directly in it that hold something else.

    Returns:
        The files by name; hidden folders are passed over.
    """
    found = []
    # One walk: a folder of a team may hold a hundred thousand other files.
    for place, folders, files in os.walk(folder):
        here = Path(place)
        passed = apart if here == folder else frozenset()
        folders[:] = [one for one in folders if not one.startswith(".") and one not in passed]
        found += [here / name for name in files if _is_map_file(name)]
    return tuple(sorted(path for path in found if path.is_file()))


def _is_map_file(name: str) -> bool:
    return not name.startswith(".") and (name in _NAMES or name.endswith(_ENDINGS))


def hierarchy(files: Iterable[Path]) -> Hierarchy:
    """
    Put maps into a tree by their links.

    Maps that are not among the files but are linked to as a part or as the larger whole are opened
    too.

    Args:
        files: The files, in the order in which maps of one height shall stand.

    Returns:
        The tree. A file that is no map stands in it as such. Of two larger maps the first counts,
        and a circle is cut open at the link that closes it; both are told as faults.
    """
    forest = _Forest()
    for file in files:
        forest.open(file)
    forest.grow()
    return forest.grown()


class _Forest:
    """
    Opens maps and finds for each the larger one that it is a part of.
    """

    def __init__(self) -> None:
        self.maps: dict[Path, Placed] = {}
        self.above: dict[Path, tuple[Path, str | None]] = {}
        self.faults: list[tuple[Path, Diagnostic]] = []

    def open(self, file: Path) -> None:
        """
        Read one map with its links, and what they name as parts or as the whole.
        """
        waiting = [file]
        while waiting:
            place = waiting.pop(0)
            key = place.resolve()
            if key in self.maps:
                continue
            self.maps[key] = self._read(place)
            for link in self.maps[key].links:
                self.faults += [(place, one) for one in link.faults]
                if link.link.kind in {"detail", "overview"} and link.found is not None:
                    waiting.append(link.file)

    def _read(self, file: Path) -> Placed:
        try:
            found = load(file)
        except (UnreadableMap, MissingMap, StorageError) as fault:
            self.faults.append((file, _unread(fault)))
            return Placed(file=file, found=None)
        return Placed(file=file, found=found, links=resolve(journey_of(found), file))

    def grow(self) -> None:
        """
        Note for each map which one it is a part of.
        """
        for key, placed in self.maps.items():
            for resolved in placed.links:
                if resolved.found is None:
                    continue
                other = linked_file(resolved.link, placed.file).resolve()
                if resolved.link.kind == "detail":
                    self._put(other, key, resolved.link.step)
                elif resolved.link.kind == "overview":
                    self._put(key, other, resolved.link.their_step)

    def _put(self, part: Path, whole: Path, step: str | None) -> None:
        known = self.above.get(part)
        if known is not None:
            if known[0] != whole:
                names = {"first": self._name(known[0]), "second": self._name(whole)}
                self._blame(part, "two-overviews", **names)
            elif known[1] is None:
                self.above[part] = (whole, step)
            return
        ring = self._ring(part, whole)
        if ring:
            self._blame(part, "circular-hierarchy", ring=" → ".join(map(self._name, ring)))
        else:
            self.above[part] = (whole, step)

    def _ring(self, part: Path, whole: Path) -> list[Path]:
        """
        Find the circle that a further link would close; empty when there is none.
        """
        way = [whole]
        while way[-1] != part:
            if way[-1] not in self.above:
                return []
            way.append(self.above[way[-1]][0])
        return [part, *reversed(way[:-1]), part]

    def _blame(self, file: Path, name: str, **values: object) -> None:
        found = Diagnostic(name=name, key=f"link.{name}", values=values, severity="error")
        if (self.maps[file].file, found) not in self.faults:
            self.faults.append((self.maps[file].file, found))

    def _name(self, key: Path) -> str:
        return self.maps[key].file.name

    def grown(self) -> Hierarchy:
        """
        Build the tree from the top.
        """
        parts: dict[Path, list[Path]] = {}
        for part in self.maps:
            if part in self.above:
                parts.setdefault(self.above[part][0], []).append(part)
        roots = tuple(self._placed(key, parts) for key in self.maps if key not in self.above)
        return Hierarchy(roots=roots, faults=tuple(self.faults))

    def _placed(self, key: Path, parts: dict[Path, list[Path]]) -> Placed:
        placed = self.maps[key]
        below = sorted(parts.get(key, ()), key=lambda part: _rank(placed, self.above[part][1]))
        step = self.above[key][1] if key in self.above else None
        inner = tuple(self._placed(part, parts) for part in below)
        return replace(placed, step=step, parts=inner)


def _rank(placed: Placed, step: str | None) -> int:
    """
    Order parts as their steps stand in the larger map; those of no step come first.
    """
    journey = placed.journey
    order = [one.id for one in journey.steps] if journey else []
    return order.index(step) if step in order else -1


def _unread(fault: TouchlineError) -> Diagnostic:
    n = len(fault.faults) if isinstance(fault, UnreadableMap) else 0
    return Diagnostic(
        name="unreadable-map", key="link.unreadable-map", values={"n": n}, severity="error"
    )
