"""
Maps measured with the logs of their workspace, and the numbers kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.compiled.log import CompiledLog
from touchline.document.acts import free_id
from touchline.errors import InputError
from touchline.measuring.measure import measure
from touchline.measuring.small_groups import guarded
from touchline.model.text import LocalText
from touchline.model.work.log import Log, Reading
from touchline.sources import Pseudonyms
from touchline.workspace.drift import keep_measurement
from touchline.workspace.log_files import stored_place
from touchline.workspace.logs import registered_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from touchline.diagnostics import Diagnostic
    from touchline.measuring.measured import MeasuredMap, Span
    from touchline.model.map import JourneyMap
    from touchline.model.work.measurement import Measurement
    from touchline.workspace.workspace import Workspace

#: What of a reading names a file.
_FILES = frozenset({"cases", "activity_map", "pseudonymise"})


class NoLog(InputError):
    """
    No log of the workspace measures the map.
    """


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A measurement that was kept.

    Args:
        log: The log, as the workspace knows it now.
        measured: The map with its measures.
        measurement: The numbers that were kept.
        findings: What was noted while the log was read.
    """

    log: Log
    measured: MeasuredMap
    measurement: Measurement
    findings: tuple[Diagnostic, ...]


def logs_of(workspace: Workspace, journey: str) -> tuple[Log, ...]:
    """
    List the logs that measure a map.

    Args:
        workspace: The workspace.
        journey: The id of the map.

    Returns:
        The logs, the one that was read last first.
    """
    first = dt.datetime.min.replace(tzinfo=dt.UTC)
    found = [log for log in workspace.records(Log) if journey in log.maps]
    return tuple(sorted(found, key=lambda log: log.read_at or first, reverse=True))


def log_for(
    workspace: Workspace, files: Iterable[str], reading: Mapping[str, Any], journey: str
) -> Log:
    """
    Find the record of a log, or make one.

    Args:
        workspace: The workspace.
        files: Its files, as paths from the current folder, or addresses.
        reading: How they are read, as `read_log` takes it.
        journey: The id of the map that it measures.

    Returns:
        The record, which is not written yet; the key of its pseudonyms is made when it is missing.

    Raises:
        StorageError: The key cannot be read or made.
    """
    places = tuple(stored_place(workspace.folder, file) for file in files)
    stated = {
        name: stored_place(workspace.folder, value) if name in _FILES else value
        for name, value in reading.items()
    }
    how = Reading.model_validate(stated)
    logs = tuple(workspace.records(Log))
    for log in logs:
        if log.files == places and log.reading == how:
            maps = tuple(dict.fromkeys((*log.maps, journey)))
            return log.model_copy(update={"maps": maps})
    if "pseudonymise" in reading:
        Pseudonyms.read(reading["pseudonymise"])
    stem = Path(places[0]).name.partition(".")[0] or "log"
    known = {one.id for one in workspace.store.listed("log", state=None)}
    return Log(
        id=free_id(stem, known, "log"),
        title=LocalText.of(stem),
        files=places,
        reading=how,
        maps=(journey,),
    )


def measure_and_keep(
    workspace: Workspace,
    journey: JourneyMap,
    log: Log | None = None,
    *,
    author: str = "",
    least: int | None = None,
    per: Span | None = None,
) -> Kept:
    """
    Measure a map with a log of the workspace, and keep the numbers.

    Args:
        workspace: The workspace.
        journey: The map.
        log: The record of the log; None for the one that measured the map last.
        author: Who keeps them.
        least: Numbers about fewer customers than this are not kept; None takes the workspace's own.
        per: Measure those who entered in each such period, too; None for all at once.

    Returns:
        What was kept; the record of the log says what it held this time.

    Raises:
        NoLog: No log of the workspace measures the map.
        TouchlineError: The log cannot be read, or the map cannot be measured with it.
    """
    if log is None:
        known = logs_of(workspace, journey.id)
        if not known:
            raise NoLog(at=journey.id)
        log = known[0]
    # What is written while the log is read may be missed, so that it counts as written since.
    read_at = dt.datetime.now(dt.UTC)
    events = registered_log(workspace, log)
    whole = events.whole() if isinstance(events, CompiledLog) else events
    least = workspace.settings.privacy.least if least is None else least
    measured = guarded(measure(journey, whole, per=per), least)
    origin = measured.measures.provenance
    news = {
        "fingerprint": origin.fingerprint,
        "n_cases": origin.n_cases,
        "n_events": origin.n_events,
        "last": origin.last,
        "read_at": read_at,
    }
    log = log.model_copy(update=news)
    workspace.put(log, author=author)
    kept = keep_measurement(workspace, measured, log=log.id, author=author)
    return Kept(log, measured, kept, tuple(events.quality.diagnostics))
