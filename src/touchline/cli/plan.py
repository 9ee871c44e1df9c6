"""
`touchline plan OBJECTIVE`: which maps an objective needs, and on request these maps.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from touchline.cli import _conversation
from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._plain import harmless
from touchline.cli._plan_told import plain_plan, told_plan
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.acts import free_id
from touchline.errors import InputError
from touchline.model.text import LocalText
from touchline.model.work.objective import Objective
from touchline.templates.chooser import UnknownAnswer
from touchline.templates.outline import LEVELS
from touchline.workspace.errors import NoWorkspace
from touchline.workspace.plans.maps import create
from touchline.workspace.plans.planning import FOLDER, personas_named, plan
from touchline.workspace.records import record_from

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from touchline.workspace import Workspace
    from touchline.workspace.plans.planning import Plan

EXAMPLES = (
    'touchline plan "Fewer complaints about late delivery" --persona "Mei Lin"',
    'touchline plan "Raise satisfaction overall" --business retail --metric NPS --target 40 --json',
    ('touchline plan "Raise satisfaction overall" --business retail --workspace shop --create'),
)

#: The options that say something of the objective, by its fields.
_TEXTS = ("why", "experience", "metric")
_VALUES = ("known", "breadth", "goal", "business", "unit", "baseline", "target")
_LISTS = ("department", "touchpoint")


class NothingToPlan(InputError):
    """
    `plan` was told no objective, and nobody is there to be asked.
    """


def _plan(said: str | None, output: str | None, *, as_json: bool, **values: Any) -> None:
    language = asked_language(values["language"])
    with _workspace(values["workspace"], is_needed=values["create"]) as workspace:
        made = _planned(said, workspace, language, values)
        files = (
            create(workspace, made, author=author_of(values["author"]))
            if (workspace is not None and values["create"])
            else ()
        )
    record = plain_plan(made, language) | {"created": [str(file) for file in files]}
    deliver(as_text(record) if as_json else harmless(told_plan(made, language)), output)
    for file in files:
        say("cli.written", path=str(file))
    if workspace is None:
        say("plan.no-workspace")
    elif not files:
        say("plan.is-made" if made.is_made else "plan.make")


def _workspace(
    folder: str, *, is_needed: bool
) -> AbstractContextManager[Workspace] | AbstractContextManager[None]:
    """
    Open the workspace; a plan alone can do without any.
    """
    try:
        return opened(folder)
    except NoWorkspace:
        if is_needed:
            raise
        return nullcontext()


def _planned(
    said: str | None, workspace: Workspace | None, language: str, values: dict[str, Any]
) -> Plan:
    if said is None and _conversation.is_possible():
        said = _asked(language, values)
    objective = _objective((said or "").strip(), workspace, language)
    names = [name for name in values["persona"] if name.strip()]
    people = personas_named(workspace, names, language=language)
    changes = {name: values[name] for name in _VALUES if values[name] is not None}
    changes |= {
        name: _text(values[name], workspace, language)
        for name in _TEXTS
        if (values[name] or "").strip()
    }
    changes |= {f"{name}s": list(values[name]) for name in _LISTS if values[name]}
    if people:
        changes["personas"] = [one.id for one in people]
    if values["due"]:
        changes["due"] = values["due"].date().isoformat()
    plain = objective.model_dump(mode="json", by_alias=True, exclude_defaults=True) | changes
    try:
        return plan(
            record_from(Objective, plain, at="touchline plan"),
            workspace,
            language=language,
            newcomers=people,
            deepest=values["level"],
            part_of=values["part_of"],
            folder=values["folder"].strip("/"),
        )
    except UnknownAnswer as unknown:
        unknown.at = f"--{unknown.at}"
        raise


def _objective(said: str, workspace: Workspace | None, language: str) -> Objective:
    """
    Take a kept objective by its id or its words, else begin one with the words.
    """
    kept = {one.id: one for one in workspace.records(Objective)} if workspace else {}
    if said in kept:
        return kept[said]
    if not any(sign.isalpha() for sign in said):
        raise NothingToPlan(known=", ".join(kept) or "none")
    for one in kept.values():
        if said.casefold() in {text.casefold() for _, text in one.title.versions}:
            return one
    title = _text(said, workspace, language)
    return record_from(Objective, {"id": free_id(said, kept, "objective"), "title": title})


def _text(said: str, workspace: Workspace | None, language: str) -> Any:
    """
    Mark words that are not in the workspace's language with their own.
    """
    own = workspace.settings.language if workspace else language
    return LocalText.of(said if own == language else {language: said}).plain()


def _asked(language: str, values: dict[str, Any]) -> str:
    """
    Ask why, about whom, on which experience and by which measure; Enter leaves a question open.
    """
    asking = _conversation.Asking(language)
    asking.say("cli.new.ask.intro")
    said = asking.words("cli.plan.ask-what")
    if not values["persona"]:
        name = asking.words("plan.ask-personas")
        values["persona"] = (name,) if name else ()
    for name in ("experience", "metric"):
        values[name] = values[name] or asking.words(f"plan.ask-{name}")
    return said


command = Verb(
    key="cli.plan",
    examples=EXAMPLES,
    callback=_plan,
    params=[
        click.Argument(["said"], metavar="[OBJECTIVE]", required=False),
        option("--why", key="cli.plan.why", metavar="TEXT"),
        option("--persona", key="cli.plan.persona", metavar="NAME", multiple=True),
        option("--experience", key="cli.plan.experience", metavar="TEXT"),
        option("--known", type=click.Choice(["nothing", "team", "research", "events"])),
        option("--breadth", type=click.Choice(["broad", "specific"])),
        option("--goal", metavar="GOAL"),
        option("--business", metavar="BUSINESS"),
        option("--department", key="cli.plan.department", metavar="NAME", multiple=True),
        option("--touchpoint", key="cli.plan.touchpoint", metavar="ID", multiple=True),
        option("--metric", key="cli.plan.metric", metavar="TEXT"),
        option("--unit", key="cli.plan.unit", type=click.Choice(["number", "share", "seconds"])),
        option("--baseline", key="cli.plan.baseline", type=float),
        option("--target", key="cli.plan.target", type=float),
        option("--due", key="cli.plan.due", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY"),
        option("--level", key="cli.plan.level", type=click.Choice(LEVELS), default=LEVELS[-1]),
        option("--part-of", "part_of", key="cli.plan.part-of", metavar="MAP"),
        option("--folder", key="cli.plan.folder", metavar="FOLDER", default=FOLDER),
        option("--create", key="cli.plan.create", is_flag=True),
        option("--language", metavar="TAG"),
        json_option(),
        author_option(),
        workspace_option(),
        output_option(),
    ],
)
