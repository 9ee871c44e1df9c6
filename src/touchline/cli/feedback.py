"""
`touchline feedback [MAP]`: what the departments concerned say of a map.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._faults import MissingArgument
from touchline.cli._output import as_text, deliver, json_option, say
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import date_text, translate
from touchline.workspace.feedback import Standing, acknowledge, ask, reply, standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.workspace import Workspace

EXAMPLES = ("touchline feedback --workspace shop",)


def _feedback(**values: Any) -> None:
    today = dt.datetime.now(dt.UTC).date()
    as_json, only = values["as_json"], values["journey"]
    author = author_of(values["author"])
    with opened(values["workspace"]) as workspace:
        if values["is_asked"]:
            _ask(workspace, values, today, author)
        if values["replied"]:
            text = _stated(values, "text")
            reply(workspace, values["replied"], text, by=author, today=today,
                  stance=values["stance"])  # fmt: skip
        if values["acknowledged"]:
            text = _stated(values, "text")
            acknowledge(workspace, values["acknowledged"], text, by=author, today=today)
        found = standings(workspace, today, only)
    language = reader()
    rows = [_told(one, language) for one in found]
    deliver(as_text({"feedback": _plain(found)}) if as_json else table(rows, language), None)


def _ask(workspace: Workspace, values: dict[str, Any], today: dt.date, author: str) -> None:
    journey = _stated(values, "journey")
    due = None if values["due"] is None else values["due"].date()
    made = ask(workspace, journey, today=today, due=due, question=values["question"], author=author)
    say("feedback.asked", n=len(made))


def _stated(values: dict[str, Any], name: str) -> str:
    found: str | None = values[name]
    if not found:
        shown = "MAP" if name == "journey" else f"--{name}"
        raise MissingArgument(name=shown, command="touchline feedback",
                              help="touchline feedback --help")  # fmt: skip
    return found


def _told(one: Standing, language: str) -> dict[str, object]:
    asked = one.feedback
    days = {
        name: date_text(day, language, form="short") if day else None
        for name, day in (
            ("asked_on", asked.asked if asked else None),
            ("due", asked.due if asked else None),
        )
    }
    last = asked.remarks[-1] if asked and asked.remarks else None
    made = asked.acknowledged if asked else None
    return {
        "map": one.title,
        "department": one.department,
        "status": translate(f"feedback.status.{one.status}", language),
        **days,
        "answers_given": len(asked.remarks) if asked else None,
        "stance": translate(f"feedback.stance.{last.stance}", language) if last else None,
        "last_answer": last.text.said(language) if last else None,
        "made_of_it": made.text.said(language) if made else None,
        "id": asked.id if asked else None,
    }


def _plain(found: Sequence[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "map": one.map,
            "department": one.department,
            "status": one.status,
            "record": one.feedback.model_dump(mode="json", exclude_defaults=True)
            if one.feedback
            else None,
        }
        for one in found
    ]


command = Verb(
    key="cli.feedback",
    examples=EXAMPLES,
    callback=_feedback,
    params=[
        click.Argument(["journey"], metavar="[MAP]", required=False),
        option("--ask", "is_asked", key="cli.feedback.ask", is_flag=True),
        option("--due", key="cli.feedback.due", metavar="DAY", type=click.DateTime(["%Y-%m-%d"])),
        option("--question", key="cli.feedback.question", metavar="TEXT", default=None),
        option("--reply", "replied", key="cli.feedback.reply", metavar="ID", default=None),
        option("--acknowledge", "acknowledged", key="cli.feedback.acknowledge", metavar="ID",
               default=None),
        option("--text", key="cli.feedback.text", metavar="TEXT", default=None),
        option("--stance", key="cli.feedback.stance", default="adjust",
               type=click.Choice(["agrees", "adjust", "disagrees"])),
        author_option(),
        workspace_option(),
        json_option(),
    ],
)  # fmt: skip
