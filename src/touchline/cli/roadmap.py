"""
`touchline roadmap`: what is done for customers along their journeys, when, and what does not fit.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, output_option
from touchline.cli._pictures import draw, is_picture
from touchline.cli._plain import harmless
from touchline.cli._planned import (
    entry_row,
    flat_entry,
    group_words,
    names_of,
    plain_entry,
    plain_finding,
    told_findings,
)
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import translate
from touchline.spreadsheet import comma_separated
from touchline.workspace.icalendar import calendar
from touchline.workspace.roadmap import GROUPINGS, roadmap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.workspace.roadmap import Grouping, Roadmap

EXAMPLES = (
    "touchline roadmap --workspace shop",
    "touchline roadmap --by channel --workspace shop",
    "touchline roadmap --workspace shop -o roadmap.ics",
    "touchline roadmap --workspace shop -o roadmap.svg",
    "touchline roadmap --from 2026-12-01 --until 2027-03-31 --workspace shop --json",
)

FORMS = ("table", "csv", "ics", "json")
_COLUMNS = (
    "key", "sort", "title", "map", "stage", "step", "channels", "personas", "segment", "start",
    "end", "due", "status", "owner", "department",
)  # fmt: skip
#: What a reader may pass over without a bad conscience.
_GENTLE = "hint"


def _roadmap(**values: Any) -> int:
    output, language = values["output"], asked_language(values["language"])
    today = dt.datetime.now().astimezone().date()
    with opened(values["workspace"]) as workspace:
        whole = roadmap(workspace, today=today)
        part = whole.only(
            map=values["only"],
            step=values["step"],
            channel=values["channel"],
            persona=values["persona"],
            since=_day(values["since"]),
            until=_day(values["until"]),
        )
        names = names_of(workspace, part.entries, language)
        settings = workspace.settings
        title = settings.title.said(language, otherwise=settings.language)
    form = values["form"] or _form_of(output)
    text: str | bytes
    if values["form"] is None and output is not None and is_picture(output):
        given = {"by": values["by"], "names": names, "today": today, "title": title}
        text = draw("roadmap", output, part=part, language=language, **given)
    elif form == "ics":
        text = calendar(part, name=title, origin=settings.id, language=language, names=names)
    elif form == "csv":
        text = comma_separated([flat_entry(one, language) for one in part.entries], _COLUMNS)
    elif form == "json":
        findings = [plain_finding(one, language) for one in part.findings]
        entries = [plain_entry(one) for one in part.entries]
        text = as_text({"today": today.isoformat(), "entries": entries, "findings": findings})
    else:
        text = harmless(_told(part, values["by"], names, language))
    deliver(text, output)
    return FINDINGS if any(one.severity != _GENTLE for one in part.findings) else OK


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def _form_of(output: str | None) -> str:
    ending = Path(output).suffix.lower()[1:] if output else ""
    return ending if ending in FORMS else "table"


def _told(part: Roadmap, by: Grouping, names: Mapping[str, str], language: str) -> str:
    if not part.entries:
        pieces = [translate("roadmap.nothing", language) + "\n"]
    else:
        pieces = []
        for group, held in part.groups(by):
            heading = group_words(group, by, held, names, language)
            rows = [entry_row(one, names, language) for one in held]
            pieces.append(f"{heading}\n\n{table(rows, language)}")
    if part.findings:
        pieces.append(told_findings(part.findings, language))
    return "\n".join(pieces)


command = Verb(
    key="cli.roadmap",
    examples=EXAMPLES,
    callback=_roadmap,
    params=[
        option("--by", key="cli.roadmap.by", type=click.Choice(GROUPINGS), default="stage"),
        option("--map", "only", key="cli.register.map", metavar="MAP"),
        option("--step", key="cli.roadmap.step", metavar="ID"),
        option("--channel", key="cli.roadmap.channel", metavar="ID"),
        option("--persona", key="cli.roadmap.persona", metavar="ID"),
        option("--from", "since", key="cli.roadmap.from", type=click.DateTime(["%Y-%m-%d"])),
        option("--until", key="cli.roadmap.until", type=click.DateTime(["%Y-%m-%d"])),
        option("--language", metavar="TAG"),
        option("--format", "form", type=click.Choice(FORMS)),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        workspace_option(),
        output_option(),
    ],
)
