"""
`touchline audience ID [SOURCE...]`: who stands at a step now, as a list for a campaign.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.read import journey_of
from touchline.i18n import date_text, moment_text, translate
from touchline.model.work.audience import Audience
from touchline.sources import Pseudonyms
from touchline.workspace.audiences import audience_list, log_of_map, noted

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.workspace.audiences import AudienceList

EXAMPLES = (
    "touchline audience ordered-once events.csv.gz --workspace shop",
    "touchline audience ordered-once events.csv.gz --key shop.key --workspace shop -o once.csv",
)


def _audience(**values: Any) -> None:
    name, key, output = values.pop("name"), values.pop("key"), values.pop("output")
    folder, author, as_json = (values.pop(one) for one in ("workspace", "author", "as_json"))
    options = LogOptions.taken_from(values)
    now = dt.datetime.now().astimezone().replace(microsecond=0)
    with opened(folder) as workspace:
        wanted = workspace.get(Audience, name)
        names = _names(Path(key)) if output else Pseudonyms.none()
        log = options.read() if options.sources else log_of_map(workspace, wanted.map)
        # A log that was read with the same key holds these very names already.
        is_named = log.quality.pseudonyms == names.mark
        name_of = str if is_named else names.of
        drawn = audience_list(workspace, wanted, log, pseudonym=name_of, today=now.date())
        if output:
            deliver(drawn.csv(workspace.settings.language), output)
            noted(workspace, drawn, at=now, by=author_of(author), key=names.mark)
        journey = journey_of(workspace.map(wanted.map))
        own = workspace.settings.language
    if as_json:
        deliver(as_text(_record(drawn)), None)
    else:
        deliver(_told(drawn, journey, own), None)
    if drawn.withheld:
        say("audience.withheld", n=len(drawn.withheld), least=drawn.least)


def _names(key: Path) -> Pseudonyms:
    if not key.exists():
        say("audience.key-made", file=str(key))
    return Pseudonyms.read(key)


def _record(drawn: AudienceList) -> dict[str, Any]:
    """
    Say for a program how many are on the list; who they are stands in its file alone.
    """
    one = drawn.audience
    return {
        "audience": one.id,
        "map": one.map,
        "at": drawn.at.isoformat(),
        "purpose": one.purpose.plain(),
        "basis": one.basis,
        "delete_by": one.until.isoformat() if one.until else None,
        "n": len(drawn.members),
        "steps": dict(drawn.counts),
        "withheld": list(drawn.withheld),
        "least": drawn.least,
        "source": drawn.source,
        "fingerprint": drawn.fingerprint,
    }


def _told(drawn: AudienceList, journey: JourneyMap, own: str) -> str:
    language, one = reader(), drawn.audience
    steps = {step.id: step.name for step in journey.steps}
    rows = [
        {"step": steps[name].said(language, otherwise=journey.language), "customers": n}
        for name, n in drawn.counts.items()
    ]
    lines = [
        one.title.said(language, otherwise=own),
        translate("audience.at", language, moment=moment_text(drawn.at, language)),
        translate("audience.purpose", language, purpose=one.purpose.said(language, otherwise=own)),
        translate("audience.basis", language, basis=one.basis),
    ]
    if one.until:
        lines.append(translate("audience.until", language, day=date_text(one.until, language)))
    return "\n".join(lines) + "\n\n" + table(rows, language)


command = Verb(
    key="cli.audience",
    examples=EXAMPLES,
    callback=_audience,
    params=[
        click.Argument(["name"], metavar="ID"),
        source_argument(required=False),
        *source_options(),
        option("--key", key="cli.audience.key", metavar="FILE", default="touchline.key"),
        workspace_option(),
        author_option(),
        json_option(),
        output_option(),
    ],
)
