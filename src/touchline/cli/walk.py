"""
`touchline walk MAP`: the checklist for whoever walks a journey.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import deliver, output_option
from touchline.document.read import journey_of
from touchline.model.work.walk import WalkSort
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.walk_forms import FORMS, checklist

if TYPE_CHECKING:
    import datetime as dt

    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline walk invented_shop/map.yaml -o walk.html --language fa",
    "touchline walk invented_shop/map.yaml --walker Mei --date 2026-05-18 -o mei.walk.yaml",
    "touchline walk invented_shop/map.yaml --sort mystery-shopping --persona leo --to csv",
)


def _walk(journey: str, sort: WalkSort, persona: str | None, **values: Any) -> None:
    found = journey_of(read_map(journey))
    day: dt.datetime | None = values["date"]
    made = checklist(
        found,
        sort=sort,
        persona=_known(found, persona),
        walker=values["walker"] or "",
        date=day.date() if day else None,
        language=asked_language(values["language"]),
    )
    output = values["output"]
    ending = Path(output or "").suffix.lower().lstrip(".").replace("yml", "yaml")
    form = values["to"] or (ending if ending in FORMS else "md")
    deliver(FORMS[form](made), output)


def _known(journey: JourneyMap, persona: str | None) -> str | None:
    names = [one.id for one in journey.personas]
    if persona is not None and persona not in names:
        raise UnknownRecord.among(persona, names, at="--persona")
    return persona


command = Verb(
    key="cli.walk",
    examples=EXAMPLES,
    callback=_walk,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        option("--to", key="cli.walk.to", type=click.Choice(list(FORMS))),
        option("--json", "to", key="cli.option.json", flag_value="json", type=str),
        option(
            "--sort",
            key="cli.walk.sort",
            type=click.Choice(get_args(WalkSort)),
            default="walk-through",
        ),
        option("--persona", key="cli.walk.persona", metavar="ID"),
        option("--walker", key="cli.walk.walker", metavar="NAME"),
        option("--date", key="cli.walk.date", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY"),
        option("--language", metavar="TAG"),
        output_option(),
    ],
)
