"""
Whether a workspace holds together: its files can be read, ids are there once and lead somewhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.document.acts import ids
from touchline.document.faults import UnreadableMap
from touchline.document.read import journey_of, load
from touchline.errors import TouchlineError
from touchline.lanes import LANES
from touchline.model.work import RECORDS
from touchline.workspace.catalogues import ENTRIES
from touchline.workspace.errors import DamagedWorkspace
from touchline.workspace.filing import FOLDER
from touchline.workspace.records import kind_named, kind_of, record_of
from touchline.workspace.references import FILE, MAP, PLACE, references
from touchline.workspace.syncing import sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Severity
    from touchline.model.map import JourneyMap
    from touchline.workspace.references import Reference
    from touchline.workspace.shelf import ShelvedCard
    from touchline.workspace.stores import Stored
    from touchline.workspace.workspace import Workspace

#: What was true once need not be true any more.
_HISTORY = frozenset({"measurement", "version"})

#: The findings of each file, or of each record that has none.
Findings = dict[str, tuple[Diagnostic, ...]]


def verify(workspace: Workspace) -> Findings:
    """
    Find what does not hold together in a workspace.

    Args:
        workspace: The workspace.

    Returns:
        The findings by file, as a path from the workspace's folder; those of a record by
        `records/<kind>/<id>.yaml`, whether there is such a file or not. Files without findings are
        missing.
    """
    return _Verifier(workspace).done()


class _Verifier:
    """
    Knows what there is in a workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.maps = workspace.maps()
        self.known = {
            kind: {one.id for one in workspace.store.listed(kind, state=None) if _is_there(one)}
            for kind in RECORDS
        }
        self.known[MAP] = {one.id for one in self.maps if one.id}
        self.kinds = {
            name: kind_of(record)
            for name in LANES
            for card, (record, _) in ENTRIES.items()
            if issubclass(LANES[name].card, card)
        }
        self.in_maps = self._in_maps()
        self.journeys: dict[str, JourneyMap | None] = {}
        self.places: dict[str, frozenset[str]] = {}
        self.found: defaultdict[str, list[Diagnostic]] = defaultdict(list)

    def _in_maps(self) -> dict[str, set[str]]:
        """
        Collect what stands in maps and may be missing in the catalogues.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.maps:
            found["persona"].update(one.personas)
            found["channel"].update(one.channels)
        for card in self.workspace.shelf.cards(*self.kinds):
            found[self.kinds[card.lane]].add(card.id)
        return found

    def done(self) -> Findings:
        """
        Go over maps, cards, records and their files.
        """
        for add in (self._unreadable, self._repeated, self._cards, self._records, self._files):
            for place, finding in add():
                self.found[place].append(finding)
        return {place: tuple(found) for place, found in sorted(self.found.items())}

    def _unreadable(self) -> Iterator[tuple[str, Diagnostic]]:
        for one in self.maps:
            if one.fault:
                try:
                    load(self.workspace.folder / one.file)
                except TouchlineError as fault:
                    yield from ((one.file, finding) for finding in _told(fault))

    def _repeated(self) -> Iterator[tuple[str, Diagnostic]]:
        files: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.maps:
            if one.id:
                files[one.id].append(one.file)
        for name, places in files.items():
            for file in places if len(places) > 1 else ():
                others = ", ".join(other for other in places if other != file)
                yield file, _finding("repeated-map", "error", path="$.id", id=name, others=others)

    def _cards(self) -> Iterator[tuple[str, Diagnostic]]:
        """
        Find cards whose entry is not in the catalogue, and evidence whose item is not kept.
        """
        kinds = self.kinds
        for one in self.workspace.shelf.cards():
            entry, kind = one.card.get("entry"), kinds.get(one.lane)
            if kind is not None and entry is not None and entry not in self.known[kind]:
                yield one.file, _dangling(f"{self._path(one)}.entry", kind, entry)
            for i, evidence in enumerate(one.card.get("evidence", ())):
                item = evidence.get("item")
                if item is not None and item not in self.known.get("item", ()):
                    path = f"{self._path(one)}.evidence[{i}].item"
                    yield one.file, _dangling(path, "item", item)

    def _path(self, card: ShelvedCard) -> str:
        """
        Say where a card stands in its file.
        """
        journey = self._journey(card.file)
        for i, lane in enumerate(journey.lanes if journey is not None else ()):
            for j, cell in enumerate(lane.cells):
                for k, one in enumerate(cell.cards):
                    if one.id == card.id:
                        return f"$.lanes[{i}].cells[{j}].cards[{k}]"
        return "$"

    def _journey(self, name: str) -> JourneyMap | None:
        if name not in self.journeys:
            try:
                self.journeys[name] = journey_of(self.workspace.map(name))
            except TouchlineError:
                self.journeys[name] = None
        return self.journeys[name]

    def _records(self) -> Iterator[tuple[str, Diagnostic]]:
        for kind in RECORDS:
            if kind in _HISTORY:
                continue
            for stored in self.workspace.store.listed(kind, state=None):
                if _is_there(stored):
                    place = f"{FOLDER}/{kind}/{stored.id}.yaml"
                    yield from ((place, finding) for finding in self._record(stored))

    def _record(self, stored: Stored) -> Iterator[Diagnostic]:
        try:
            record = record_of(kind_named(stored.kind), stored)
        except TouchlineError as fault:
            yield from _told(fault)
            return
        for one in references(record):
            if not self._leads_somewhere(one):
                yield _dangling(one.path, one.kind, one.id, one.map)

    def _leads_somewhere(self, one: Reference) -> bool:
        if one.kind == FILE:
            return "://" in one.id or (self.workspace.folder / one.id).exists()
        if one.kind == PLACE:
            return one.map not in self.known[MAP] or one.id in self._ids(one.map)
        if one.id in self.known.get(one.kind, ()) or one.id in self.in_maps.get(one.kind, ()):
            return True
        if one.kind == MAP:
            # A map may be named by its file too.
            return any(one.id == known.file for known in self.maps)
        return bool(one.map) and one.id in self._ids(one.map)

    def _ids(self, name: str) -> frozenset[str]:
        if name not in self.places:
            journey = self._journey(name)
            self.places[name] = frozenset() if journey is None else ids(journey)
        return self.places[name]

    def _files(self) -> Iterator[tuple[str, Diagnostic]]:
        """
        Find files of records that cannot be read, and those that were changed on both sides.
        """
        trial = sync(self.workspace, is_trial=True)
        for fault in trial.faults:
            if isinstance(fault, DamagedWorkspace):
                # Said of the record already.
                continue
            place = str(fault.at).removeprefix(f"{self.workspace.folder}").lstrip("/\\")
            yield from ((place, finding) for finding in _told(fault))
        for one in trial.of("conflict"):
            yield one.file, _finding("two-versions", "warning", path="$", key=one.key)


def _is_there(stored: Stored) -> bool:
    return stored.state != "trashed"


def _told(fault: TouchlineError) -> Iterator[Diagnostic]:
    if isinstance(fault, UnreadableMap):
        yield from fault.faults
    else:
        words = f"error.{fault.key}.problem"
        yield Diagnostic(name=fault.key, key=words, values=fault.values, severity="error", path="$")


def _dangling(path: str, kind: str, name: str, journey: str = "") -> Diagnostic:
    return _finding("dangling-reference", "error", path=path, kind=kind, id=name, map=journey)


def _finding(name: str, severity: Severity, *, path: str, **values: object) -> Diagnostic:
    return Diagnostic(
        name=name, key=f"workspace.{name}", values=values, severity=severity, path=path
    )
