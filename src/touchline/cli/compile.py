"""
`touchline compile SOURCE... -o FOLDER`: a log on disk, from which every question is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._executor import compiler_options, compiling
from touchline.cli._output import as_text, deliver, json_option, say_all
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.compiled.spill import MOST_TEXTS
from touchline.i18n import number, translate

if TYPE_CHECKING:
    from touchline.compiled.log import CompiledLog

EXAMPLES = (
    "touchline compile online_retail_uk/events.csv.gz -o shop.log",
    (
        "touchline compile complete_journey_grocery/events.csv.gz --case customer_id"
        " --activity event --timestamp timestamp -o grocery.log"
    ),
)


def _compile(**values: Any) -> None:
    folder, as_json = values.pop("output"), values.pop("as_json")
    append, most_texts = values.pop("append"), values.pop("most_texts")
    with compiling(values):
        log = LogOptions.taken_from(values).compile(folder, append=append, most_texts=most_texts)
    if as_json:
        deliver(as_text(_plain(log)), None)
        return
    deliver(_told(log), None)
    say_all(log.quality.diagnostics)


def _plain(log: CompiledLog) -> dict[str, object]:
    return {
        "folder": str(log.folder),
        "n_cases": log.n_cases,
        "n_events": log.n_events,
        "n_buckets": len(log.manifest.buckets),
        "activities": list(log.activities),
        "quality": log.quality.rows(),
    }


def _told(log: CompiledLog) -> str:
    language, quality = reader(), log.quality
    account = translate(
        "cli.compile.account",
        language,
        rows=quality.n_rows,
        kept=number(quality.n_kept, language),
        nobody=number(quality.n_without_case, language),
        dropped=number(quality.n_dropped, language),
    )
    found = translate(
        "cli.compile.found", language, events=log.n_events, n=log.n_cases, folder=str(log.folder)
    )
    return f"{account}\n{found}\n"


command = Verb(
    key="cli.compile",
    examples=EXAMPLES,
    callback=_compile,
    params=[
        source_argument(),
        option("-o", "--output", metavar="FOLDER", required=True, key="cli.option.log-folder"),
        option("--append", is_flag=True),
        option(
            "--most-texts",
            type=click.IntRange(min=1),
            metavar="N",
            default=MOST_TEXTS,
        ),
        *source_options(),
        *compiler_options(),
        json_option(),
    ],
)
