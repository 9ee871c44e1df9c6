"""
`touchline held ID`: everything that a workspace holds on somebody, for whoever asks for it.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from touchline.cli._command import Verb, reader
from touchline.cli._faults import MissingArgument
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._person import (
    person_argument,
    person_options,
    plain_left,
    told_data,
    told_left,
    traces_of,
)
from touchline.cli._plain import harmless
from touchline.cli._recorded import kind_words
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import moment_text, translate
from touchline.workspace.privacy.erasing import due

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.workspace.privacy.holding import HeldFile, HeldRecord, Holding
    from touchline.workspace.privacy.logs import HeldLog

EXAMPLES = (
    "touchline held P2 --workspace shop",
    "touchline held P2 --workspace shop --json -o P2.json",
)


def _held(person: str, workspace: str, output: str | None, *, as_json: bool, **values: Any) -> None:
    if not person:
        words = {"command": "touchline held", "help": "touchline held --help"}
        raise MissingArgument(name="ID", **words)
    with opened(workspace) as found:
        wanted = due(found, traces_of(found, person, values), events=True)
        told = _record(wanted.found, found.folder)
        told["left"] = plain_left(wanted.left)
        if as_json:
            deliver(as_text(told), output)
        else:
            left = list(told_left(wanted.left))
            deliver(_text(person, wanted.found, left), output)


def _record(found: Holding, folder: Path) -> dict[str, Any]:
    return {
        "names": sorted(found.traces.names),
        "logs": [one.plain() for one in found.logs],
        "records": [_plain(one) for one in found.records],
        "maps": [_plain_file(one) for one in found.maps],
        "record_files": [one.place for one in found.record_files],
        "files": [
            str(one.relative_to(folder)) if one.is_relative_to(folder) else str(one)
            for one in (*found.files, *found.naming)
        ],
    }


def _plain(one: HeldRecord) -> dict[str, Any]:
    told = {"kind": one.now.kind, "id": one.now.id, "title": one.now.title, "state": one.now.state}
    if not one.versions:
        return {**told, "record": json.loads(one.now.body)}
    return {**told, "parts": [{"path": part.path, "value": part.value} for part in one.taken]}


def _plain_file(one: HeldFile) -> dict[str, Any]:
    parts = [{"path": part.path, "value": part.value} for part in one.taken]
    return {"file": one.place, "parts": parts}


def _text(person: str, found: Holding, left: list[str]) -> str:
    language = reader()
    if not found:
        return translate("erase.nothing", language) + "\n"
    lines = [translate("held.title", language, name=person)]
    for log in found.logs:
        lines += ["", *_log_lines(log, language)]
    for record in found.records:
        lines += ["", *_record_lines(record, language)]
    for file in found.maps:
        lines += ["", translate("held.map", language, file=file.place)]
        lines += told_data([part.value for part in file.taken], language)
    files = [*(one.place for one in found.record_files), *map(str, (*found.files, *found.naming))]
    if files:
        lines += ["", translate("held.files", language), *(f"  {one}" for one in files)]
    if left:
        lines += ["", translate("held.left", language), *left]
    return harmless("\n".join(lines)) + "\n"


def _log_lines(log: HeldLog, language: str) -> Iterator[str]:
    yield translate("held.log", language, log=log.place)
    for known in log.known:
        yield from told_data(known, language)
    if log.events:
        names = list(dict.fromkeys(name for event in log.events for name in event))
        rows = [_row({name: event.get(name) for name in names}, language) for event in log.events]
        yield from ("  " + line for line in table(rows, language, "amount").splitlines())


def _row(event: dict[str, Any], language: str) -> dict[str, Any]:
    when = dt.datetime.fromisoformat(event.pop("timestamp"))
    return {"when": moment_text(when, language), **event}


def _record_lines(one: HeldRecord, language: str) -> Iterator[str]:
    kind = kind_words(one.now.kind, language)
    yield translate("held.record", language, kind=kind, title=one.now.title, state=one.now.state)
    if not one.versions:
        yield from told_data(json.loads(one.now.body), language)
    else:
        yield from told_data([part.value for part in one.taken], language)


command = Verb(
    key="cli.held",
    examples=EXAMPLES,
    callback=_held,
    params=[
        person_argument(required=True),
        *person_options(),
        workspace_option(),
        json_option(),
        output_option(),
    ],
)
