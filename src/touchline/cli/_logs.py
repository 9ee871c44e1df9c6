"""
Which log a verb of a workspace reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import InputError
from touchline.model.work.log import Log
from touchline.workspace.logs import named_log, registered_log

if TYPE_CHECKING:
    from touchline.cli._source import LogOptions
    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.workspace import Workspace


class NoLogChosen(InputError):
    """
    No log was named, and the workspace does not know exactly one.
    """


def log_of(workspace: Workspace, options: LogOptions) -> EventLog | CompiledLog:
    """
    Read the files that were named, the workspace's log of that name, or its only log.

    Args:
        workspace: The workspace.
        options: What was said about the log.

    Returns:
        The log.

    Raises:
        NoLogChosen: None was named, and the workspace knows none or several.
        UnknownRecord: There is neither a file nor a log of the workspace of that name.
        TouchlineError: The log cannot be read.
    """
    if not options.sources:
        logs = list(workspace.records(Log))
        if len(logs) != 1:
            raise NoLogChosen(n=len(logs), known=", ".join(one.id for one in logs))
        return registered_log(workspace, logs[0])
    name = options.sources[0]
    if len(options.sources) == 1 and "://" not in name and not Path(name).exists():
        return named_log(workspace, name)
    return options.read()


def has_log(workspace: Workspace, options: LogOptions) -> bool:
    """
    Tell whether there is a log to read without asking which.

    Args:
        workspace: The workspace.
        options: What was said about the log.

    Returns:
        True when one was named, or the workspace knows exactly one.
    """
    return bool(options.sources) or sum(1 for _ in workspace.records(Log)) == 1
