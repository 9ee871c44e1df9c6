"""
`touchline schema [WHAT]`: the JSON Schema of a map file, of a programme or of a theme.
"""

from __future__ import annotations

import click

from touchline.cli._command import Verb
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.document.schema import SCHEMAS

EXAMPLES = (
    "touchline schema -o map.schema.json",
    "touchline schema programme -o programme.schema.json",
    "touchline schema theme -o theme.schema.json",
)


def _schema(what: str, output: str | None, *, as_json: bool) -> None:
    # A JSON Schema is JSON in any case; the flag is there so that scripts can pass it everywhere.
    del as_json
    deliver(as_text(SCHEMAS[what]()), output)


command = Verb(
    key="cli.schema",
    examples=EXAMPLES,
    callback=_schema,
    params=[
        click.Argument(["what"], metavar="[WHAT]", type=click.Choice(list(SCHEMAS)), default="map"),
        json_option(),
        output_option(),
    ],
)
