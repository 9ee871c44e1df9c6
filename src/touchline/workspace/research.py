"""
Research: studies and what they brought to light, as a workspace keeps them.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.model.structure import Evidence
from touchline.model.work.item import Item
from touchline.model.work.study import Study
from touchline.workspace.records import record_of
from touchline.workspace.searching import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.structure import Participants
    from touchline.model.work.item import Topic
    from touchline.workspace.stores import Stored
    from touchline.workspace.workspace import Workspace

#: Whose word counts as the customer's (R-111).
RIGHT = frozenset({"customers", "prospects"})

#: The methods in which people are spoken to or watched, so that they have to agree.
WITH_PEOPLE = frozenset({"interview", "focus-group", "survey", "user-test", "observation"})

#: More items than any workspace holds.
_ALL = 2**31 - 1

#: How good a proof a method gives; a quote stays a quote whatever the method.
_GRADES = {"survey": "surveyed", "analytics": "measured"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """
    An item in short; see `Item`.

    Args:
        study: The id of its study.
        who: Whose words they are.
        participants: What those people are to the company.
        n: How many people it sums up.
        places: Where in which maps it belongs.
        topic: What it tells beyond single steps.
    """

    study: str
    who: str | None
    participants: tuple[Participants, ...]
    n: int | None
    places: tuple[str, ...]
    topic: Topic | None


def items(workspace: Workspace, *, study: str | None = None) -> Iterator[Item]:
    """
    Read what research brought to light.

    Args:
        workspace: The workspace.
        study: Only of this study.

    Yields:
        The items by folder, title and id.
    """
    rows = workspace.store.listed("item") if study is None else _naming(workspace, study)
    for stored in rows:
        if study is None or json.loads(stored.body).get("study") == study:
            yield record_of(Item, stored)


def _naming(workspace: Workspace, name: str) -> list[Stored]:
    """
    Find the items that hold a name somewhere, without reading all there are.
    """
    found = workspace.store.search((searchable(name),), kinds=("item",), limit=_ALL)
    return sorted(found, key=lambda one: (one.folder, one.title, one.id))


def outlines(workspace: Workspace) -> Iterator[Outline]:
    """
    Read of all items what counting needs, which takes a tenth of the time.

    Args:
        workspace: The workspace.

    Yields:
        The items in short, by folder, title and id.
    """
    for stored in workspace.store.listed("item"):
        body = json.loads(stored.body)
        yield Outline(
            study=body["study"],
            who=body.get("who"),
            participants=tuple(body.get("participants", ())),
            n=body.get("n"),
            places=tuple(body.get("places", ())),
            topic=body.get("topic"),
        )


def items_at(workspace: Workspace, map_id: str) -> dict[str, Item]:
    """
    Read what research tells of a map.

    Args:
        workspace: The workspace.
        map_id: The id of the map.

    Returns:
        The items that name a place in it, by id.
    """
    found = {}
    for stored in _naming(workspace, map_id):
        places = json.loads(stored.body).get("places", ())
        if any(place.partition("/")[0] == map_id for place in places):
            found[stored.id] = record_of(Item, stored)
    return found


def studies(workspace: Workspace) -> dict[str, Study]:
    """
    Read the studies.

    Args:
        workspace: The workspace.

    Returns:
        The studies by id, in the order of folder and title.
    """
    return {one.id: one for one in workspace.records(Study)}


def participants_of(item: Item | Outline, study: Study) -> tuple[Participants, ...]:
    """
    Tell whose word an item is.

    Args:
        item: The item.
        study: Its study.

    Returns:
        The sorts that it names, else those who took part in the study; empty when nobody noted it.
    """
    if item.participants:
        return item.participants
    return tuple(dict.fromkeys(group.sort for group in study.participants if group.n != 0))


def may_be_quoted(study: Study, today: dt.date) -> bool:
    """
    Tell whether the words of people who took part in a study may leave the workspace.

    Args:
        study: The study.
        today: The day it is.

    Returns:
        False when nobody states what they agreed to, or they agreed until a day that has passed;
        words that were written for everybody, such as those of literature, need no consent.
    """
    if study.method not in WITH_PEOPLE:
        return True
    consent = study.consent
    return consent is not None and (consent.until is None or consent.until >= today)


def evidence_of(
    item: Item, study: Study, *, by: str = "", today: dt.date | None = None
) -> Evidence:
    """
    Say of an item what stands beside a card.

    Args:
        item: The item.
        study: Its study.
        by: Who brings it there.
        today: The day it is; None for the day it is here.

    Returns:
        The evidence, which names the item, and quotes it where that was agreed to.
    """
    day = today or dt.datetime.now().astimezone().date()
    is_one = item.who is not None or item.sort in {"quote", "observation"}
    default = "quoted" if item.sort == "quote" else _GRADES.get(study.method, "quoted")
    return Evidence.model_validate(
        {
            "grade": item.grade or default,
            "source": study.title,
            "date": item.date or study.end,
            "n": item.n or (1 if is_one else None),
            "participants": participants_of(item, study),
            "quote": item.quote if may_be_quoted(study, day) else None,
            "url": item.url,
            "item": item.id,
            "by": by or None,
        }
    )
