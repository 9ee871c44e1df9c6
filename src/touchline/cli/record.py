"""
`touchline record KIND ID`: one record, what it was, and where it belongs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option, say
from touchline.cli._plain import harmless
from touchline.cli._recorded import plain_stored
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import moment_text, translate
from touchline.workspace.filing import Filed, record_text
from touchline.workspace.records import kind_named, record_of
from touchline.workspace.stores import STATES
from touchline.workspace.versions import revert, stored, version

if TYPE_CHECKING:
    from touchline.workspace import Workspace
    from touchline.workspace.stores import Stored

EXAMPLES = (
    "touchline record persona mei-lin --workspace shop",
    "touchline record persona mei-lin --history --workspace shop --json",
    "touchline record persona mei-lin --move archived --workspace shop",
    "touchline record persona mei-lin --revert 1 --author Mei --workspace shop",
)


def _record(kind: str, name: str, workspace: str, *, as_json: bool, **values: Any) -> None:
    author, back_to, state = author_of(values["author"]), values["back_to"], values["state"]
    with opened(workspace) as found:
        stored(found, kind, name)
        if back_to is not None:
            revert(found, kind, name, back_to, author=author)
        if state is not None:
            found.move(kind, name, state, author=author)
        now = stored(found, kind, name)
        if back_to is not None or state is not None:
            say("record.now", id=harmless(name), version=now.version, state=now.state)
        if values["is_history"]:
            _deliver_history(found.store.versions(kind, name), as_json=as_json)
        else:
            _deliver_one(found, now, values["number"], as_json=as_json)


def _deliver_one(found: Workspace, now: Stored, number: int | None, *, as_json: bool) -> None:
    if number is not None:
        version(found, now.kind, now.id, number)
        now = next(one for one in found.store.versions(now.kind, now.id) if one.version == number)
    if as_json:
        deliver(as_text(plain_stored(now, body=True)), None)
        return
    record = record_of(kind_named(now.kind), now)
    deliver(harmless(record_text(Filed(record=record, is_archived=now.state == "archived"))), None)


def _deliver_history(versions: tuple[Stored, ...], *, as_json: bool) -> None:
    if as_json:
        deliver(as_text({"versions": [plain_stored(one, body=True) for one in versions]}), None)
        return
    language = reader()
    rows = [
        {
            "version": one.version,
            "changed": moment_text(one.changed, language),
            "author": one.author or None,
            "state": translate(f"record.state.{one.state}", language),
            "title": one.title,
        }
        for one in versions
    ]
    deliver(table(rows, language), None)


command = Verb(
    key="cli.record",
    examples=EXAMPLES,
    callback=_record,
    params=[
        click.Argument(["kind"], metavar="KIND"),
        click.Argument(["name"], metavar="ID"),
        option("--version", "number", key="cli.record.version", type=int, metavar="VERSION"),
        option("--history", "is_history", key="cli.record.history", is_flag=True),
        option("--revert", "back_to", key="cli.record.revert", type=int, metavar="VERSION"),
        option("--move", "state", key="cli.record.move", type=click.Choice(STATES)),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
