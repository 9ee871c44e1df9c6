"""
What is kept of a map file, so that it need not be read again until it changes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from touchline.document.read import journey_of, load
from touchline.document.write import plain_file
from touchline.errors import TouchlineError
from touchline.measuring.measured import MeasuredMap
from touchline.model.departments import nearest_department, nearest_owner
from touchline.workspace.searching import searchable, texts_in
from touchline.workspace.stores import Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.document.tree import Plain
    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap

#: Maps, their cards, what they are without their lanes, and all of them, among the other records
#: of a store.
MAP, CARDS, OUTLINE, WHOLE = "map", "map-cards", "map-outline", "map-whole"


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


def records_of(known: tuple[str, Path]) -> list[Stored]:
    """
    Read a map file.

    Args:
        known: Its path from the folder of the workspace, and the file.

    Returns:
        What is kept of it; nothing of a file that has gone away.
    """
    name, file = known
    try:
        about = file.stat()
    except OSError:
        return []
    looked = Shelved(file=name, size=about.st_size, modified=about.st_mtime_ns)
    changed = dt.datetime.fromtimestamp(about.st_mtime, dt.UTC)
    try:
        found = load(file)
    except TouchlineError as fault:
        shelved = replace(looked, title=file.name, fault=fault.told())
        return [_map_record(shelved, changed, searchable(file.name))]
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
    in_file = plain_file(found)
    whole = {key: value for key, value in in_file.items() if key != "measured"}
    outline = {key: value for key, value in whole.items() if key != "lanes"}
    text = searchable("\n".join([title, *texts_in(whole)]))
    on_map = _map_record(shelved, changed, text)
    return [
        on_map,
        replace(on_map, kind=CARDS, body="\n".join(_lines(name, found, whole)), text=""),
        replace(on_map, kind=OUTLINE, body=json.dumps(outline, ensure_ascii=False), text=""),
        replace(on_map, kind=WHOLE, body=json.dumps(in_file, ensure_ascii=False), text=""),
    ]


def _map_record(shelved: Shelved, changed: dt.datetime, text: str) -> Stored:
    return Stored(
        kind=MAP,
        id=shelved.file,
        title=shelved.title,
        folder=shelved.file.rpartition("/")[0],
        body=json.dumps(asdict(shelved), ensure_ascii=False),
        text=text,
        changed=changed,
    )


def _lines(name: str, found: JourneyMap | MeasuredMap, whole: Plain) -> Iterator[str]:
    """
    Write the cards of each kind of lane on a line, so that the others need not be read.
    """
    lanes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for card in _cards(name, found, whole):
        lanes[card["lane"]].append(card)
    for kind, cards in lanes.items():
        yield f"{kind}\t{json.dumps(cards, ensure_ascii=False)}"


def _cards(name: str, found: JourneyMap | MeasuredMap, whole: Plain) -> Iterator[dict[str, Any]]:
    """
    Say each card as the fields of a `ShelvedCard`.
    """
    journey = journey_of(found)
    measures = found.measures if isinstance(found, MeasuredMap) else None
    steps = {step.id: step for step in journey.steps}
    visitors, days = _seen(measures), _days(measures)
    for lane, plain_lane in zip(journey.lanes, whole.get("lanes", ()), strict=True):
        for cell, plain_cell in zip(lane.cells, plain_lane.get("cells", ()), strict=True):
            step = steps.get(cell.at)
            around = (cell, lane, step, journey.stage_of(cell.at) if step else None, journey)
            about = {
                "file": name,
                "map": journey.id,
                "lane": lane.kind,
                "step": cell.at,
                "place": step.name.said(journey.language) if step else "",
                "visitors": visitors.get(cell.at),
                "days": days,
            }
            for card, plain_card in zip(cell.cards, plain_cell.get("cards", ()), strict=True):
                yield {
                    **about,
                    "id": card.id,
                    "text": card.text.said(journey.language, otherwise=journey.language),
                    "card": plain_card,
                    "owner": nearest_owner(card, *around),
                    "department": nearest_department(card, *around),
                }


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
