"""
`touchline compare MAP MAP`: today's map and the one to be, or any two, side by side.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._compared import compared_rows
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._table import table
from touchline.cli._themes import asked_theme
from touchline.document.compare import compare
from touchline.document.links import linked_file
from touchline.document.read import journey_of
from touchline.exporters import exporter_for
from touchline.i18n import translate
from touchline.scene.comparison import compose_comparison, sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.comparison import Comparison
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline compare before.map.yaml after.map.yaml",
    "touchline compare before.map.yaml after.map.yaml --to svg -o both.svg",
    "touchline compare before.map.yaml after.map.yaml --json",
)


def _compare(left: str, right: str, output: str | None, *, as_json: bool, **choices: Any) -> None:
    one, other = read_map(left), read_map(right)
    found = compare(one, other, linked=_linked(one, other, Path(left), Path(right)))
    tongue = asked_language(choices["language"])
    form = choices["to"] or _picture(output)
    if form is not None:
        exporter = exporter_for(form)
        theme = asked_theme(choices["theme"])
        scene = compose_comparison(one, other, found, theme=theme, language=tongue)
        deliver(exporter.export(scene), output)
    if as_json or Path(output or "").suffix.lower() == ".json":
        deliver(as_text(found.model_dump(mode="json")), None if form else output)
    elif form is None:
        deliver(_told(one, other, found, tongue), output)


def _picture(output: str | None) -> str | None:
    """
    Take the format from the ending of a file, unless that is a text.
    """
    if output is None or Path(output).suffix.lower() in {"", ".txt", ".json"}:
        return None
    return output


def _linked(
    one: JourneyMap | MeasuredMap, other: JourneyMap | MeasuredMap, left: Path, right: Path
) -> Iterator[tuple[str, str]]:
    """
    Collect the steps that links between the two files bring together.
    """
    for link in journey_of(one).links:
        if link.step and link.their_step and linked_file(link, left).resolve() == right.resolve():
            yield link.step, link.their_step
    for link in journey_of(other).links:
        if link.step and link.their_step and linked_file(link, right).resolve() == left.resolve():
            yield link.their_step, link.step


def _told(
    one: JourneyMap | MeasuredMap, other: JourneyMap | MeasuredMap, found: Comparison, language: str
) -> str:
    """
    Say which maps these are, what differs, and what must be known before anything is concluded.
    """
    journeys = (journey_of(one), journey_of(other))
    names = sides(*journeys, language)
    lines = [
        translate(
            "compare.side",
            language,
            side=side,
            title=journey.title.said(language, otherwise=journey.language),
        )
        for side, journey in zip(names, journeys, strict=True)
    ]
    rows = list(compared_rows(journeys, found, language))
    body = table(rows, language) if rows else translate("compare.same", language) + "\n"
    notes = [translate(f"compare.warning-{name}", language) for name in found.warnings]
    return (
        "\n".join(lines)
        + "\n\n"
        + body
        + "".join(f"\n{note}" for note in notes)
        + "\n" * bool(notes)
    )


command = Verb(
    key="cli.compare",
    examples=EXAMPLES,
    callback=_compare,
    params=[
        click.Argument(["left"], metavar="MAP"),
        click.Argument(["right"], metavar="MAP"),
        option("--to", metavar="FORMAT", type=str),
        option("--language", metavar="TAG"),
        option("--theme", default="paper", metavar="THEME"),
        json_option(),
        output_option(),
    ],
)
