"""
`touchline new TEMPLATE -o MAP`: a map from a template.
"""

from __future__ import annotations

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import deliver_map
from touchline.cli._output import json_option, output_option
from touchline.templates import new_map

EXAMPLES = (
    "touchline new current-state -o onboarding.map.yaml",
    'touchline new current-state --language de --title "Erste Bestellung" -o map.yaml',
)


def _new(
    template: str, title: str | None, language: str | None, output: str | None, *, as_json: bool
) -> None:
    journey = new_map(template, language=asked_language(language), title=title)
    deliver_map(journey, output, as_json=as_json)


command = Verb(
    key="cli.new",
    examples=EXAMPLES,
    callback=_new,
    params=[
        click.Argument(["template"], metavar="TEMPLATE"),
        option("--title", metavar="TEXT"),
        option("--language", metavar="TAG"),
        json_option(),
        output_option(),
    ],
)
