"""
`touchline digest`: what became stale, contradicted or overdue since a day, and what moved.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._plain import harmless
from touchline.cli._progress import progress_option, shown
from touchline.cli._workspace import opened, workspace_option
from touchline.executors import use
from touchline.workspace.digest import digest

if TYPE_CHECKING:
    from typing import Any

EXAMPLES = (
    "touchline digest --workspace shop",
    "touchline digest --workspace shop --since 2026-01-01 --all --language de",
    "touchline digest --workspace shop --language fa -o digest.html",
    "touchline digest --workspace shop --json",
)

#: Who reads no digest for a month begins anew.
_DAYS = 30


def _digest(
    workspace: str, since: dt.datetime | None, output: str | None, *, as_json: bool, **values: Any
) -> int:
    today = dt.datetime.now().astimezone().date()
    first = since.date() if since else today - dt.timedelta(days=_DAYS)
    language = asked_language(values["language"])
    progress = values["progress"]
    with opened(workspace, progress) as found, shown(progress), use("processes"):
        known = digest(found, first, today=today)
    is_whole = values["is_whole"]
    if as_json:
        deliver(as_text(known.plain(language)), output)
    elif Path(output or "").suffix.lower() in {".html", ".htm"}:
        deliver(known.page(language, is_whole=is_whole), output)
    else:
        deliver(harmless(known.markdown(language, is_whole=is_whole)), output)
    return OK


command = Verb(
    key="cli.digest",
    examples=EXAMPLES,
    callback=_digest,
    params=[
        option("--since", key="cli.digest.since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY"),
        option("--all", "is_whole", key="cli.digest.all", is_flag=True),
        option("--language", metavar="TAG"),
        workspace_option(),
        progress_option(),
        json_option(),
        output_option(),
    ],
)
