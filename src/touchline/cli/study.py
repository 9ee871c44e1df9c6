"""
`touchline study [STUDY]`: how the research of a workspace stands; with `--plan`, a new study.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option, say, say_all
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import date_text, list_text, translate
from touchline.model.work.study import Group, Method, Study
from touchline.workspace.fieldwork import plan_study, study_state, study_states
from touchline.workspace.records import plain_record
from touchline.workspace.research import items, participants_of

if TYPE_CHECKING:
    from touchline.model.text import LocalText
    from touchline.model.work.item import Item
    from touchline.workspace import Workspace
    from touchline.workspace.fieldwork import StudyState

EXAMPLES = (
    "touchline study --workspace shop",
    "touchline study first-orders --workspace shop",
    "touchline study unpacking --plan interview --title Unpacking --customers 6 --workspace shop",
)


def _study(
    study: str | None,
    plan: Method | None,
    workspace: str,
    author: str | None,
    *,
    as_json: bool,
    **values: Any,
) -> None:
    today = dt.datetime.now().astimezone().date()
    with opened(workspace) as found:
        if study is None:
            _all(study_states(found, today), as_json=as_json)
            return
        if plan is not None:
            _planned(found, study, plan, values, author_of(author))
        record = found.get(Study, study)
        own = list(items(found, study=study))
        state = study_state(record, own, today)
        language = found.settings.language
    if as_json:
        deliver(as_text(_plain(state) | {"records": [plain_record(one) for one in own]}), None)
        return
    deliver(_told(state, own, language), None)
    say_all(state.findings)


def _planned(
    workspace: Workspace, name: str, method: Method, values: dict[str, Any], author: str
) -> None:
    wanted = {"customers": values["customers"], "prospects": values["prospects"]}
    groups = tuple(
        Group.model_validate({"sort": sort, "wanted": n}) for sort, n in wanted.items() if n
    )
    study = plan_study(
        workspace,
        name,
        method,
        title=values["title"] or name,
        question=values["question"],
        maps=values["maps"],
        participants=groups,
        author=author,
    )
    say("study.planned", id=study.id)


def _all(states: tuple[StudyState, ...], *, as_json: bool) -> None:
    if as_json:
        deliver(as_text({"studies": [_plain(state) for state in states]}), None)
        return
    deliver(table([_row(state) for state in states], reader()), None)
    say_all(finding for state in states for finding in state.findings)


def _row(state: StudyState) -> dict[str, object]:
    study, language = state.study, reader()
    last = study.end or study.start
    return {
        "id": study.id,
        "title": study.title.said(language),
        "research_method": translate(f"method.{study.method}", language),
        "status": translate(f"value.{study.status}", language),
        "date": date_text(last, language, form="short") if last else None,
        "asked": state.asked or None,
        "wanted": state.wanted,
        "neither": state.others or None,
        "items": state.items or None,
        "placed": state.placed or None,
    }


def _plain(state: StudyState) -> dict[str, Any]:
    findings = [
        {"name": one.name, "severity": one.severity, "message": one.told(reader())}
        for one in state.findings
    ]
    counts = {
        "asked": state.asked,
        "others": state.others,
        "wanted": state.wanted,
        "items": state.items,
        "placed": state.placed,
    }
    return {"study": plain_record(state.study), **counts, "findings": findings}


def _told(state: StudyState, own: list[Item], language: str) -> str:
    study = state.study
    facts = [_row(state)]
    parts = [table(facts, reader())]
    if study.question is not None:
        parts.append("\n" + _said(study.question, language) + "\n")
    rows = [_item_row(item, study, language) for item in own]
    if rows:
        parts.append("\n" + table(rows, reader()))
    return "".join(parts)


def _item_row(item: Item, study: Study, language: str) -> dict[str, object]:
    sorts = [translate(f"value.{sort}", reader()) for sort in participants_of(item, study)]
    return {
        "id": item.id,
        "text": _said(item.title, language),
        "participants": list_text(sorts, reader()) if sorts else None,
        "people": item.n,
        "places": list_text(list(item.places), reader()) if item.places else None,
    }


def _said(text: LocalText, language: str) -> str:
    return text.said(reader(), otherwise=language)


command = Verb(
    key="cli.study",
    examples=EXAMPLES,
    callback=_study,
    params=[
        click.Argument(["study"], metavar="[STUDY]", required=False),
        option("--plan", key="cli.study.plan", type=click.Choice(get_args(Method)), default=None),
        option("--title", key="cli.study.title", metavar="WORDS"),
        option("--question", key="cli.study.question", metavar="WORDS"),
        option("--map", "maps", key="cli.study.map", metavar="MAP", multiple=True),
        option("--customers", key="cli.study.customers", type=click.IntRange(1), metavar="N"),
        option("--prospects", key="cli.study.prospects", type=click.IntRange(1), metavar="N"),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
