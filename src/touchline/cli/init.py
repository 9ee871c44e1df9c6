"""
`touchline init [FOLDER]`: make a folder a workspace, or make its store anew from its files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, say
from touchline.cli._plain import harmless
from touchline.cli._progress import shown
from touchline.cli._synced import tell_faults
from touchline.cli._workspace import author_of, author_option
from touchline.executors import use
from touchline.workspace import Workspace
from touchline.workspace.syncing import sync

EXAMPLES = (
    'touchline init kettlewisp --title "Kettlewisp" --language en',
    "touchline init --json",
)


def _init(folder: str, author: str | None, *, as_json: bool, **values: Any) -> int:
    with _made(folder, **values) as workspace:
        synced = sync(workspace, author=author_of(author))
        n_records = len(synced.records)
        title = workspace.settings.title.said(workspace.settings.language)
        maps = workspace.maps()
        if as_json:
            record = {
                "folder": str(Path(folder)),
                "id": workspace.settings.id,
                "title": workspace.settings.title.plain(),
                "store": workspace.store.place,
                "maps": len(maps),
                "records": n_records,
                "faults": [fault.told() for fault in synced.faults],
            }
            deliver(as_text(record), None)
        else:
            say("init.done", title=harmless(title), maps=len(maps), records=n_records)
        tell_faults(synced.faults)
    return FINDINGS if synced.faults else OK


def _made(folder: str, **values: Any) -> Workspace:
    """
    Make the workspace, or its store anew; the look at its maps may take a while.
    """
    with shown("bar"), use("processes"):
        if values["restore"]:
            return Workspace.restore(folder)
        language = asked_language(values["language"])
        return Workspace.create(
            folder, title=values["title"] or "", language=language, store=values["store"]
        )


command = Verb(
    key="cli.init",
    examples=EXAMPLES,
    callback=_init,
    params=[
        click.Argument(["folder"], default=".", metavar="[FOLDER]"),
        option("--title", key="cli.init.title", metavar="TEXT"),
        option("--language", key="cli.init.language", metavar="TAG"),
        option("--store", key="cli.init.store", metavar="URL"),
        option("--restore", key="cli.init.restore", is_flag=True),
        author_option(),
        json_option(),
    ],
)
