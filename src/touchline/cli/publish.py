"""
`touchline publish MAP`: others may rely on a map, or are told why not yet.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.document.edits import apply
from touchline.document.publication import missing_for_publication, publish, withdraw
from touchline.document.read import journey_of
from touchline.document.write import dump
from touchline.i18n import translate
from touchline.linting.engine import lint
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    from touchline.diagnostics import Diagnostic
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline publish online_retail_uk/map.yaml",
    "touchline publish --draft online_retail_uk/map.yaml",
)

#: The rule that says of a published map what is said here before it is published.
_SAID_HERE = frozenset({"unready-publication"})


def _publish(journey: str, output: str | None, *, is_draft: bool, as_json: bool) -> int:
    found = read_map(journey)
    before = journey_of(found)
    after = apply(before, withdraw(before) if is_draft else publish(before))
    changed = replace(found, journey=after) if isinstance(found, MeasuredMap) else after
    reasons = () if is_draft else _reasons(before, changed)
    if not reasons and (before != after or output is not None):
        dump(changed, Path(output or journey), like=Path(journey))
        say("cli.written", path=output or journey)
    if as_json:
        deliver(as_text(_record(before if reasons else after, reasons)), None)
    else:
        _tell(before, after, reasons)
    return FINDINGS if reasons else OK


def _reasons(before: JourneyMap, changed: JourneyMap | MeasuredMap) -> tuple[Diagnostic, ...]:
    """
    Collect what speaks against it: what is missing, then the errors that `check` finds.
    """
    errors = (one for one in lint(changed) if one.severity == "error")
    return (
        *missing_for_publication(before),
        *(one for one in errors if one.name not in _SAID_HERE),
    )


def _tell(before: JourneyMap, after: JourneyMap, reasons: tuple[Diagnostic, ...]) -> None:
    language = reader()
    title = before.title.said(language, otherwise=before.language)
    if reasons:
        head = translate("publish.refused", language, title=title, n=len(reasons))
        lines = (f"  {_placed(one)}{one.told(language)}\n" for one in reasons)
        deliver(head + "\n" + "".join(lines), None)
    elif before == after:
        say("publish.unchanged", title=title, status=after.status)
    else:
        say("publish.done", title=title, status=after.status)


def _placed(reason: Diagnostic) -> str:
    return f"{reason.path}  " if reason.path not in {"", "$"} else ""


def _record(journey: JourneyMap, reasons: tuple[Diagnostic, ...]) -> dict[str, object]:
    language = reader()
    told = [
        {"name": one.name, "at": str(one.at or ""), "message": one.told(language)}
        for one in reasons
    ]
    return {"id": journey.id, "status": journey.status, "reasons": told}


command = Verb(
    key="cli.publish",
    examples=EXAMPLES,
    callback=_publish,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        option("--draft", "is_draft", key="cli.option.draft", is_flag=True),
        json_option(),
        output_option(),
    ],
)
