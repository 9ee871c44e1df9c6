"""
`touchline import FILE -o MAP`: a map from a file of another program.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._guessed import (
    PASTED,
    guess_options,
    guessed,
    pasted,
    plain_preview,
    wishes_of,
)
from touchline.cli._guessed import preview as shown
from touchline.cli._language import asked_language
from touchline.cli._maps import deliver_map
from touchline.cli._onto import bring_onto, onto_option
from touchline.cli._output import deliver, json_option, output_option, say
from touchline.cli._plain import harmless
from touchline.importers import import_map

if TYPE_CHECKING:
    from touchline.importers import Imported

EXAMPLES = (
    "touchline import shop.mmd -o shop.map.yaml",
    "touchline import shop.mmd --from mermaid --language de --json",
    "touchline import workshop.csv --preview",
    "touchline import shop.xlsx --onto shop.map.yaml --preview",
    'touchline import workshop.csv --lane "Quirks=pain-points" -o workshop.map.yaml',
)


def _import(
    file: str,
    format_: str | None,
    language: str | None,
    output: str | None,
    *,
    as_json: bool,
    preview: bool,
    onto: str | None,
    **wished: Any,
) -> None:
    if onto is not None:
        bring_onto(file, onto, format_, output, as_json=as_json, preview=preview)
        return
    guessing = guessed(file, format_, wishes_of(**wished))
    asked = asked_language(language)
    if guessing is not None and file == PASTED:
        imported = pasted(guessing, asked)
    else:
        imported = import_map(file, format=guessing or format_, language=asked)
    if preview:
        _show(imported, file, as_json=as_json)
        return
    if imported.understood is not None:
        sys.stderr.write(shown(imported))
    else:
        _tell(imported)
    deliver_map(imported.journey, output, as_json=as_json)


def _show(imported: Imported, file: str, *, as_json: bool) -> None:
    deliver(plain_preview(imported) if as_json else shown(imported), None)
    say("guess.take", example=f"touchline import {file} -o FILE")


def _tell(imported: Imported) -> None:
    journey, left_out = imported.journey, imported.left_out
    say(
        "cli.import.read",
        stages=len(journey.stages),
        steps=len(journey.steps),
        left=len(left_out),
    )
    for found in left_out:
        sys.stderr.write(harmless(f"  {found.path}  {found.told(reader())}") + "\n")


command = Verb(
    key="cli.import",
    examples=EXAMPLES,
    callback=_import,
    params=[
        click.Argument(["file"], metavar="FILE"),
        option("--from", "format_", key="cli.option.from", metavar="FORMAT"),
        option("--language", metavar="TAG"),
        *guess_options(),
        onto_option(),
        json_option(),
        output_option(),
    ],
)
