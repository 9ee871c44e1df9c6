"""
`touchline personas [list | propose] [SOURCE...]`: for how many customers each persona stands, or
personas that a log suggests.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._logs import has_log, log_of
from touchline.cli._output import as_text, deliver, json_option, output_option, say, say_all
from touchline.cli._persona_rows import (
    plain_live,
    plain_proposal,
    told_live,
    told_proposals,
)
from touchline.cli._plain import harmless
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import translate
from touchline.model.work.persona import Persona
from touchline.workspace.personas.live import findings_of, keep_shares, live_personas
from touchline.workspace.personas.proposals import USUAL, drafts_file, keep_proposals, propose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.diagnostics import Diagnostic
    from touchline.workspace import Workspace

EXAMPLES = (
    "touchline personas --workspace shop",
    "touchline personas list events.csv.gz --workspace shop",
    "touchline personas propose events.csv.gz --workspace shop",
    (
        "touchline personas propose invented_shop/events.csv.gz --cases invented_shop/customers.csv"
        " --by region --write --workspace shop"
    ),
)

WHAT = ("list", "propose")


def _personas(**values: Any) -> None:
    what, folder = values.pop("what"), values.pop("workspace")
    names = ("by", "most", "write", "author", "as_json", "output")
    wishes = {name: values.pop(name) for name in names}
    options = LogOptions.taken_from(values)
    with opened(folder) as workspace:
        (_list if what == "list" else _propose)(workspace, options, wishes)


def _list(workspace: Workspace, options: LogOptions, wishes: dict[str, Any]) -> None:
    personas, least = list(workspace.records(Persona)), workspace.settings.privacy.least
    log = log_of(workspace, options) if has_log(workspace, options) else None
    live = None if log is None else live_personas(personas, log, least=least)
    own = workspace.settings.language
    found = findings_of(personas, live or (), least=least, language=own)
    kept = 0
    if live and log is not None and wishes["write"]:
        author = author_of(wishes["author"])
        kept = len(keep_shares(workspace, live, log, today=_today(), author=author))
    if wishes["as_json"]:
        plain: dict[str, Any] = {
            "log": log and log.source,
            "cases": log and log.n_cases,
            "personas": [
                plain_live(one, live[place] if live else None) for place, one in enumerate(personas)
            ],
            "findings": _plain_findings(found),
        }
        deliver(as_text(plain), wishes["output"])
        return
    deliver(harmless(told_live(personas, live, own, reader())), wishes["output"])
    say_all(found)
    if log is None and personas:
        say("personas.uncounted")
    if wishes["write"]:
        say("personas.kept", n=kept)


def _propose(workspace: Workspace, options: LogOptions, wishes: dict[str, Any]) -> None:
    log = log_of(workspace, options)
    found = propose(workspace, log, today=_today(), by=wishes["by"], most=wishes["most"])
    kept = None
    if wishes["write"]:
        kept = len(keep_proposals(workspace, found, author=author_of(wishes["author"])))
    output = wishes["output"]
    if wishes["as_json"]:
        plain = {
            "log": found.source,
            "cases": found.cases,
            "personas": [plain_proposal(one) for one in found.proposals],
            "findings": [
                {"name": one.name, "message": one.told(reader())} for one in found.findings
            ],
            "written": kept is not None,
        }
        deliver(as_text(plain), output)
        return
    if output is not None and Path(output).suffix.lower() in {".yaml", ".yml"}:
        deliver(drafts_file(found), output)
    else:
        told = told_proposals(found, workspace.settings.language, reader())
        if kept is None:
            told += "\n" + translate("personas.not-kept", reader()) + "\n"
        deliver(harmless(told), output)
    say_all(found.findings)
    if kept is not None:
        say("personas.kept", n=kept)


def _plain_findings(findings: Iterable[Diagnostic]) -> list[dict[str, str]]:
    return [{"name": one.name, "message": one.told(reader())} for one in findings]


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


command = Verb(
    key="cli.personas",
    examples=EXAMPLES,
    callback=_personas,
    params=[
        click.Argument(["what"], metavar="[WHAT]", type=click.Choice(WHAT), default="list"),
        source_argument(required=False),
        option("--by", key="cli.personas.by", metavar="ATTRIBUTE"),
        option("--most", key="cli.personas.most", type=click.IntRange(1, 20), default=USUAL),
        option("--write", key="cli.personas.write", is_flag=True),
        *source_options(),
        workspace_option(),
        author_option(),
        json_option(),
        output_option(),
    ],
)
