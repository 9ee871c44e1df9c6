"""
`touchline known [MAP]`: what is known of each cell of a map, by how many, how, since when; and what
is not.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option, output_option, say_all
from touchline.cli._research import known_of
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import date_text, has_message, list_text, translate
from touchline.spreadsheet import comma_separated
from touchline.workspace.knowledge import known_of_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace
    from touchline.workspace.knowledge import CellKnowledge, Knowledge

EXAMPLES = (
    "touchline known --workspace shop",
    "touchline known online-retail-uk --workspace shop",
    "touchline known online_retail_uk/map.yaml --gaps --format csv",
)

_COLUMNS = (
    "step", "lane", "kind", "cards", "backed", "grade", "people", "others", "unsure", "methods",
    "latest", "is_stale", "is_known", "gaps",
)  # fmt: skip


def _known(
    journey: str | None, form: str, workspace: str, output: str | None, *, gaps: bool, as_json: bool
) -> None:
    today = dt.datetime.now().astimezone().date()
    form = "json" if as_json else form
    if journey is None:
        with opened(workspace) as found:
            rows = list(_overview(found, today))
        deliver(as_text({"maps": rows}) if form == "json" else table(rows, reader()), output)
        return
    seen, knowledge = known_of(journey, workspace, today)
    cells = [cell for cell in knowledge.cells if cell.gaps or not gaps]
    if form == "json":
        kept = {str(cell.step) + "/" + cell.lane for cell in cells}
        record = knowledge.plain()
        record["cells"] = [one for one in record["cells"] if f"{one['step']}/{one['lane']}" in kept]
        deliver(as_text(record), output)
    elif form == "csv":
        deliver(_csv(cells), output)
    else:
        deliver(_table(cells, seen), output)
        _about_topics(knowledge)
        say_all(knowledge.findings())


def _overview(workspace: Workspace, today: dt.date) -> Iterator[dict[str, Any]]:
    for shelved, found in known_of_all(workspace, today=today):
        yield {
            "id": shelved.id,
            "title": shelved.title,
            "cells": len(found.cells),
            "known_cells": found.known,
            "open_gaps": len(found.gaps),
            "unplaced": len(found.unplaced) or None,
        }


def _table(cells: Iterable[CellKnowledge], journey: JourneyMap) -> str:
    language = reader()
    names = {step.id: step.name for step in journey.steps}
    lanes = {lane.id: lane for lane in journey.lanes}

    def title(lane_id: str) -> str:
        lane = lanes[lane_id]
        own = f"lane.{lane.kind}.title"
        ours = translate(own, language) if has_message(own) else lane.kind
        return lane.title.said(language, otherwise=journey.language) if lane.title else ours

    rows = [
        {
            "step": names[cell.step].said(language, otherwise=journey.language),
            "lane": title(cell.lane),
            "grade": translate(f"grade.{cell.grade}", language) if cell.grade else None,
            "asked": cell.people or None,
            "neither": cell.others or None,
            "unsure": cell.unsure or None,
            "methods": _listed("method", cell.methods),
            "latest": date_text(cell.latest, language, form="short") if cell.latest else None,
            "gaps": _listed("gap", dict.fromkeys(gap.kind for gap in cell.gaps)),
        }
        for cell in cells
    ]
    return table(rows, language)


def _listed(stem: str, names: Iterable[str]) -> str | None:
    words = [translate(f"{stem}.{name}", reader()) for name in names]
    return list_text(words, reader()) or None


def _about_topics(knowledge: Knowledge) -> None:
    language = reader()
    rows = [
        {
            "topic": translate(f"topic.{one.topic}", language),
            "asked": one.people or None,
            "methods": _listed("method", one.methods),
            "latest": date_text(one.latest, language, form="short") if one.latest else None,
        }
        for one in knowledge.topics
        if one.items
    ]
    if rows:
        deliver("\n" + table(rows, language), None)


def _csv(cells: Iterable[CellKnowledge]) -> str:
    rows = []
    for one in cells:
        told = {name: getattr(one, name) for name in _COLUMNS}
        rows.append(told | {"gaps": list(dict.fromkeys(gap.kind for gap in one.gaps))})
    return comma_separated(rows, _COLUMNS)


command = Verb(
    key="cli.known",
    examples=EXAMPLES,
    callback=_known,
    params=[
        click.Argument(["journey"], metavar="[MAP]", required=False),
        option("--gaps", key="cli.known.gaps", is_flag=True),
        option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table"),
        workspace_option(),
        json_option(),
        output_option(),
    ],
)
