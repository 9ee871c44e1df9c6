"""
`touchline answers STUDY MAP SOURCE...`: replies to a study's questions, kept and put into a map.
"""

from __future__ import annotations

from typing import Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option, say_all
from touchline.cli._plain import harmless
from touchline.cli._research import backed_lines
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.edits import EDITS
from touchline.eventlog.survey import Survey
from touchline.i18n import translate
from touchline.workspace.answers import QUOTES, Replying, fill, take_answers
from touchline.workspace.records import plain_record

EXAMPLES = (
    "touchline answers opinions online-retail-uk answers.csv --workspace shop",
    "touchline answers opinions online-retail-uk answers.csv --write --workspace shop --json",
)

_OPTIONS = ("score", "kind", "scale", "comment", "quotes")


def _answers(
    study: str,
    journey: str,
    workspace: str,
    author: str | None,
    *,
    write: bool,
    as_json: bool,
    **values: Any,
) -> None:
    how = Replying(**{name: values.pop(name) for name in _OPTIONS if values.get(name) is not None})
    survey = LogOptions.taken_from(values).read_survey()
    if not isinstance(survey, Survey):
        survey = Survey.of_log(survey)
    name = author_of(author)
    with opened(workspace) as found:
        taken = take_answers(found, study, journey, survey, how=how, author=name)
        filled = fill(found, journey, taken.items, author=name, write=write)
    if as_json:
        record = {
            "replies": taken.replies,
            "others": taken.others,
            "refused": taken.refused,
            "items": [plain_record(one) for one in taken.items],
            "edits": EDITS.dump_python(filled.edits, mode="json", exclude_none=True),
            "written": write,
        }
        deliver(as_text(record), None)
        return
    language = reader()
    counts = {"n": len(taken.items), "replies": taken.replies, "study": study}
    lines = [translate("answers.taken", language, **counts)]
    lines += [f"  {line}" for line in backed_lines(filled, language)]
    if filled.edits and not write:
        lines.append(translate("answers.not-written", language))
    deliver("".join(f"{harmless(line)}\n" for line in lines), None)
    say_all(taken.findings)


command = Verb(
    key="cli.answers",
    examples=EXAMPLES,
    callback=_answers,
    params=[
        click.Argument(["study"], metavar="STUDY"),
        click.Argument(["journey"], metavar="MAP"),
        source_argument(),
        option("--write", key="cli.answers.write", is_flag=True),
        option("--score", key="cli.answers.score", metavar="COLUMN"),
        option("--kind", key="cli.answers.kind", metavar="KIND"),
        option("--scale", key="cli.answers.scale", metavar="LOW-HIGH"),
        option("--comment", key="cli.answers.comment", metavar="COLUMN"),
        option("--quotes", key="cli.answers.quotes", type=click.IntRange(0), default=QUOTES),
        *source_options(of_survey=True),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
