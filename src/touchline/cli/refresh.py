"""
`touchline refresh [MAP...]`: bring maps up to date with the catalogues of their workspace.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._plain import harmless
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.describe import described
from touchline.i18n import translate
from touchline.workspace.records import kind_of
from touchline.workspace.refreshing import refresh_maps

if TYPE_CHECKING:
    from touchline.workspace.refreshing import RefreshedFile, RefreshedMaps

EXAMPLES = (
    "touchline refresh --collect --dry-run --workspace shop",
    "touchline refresh --collect --workspace shop",
    "touchline refresh shop.map.yaml --workspace shop --json",
)


def _refresh(
    maps: tuple[str, ...], workspace: str, author: str | None, *, as_json: bool, **values: Any
) -> int:
    with opened(workspace) as found:
        done = refresh_maps(
            found,
            maps,
            collect=values["collect"],
            overrule=values["overrule"],
            author=author_of(author),
            is_trial=values["is_trial"],
        )
    is_trial = values["is_trial"]
    deliver(as_text(_record(done)) if as_json else _told(done, is_trial=is_trial), None)
    for one in done.files:
        if one.fault is not None:
            sys.stderr.write(harmless(one.fault.told(reader())) + "\n")
    return FINDINGS if any(one.fault for one in done.files) else OK


def _told(done: RefreshedMaps, *, is_trial: bool) -> str:
    language = reader()
    lines = []
    if done.records:
        lines.append(translate("refresh.collected", language, n=len(done.records)))
        lines += [f"  {kind_of(type(one))}/{one.id}" for one in done.records]
    for one in done.files:
        if one.edits or one.findings:
            lines += [one.file, *(f"  {line}" for line in _lines(one, language))]
    n = sum(bool(one.edits) for one in done.files)
    key = "refresh.done" if is_trial else "refresh.written"
    lines.append(translate(key, language, n=n, total=len(done.files)))
    return harmless("\n".join(lines)) + "\n"


def _lines(one: RefreshedFile, language: str) -> list[str]:
    told = described(one.edits, one.before, language) if one.before is not None else ()
    return [*told, *(finding.told(language) for finding in one.findings)]


def _record(done: RefreshedMaps) -> dict[str, Any]:
    language = reader()
    return {
        "records": [f"{kind_of(type(one))}/{one.id}" for one in done.records],
        "files": [
            {
                "file": one.file,
                "edits": [edit.model_dump(mode="json") for edit in one.edits],
                "findings": [
                    {
                        "name": finding.name,
                        "at": str(finding.at),
                        "message": finding.told(language),
                        "values": dict(finding.values),
                    }
                    for finding in one.findings
                ],
                "fault": None if one.fault is None else one.fault.told(language),
            }
            for one in done.files
        ],
    }


command = Verb(
    key="cli.refresh",
    examples=EXAMPLES,
    callback=_refresh,
    params=[
        click.Argument(["maps"], nargs=-1, metavar="[MAP]..."),
        option("--collect", key="cli.refresh.collect", is_flag=True),
        option("--overrule", key="cli.refresh.overrule", is_flag=True),
        option("--dry-run", "is_trial", key="cli.option.dry-run", is_flag=True),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
