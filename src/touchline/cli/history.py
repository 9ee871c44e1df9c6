"""
`touchline history MAP`: named versions of a map, and what changed between them.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import OK
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._plain import harmless
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.describe import described
from touchline.document.diff import diff
from touchline.document.read import journey_of, load
from touchline.i18n import date_text, translate
from touchline.workspace.map_versions import (
    history,
    keep_version,
    map_of,
    review,
    version_named,
)

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace
    from touchline.workspace.map_versions import Turn

EXAMPLES = (
    "touchline history shop.map.yaml --keep 'Spring 2026' --reviewed --workspace shop",
    "touchline history shop.map.yaml --changes 'Spring 2026' --workspace shop",
    "touchline history shop.map.yaml --workspace shop --json",
)


def _history(journey: str, workspace: str, output: str | None, **values: Any) -> int:
    names = tuple(name for name in (values["changes"], values["until"]) if name)
    as_json = values["as_json"]
    with opened(workspace) as found:
        file = _file(found, journey)
        if values["reviewed"]:
            _note_review(file)
        if values["keep"]:
            author = author_of(values["author"])
            kept = keep_version(
                found, file, values["keep"], author=author, notes=values["note"] or ""
            )
            say("history.kept", name=str(kept.title))
        if values["show"]:
            version = version_named(found, journey_of(load(file)).id, values["show"])
            deliver(version.text, output)
        elif values["changes"]:
            deliver(_changes(found, file, names, as_json=as_json), output)
        elif not values["keep"] or as_json:
            turns = history(found, file)
            rows = [turn.plain() for turn in turns]
            deliver(as_text(rows) if as_json else _told(turns), output)
    return OK


def _file(workspace: Workspace, journey: str) -> Path:
    """
    Find a map by its id, or by its path from here or from the workspace's folder.
    """
    place, root = Path(journey).resolve(), workspace.folder.resolve()
    if place.is_file() and place.is_relative_to(root):
        return workspace.map_file(place.relative_to(root).as_posix())
    return workspace.map_file(journey)


def _note_review(file: Path) -> None:
    today = dt.datetime.now().astimezone().date()
    if review(file, today):
        say("history.reviewed", day=date_text(today, reader()), path=str(file))


def _changes(workspace: Workspace, file: Path, names: tuple[str, ...], *, as_json: bool) -> str:
    now = journey_of(load(file))
    before, *others = (_version(workspace, now, name) for name in names)
    edits = diff(before, others[0] if others else now)
    if as_json:
        return as_text([edit.model_dump(mode="json") for edit in edits])
    lines = described(edits, before, reader())
    return harmless("".join(f"{line}\n" for line in lines))


def _version(workspace: Workspace, now: JourneyMap, name: str) -> JourneyMap:
    return journey_of(map_of(version_named(workspace, now.id, name)))


def _told(turns: tuple[Turn, ...]) -> str:
    language = reader()
    rows = []
    for turn in turns:
        version = turn.version
        rows.append(
            {
                "version": str(version.title) if version else translate("history.now", language),
                "date": date_text(version.kept_at.date(), language) if version else None,
                "author": (version.author or None) if version else None,
                "edits": len(turn.edits),
                "notes": str(version.notes) if version and version.notes else None,
            }
        )
    return table(rows, language)


command = Verb(
    key="cli.history",
    examples=EXAMPLES,
    callback=_history,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        option("--keep", key="cli.history.keep", metavar="NAME"),
        option("--reviewed", key="cli.history.reviewed", is_flag=True),
        option("--note", key="cli.history.note", metavar="TEXT"),
        option("--changes", key="cli.history.changes", metavar="NAME"),
        option("--until", key="cli.history.until", metavar="NAME"),
        option("--show", key="cli.history.show", metavar="NAME"),
        workspace_option(),
        author_option(),
        json_option(),
        output_option(),
    ],
)
