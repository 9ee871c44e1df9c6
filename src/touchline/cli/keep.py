"""
`touchline keep FILE...`: take records from YAML or JSON files into a workspace.
"""

from __future__ import annotations

from pathlib import Path

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._plain import harmless
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import translate
from touchline.workspace.syncing import keep

EXAMPLES = (
    "touchline keep personas.yaml --workspace shop",
    "touchline keep personas.yaml --author Mei --workspace shop --json",
)


def _keep(
    files: tuple[str, ...],
    expected: int | None,
    workspace: str,
    author: str | None,
    *,
    as_json: bool,
) -> None:
    with opened(workspace) as found:
        kept = keep(found, map(Path, files), author=author_of(author), expected=expected)
    keys = [one.key for one in kept]
    if as_json:
        deliver(as_text({"records": keys}), None)
        return
    lines = "".join(f"  {harmless(key)}\n" for key in keys)
    deliver(translate("keep.done", reader(), n=len(keys)) + "\n" + lines, None)


command = Verb(
    key="cli.keep",
    examples=EXAMPLES,
    callback=_keep,
    params=[
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        option("--expect", "expected", key="cli.keep.expect", type=int, metavar="VERSION"),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
