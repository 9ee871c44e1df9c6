"""
`touchline schema`: the JSON Schema of the file format.
"""

from __future__ import annotations

from touchline.cli._command import Verb
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.document.schema import json_schema

EXAMPLES = ("touchline schema -o map.schema.json",)


def _schema(output: str | None, *, as_json: bool) -> None:
    # A JSON Schema is JSON in any case; the flag is there so that scripts can pass it everywhere.
    del as_json
    deliver(as_text(json_schema()), output)


command = Verb(
    key="cli.schema",
    examples=EXAMPLES,
    callback=_schema,
    params=[json_option(), output_option()],
)
