"""
The logs that a workspace knows by name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.model.work.log import Log
from touchline.sources import Pseudonyms, read_log
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.records import kind_of

if TYPE_CHECKING:
    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.workspace.workspace import Workspace

#: Columns of a reading that are files of the workspace.
_FILES = ("cases", "activity_map", "pseudonymise")


def named_log(workspace: Workspace, name: str) -> EventLog | CompiledLog:
    """
    Read a log by its id in the workspace, or by its file.

    Args:
        workspace: The workspace.
        name: The id of a record of a log; else a file, or the folder of a compiled log.

    Returns:
        The log.

    Raises:
        UnknownRecord: There is neither a record nor a file of that name.
        TouchlineError: The log cannot be read.
    """
    stored = workspace.store.get(kind_of(Log), name)
    if stored is not None and stored.state != "trashed":
        return registered_log(workspace, workspace.get(Log, name))
    if "://" in name or Path(name).exists():
        return read_log(name)
    known = [one.id for one in workspace.store.listed(kind_of(Log))]
    raise UnknownRecord.among(name, known, at="--log")


def registered_log(workspace: Workspace, record: Log) -> EventLog | CompiledLog:
    """
    Read a log as its record says.

    Args:
        workspace: The workspace, from whose folder its files count.
        record: The record.

    Returns:
        The log.

    Raises:
        TouchlineError: The log cannot be read.
    """
    options: dict[str, Any] = record.reading.stated()
    for field in _FILES:
        if field in options:
            options[field] = str(workspace.folder / options[field])
    if "pseudonymise" in options:
        # A key that is made now could not be the one by which the log was read before.
        options["pseudonymise"] = Pseudonyms.read(options["pseudonymise"], make=False)
    files = [one if "://" in one else str(workspace.folder / one) for one in record.files]
    return read_log(files[0] if len(files) == 1 else files, **options)
