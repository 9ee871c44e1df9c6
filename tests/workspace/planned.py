"""
A map and records to plan with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.model.work import RECORDS

if TYPE_CHECKING:
    from touchline.model.work import Record
    from touchline.workspace import Workspace

MAP = """\
touchline: 1
id: {id}
title: A first order of tea
language: en
owner: Rosa
personas: [{{id: mei, name: Mei Lin}}, {{id: tom, name: Tom}}]
channels: [{{id: mail, name: E-mail}}, {{id: web, name: Web shop}}]
stages:
- id: look
  name: Look around
  steps: [{{id: find, name: Find a tea}}]
- id: buy
  name: Buy
  steps: [{{id: pay, name: Pay}}, {{id: wait, name: Wait for the parcel}}]
lanes:
- id: contacts
  kind: touchpoints
  cells:
  - {{at: find, cards: [{{id: letter, text: Newsletter, channel: mail}}]}}
  - at: pay
    cards: [{{id: checkout, text: Checkout, channel: web, binding: [{{activities: [pay]}}]}}]
  - at: wait
    cards: [{{id: parcel, text: Parcel, channel: web, binding: [{{activities: [wait]}}]}}]
{lanes}"""


def put_map(workspace: Workspace, lanes: str = "", id: str = "tea") -> None:  # noqa: A002 (the field's word)
    """
    Write the map with more lanes, and let the workspace look at it.
    """
    file = workspace.folder / f"{id}.map.yaml"
    file.write_text(MAP.format(id=id, lanes=lanes), encoding="utf-8")
    workspace.shelf.refresh()


def record(kind: str, id: str, **fields: Any) -> Record:  # noqa: A002 (the field's word)
    """
    Make a record that is called like its id.
    """
    return RECORDS[kind].model_validate({"id": id, "title": id} | fields)


def campaign(id: str, step: str | None = None, **fields: Any) -> Record:  # noqa: A002 (the field's word)
    """
    Make a planned activity that somebody owns, at a step of the map.
    """
    at = [{"map": "tea", "step": step}] if step else []
    return record("campaign", id, **{"at": at, "owner": "Rosa", "status": "planned", **fields})
