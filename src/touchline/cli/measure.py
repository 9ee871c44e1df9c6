"""
`touchline measure MAP SOURCE... -o MAP`: a map with what the log says of it.
"""

from __future__ import annotations

from typing import Any

import click

from touchline.cli._command import Verb, reader
from touchline.cli._maps import deliver_map, read_map
from touchline.cli._output import json_option, output_option, say
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.i18n import percent
from touchline.measuring.measure import measure
from touchline.measuring.measured import MeasuredMap

EXAMPLES = (
    (
        "touchline measure online_retail_uk/map.yaml online_retail_uk/events.csv.gz"
        " -o measured.map.yaml"
    ),
)


def _measure(**values: Any) -> None:
    output, as_json = values.pop("output"), values.pop("as_json")
    given = read_map(values.pop("journey"))
    journey = given.journey if isinstance(given, MeasuredMap) else given
    measured = measure(journey, LogOptions.taken_from(values).read())
    completion = measured.measures.completion
    if completion is not None and completion.value is not None:
        share = percent(completion.value, reader())
        say("cli.measure.found", share=share, n=completion.n)
    deliver_map(measured, output, as_json=as_json)


command = Verb(
    key="cli.measure",
    examples=EXAMPLES,
    callback=_measure,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        source_argument(),
        *source_options(),
        json_option(),
        output_option(),
    ],
)
