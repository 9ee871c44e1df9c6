"""
`touchline programme [FILE]`: what a programme of maps wants, how its maps stand, who is concerned.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, output_option
from touchline.cli._pictures import draw, is_picture
from touchline.cli._plain import harmless
from touchline.cli._portfolio import (
    impact_rows,
    maturity_rows,
    plain_branch,
    plain_portfolio,
    plain_stakeholder,
    plain_trend,
    questions_told,
    stakeholder_rows,
    told_portfolio,
)
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import translate
from touchline.model.work.stakeholder import Stakeholder
from touchline.workspace.impact_maps import impact_branches
from touchline.workspace.maturity import maturity
from touchline.workspace.portfolio import portfolio

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.workspace import Workspace

EXAMPLES = (
    "touchline programme --workspace shop",
    "touchline programme --show stakeholders --workspace shop",
    "touchline programme --show stakeholders --workspace shop -o stakeholders.svg",
    "touchline programme --show maturity --workspace shop --json",
)

#: What a program gets, the text for a terminal, and whether something was found.
_Shown = tuple[dict[str, Any], str, bool]


def _programme(**values: Any) -> int:
    language, output = asked_language(values["language"]), values["output"]
    with opened(values["workspace"]) as workspace:
        show = values["show"]
        if values["form"] == "table" and show in _DRAWN and output and is_picture(output):
            deliver(_DRAWN[show](workspace, output, language), output)
            return OK
        record, text, is_found = _SHOWN[values["show"]](workspace, values["file"], language)
    deliver(as_text(record) if values["form"] == "json" else harmless(text), output)
    return FINDINGS if is_found else OK


def _maps(workspace: Workspace, file: str | None, language: str) -> _Shown:
    today = dt.datetime.now().astimezone().date()
    found = portfolio(workspace, today=today, file=file)
    is_found = any(one.severity != "hint" for one in found.findings)
    return plain_portfolio(found, language), told_portfolio(found, language), is_found


def _stakeholders(workspace: Workspace, _: str | None, language: str) -> _Shown:
    people = tuple(workspace.records(Stakeholder))
    rows = stakeholder_rows(people, language, workspace.settings.language)
    record = {"stakeholders": [plain_stakeholder(one) for one in people]}
    return record, table(rows, language), False


def _impact(workspace: Workspace, _: str | None, language: str) -> _Shown:
    branches = impact_branches(workspace)
    own = workspace.settings.language
    text = table(impact_rows(branches, language, own), language)
    is_lost = any(one.is_lost for one in branches)
    if is_lost:
        text += "\n" + translate("programme.lost-changes", language) + "\n"
    return {"impact": [plain_branch(one) for one in branches]}, text, is_lost


def _maturity(workspace: Workspace, _: str | None, language: str) -> _Shown:
    trends = maturity(workspace)
    rows = maturity_rows(trends, workspace, language)
    text = table(rows, language) if rows else questions_told(language)
    return {"maturity": [plain_trend(one, language) for one in trends]}, text, False


def _stakeholder_map(workspace: Workspace, output: str, language: str) -> bytes:
    people, own = tuple(workspace.records(Stakeholder)), workspace.settings.language
    return draw("stakeholders", output, people=people, own=own, language=language)


def _impact_map(workspace: Workspace, output: str, language: str) -> bytes:
    branches, own = impact_branches(workspace), workspace.settings.language
    return draw("impact", output, branches=branches, own=own, language=language)


#: What is drawn when the file is a picture.
_DRAWN: dict[str, Callable[[Workspace, str, str], bytes]] = {
    "stakeholders": _stakeholder_map,
    "impact": _impact_map,
}

_SHOWN: dict[str, Callable[[Workspace, str | None, str], _Shown]] = {
    "maps": _maps,
    "stakeholders": _stakeholders,
    "impact": _impact,
    "maturity": _maturity,
}

command = Verb(
    key="cli.programme",
    examples=EXAMPLES,
    callback=_programme,
    params=[
        click.Argument(["file"], metavar="[FILE]", required=False),
        option("--show", key="cli.programme.show", type=click.Choice(list(_SHOWN)), default="maps"),
        option("--language", metavar="TAG"),
        option("--format", "form", type=click.Choice(["table", "json"]), default="table"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        workspace_option(),
        output_option(),
    ],
)
