"""
`touchline sync`: bring the records of a workspace and their files together, both ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._synced import synced_record, synced_text, tell_faults
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.workspace.syncing import sync

if TYPE_CHECKING:
    from touchline.workspace.syncing import Side

EXAMPLES = (
    "touchline sync --workspace shop",
    "touchline sync --workspace shop --kind persona --dry-run --json",
    "touchline sync --workspace shop --prefer files --author Mei",
)


def _sync(
    kind: tuple[str, ...],
    prefer: Side | None,
    workspace: str,
    author: str | None,
    *,
    is_trial: bool,
    as_json: bool,
) -> int:
    with opened(workspace) as found:
        outcome = sync(
            found, kinds=kind or None, prefer=prefer, author=author_of(author), is_trial=is_trial
        )
    deliver(as_text(synced_record(outcome)) if as_json else synced_text(outcome), None)
    tell_faults(outcome.faults)
    return FINDINGS if outcome.faults or outcome.of("conflict") else OK


command = Verb(
    key="cli.sync",
    examples=EXAMPLES,
    callback=_sync,
    params=[
        option("--kind", key="cli.sync.kind", metavar="KIND", multiple=True),
        option("--prefer", key="cli.sync.prefer", type=click.Choice(["files", "workspace"])),
        option("--dry-run", "is_trial", key="cli.option.dry-run", is_flag=True),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
