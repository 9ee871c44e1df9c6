"""
`touchline diff MAP MAP`: what changed between two maps, in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from touchline.cli._command import Verb, reader
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.document.describe import described
from touchline.document.diff import diff
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

EXAMPLES = ("touchline diff before.map.yaml after.map.yaml",)


def _diff(before: str, after: str, output: str | None, *, as_json: bool) -> None:
    old, new = (_authored(path) for path in (before, after))
    edits = diff(old, new)
    if as_json:
        deliver(as_text([edit.model_dump(mode="json") for edit in edits]), output)
        return
    lines = described(edits, old, reader())
    deliver("".join(f"{line}\n" for line in lines), output)


def _authored(path: str) -> JourneyMap:
    given = read_map(path)
    return given.journey if isinstance(given, MeasuredMap) else given


command = Verb(
    key="cli.diff",
    examples=EXAMPLES,
    callback=_diff,
    params=[
        click.Argument(["before"], metavar="MAP"),
        click.Argument(["after"], metavar="MAP"),
        json_option(),
        output_option(),
    ],
)
