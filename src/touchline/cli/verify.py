"""
`touchline verify`: whether a workspace holds together.
"""

from __future__ import annotations

import os

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._output import deliver, output_option
from touchline.cli._workspace import opened, workspace_option
from touchline.linting.report import as_json, as_sarif, as_text
from touchline.workspace.checking import verify

EXAMPLES = (
    "touchline verify --workspace shop",
    "touchline verify --workspace shop --format sarif -o workspace.sarif",
)


def _verify(form: str, workspace: str, output: str | None) -> int:
    with opened(workspace) as found:
        findings = verify(found)
        folder = found.folder.resolve()
        shown = {os.path.relpath(folder / place): those for place, those in findings.items()}
    report = {"text": as_text, "json": as_json, "sarif": as_sarif}[form]
    deliver(report(shown, reader()), output)
    return FINDINGS if findings else OK


command = Verb(
    key="cli.verify",
    examples=EXAMPLES,
    callback=_verify,
    params=[
        option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        workspace_option(),
        output_option(),
    ],
)
