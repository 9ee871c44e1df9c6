"""
The map files of a workspace, known without reading them again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from touchline.document.closed import plain
from touchline.document.hierarchy import map_files
from touchline.document.read import journey_of, load
from touchline.errors import TouchlineError
from touchline.measuring.measured import MeasuredMap
from touchline.model.departments import nearest_department, nearest_owner
from touchline.workspace.filing import FOLDER
from touchline.workspace.searching import searchable, texts_in
from touchline.workspace.stores import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card
    from touchline.workspace.stores import Store

#: Maps and their cards among the other records of a store.
MAP, CARDS = "map", "map-cards"

#: Counted up whenever something else is kept of a map, so that all are read again.
_EDITION = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """
    What is known of a map file.

    Args:
        file: Its path from the folder of the workspace, with `/`.
        id: The map's id; empty for a file that cannot be read.
        title: Its title in its own language; the file's name when it cannot be read.
        language: Its language.
        status: Whether others may rely on it.
        type: Its type; None when it says none.
        owner: Who answers for it.
        personas: The ids of its personas.
        channels: The ids of its channels.
        size: How many bytes the file has.
        modified: When the file was written, in nanoseconds.
        fault: Why it cannot be read; empty when it can.
    """

    file: str
    id: str = ""
    title: str = ""
    language: str = "en"
    status: str = "draft"
    type: str | None = None
    owner: str | None = None
    personas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    size: int = 0
    modified: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedCard:
    """
    A card of a map file.

    Args:
        file: The map's file.
        map: The map's id.
        lane: The kind of its lane, such as `pain-points`.
        step: The id of the step at which it stands.
        id: Its id.
        text: What it says, in the map's own language.
        card: All of it, as plain data.
        place: What the step is called, in the map's own language.
        visitors: How many customers the log had at the step; None in a map that is not measured.
        days: How many days that log covers.
        owner: Who answers for it: the nearest that is stated, of itself, its cell, lane, step and
            stage, or the map.
        department: Whose part it is, in the same way.
    """

    file: str
    map: str
    lane: str
    step: str
    id: str
    text: str
    card: dict[str, Any]
    place: str = ""
    visitors: int | None = None
    days: float | None = None
    owner: str | None = None
    department: str | None = None


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
        changed = {
            name: file for name, file in found.items() if not _is_known(file, known.get(name))
        }
        gone = before - found.keys()
        # Nobody waits while the files are read.
        fresh = [one for name, file in changed.items() for one in _records(name, file)]
        if changed or gone or not is_ours:
            with self._store.writing():
                self._store.state_fact("shelf", _EDITION)
                for kind in (MAP, CARDS):
                    self._store.forget(kind, [*gone, *changed])
                self._store.put(fresh)
        return len(changed)

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

    def cards(self, *lanes: str) -> Iterator[ShelvedCard]:
        """
        List the cards of all maps.

        Args:
            lanes: Only of these kinds of lanes; none for all.

        Yields:
            The cards, map by map in the order of the maps.
        """
        for one in self._store.listed(CARDS):
            for line in one.body.split("\n"):
                kind, _, cards = line.partition("\t")
                if cards and (not lanes or kind in lanes):
                    for card in json.loads(cards):
                        yield ShelvedCard(**card)

    def _files(self) -> tuple[Path, ...]:
        return map_files(self._folder, apart=frozenset({FOLDER}))


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


def _records(name: str, file: Path) -> list[Stored]:
    try:
        about = file.stat()
    except OSError:
        return []
    looked = Shelved(file=name, size=about.st_size, modified=about.st_mtime_ns)
    changed = dt.datetime.fromtimestamp(about.st_mtime, dt.UTC)
    folder = name.rpartition("/")[0]
    try:
        found = load(file)
    except TouchlineError as fault:
        shelved = replace(looked, title=file.name, fault=fault.told())
        return [_map_record(shelved, folder, changed, searchable(file.name))]
    journey = journey_of(found)
    title = journey.title.said(journey.language, otherwise=journey.language)
    shelved = replace(
        looked,
        id=journey.id,
        title=title,
        language=journey.language,
        status=journey.status,
        type=journey.type,
        owner=journey.owner,
        personas=tuple(persona.id for persona in journey.personas),
        channels=tuple(channel.id for channel in journey.channels),
    )
    text = searchable("\n".join([title, *texts_in(plain(journey))]))
    lines = "\n".join(_lines(name, found))
    return [
        _map_record(shelved, folder, changed, text),
        Stored(kind=CARDS, id=name, folder=folder, title=title, body=lines, changed=changed),
    ]


def _lines(name: str, found: JourneyMap | MeasuredMap) -> Iterator[str]:
    """
    Write the cards of each kind of lane on a line, so that the others need not be read.
    """
    lanes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for card in _cards(name, found):
        lanes[card.lane].append({field: getattr(card, field) for field in ShelvedCard.__slots__})
    for kind, cards in lanes.items():
        yield f"{kind}\t{json.dumps(cards, ensure_ascii=False)}"


def _map_record(shelved: Shelved, folder: str, changed: dt.datetime, text: str) -> Stored:
    body = json.dumps(asdict(shelved), ensure_ascii=False)
    return Stored(
        kind=MAP,
        id=shelved.file,
        title=shelved.title,
        folder=folder,
        body=body,
        text=text,
        changed=changed,
    )


def _cards(name: str, found: JourneyMap | MeasuredMap) -> Iterator[ShelvedCard]:
    journey = journey_of(found)
    measures = found.measures if isinstance(found, MeasuredMap) else None
    steps = {step.id: step for step in journey.steps}
    visitors, days = _seen(measures), _days(measures)
    for lane in journey.lanes:
        for cell in lane.cells:
            step = steps.get(cell.at)
            around = (cell, lane, step, journey.stage_of(cell.at) if step else None, journey)
            for card in cell.cards:
                yield ShelvedCard(
                    file=name,
                    map=journey.id,
                    lane=lane.kind,
                    step=cell.at,
                    id=card.id,
                    text=_said(card, journey.language),
                    card=card.model_dump(mode="json", by_alias=True, exclude_defaults=True),
                    place=step.name.said(journey.language) if step else "",
                    visitors=visitors.get(cell.at),
                    days=days,
                    owner=nearest_owner(card, *around),
                    department=nearest_department(card, *around),
                )


def _seen(measures: Measures | None) -> dict[str, int]:
    """
    Count the customers at each measured step.
    """
    steps = measures.steps if measures is not None else ()
    return {
        one.step: round(one.visitors.value)
        for one in steps
        if one.visitors is not None and one.visitors.value is not None
    }


def _days(measures: Measures | None) -> float | None:
    """
    Tell how many days of events a map was measured with.
    """
    origin = measures.provenance if measures is not None else None
    if origin is None or origin.first is None or origin.last is None:
        return None
    return (origin.last - origin.first) / dt.timedelta(days=1)


def _said(card: Card, language: str) -> str:
    return card.text.said(language, otherwise=language)
