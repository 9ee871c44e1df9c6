"""
`touchline records [KIND]`: what a workspace keeps besides its maps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._recorded import kind_words, plain_stored, stored_row
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import translate
from touchline.model.work import RECORDS
from touchline.workspace.records import kind_named, kind_of
from touchline.workspace.stores import STATES

if TYPE_CHECKING:
    from touchline.workspace import Workspace
    from touchline.workspace.stores import State

EXAMPLES = (
    "touchline records --workspace shop",
    "touchline records persona --workspace shop",
    "touchline records persona --state trashed --workspace shop --json",
)


def _records(
    kind: str | None,
    state: State,
    folder: str | None,
    limit: int,
    workspace: str,
    *,
    as_json: bool,
) -> None:
    with opened(workspace) as found:
        if kind is None:
            _kinds(found, as_json=as_json)
            return
        name = kind_of(kind_named(kind))
        rows = list(found.store.listed(name, state=state, folder=folder, limit=limit))
        total = found.store.count(name, state=state).get(name, 0)
    if as_json:
        record = {"kind": name, "state": state, "total": total}
        deliver(as_text({**record, "records": [plain_stored(one) for one in rows]}), None)
        return
    told = table([stored_row(one, reader()) for one in rows], reader())
    if folder is None and len(rows) < total:
        told += "\n" + translate("records.more", reader(), n=total - len(rows)) + "\n"
    deliver(told, None)


def _kinds(workspace: Workspace, *, as_json: bool) -> None:
    counts = {state: workspace.store.count(state=state) for state in STATES}
    rows = [
        {"kind": name, **{state: counts[state].get(name, 0) for state in STATES}}
        for name in RECORDS
    ]
    if as_json:
        deliver(as_text({"kinds": rows}), None)
        return
    language = reader()
    told = [
        {
            "record_kind": kind_words(str(row["kind"]), language),
            "known_as": row["kind"],
            **{f"records_{state}": row[state] for state in STATES},
        }
        for row in rows
    ]
    deliver(table(told, language), None)


command = Verb(
    key="cli.records",
    examples=EXAMPLES,
    callback=_records,
    params=[
        click.Argument(["kind"], metavar="[KIND]", required=False),
        option("--state", key="cli.records.state", type=click.Choice(STATES), default="kept"),
        option("--folder", key="cli.records.folder", metavar="FOLDER", default=None),
        option("--limit", key="cli.find.limit", type=click.IntRange(1, 1_000_000), default=100),
        workspace_option(),
        json_option(),
    ],
)
