"""
`touchline guide MAP`: what to ask customers, made from what a map does not know.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._research import known_of
from touchline.cli._workspace import opened, workspace_option
from touchline.model.work.study import Study
from touchline.workspace.guide_sheets import guide_markdown, guide_page, guide_table
from touchline.workspace.guides import MOST, interview_guide, questionnaire

EXAMPLES = (
    "touchline guide online_retail_uk/map.yaml",
    "touchline guide online_retail_uk/map.yaml --language fa --format html -o ask.html",
    "touchline guide online-retail-uk --for survey --study opinions --format csv --workspace shop",
)

_FORMS = {"md": guide_markdown, "html": guide_page, "csv": guide_table}


def _guide(
    journey: str, kind: str, form: str, workspace: str, *, as_json: bool, **values: Any
) -> None:
    language, study, most = values["language"], values["study"], values["most"]
    tongue = asked_language(language) if language else None
    seen, knowledge = known_of(journey, workspace, dt.datetime.now().astimezone().date())
    make = questionnaire if kind == "survey" else interview_guide
    guide = make(
        seen,
        knowledge,
        language=tongue,
        most=MOST[kind] if most is None else most,
        purpose=_purpose(study, workspace, tongue or seen.language),
    )
    is_json = as_json or form == "json"
    deliver(as_text(guide.plain()) if is_json else _FORMS[form](guide), values["output"])


def _purpose(study: str | None, workspace: str, language: str) -> str:
    """
    Say for what a study's words are used.
    """
    if study is None:
        return ""
    with opened(workspace) as found:
        consent = found.get(Study, study).consent
        own = found.settings.language
    return consent.purpose.said(language, otherwise=own) if consent is not None else ""


command = Verb(
    key="cli.guide",
    examples=EXAMPLES,
    callback=_guide,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        option(
            "--for",
            "kind",
            key="cli.guide.for",
            type=click.Choice(["interview", "survey"]),
            default="interview",
        ),
        option("--study", key="cli.guide.study", metavar="STUDY"),
        option("--most", key="cli.guide.most", type=click.IntRange(1, 500), metavar="N"),
        option("--format", "form", type=click.Choice([*_FORMS, "json"]), default="md"),
        option("--language", metavar="TAG"),
        workspace_option(),
        json_option(),
        output_option(),
    ],
)
