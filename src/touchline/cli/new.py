"""
`touchline new [TEMPLATE] -o MAP`: a map from a template, from another map or from a conversation.
"""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli import _conversation
from touchline.cli._advice import advised, answer_options, lines, situation_of
from touchline.cli._command import Verb, option
from touchline.cli._conversation import Wishes
from touchline.cli._faults import MissingArgument
from touchline.cli._language import asked_language
from touchline.cli._maps import deliver_map, read_map
from touchline.cli._output import json_option, output_option, say
from touchline.cli._own_templates import begun, own_templates
from touchline.cli._plain import harmless
from touchline.errors import InputError, NotFound
from touchline.model.naming import slug
from touchline.model.text import LocalText
from touchline.templates import template_names
from touchline.templates.beginning import fitted, told
from touchline.templates.derive import DERIVED
from touchline.templates.situations import GOALS, Situation

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.templates.chooser import Recommendation

EXAMPLES = (
    "touchline new current-state -o onboarding.map.yaml",
    'touchline new current-state --language de --title "Erste Bestellung" -o map.yaml',
    (
        'touchline new --goal improve --business bank --known research --persona "Mei Lin"'
        " -o account.map.yaml"
    ),
    'touchline new --objective "Fewer complaints about late delivery" -o delivery.map.yaml',
    "touchline new service-blueprint --from online_retail_uk/map.yaml -o blueprint.map.yaml",
    "touchline new online_retail_uk/map.yaml --title Wholesale -o wholesale.map.yaml",
)


class NothingToStartFrom(InputError):
    """
    `new` was told neither a template nor a goal, and nobody is there to be asked.
    """


class NotDerivable(NotFound):
    """
    A map of this template cannot be made from another map.
    """


def _new(template: str | None, output: str | None, *, as_json: bool, **values: Any) -> None:
    language = asked_language(values["language"])
    source, keep_cards = values["source"], values["keep_cards"]
    wishes = Wishes(
        situation=situation_of(values),
        objective=(values["objective"] or "").strip() or None,
        personas=tuple(name for name in map(str.strip, values["persona"]) if name),
        title=(values["title"] or "").strip() or None,
    )
    if source is not None:
        journey = _derived(template, source, output, wishes.title)
        _deliver(_dressed(journey, wishes, template, language), output, as_json=as_json)
        return
    is_asked = template is None and wishes.situation.goal is None and _conversation.is_possible()
    if is_asked:
        wishes = _conversation.converse(wishes, language)
    elif template is None:
        wishes = _with_goal(wishes, language)
    name = template or advised(wishes.situation).template
    journey = begun(name, language=language, title=wishes.title, keep_cards=keep_cards)
    if is_asked and output is None and not as_json:
        output = _free_file(journey)
    _deliver(_dressed(journey, wishes, template, language), output, as_json=as_json)


def _with_goal(wishes: Wishes, language: str) -> Wishes:
    """
    Take the goal out of the objective when only that is told.
    """
    if wishes.situation.goal is None and wishes.objective:
        return _conversation.understood(wishes, wishes.objective, language)
    if wishes.situation == Situation():
        raise NothingToStartFrom(
            templates=", ".join((*own_templates(), *template_names())),
            goals=", ".join(goal.name for goal in GOALS),
        )
    return wishes


def _derived(
    template: str | None, source: str, output: str | None, title: str | None
) -> JourneyMap:
    if template is None:
        raise MissingArgument(name="TEMPLATE", command="touchline new", help="touchline new --help")
    if template not in DERIVED:
        raise NotDerivable.among(template, DERIVED, at="--from")
    folder = Path(output).parent if output else Path()
    try:
        way = Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:
        # Two drives of Windows have no way between them.
        way = Path(source).resolve().as_posix()
    journey = DERIVED[template](read_map(source), source=way)
    if title is None:
        return journey
    named = {"title": LocalText.of(title), "id": slug(title) or journey.id}
    return journey.model_copy(update=named)


def _dressed(
    journey: JourneyMap, wishes: Wishes, template: str | None, language: str
) -> JourneyMap:
    """
    Fit a map to what was told, and say what was chosen and why.
    """
    if any(getattr(wishes.situation, field.name) for field in fields(wishes.situation)):
        name = template or journey.template or ""
        advice = advised(wishes.situation, among=(name,) if template else None)
        _tell(advice, language)
        journey = fitted(journey, advice)
    return told(journey, objective=wishes.objective, personas=wishes.personas)


def _tell(advice: Recommendation, language: str) -> None:
    sys.stderr.write("\n")
    for line in lines(advice, language):
        sys.stderr.write(harmless(line) + "\n")
    sys.stderr.write("\n")


def _free_file(journey: JourneyMap) -> str:
    """
    Name a file after the map, without touching one that is there.
    """
    stem, number = journey.id, 1
    while Path(name := f"{stem}{f'-{number}' if number > 1 else ''}.map.yaml").exists():
        number += 1
    return name


def _deliver(journey: JourneyMap, output: str | None, *, as_json: bool) -> None:
    deliver_map(journey, output, as_json=as_json)
    if output is not None and _conversation.is_possible():
        # The command stands alone: marks of direction inside it would be copied with it.
        say("cli.new.next")
        command_line = f"touchline render {shlex.quote(output)} --to svg -o map.svg"
        sys.stderr.write(harmless(f"    {command_line}") + "\n")


command = Verb(
    key="cli.new",
    examples=EXAMPLES,
    callback=_new,
    params=[
        click.Argument(["template"], metavar="[TEMPLATE]", required=False),
        *answer_options(),
        option("--objective", key="cli.new.objective", metavar="TEXT"),
        option("--persona", key="cli.new.persona", metavar="NAME", multiple=True),
        option("--from", "source", key="cli.new.from", metavar="MAP"),
        option("--keep-cards", "keep_cards", key="cli.new.keep-cards", is_flag=True),
        option("--title", metavar="TEXT"),
        option("--language", metavar="TAG"),
        json_option(),
        output_option(),
    ],
)
