"""
What logs hold on somebody: their events, and what is known of them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.compiled.erase import find_cases
from touchline.compiled.log import CompiledLog
from touchline.compiled.manifest import NAME as MANIFEST
from touchline.errors import TouchlineError
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.model.work.log import Log
from touchline.units import to_datetime
from touchline.workspace.log_files import found_place
from touchline.workspace.logs import registered_log
from touchline.workspace.records import record_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLog:
    """
    What a log holds on somebody.

    Args:
        place: The log, as its record names it, or as a path from the workspace's folder.
        log: The id of its record; empty for a compiled log without one.
        folder: The folder of a compiled log; None for files that other programs use.
        files: Those files.
        case: The column of those files that names them.
        table: The file that says what is known of customers.
        n_events: How many events they have.
        n_other: How often they are named elsewhere in it.
        known: What is known of them.
        events: Their events in order.
    """

    place: str
    log: str = ""
    folder: Path | None = None
    files: tuple[Path, ...] = ()
    case: str = ""
    table: Path | None = None
    n_events: int = 0
    n_other: int = 0
    known: tuple[dict[str, Any], ...] = ()
    events: tuple[dict[str, Any], ...] = ()

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "place": self.place,
            "log": self.log or None,
            "known": list(self.known),
            "events": list(self.events),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLog:
    """
    A log that could not be looked through.

    Args:
        place: Where it lies.
        is_elsewhere: It is a warehouse, and not ours to look through.
        fault: Why it cannot be read; None for a warehouse.
    """

    place: str
    is_elsewhere: bool = False
    fault: TouchlineError | None = None


def held_logs(
    workspace: Workspace,
    names: Collection[str],
    *,
    words: Collection[str] = (),
    events: bool = False,
) -> Iterator[HeldLog | ClosedLog]:
    """
    Look through all logs that a workspace knows, and all compiled logs in its folder.

    Args:
        workspace: The workspace.
        names: The ids and pseudonyms of somebody.
        words: Those of them that name nothing else, wherever they stand.
        events: Read their events too, and do not only count them.

    Yields:
        The logs that hold something, and those that cannot be looked through.
    """
    seen: set[Path] = set()
    for stored in workspace.store.listed("log", state=None):
        record = record_of(Log, stored)
        for file in record.files:
            seen.add(Path(found_place(workspace.folder, file)).resolve())
        yield from _registered(workspace, record, names, words, events=events)
    for manifest in sorted(workspace.folder.rglob(MANIFEST)):
        folder = manifest.parent
        if folder.resolve() not in seen and b'"touchline_log"' in manifest.read_bytes():
            place = folder.relative_to(workspace.folder).as_posix()
            yield from _compiled(folder, place, "", names, words, events=events)


def _registered(
    workspace: Workspace,
    record: Log,
    names: Collection[str],
    words: Collection[str],
    *,
    events: bool,
) -> Iterator[HeldLog | ClosedLog]:
    place = ", ".join(record.files)
    if any("://" in one for one in record.files):
        yield ClosedLog(place=place, is_elsewhere=True)
        return
    folder = Path(found_place(workspace.folder, record.files[0]))
    if len(record.files) == 1 and (folder / MANIFEST).is_file():
        yield from _compiled(folder, place, record.id, names, words, events=events)
        return
    files = tuple(Path(found_place(workspace.folder, one)) for one in record.files)
    try:
        log = registered_log(workspace, record)
        found = tuple(_rows(log.whole() if isinstance(log, CompiledLog) else log, names))
    except TouchlineError as fault:
        yield ClosedLog(place=place, fault=fault)
        return
    if found:
        guessed = (one.answer for one in log.quality.guesses if one.what == "case")
        case = record.reading.case or next(guessed, "")
        held = _held(place, record.id, found, events=events)
        about = record.reading.cases
        table = Path(found_place(workspace.folder, about)) if about is not None else None
        yield replace(held, files=files, case=case, table=table)


def _compiled(
    folder: Path,
    place: str,
    log: str,
    names: Collection[str],
    words: Collection[str],
    *,
    events: bool,
) -> Iterator[HeldLog | ClosedLog]:
    try:
        counted = find_cases(folder, names, words=words)
        if not counted:
            return
        opened = CompiledLog.open(folder)
        rows = [row for bucket in opened.buckets() for row in _rows(bucket, names)]
    except TouchlineError as fault:
        yield ClosedLog(place=place, fault=fault)
        return
    n_other = counted.n_mentions + counted.n_examples
    yield _held(place, log, tuple(rows), folder=folder, n_other=n_other, events=events)


def _held(
    place: str,
    log: str,
    rows: tuple[tuple[dict[str, Any], list[dict[str, Any]]], ...],
    *,
    events: bool,
    folder: Path | None = None,
    n_other: int = 0,
) -> HeldLog:
    return HeldLog(
        place=place,
        log=log,
        folder=folder,
        n_events=sum(len(one) for _, one in rows),
        n_other=n_other,
        known=tuple(known for known, _ in rows) if events else (),
        events=tuple(event for _, one in rows for event in one) if events else (),
    )


def _rows(
    log: EventLog, names: Collection[str]
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """
    Read what a log has of some cases.
    """
    for name in sorted(names):
        number = bisect_left(log.cases, name)
        if number == len(log.cases) or log.cases[number] != name:
            continue
        known = {
            attribute: _value(column, number) for attribute, column in log.case_attributes.items()
        }
        events = range(int(log.offsets[number]), int(log.offsets[number + 1]))
        said = {key: value for key, value in known.items() if value is not None}
        yield {"case": name, **said}, [_event(log, place) for place in events]


def _event(log: EventLog, place: int) -> dict[str, Any]:
    columns: dict[str, Column | None] = {
        "activity": log.activity,
        "channel": log.channel,
        "value": log.value,
        **log.attributes,
    }
    told = {name: _value(column, place) for name, column in columns.items() if column is not None}
    when = to_datetime(int(log.timestamp[place]), log.zone)
    return {
        "timestamp": when.isoformat(),
        **{name: value for name, value in told.items() if value is not None},
    }


def _value(column: Column, place: int) -> str | float | None:
    if isinstance(column, TextColumn):
        code = int(column.codes[place])
        return None if code == ABSENT else column.vocabulary[code]
    value = float(column.values[place])
    return None if value != value else value  # noqa: PLR0124 (only NaN differs from itself)
