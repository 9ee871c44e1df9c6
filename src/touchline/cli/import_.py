"""
`touchline import FILE -o MAP`: a map from a file of another program.
"""

from __future__ import annotations

import sys

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._language import asked_language
from touchline.cli._maps import deliver_map
from touchline.cli._output import json_option, output_option, say
from touchline.cli._plain import harmless
from touchline.importers import import_map

EXAMPLES = (
    "touchline import shop.mmd -o shop.map.yaml",
    "touchline import shop.mmd --from mermaid --language de --json",
)


def _import(
    file: str, format_: str | None, language: str | None, output: str | None, *, as_json: bool
) -> None:
    imported = import_map(file, format=format_, language=asked_language(language))
    journey, left_out = imported.journey, imported.left_out
    say(
        "cli.import.read",
        stages=len(journey.stages),
        steps=len(journey.steps),
        left=len(left_out),
    )
    for found in left_out:
        sys.stderr.write(harmless(f"  {found.path}  {found.told(reader())}") + "\n")
    deliver_map(journey, output, as_json=as_json)


command = Verb(
    key="cli.import",
    examples=EXAMPLES,
    callback=_import,
    params=[
        click.Argument(["file"], metavar="FILE"),
        option("--from", "format_", key="cli.option.from", metavar="FORMAT"),
        option("--language", metavar="TAG"),
        json_option(),
        output_option(),
    ],
)
