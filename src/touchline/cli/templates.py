"""
`touchline templates`: the templates there are, those that suit a goal, and one's own to store.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.cli._advice import advised, answer_options, lines, situation_of, template_title
from touchline.cli._command import Verb, option, reader
from touchline.cli._faults import MissingArgument
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._own_templates import own_templates, place_for
from touchline.cli._plain import harmless
from touchline.document.read import journey_of
from touchline.errors import TouchlineError
from touchline.i18n import has_message, translate
from touchline.templates import read_template, template_names
from touchline.templates.situations import Situation
from touchline.workspace.templates import save_template

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline templates",
    "touchline templates --goal organise-service --business telecom --json",
    "touchline templates --save online_retail_uk/map.yaml --as wholesale --lock --publish",
)


def _templates(output: str | None, *, as_json: bool, **values: Any) -> None:
    if values["save"] is not None:
        _store(values, output)
        return
    if any(values[name] for name in ("name", "lock", "keep_cards", "publish", "replace")):
        words = {"command": "touchline templates", "help": "touchline templates --help"}
        raise MissingArgument(name="--save", **words)
    language = asked_language(values["language"])
    situation = situation_of(values)
    rows = _rows(language)
    if situation != Situation():
        advice = advised(situation)
        places = [advice.template, *(one.template for one in advice.alternatives)]
        reasons = {one.template: one.reason for one in advice.alternatives}
        reasons[advice.template] = advice.reasons["template"]
        rows = [
            {**row, "reason": reasons[name].told(language)}
            for name in places
            for row in rows
            if row["name"] == name and not row["own"]
        ]
        if not as_json:
            sys.stderr.write("\n".join(map(harmless, lines(advice, language))) + "\n\n")
    deliver(as_text(rows) if as_json else _listed(rows, language), output)


def _store(values: dict[str, Any], output: str | None) -> None:
    """
    Turn a map into a template and keep it.
    """
    journey = journey_of(read_map(values["save"]))
    place = output or str(place_for(values["name"] or journey.id))
    chosen = {name: values[name] for name in ("keep_cards", "lock", "publish", "replace")}
    save_template(journey, Path(place), **chosen)
    say("cli.written", path=place)


def _rows(language: str) -> list[dict[str, Any]]:
    """
    Describe every template, one's own first.
    """
    rows = []
    for name, path in own_templates().items():
        try:
            journey = journey_of(read_map(str(path)))
        except TouchlineError as fault:
            # One broken file must not hide the others.
            sys.stderr.write(harmless(fault.told(reader())) + "\n")
            continue
        is_locked = bool(journey.lanes) and all(lane.is_locked for lane in journey.lanes)
        own = {"own": True, "path": str(path), "status": journey.status, "locked": is_locked}
        rows.append({**_row(name, journey, language), **own})
    ours = ((name, read_template(name)) for name in template_names())
    about = {"own": False, "path": None, "status": "published", "locked": False}
    rows += [{**_row(*one, language), **about} for one in ours]
    return rows


def _row(name: str, journey: JourneyMap, language: str) -> dict[str, Any]:
    is_known = has_message(f"template.{name}.title")
    return {
        "name": name,
        "title": template_title(name, language) if is_known else journey.title.said(language),
        "about": _words(name, "blurb", language),
        "when": _words(name, "when", language),
        "type": journey.type,
        "kind": journey.kind,
        "stages": len(journey.stages),
        "steps": len(journey.steps),
        "lanes": [lane.kind for lane in journey.lanes],
    }


def _words(name: str, part: str, language: str) -> str:
    key = f"template.{name}.{part}"
    return translate(key, language) if has_message(key) else ""


def _listed(rows: list[dict[str, Any]], language: str) -> str:
    """
    Set a block of lines for each template.
    """
    blocks = []
    for row in rows:
        told = [row["about"], row.get("reason") or row["when"]]
        own = _own_words(row, language) if row["own"] else ""
        told_lines = [f"  {text}" for text in dict.fromkeys((row["title"], own, *told)) if text]
        blocks.append("\n".join([row["name"], *told_lines]))
    return harmless("\n\n".join(blocks)) + "\n"


def _own_words(row: dict[str, Any], language: str) -> str:
    """
    Say where a template of one's own lies, and how far it can be relied on.
    """
    where = translate("cli.templates.own", language, path=row["path"])
    status = translate(f"scene.map-{row['status']}", language)
    locked = translate("cli.templates.locked", language) if row["locked"] else ""
    return " · ".join(part for part in (where, status, locked) if part)


command = Verb(
    key="cli.templates",
    examples=EXAMPLES,
    callback=_templates,
    params=[
        *answer_options(),
        option("--save", key="cli.templates.save", metavar="MAP"),
        option("--as", "name", key="cli.templates.as", metavar="NAME"),
        option("--lock", key="cli.templates.lock", is_flag=True),
        option("--publish", key="cli.templates.publish", is_flag=True),
        option("--replace", key="cli.templates.replace", is_flag=True),
        option("--keep-cards", "keep_cards", key="cli.new.keep-cards", is_flag=True),
        option("--language", metavar="TAG"),
        json_option(),
        output_option(),
    ],
)
