"""
The map files of a workspace, known without reading them again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from touchline.document.closed import closed_map
from touchline.document.hierarchy import map_files
from touchline.progress import task
from touchline.workspace.filing import FOLDER
from touchline.workspace.shelving import (
    CARDS,
    MAP,
    OUTLINE,
    WHOLE,
    Shelved,
    ShelvedCard,
    records_of,
)
from touchline.workspace.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from touchline.model.map import JourneyMap
    from touchline.workspace.stores import Store, Stored

__all__ = ["CARDS", "MAP", "OUTLINE", "Shelf", "Shelved", "ShelvedCard"]

#: Counted up whenever something else is kept of a map, so that all are read again.
_EDITION = "5"

#: After so many files what was read is written, so that whoever stops a long look keeps most of it.
_BATCH = 64


class Shelf:
    """
    The map files of a folder and what the store knows of them.

    Args:
        folder: The folder of the workspace.
        store: Its store.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store

    def refresh(self) -> int:
        """
        Read the map files that are new or were changed, and forget those that are gone.

        Returns:
            How many files were read.
        """
        # What another release kept of a map may lack what this one looks for.
        is_ours = self._store.fact("shelf") == _EDITION
        known = {one.file: one for one in self.maps()} if is_ours else {}
        before = known.keys() if is_ours else {one.id for one in self._store.listed(MAP)}
        found = {file.relative_to(self._folder).as_posix(): file for file in self._files()}
        changed = [
            (name, file) for name, file in found.items() if not _is_known(file, known.get(name))
        ]
        self._forget(before - found.keys(), is_ours=is_ours)
        fresh: list[Stored] = []
        with task("map", len(changed)) as steps:
            # Nobody waits while the files are read.
            for i, read in enumerate(side_by_side(records_of, changed), start=1):
                fresh += read
                if i % _BATCH == 0 or i == len(changed):
                    self._put([name for name, _ in changed[i - 1 - (i - 1) % _BATCH : i]], fresh)
                    fresh = []
                steps.add()
        return len(changed)

    def _forget(self, gone: set[str], *, is_ours: bool) -> None:
        if not is_ours:
            with self._store.writing():
                # A map that another release has kept is unknown until it is read.
                self._drop([one.id for one in self._store.listed(MAP)])
                self._store.state_fact("shelf", _EDITION)
        elif gone:
            self._drop(sorted(gone))

    def _put(self, files: Sequence[str], fresh: Iterable[Stored]) -> None:
        with self._store.writing():
            self._drop(files)
            self._store.put(fresh)

    def _drop(self, files: Sequence[str]) -> None:
        with self._store.writing():
            for kind in (MAP, CARDS, OUTLINE, WHOLE):
                self._store.forget(kind, files)

    def maps(self, folder: str | None = None) -> tuple[Shelved, ...]:
        """
        List the maps as they were when the files were looked at last.

        Args:
            folder: Only in this folder and those below it.

        Returns:
            The maps by folder and title.
        """
        listed = self._store.listed(MAP, folder=folder)
        return tuple(_shelved(json.loads(one.body)) for one in listed)

    def file_of(self, name: str) -> str | None:
        """
        Find the file of a map.

        Args:
            name: The map's id, or its file.

        Returns:
            Its path from the folder of the workspace; None when there is no such map.
        """
        if self._store.get(MAP, name) is not None:
            return name
        return next((one.file for one in self.maps() if one.id == name), None)

    def text_of(self, file: str) -> str | None:
        """
        Give a map as text for `touchline.document.read.rebuilt`.

        It is the map as it was when the files were looked at last: enough to tell something of it,
        and nothing to base a change on.

        Args:
            file: Its file.

        Returns:
            JSON; None for a file that cannot be read.
        """
        stored = self._store.get(WHOLE, file)
        return None if stored is None else stored.body

    def outlines(self, file: str | None = None) -> Iterator[tuple[str, JourneyMap]]:
        """
        Give the maps without their lanes: titles, people, channels, stages and steps.

        Args:
            file: Only of this file.

        Yields:
            Each file with what its map is around its cards, in the order of the maps; files that
            cannot be read are passed over.
        """
        one = None if file is None else self._store.get(OUTLINE, file)
        listed = self._store.listed(OUTLINE) if file is None else filter(None, [one])
        for stored in listed:
            journey = closed_map().model_validate_json(stored.body, by_alias=True, by_name=False)
            yield stored.id, journey

    def cards(self, *lanes: str) -> Iterator[ShelvedCard]:
        """
        List the cards of all maps.

        Args:
            lanes: Only of these kinds of lanes; none for all.

        Yields:
            The cards, map by map in the order of the maps.
        """
        for one in self._store.listed(CARDS):
            yield from _cards_in(one.body, lanes)

    def cards_of(self, file: str, *lanes: str) -> Iterator[ShelvedCard]:
        """
        List the cards of one map.

        Args:
            file: Its file.
            lanes: Only of these kinds of lanes; none for all.

        Yields:
            The cards, lane by lane.
        """
        one = self._store.get(CARDS, file)
        if one is not None:
            yield from _cards_in(one.body, lanes)

    def _files(self) -> tuple[Path, ...]:
        return map_files(self._folder, apart=frozenset({FOLDER}))


def _cards_in(body: str, lanes: Sequence[str]) -> Iterator[ShelvedCard]:
    for line in body.split("\n"):
        kind, _, cards = line.partition("\t")
        if cards and (not lanes or kind in lanes):
            for card in json.loads(cards):
                yield ShelvedCard(**card)


def _shelved(body: dict[str, Any]) -> Shelved:
    lists = {name: tuple(body[name]) for name in ("personas", "channels")}
    return Shelved(**{**body, **lists})


def _is_known(file: Path, known: Shelved | None) -> bool:
    if known is None:
        return False
    try:
        about = file.stat()
    except OSError:
        # It went away just now; the next look tells.
        return True
    return (about.st_size, about.st_mtime_ns) == (known.size, known.modified)
