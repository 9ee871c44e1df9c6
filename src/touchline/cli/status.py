"""
`touchline status`: how the workspace stands, in ten lines.
"""

from __future__ import annotations

from touchline.cli._command import Verb, reader
from touchline.cli._exits import OK
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._plain import harmless
from touchline.cli._progress import progress_option, shown
from touchline.cli._workspace import opened, workspace_option
from touchline.executors import use
from touchline.workspace.status import status

EXAMPLES = (
    "touchline status --workspace shop",
    "touchline status --workspace shop --json",
)


def _status(workspace: str, output: str | None, progress: str, *, as_json: bool) -> int:
    with opened(workspace, progress) as found, shown(progress), use("processes"):
        known = status(found)
    if as_json:
        deliver(as_text(known.plain()), output)
    else:
        deliver(harmless("".join(f"{line}\n" for line in known.told(reader()))), output)
    return OK


command = Verb(
    key="cli.status",
    examples=EXAMPLES,
    callback=_status,
    params=[workspace_option(), progress_option(), json_option(), output_option()],
)
