"""
How a workspace stands, in ten lines (R-138, M3).
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from touchline.i18n import date_text, list_text, number, percent, translate
from touchline.model.work import RECORDS
from touchline.model.work.log import Log
from touchline.model.work.measurement import Measurement
from touchline.units import parse_duration
from touchline.workspace.drift import drift_between
from touchline.workspace.log_files import state_of_log
from touchline.workspace.privacy.retention import overdue
from touchline.workspace.records import kind_of, record_of
from touchline.workspace.standing import OPEN, standings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.workspace.drift import Drifted
    from touchline.workspace.privacy.retention import Overdue
    from touchline.workspace.standing import Standing
    from touchline.workspace.stores import Stored
    from touchline.workspace.workspace import Workspace

_DAY_US = 86_400_000_000

#: Records that the other lines tell of.
_TOLD_ELSEWHERE = frozenset({"log", "measurement", "version"})

#: How many kinds of records the last line names.
_MOST_KINDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    How a workspace stands on a day.

    Args:
        title: What it is called.
        day: The day.
        n_maps: Its maps.
        n_published: Those that others may rely on.
        n_unreadable: Files that cannot be read as maps.
        n_never_reviewed: Published maps that nobody has looked over yet.
        n_overdue: Maps whose review is overdue.
        next_review: The day of the next review; None when none is set.
        filled: Filled cells.
        backed: Those of them that rest on evidence.
        n_stale: Cards whose evidence is stale.
        n_contradicted: Places that the data or other places contradict.
        findings: Findings by severity.
        n_unowned: Parts of maps that nobody answers for.
        n_pains: Pain points.
        n_unanswered: Those of them that nothing answers.
        n_open: Changes that are neither done nor dropped.
        n_late: Those of them that should be done by now.
        n_done: Changes that are done.
        n_proven: Those of them of which a log has shown something.
        logs: Logs by whether they have changed since they were read.
        n_measured: Maps with kept measurements.
        drifted: Numbers that left their interval since the last review.
        records: How many records there are of each other kind.
        kept_too_long: What should be gone by now, after what the settings and the people say.
    """

    title: str
    day: dt.date
    n_maps: int
    n_published: int
    n_unreadable: int
    n_never_reviewed: int
    n_overdue: int
    next_review: dt.date | None
    filled: int
    backed: int
    n_stale: int
    n_contradicted: int
    findings: dict[str, int]
    n_unowned: int
    n_pains: int
    n_unanswered: int
    n_open: int
    n_late: int
    n_done: int
    n_proven: int
    logs: dict[str, int]
    n_measured: int
    drifted: tuple[Drifted, ...]
    records: dict[str, int]
    kept_too_long: tuple[Overdue, ...] = ()

    @property
    def n_findings(self) -> int:
        """
        All findings of the maps.
        """
        return sum(self.findings.values())

    def told(self, language: str = "en") -> tuple[str, ...]:
        """
        Say it in ten lines.

        Args:
            language: The reader's language tag.

        Returns:
            The lines, the name of the workspace and the day first.
        """
        due = self.next_review
        directions = Counter(one.direction for one in self.drifted)
        values: dict[str, object] = {
            "title": self.title,
            "day": date_text(self.day, language),
            "maps": self.n_maps,
            "published": self.n_published,
            "unreadable": self.n_unreadable,
            "overdue": self.n_overdue,
            "never": self.n_never_reviewed,
            "next": date_text(due, language) if due else "none",
            "filled": self.filled,
            "backed": self.backed,
            "share": percent(self.backed / self.filled if self.filled else 0, language, digits=0),
            "stale": self.n_stale,
            "contradicted": self.n_contradicted,
            "errors": self.findings.get("error", 0),
            "warnings": self.findings.get("warning", 0),
            "hints": self.findings.get("hint", 0),
            "unowned": self.n_unowned,
            "pains": self.n_pains,
            "unanswered": self.n_unanswered,
            "open": self.n_open,
            "late": self.n_late,
            "done": self.n_done,
            "proven": self.n_proven,
            "logs": sum(self.logs.values()),
            "changed": self.logs.get("changed", 0) + self.logs.get("unread", 0),
            "missing": self.logs.get("missing", 0),
            "measured": self.n_measured,
            "drifted": len(self.drifted),
            "worse": directions["worse"],
            "better": directions["better"],
            "records": self._records(language),
            "old": len(self.kept_too_long),
        }
        return tuple(translate(f"status.{line}", language, **values) for line in _LINES)

    def _records(self, language: str) -> str:
        """
        Count the records, most of a kind first.
        """
        ranked = sorted(self.records.items(), key=lambda one: (-one[1], one[0]))
        named = [
            translate("status.count", language, kind=_kind(name, language), n=number(n, language))
            for name, n in ranked[:_MOST_KINDS]
        ]
        return list_text(named, language) if named else "none"

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        listed = {"drifted", "kept_too_long"}
        told = {name: value for name, value in asdict(self).items() if name not in listed}
        told["day"] = self.day.isoformat()
        told["next_review"] = self.next_review.isoformat() if self.next_review else None
        told["share_backed"] = self.backed / self.filled if self.filled else None
        told["drifted"] = [one.plain() for one in self.drifted]
        told["kept_too_long"] = [one.plain() for one in self.kept_too_long]
        return told


#: What is told, a line each.
_LINES = (
    "head", "maps", "reviews", "evidence", "contradictions", "findings", "pains", "changes",
    "data", "records",
)  # fmt: skip


def _kind(name: str, language: str) -> str:
    return translate(f"record.{name}", language)


def status(workspace: Workspace, *, today: dt.date | None = None) -> Status:
    """
    Say how a workspace stands.

    Args:
        workspace: The workspace.
        today: The day; None for the day it is here.

    Returns:
        The status.
    """
    day = today or dt.datetime.now().astimezone().date()
    settings = workspace.settings
    every = review_days(workspace)
    found = standings(workspace)
    read = [one for one in found if one.id]
    due = [day_due for one in read if (day_due := one.review_due(every)) is not None]
    counts = workspace.store.count()
    return Status(
        title=settings.title.said(settings.language, otherwise=settings.language),
        day=day,
        n_maps=len(found),
        n_published=_n_published(read),
        n_unreadable=len(found) - len(read),
        n_never_reviewed=sum(one.status == "published" and one.last_review is None for one in read),
        n_overdue=sum(one < day for one in due),
        next_review=min((one for one in due if one >= day), default=None),
        filled=sum(one.filled for one in read),
        backed=sum(one.backed for one in read),
        n_stale=sum(one.stale(day) for one in read),
        n_contradicted=sum(one.contradicted for one in read),
        findings=_findings(read, day, every),
        n_unowned=sum(one.unowned for one in read),
        n_pains=sum(one.pains for one in read),
        n_unanswered=sum(one.unanswered for one in read),
        n_open=sum(n for one in read for name, n in one.changes.items() if name in OPEN),
        n_late=sum(len(one.overdue(day)) for one in read),
        n_done=sum(one.changes.get("done", 0) for one in read),
        n_proven=sum(one.proven for one in read),
        logs=dict(Counter(state_of_log(workspace.folder, log) for log in workspace.records(Log))),
        n_measured=len({one.folder for one in workspace.store.listed(kind_of(Measurement))}),
        drifted=tuple(drifts(workspace, read)),
        records={
            name: n for name, n in counts.items() if name in RECORDS and name not in _TOLD_ELSEWHERE
        },
        kept_too_long=overdue(workspace, day),
    )


def review_days(workspace: Workspace) -> int:
    """
    Tell how often maps are looked over that do not say so themselves.

    Args:
        workspace: The workspace.

    Returns:
        Whole days.
    """
    return max(1, parse_duration(workspace.settings.review) // _DAY_US)


def drifts(workspace: Workspace, found: Iterable[Standing]) -> Iterator[Drifted]:
    """
    Find what has drifted on all maps.

    Args:
        workspace: The workspace.
        found: How the maps stand.

    Yields:
        What has drifted, map by map.
    """
    kept = _measured(workspace)
    for one in found:
        grounds = kept.get(one.id, ())
        chosen = {0, len(grounds) - 1}
        if one.last_review is not None:
            seen = [i for i, (at, _) in enumerate(grounds) if at.date() <= one.last_review]
            chosen.update(seen[-1:])
        # Most measurements lie between the two that are compared, and are not read.
        needed = tuple(record_of(Measurement, grounds[i][1]) for i in sorted(chosen) if grounds)
        yield from drift_between(needed, last_review=one.last_review)


def _measured(workspace: Workspace) -> dict[str, list[tuple[dt.datetime, Stored]]]:
    """
    Collect for each map what was measured and when, the earliest first.
    """
    kept: defaultdict[str, list[tuple[dt.datetime, Stored]]] = defaultdict(list)
    for stored in workspace.store.listed(kind_of(Measurement)):
        about = json.loads(stored.body)
        kept[about["map"]].append((dt.datetime.fromisoformat(about["measured_at"]), stored))
    for rows in kept.values():
        rows.sort(key=lambda row: (row[0], row[1].id))
    return kept


def _n_published(read: Iterable[Standing]) -> int:
    return sum(one.status == "published" for one in read)


def _findings(read: Iterable[Standing], day: dt.date, every: int) -> dict[str, int]:
    """
    Count findings, those that hang on the day among them.
    """
    counts = Counter[str]()
    for one in read:
        counts.update(one.findings)
        severity = "warning" if one.status == "published" else "hint"
        due = one.review_due(every)
        counts[severity] += bool(one.stale(day)) + (due is not None and due < day)
    return dict(+counts)
