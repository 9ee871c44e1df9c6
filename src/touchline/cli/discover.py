"""
`touchline discover SOURCE... -o MAP`: a draft map from a log alone.
"""

from __future__ import annotations

from typing import Any

from touchline.cli._command import Verb, option
from touchline.cli._dictionary import asked_dictionary, dictionary_option
from touchline.cli._language import asked_language
from touchline.cli._maps import deliver_map
from touchline.cli._output import json_option, output_option, say
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.measuring.discover import discover

EXAMPLES = (
    "touchline discover online_retail_uk/events.csv.gz -o draft.map.yaml",
    (
        "touchline discover complete_journey_grocery/events.csv.gz --coverage 0.9 --language de"
        " -o draft.map.yaml"
    ),
)


def _discover(**values: Any) -> None:
    output, as_json = values.pop("output"), values.pop("as_json")
    title, language = values.pop("title"), asked_language(values.pop("language"))
    coverage, dictionary = values.pop("coverage"), asked_dictionary(values.pop("dictionary"))
    least = least_group(values)
    log = LogOptions.taken_from(values).read()
    journey = discover(
        log, title=title, language=language, coverage=coverage, dictionary=dictionary, least=least
    )
    say("cli.discover.found", steps=len(journey.steps), stages=len(journey.stages))
    deliver_map(journey, output, as_json=as_json)


command = Verb(
    key="cli.discover",
    examples=EXAMPLES,
    callback=_discover,
    params=[
        source_argument(),
        option("--title", metavar="TEXT"),
        option("--language", metavar="TAG"),
        option("--coverage", type=float, default=0.8, metavar="SHARE"),
        dictionary_option(),
        *source_options(),
        least_option(),
        json_option(),
        output_option(),
    ],
)
