"""
`touchline find WORD...`: search the maps and records of a workspace in any script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._recorded import kind_words, plain_stored
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option

if TYPE_CHECKING:
    from touchline.workspace.stores import Stored

EXAMPLES = (
    "touchline find returns --workspace shop",
    'touchline find "web shop" --kind touchpoint --kind map --workspace shop --json',
)


def _find(
    words: tuple[str, ...], kind: tuple[str, ...], limit: int, workspace: str, *, as_json: bool
) -> None:
    # The shell has taken the quotes of a phrase away.
    text = " ".join(f'"{word}"' if " " in word else word for word in words)
    with opened(workspace) as found:
        hits = found.search(text, kinds=kind or None, limit=limit)
    if as_json:
        deliver(as_text({"found": [plain_stored(one) for one in hits]}), None)
    else:
        deliver(table([_row(one) for one in hits], reader()), None)


def _row(hit: Stored) -> dict[str, object]:
    return {"record_kind": kind_words(hit.kind, reader()), "title": hit.title, "id": hit.id}


command = Verb(
    key="cli.find",
    examples=EXAMPLES,
    callback=_find,
    params=[
        click.Argument(["words"], nargs=-1, required=True, metavar="WORD..."),
        option("--kind", key="cli.find.kind", metavar="KIND", multiple=True),
        option("--limit", key="cli.find.limit", type=click.IntRange(1, 10_000), default=50),
        workspace_option(),
        json_option(),
    ],
)
