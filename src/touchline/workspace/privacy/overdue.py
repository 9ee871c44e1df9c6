"""
What was kept too long is erased.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from touchline.compiled.erase import find_cases
from touchline.compiled.manifest import NAME as MANIFEST
from touchline.compiled.manifest import Manifest
from touchline.model.work.erasure import LeftPlace
from touchline.workspace.log_files import found_place
from touchline.workspace.privacy.erasing import Erased, OldEvents, erase
from touchline.workspace.privacy.retention import overdue
from touchline.workspace.privacy.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.workspace.privacy.retention import Overdue
    from touchline.workspace.workspace import Workspace

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueHoldings:
    """
    What was kept too long.

    Args:
        listed: What there is, as the settings count it.
        traces: The records that go.
        old: The events of compiled logs that go.
        left: Logs of which the events cannot be taken out from here.
    """

    listed: tuple[Overdue, ...]
    traces: Traces
    old: tuple[OldEvents, ...] = ()
    left: tuple[LeftPlace, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.traces.records or self.old)


def overdue_holdings(workspace: Workspace, today: dt.date) -> OverdueHoldings:
    """
    Look for what was kept too long.

    Args:
        workspace: The workspace.
        today: The day it is.

    Returns:
        What there is.
    """
    listed = overdue(workspace, today)
    records = frozenset(f"{one.kind}/{one.id}" for one in listed if one.kind != "log")
    old: list[OldEvents] = []
    left: list[LeftPlace] = []
    for one in listed:
        for found in _logs(workspace, one) if one.kind == "log" else ():
            if isinstance(found, OldEvents):
                old.append(found)
            else:
                left.append(found)
    traces = Traces(names=frozenset(), records=records)
    return OverdueHoldings(listed=listed, traces=traces, old=tuple(old), left=tuple(left))


def erase_overdue(
    workspace: Workspace, today: dt.date, *, author: str = "", files: bool = False
) -> Erased:
    """
    Erase what was kept too long.

    Args:
        workspace: The workspace.
        today: The day it is.
        author: Who does it.
        files: Also remove the files of the records, such as recordings.

    Returns:
        The proof, and what could not be erased from here.

    Raises:
        StorageError: A file or the store cannot be written.
    """
    found = overdue_holdings(workspace, today)
    done = erase(workspace, found.traces, author=author, files=files, old=found.old)
    return Erased(proof=done.proof, left=(*done.left, *found.left))


def _logs(workspace: Workspace, one: Overdue) -> Iterator[OldEvents | LeftPlace]:
    for file in one.files:
        folder = Path(found_place(workspace.folder, file))
        if "://" in file:
            yield LeftPlace(where=file, why="warehouse")
        elif not (folder / MANIFEST).is_file():
            yield LeftPlace(where=file, why="source-file")
        else:
            before = _moment(folder, one.before)
            n_events = find_cases(folder, before=before).n_events
            if n_events:
                yield OldEvents(folder=folder, place=file, before=before, n_events=n_events)


def _moment(folder: Path, day: dt.date | None) -> int:
    """
    Say when a day begins where the log is at home; without a day the end of all time.
    """
    if day is None:
        return 2**62
    zone = ZoneInfo(Manifest.read(folder).zone)
    return (dt.datetime.combine(day, dt.time(), zone) - _EPOCH) // _MICROSECOND
