"""
`touchline prove MAP CHANGE SOURCE...`: whether a change has done what it should.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from touchline.analysis._small_groups import require_groups
from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say, say_all
from touchline.cli._plain import harmless
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._table import table
from touchline.document.proof import Proof, prove, with_result
from touchline.document.read import journey_of
from touchline.document.write import dump
from touchline.i18n import translate
from touchline.measuring.measured import MeasuredMap
from touchline.measuring.verdicts import result_words
from touchline.sources import read_survey

EXAMPLES = (
    (
        "touchline prove invented_shop/to_be.map.yaml c2 invented_shop/events.csv.gz"
        " --since 2026-04-01 --span 90d"
        ' --of \'{"name": "funnel", "steps": ["checkout started", "order placed"],'
        ' "window": "1d"}\''
        " --survey invented_shop/answers.csv --kind csat -o proven.map.yaml"
    ),
)

#: What the question `impact` is told by an option of the same name.
_PASSED = (
    "of", "attribute", "treated", "control", "span", "washout", "per", "better", "guardrail",
    "guardrail_better", "margin",
)  # fmt: skip


def _prove(**values: Any) -> None:
    output, as_json = values.pop("output"), values.pop("as_json")
    language, is_written = asked_language(values.pop("language")), values.pop("is_written")
    file, change = values.pop("journey"), values.pop("change")
    survey, kind = values.pop("survey"), values.pop("kind")
    options = {name: _value(values.pop(name)) for name in _PASSED}
    options["change"] = values.pop("since")
    least = least_group(values)
    given = read_map(file)
    journey = journey_of(given)
    proof = prove(
        journey,
        LogOptions.taken_from(values).read(),
        change,
        options={name: value for name, value in options.items() if value is not None},
        survey=None if survey is None else read_survey(survey),
        guardrail={} if kind is None else {"kind": kind},
    )
    require_groups(proof.answer, least)
    deliver(as_text(_plain(proof, change)) if as_json else _told(proof, language), None)
    if not as_json:
        say_all(proof.answer.warnings)
    if is_written or output is not None:
        changed = with_result(journey, change, proof.result)
        after = replace(given, journey=changed) if isinstance(given, MeasuredMap) else changed
        dump(after, Path(output or file), like=Path(file))
        say("cli.written", path=output or file)


def _value(given: Any) -> Any:
    """
    Read a question that is written as JSON; the name of one stays as it is.
    """
    if isinstance(given, str) and given.lstrip()[:1] == "{":
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given


def _told(proof: Proof, language: str) -> str:
    said = proof.change.text.said(language)
    lines = [said, "  " + result_words(proof.result, language)]
    if proof.result.guardrail is None:
        lines.append("  " + translate("prove.no-guardrail", language))
    groups = table(proof.answer.rows(), language, proof.answer.unit)
    return harmless("\n".join(lines)) + "\n\n" + groups


def _plain(proof: Proof, change: str) -> dict[str, Any]:
    return {
        "change": change,
        "result": proof.result.model_dump(mode="json"),
        "impact": proof.answer.to_dict(),
    }


command = Verb(
    key="cli.prove",
    examples=EXAMPLES,
    callback=_prove,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        click.Argument(["change"], metavar="CHANGE"),
        source_argument(),
        option("--of", key="cli.prove.of", metavar="QUESTION", default=None),
        option("--since", key="cli.prove.since", metavar="DAY", default=None),
        option("--attribute", key="question.impact.attribute", metavar="NAME", default=None),
        option("--treated", key="question.impact.treated", metavar="VALUE", default=None),
        option("--control", key="question.impact.control", metavar="VALUE", default=None),
        option("--span", key="question.impact.span", metavar="SPAN", default=None),
        option("--washout", key="question.impact.washout", metavar="SPAN", default=None),
        option(
            "--per", key="question.impact.per", type=click.Choice(["day", "week"]), default=None
        ),
        option(
            "--better",
            key="question.impact.better",
            type=click.Choice(["higher", "lower"]),
            default=None,
        ),
        option("--guardrail", key="question.impact.guardrail", metavar="QUESTION", default=None),
        option(
            "--guardrail-better",
            key="question.impact.guardrail_better",
            type=click.Choice(["higher", "lower"]),
            default=None,
        ),
        option("--margin", key="question.impact.margin", type=float, default=None),
        option("--survey", key="cli.prove.survey", metavar="FILE", default=None),
        option("--kind", key="cli.prove.kind", metavar="KIND", default=None),
        option("--write", "is_written", key="cli.prove.write", is_flag=True),
        option("--language", metavar="TAG"),
        *source_options(),
        least_option(),
        json_option(),
        output_option(),
    ],
)
