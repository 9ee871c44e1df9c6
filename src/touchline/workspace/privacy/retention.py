"""
What a workspace holds about people longer than it said it would.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from touchline.compiled.manifest import NAME as MANIFEST
from touchline.compiled.manifest import Manifest
from touchline.errors import TouchlineError
from touchline.model.work.log import Log
from touchline.model.work.study import Study
from touchline.units import to_datetime
from touchline.workspace.log_files import found_place
from touchline.workspace.records import record_of
from touchline.workspace.settings import Personal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.workspace.stores import Stored
    from touchline.workspace.workspace import Workspace

_TERM = re.compile(r"(\d+)(d|w|mo|y)")
_MONTHS = {"mo": 1, "y": 12}
_DAYS = {"d": 1, "w": 7}

#: Where each kind but a log says of which day it is.
_DATED: dict[Personal, str] = {"item": "date", "walk": "date", "feedback": "asked"}

Reason = Literal["kept-too-long", "consent-ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """
    Something that should be gone by now.

    Args:
        kind: The kind of the record.
        id: Its id.
        title: What people call it.
        reason: It was kept longer than the settings say, or those who agreed did so until a day
            that has passed.
        since: The day from which its age counts; of a log the day of its first event where that is
            known, and of its last one otherwise.
        due: The last day on which it might be kept.
        before: Of a log that is overdue in part: everything before this day is; None when all of
            it is.
        files: Files that belong to it, as the record names them.
    """

    kind: Personal
    id: str
    title: str
    reason: Reason
    since: dt.date
    due: dt.date
    before: dt.date | None = None
    files: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "reason": self.reason,
            "since": self.since.isoformat(),
            "due": self.due.isoformat(),
            "before": self.before.isoformat() if self.before else None,
            "files": list(self.files),
        }


def overdue(workspace: Workspace, today: dt.date) -> tuple[Overdue, ...]:
    """
    List what the workspace should have thrown away by now.

    What lies in the archive or the trash is still held, and counts.

    Args:
        workspace: The workspace, whose settings say how long what is kept.
        today: The day it is.

    Returns:
        Records by kind, the longest overdue first.
    """
    search = _Search(workspace, today)
    found = [one for kind in get_args(Personal) for one in search.of_kind(kind)]
    return tuple(sorted(found, key=lambda one: (one.kind, one.due, one.id)))


def first_day_kept(term: str, today: dt.date) -> dt.date:
    """
    Count back from a day.

    Args:
        term: How long something is kept, such as `730d`, `104w`, `24mo` or `2y`.
        today: The day it is.

    Returns:
        The earliest day from which something may still be held; in a shorter month its last day.
    """
    return _moved(today, term, -1)


def _moved(day: dt.date, term: str, direction: int) -> dt.date:
    match = _TERM.fullmatch(term)
    assert match is not None  # noqa: S101 (the settings take no other form)
    n, unit = direction * int(match[1]), match[2]
    if unit in _DAYS:
        return day + dt.timedelta(days=n * _DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + n * _MONTHS[unit], 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class _Search:
    """
    Looks through a workspace on a day.
    """

    def __init__(self, workspace: Workspace, today: dt.date) -> None:
        self.workspace, self.today = workspace, today
        listed = workspace.store.listed("study", state=None)
        self.studies = {one.id: record_of(Study, one) for one in listed}
        self.ended = {
            one.id: one.consent.until
            for one in self.studies.values()
            if one.consent and one.consent.until and one.consent.until < today
        }

    def of_kind(self, kind: Personal) -> Iterator[Overdue]:
        term = self.workspace.settings.privacy.term_of(kind)
        if term is None and not (kind == "item" and self.ended):
            return
        for stored in self.workspace.store.listed(kind, state=None):
            found = self._log(stored, term) if kind == "log" else self._record(kind, stored, term)
            if found is not None:
                yield found

    def _record(self, kind: Personal, stored: Stored, term: str | None) -> Overdue | None:
        about = json.loads(stored.body)
        study = self.studies.get(about.get("study", ""))
        since = _dated(about.get(_DATED[kind])) or (study.end if study else None)
        since = since or stored.changed.date()
        ends: list[tuple[dt.date, Reason]] = []
        if term is not None and since < first_day_kept(term, self.today):
            ends.append((_moved(since, term, 1), "kept-too-long"))
        # What sums up many people is no longer about any of them.
        is_personal = any(about.get(name) for name in ("who", "quote", "file"))
        if study is not None and study.id in self.ended and is_personal:
            ends.append((self.ended[study.id], "consent-ended"))
        if not ends:
            return None
        due, reason = min(ends)
        return Overdue(
            kind=kind,
            id=stored.id,
            title=stored.title,
            reason=reason,
            since=since,
            due=due,
            files=tuple(_files(about)),
        )

    def _log(self, stored: Stored, term: str | None) -> Overdue | None:
        log = record_of(Log, stored)
        begin, end = _reach(self.workspace.folder, log)
        since = begin or end
        if term is None or since is None:
            return None
        first = first_day_kept(term, self.today)
        if since >= first:
            return None
        is_whole = end is not None and end < first
        return Overdue(
            kind="log",
            id=log.id,
            title=stored.title,
            reason="kept-too-long",
            since=since,
            due=_moved(since, term, 1),
            before=None if is_whole else first,
            files=log.files,
        )


def _files(about: Mapping[str, Any]) -> Iterator[str]:
    if about.get("file"):
        yield about["file"]
    for step in about.get("steps", ()):
        yield from step.get("photos", ())


def _dated(written: object) -> dt.date | None:
    return dt.date.fromisoformat(written[:10]) if isinstance(written, str) else None


def _reach(folder: Path, log: Log) -> tuple[dt.date | None, dt.date | None]:
    """
    Find out on which days a log begins and ends; None for what nobody has read yet.
    """
    end = log.last.date() if log.last is not None else None
    place = Path(found_place(folder, log.files[0]))
    if "://" in log.files[0] or not (place / MANIFEST).is_file():
        return None, end
    try:
        manifest = Manifest.read(place)
    except TouchlineError:
        # Whoever reads the log is told what is wrong with it.
        return None, end
    if manifest.log_start is None or manifest.log_end is None:
        return None, end
    return to_datetime(manifest.log_start).date(), to_datetime(manifest.log_end).date()
