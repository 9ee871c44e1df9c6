"""
`touchline answer MAP SOURCE...`: what a finished map shall answer, asked of a log.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._plain import harmless
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.document.learning import Source, put_learned, told
from touchline.document.read import journey_of
from touchline.document.write import dump
from touchline.i18n import translate
from touchline.measuring.learned import Learned, learn
from touchline.measuring.measured import MeasuredMap
from touchline.measuring.small_groups import learned_of_enough
from touchline.units import to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline answer online_retail_uk/map.yaml online_retail_uk/events.csv.gz",
    (
        "touchline answer online_retail_uk/map.yaml online_retail_uk/events.csv.gz --pains"
        " -o answered.map.yaml"
    ),
)

#: The questions of R-132 and R-133, in their order.
THEMES = ("leaving", "clicking", "needs", "support")


def _answer(**values: Any) -> None:
    output, as_json = values.pop("output"), values.pop("as_json")
    is_written, with_pains = values.pop("is_written"), values.pop("with_pains")
    language, file = asked_language(values.pop("language")), values.pop("journey")
    given = read_map(file)
    journey = journey_of(given)
    least = least_group(values)
    log = LogOptions.taken_from(values).read()
    learned = learn(journey, log)
    found = learned_of_enough(learned, least)
    if len(found) < len(learned):
        say("warning.small-groups", n=len(learned) - len(found), least=least)
    deliver(
        as_text(_plain(journey, found, language))
        if as_json
        else harmless(_told(found, journey, language)),
        None,
    )
    if is_written or output is not None:
        written = put_learned(journey, found, _source(log), with_pains=with_pains)
        changed = written.journey
        after = replace(given, journey=changed) if isinstance(given, MeasuredMap) else changed
        dump(after, Path(output or file), like=Path(file))
        say("answer.written", path=output or file, added=written.added, renewed=written.renewed)


def _source(log: EventLog) -> Source:
    end = log.log_end
    return Source(name=log.source, date=to_datetime(end, log.zone).date() if end else None)


def _told(found: Sequence[Learned], journey: JourneyMap, language: str) -> str:
    lines: list[str] = []
    for theme in THEMES:
        lines.append(translate(f"answer.theme.{theme}", language))
        of_theme = [one for one in found if one.theme == theme]
        if not of_theme:
            lines.append("  " + translate(f"answer.nothing.{theme}", language))
        for one in of_theme:
            lines.append("  " + told(one, journey, language))
            if one.advice is not None:
                lines.append("    " + _advice(one, language))
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _advice(one: Learned, language: str) -> str:
    if one.advice is None:
        return ""
    return translate(
        "answer.advice",
        language,
        lever=translate(f"lever.{one.advice.lever}", language),
        reason=translate(f"lever.reason.{one.advice.reason}", language),
    )


def _plain(journey: JourneyMap, found: Sequence[Learned], language: str) -> dict[str, Any]:
    rows = [
        {
            "theme": one.theme,
            "kind": one.kind,
            "question": one.question,
            "step": one.step,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "unit": one.unit,
            "n": one.n,
            "other": one.other,
            "goal": one.goal,
            **one.names,
            "lever": one.advice.lever if one.advice else None,
            "reason": _advice(one, language) or None,
            "message": told(one, journey, language),
        }
        for one in found
    ]
    return {"map": journey.id, "answers": rows}


command = Verb(
    key="cli.answer",
    examples=EXAMPLES,
    callback=_answer,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        source_argument(),
        option("--write", "is_written", key="cli.answer.write", is_flag=True),
        option("--pains", "with_pains", key="cli.answer.pains", is_flag=True),
        option("--language", metavar="TAG"),
        *source_options(),
        least_option(),
        json_option(),
        output_option(),
    ],
)
