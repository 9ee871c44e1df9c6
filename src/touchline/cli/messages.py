"""
`touchline messages`: what each persona is told at each touchpoint, and where words are missing.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, output_option
from touchline.cli._plain import harmless
from touchline.cli._planned import plain_finding, told_findings
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import translate
from touchline.spreadsheet import comma_separated
from touchline.workspace.messages import messages

if TYPE_CHECKING:
    from touchline.model.work.message import Message
    from touchline.workspace.messages import Meeting, Messages

EXAMPLES = (
    "touchline messages --workspace shop",
    "touchline messages --gaps --workspace shop --format csv -o gaps.csv",
)

_COLUMNS = (
    "map", "step", "touchpoint", "channel", "persona", "message", "says", "asks", "status",
)  # fmt: skip


def _messages(**values: Any) -> int:
    output, language = values["output"], asked_language(values["language"])
    with opened(values["workspace"]) as workspace:
        found = messages(workspace, map=values["only"])
        own = workspace.settings.language
    shown = found.gaps if values["is_gaps"] else found.meetings
    rows = [row for one in shown for row in _rows(one, language, own)]
    if values["form"] == "json":
        counts = {"meetings": len(found.meetings), "gaps": len(found.gaps)}
        findings = [plain_finding(one, language) for one in found.findings]
        text = as_text({**counts, "rows": rows, "findings": findings})
    elif values["form"] == "csv":
        text = comma_separated(rows, _COLUMNS)
    else:
        text = harmless(_told(found, shown, language, own))
    deliver(text, output)
    return FINDINGS if found.findings else OK


def _rows(meeting: Meeting, language: str, own: str) -> list[dict[str, Any]]:
    """
    Say a meeting for a program: a row for each message, one without words for a gap.
    """
    place = {
        "map": meeting.journey.id,
        "step": meeting.step.id,
        "touchpoint": meeting.touchpoint,
        "channel": meeting.card.channel,
        "persona": meeting.persona,
    }
    told = [_plain(one, language, own) for one in meeting.messages]
    nothing = dict.fromkeys(("message", "says", "asks", "status"))
    return [place | one for one in told or [nothing]]


def _plain(message: Message, language: str, own: str) -> dict[str, str | None]:
    return {
        "message": message.id,
        "says": message.says.said(language, otherwise=own),
        "asks": message.asks.said(language, otherwise=own) if message.asks else None,
        "status": message.status,
    }


def _told(found: Messages, shown: tuple[Meeting, ...], language: str, own: str) -> str:
    pieces = []
    # The meetings of a map come one after the other.
    for _, of_map in groupby(shown, key=attrgetter("file")):
        meetings = tuple(of_map)
        rows = [row for one in meetings for row in _lines(one, language, own)]
        pieces.append(f"{_title(meetings[0], language)}\n\n{table(rows, language)}")
    counts = {"n": len(found.meetings), "gaps": len(found.gaps)}
    key = "messages.summary" if found.meetings else "messages.none"
    pieces.append(translate(key, language, **counts) + "\n")
    if found.findings:
        pieces.append(told_findings(found.findings, language))
    return "\n".join(pieces)


def _title(meeting: Meeting, language: str) -> str:
    return meeting.journey.title.said(language, otherwise=meeting.journey.language)


def _lines(meeting: Meeting, language: str, own: str) -> list[dict[str, object]]:
    tongue = meeting.journey.language
    place: dict[str, object] = {
        "step": meeting.step.name.said(language, otherwise=tongue),
        "touchpoint": meeting.card.text.said(language, otherwise=tongue) or meeting.touchpoint,
        "persona": meeting.persona_told(language) or None,
    }
    if meeting.is_gap:
        return [place | {"message": translate("messages.gap", language), "status": None}]
    return [
        place
        | {
            "message": one.says.said(language, otherwise=own),
            "status": translate(f"messages.status-{one.status}", language),
        }
        for one in meeting.messages
    ]


command = Verb(
    key="cli.messages",
    examples=EXAMPLES,
    callback=_messages,
    params=[
        option("--map", "only", key="cli.register.map", metavar="MAP"),
        option("--gaps", "is_gaps", key="cli.messages.gaps", is_flag=True),
        option("--language", metavar="TAG"),
        option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        workspace_option(),
        output_option(),
    ],
)
