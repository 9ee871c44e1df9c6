"""
From a raw table to a log, every row on account.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Self, TypedDict, Unpack

import numpy as np

from touchline.eventlog import restrict
from touchline.eventlog.bots import BotRules, marked
from touchline.eventlog.build import EventColumns, microseconds, named_anonymous
from touchline.eventlog.columns import ABSENT, NumberColumn
from touchline.eventlog.log import EventLog
from touchline.eventlog.quality import N_EXAMPLES, Drop, Example, Guess, QualityReport
from touchline.sources._activity_maps import activity_map
from touchline.sources._case_attributes import with_case_attributes
from touchline.sources._columns import NOTHING_KNOWN, attribute, numbers, text_column
from touchline.sources._duplicates import exact_repeats, repeats_in
from touchline.sources._errors import NoUsableEvents
from touchline.sources._guesses import Roles, roles
from touchline.sources._instants import MISSING, OK, OUT_OF_RANGE, UNPARSABLE, Instants, instants
from touchline.units import parse_zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    import numpy.typing as npt
    import pyarrow as pa

    from touchline.eventlog.build import Moment
    from touchline.eventlog.columns import Column
    from touchline.sources._activity_maps import Stated
    from touchline.sources._raw import Gathered

    Mask = npt.NDArray[np.bool_]

_STATES = {
    MISSING: "missing-timestamp",
    UNPARSABLE: "unparsable-timestamp",
    OUT_OF_RANGE: "timestamp-out-of-range",
}


_ROLES = ("case", "activity", "timestamp", "value", "channel", "event_id", "end", "session")


class Reading(TypedDict, total=False):
    """
    How a source is read; `read_log` says what each option means.
    """

    case: str | None
    activity: str | None
    timestamp: str | None
    value: str | None
    channel: str | None
    event_id: str | None
    end: str | None
    session: str | None
    zone: str
    time_format: str | None
    priority: Sequence[str]
    cases_key: str | None
    activity_map: Stated | None
    anonymous: Literal["exclude", "each"]
    drop_duplicates: bool
    log_end: Moment | None
    bots: BotRules | None
    exclude_bots: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    What was asked of `read_log`, whose arguments have the same names.
    """

    roles: Mapping[str, str | None]
    zone: str
    time_format: str | None
    priority: tuple[str, ...]
    cases_key: str | None
    activity_map: Stated | None
    anonymous: Literal["exclude", "each"]
    drop_duplicates: bool
    log_end: Moment | None
    bots: BotRules
    exclude_bots: bool

    @classmethod
    def of(cls, **options: Unpack[Reading]) -> Self:
        """
        Take options as `read_log` has them.

        Args:
            options: Those that are stated.

        Returns:
            All of them.
        """
        return cls(
            roles={role: options.get(role) for role in _ROLES},  # type: ignore[misc]
            zone=options.get("zone", "UTC"),
            time_format=options.get("time_format"),
            priority=tuple(options.get("priority", ())),
            cases_key=options.get("cases_key"),
            activity_map=options.get("activity_map"),
            anonymous=options.get("anonymous", "exclude"),
            drop_duplicates=options.get("drop_duplicates", False),
            log_end=options.get("log_end"),
            bots=options.get("bots") or BotRules(),
            exclude_bots=options.get("exclude_bots", False),
        )

    @property
    def is_stated(self) -> bool:
        """
        Anything was asked that changes what is read.
        """
        return (
            any(column is not None for column in self.roles.values())
            or self.zone != "UTC"
            or self.anonymous != "exclude"
            or self.bots != BotRules()
            or any(
                (
                    self.time_format,
                    self.priority,
                    self.cases_key,
                    self.activity_map,
                    self.drop_duplicates,
                    self.log_end,
                    self.exclude_bots,
                )
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Sifted:
    """
    Events on their way, with the account so far.
    """

    columns: EventColumns
    quality: QualityReport = field(default_factory=QualityReport)

    def without(self, reason: str, is_dropped: Mask, texts: list[str] | None = None) -> _Sifted:
        """
        Leave rows out and count them.
        """
        rows = np.flatnonzero(is_dropped)
        if not len(rows):
            return self
        examples = tuple(
            Example(int(self.columns.row[i]), "" if texts is None else texts[i])
            for i in rows[:N_EXAMPLES].tolist()
        )
        drop = Drop(reason=reason, n=len(rows), examples=examples)
        return _Sifted(
            self.columns.take(np.flatnonzero(~is_dropped)),
            replace(self.quality, drops=(*self.quality.drops, drop)),
        )


def assembled(raw: Gathered, cases: Gathered | None, request: Request) -> EventLog:
    """
    Turn a raw table into a log.

    Args:
        raw: The rows of the source.
        cases: The rows of the table of customers; None without one.
        request: What was asked.

    Returns:
        The log.

    Raises:
        TouchlineError: A column, a zone or a map cannot be settled, or no event can be used.
    """
    zone = parse_zone(request.zone)
    settled = roles(raw.table, request.roles, raw.origin)
    times = instants(
        raw.table[settled.columns["timestamp"]],
        zone,
        time_format=request.time_format,
        at=settled.columns["timestamp"],
    )
    sifted = _quarantined(raw, settled, times, zone)
    sifted = _without_repeats(sifted, settled, drop_exact=request.drop_duplicates)
    if request.activity_map is not None:
        sifted = _mapped(sifted, request.activity_map)
    if not len(sifted.columns.row):
        raise NoUsableEvents.after(sifted.quality, raw.origin)
    known = set(sifted.columns.activity.vocabulary)
    unknown = tuple(name for name in request.priority if name not in known)
    log = EventLog.from_columns(
        named_anonymous(sifted.columns, request.anonymous),
        quality=replace(sifted.quality, unknown_priority=unknown),
        zone=request.zone,
        priority=request.priority,
        log_end=None if request.log_end is None else microseconds(request.log_end, request.zone),
        is_day_precise=times.is_day_precise,
        source=raw.origin,
    )
    log = _without_bots(log, request)
    if cases is None:
        return log
    key = settled.columns["case"]
    return with_case_attributes(log, cases, key=request.cases_key, case_column=key)


def _quarantined(raw: Gathered, settled: Roles, times: Instants, zone: ZoneInfo) -> _Sifted:
    columns, n_unread = _columns(raw, settled, times, zone)
    form = [Guess(what="time_format", answer=times.form, why="content")] if times.form else []
    quality = QualityReport(
        n_rows=raw.n_rows,
        drops=raw.drops,
        guesses=(*settled.guesses, *form),
        zone=zone.key,
        n_naive=times.n_naive,
        n_unreal=times.n_unreal,
        n_ambiguous=times.n_ambiguous,
        n_unreadable_values=n_unread,
    )
    sifted = _Sifted(columns, quality)
    stated = raw.table[settled.columns["timestamp"]]
    state = times.state
    for code, reason in _STATES.items():
        is_dropped = state == code
        texts = _texts(stated, is_dropped) if code != MISSING else None
        sifted = sifted.without(reason, is_dropped, texts)
        state = state[~is_dropped]
        stated = stated.filter(~is_dropped)
    return sifted.without("missing-activity", sifted.columns.activity.codes == ABSENT)


def _texts(column: pa.ChunkedArray, is_dropped: Mask) -> list[str]:
    texts = [""] * len(is_dropped)
    for i in np.flatnonzero(is_dropped)[:N_EXAMPLES].tolist():
        texts[i] = str(column[i].as_py())
    return texts


def _columns(
    raw: Gathered, settled: Roles, times: Instants, zone: ZoneInfo
) -> tuple[EventColumns, int]:
    role_of = {column: role for role, column in settled.columns.items()}
    table, part = raw.table, settled.columns
    value, n_unread = numbers(table[part["value"]]) if "value" in part else (None, 0)
    channel = text_column(table[part["channel"]]) if "channel" in part else None
    attributes: dict[str, Column] = {
        name: attribute(table[name])
        for name in table.column_names
        if role_of.get(name) not in ("case", "activity", "timestamp", "value", "channel", "end")
    }
    # Who knows the source asks for its names, who knows the log for those of the roles.
    for role, column in (("value", value), ("channel", channel)):
        if column is not None and part[role] != role:
            attributes[part[role]] = column
    if "session" in part:
        attributes["session"] = text_column(table[part["session"]], NOTHING_KNOWN)
    if "end" in part:
        attributes["end"] = _ends(instants(table[part["end"]], zone, at=part["end"]))
    return EventColumns(
        case=text_column(table[part["case"]], NOTHING_KNOWN),
        activity=text_column(table[part["activity"]], NOTHING_KNOWN),
        timestamp=times.timestamp,
        row=raw.rows,
        value=value,
        channel=channel,
        attributes=MappingProxyType(attributes),
    ), n_unread


def _ends(ends: Instants) -> NumberColumn:
    return NumberColumn(np.where(ends.state == OK, ends.timestamp, np.nan))


def _without_repeats(sifted: _Sifted, settled: Roles, *, drop_exact: bool) -> _Sifted:
    id_column = settled.columns.get("event_id")
    if id_column is not None:
        is_repeat = repeats_in(sifted.columns.attributes[id_column])
        sifted = sifted.without("repeated-event-id", is_repeat)
    is_repeat = exact_repeats(sifted.columns)
    if drop_exact:
        return sifted.without("repeated-row", is_repeat)
    quality = replace(sifted.quality, n_exact_duplicates=int(is_repeat.sum()))
    return replace(sifted, quality=quality)


def _mapped(sifted: _Sifted, stated: Stated) -> _Sifted:
    names = activity_map(stated)
    activity = sifted.columns.activity
    n_unmapped, unknown = restrict.unmapped(activity, names)
    renamed = _Sifted(
        replace(sifted.columns, activity=restrict.mapped(activity, names)),
        replace(sifted.quality, n_unmapped=n_unmapped, unmapped=unknown),
    )
    is_dropped = renamed.columns.activity.codes == ABSENT
    texts = [activity.text(i) or "" if dropped else "" for i, dropped in enumerate(is_dropped)]
    return renamed.without("dropped-by-activity-map", is_dropped, texts)


def _without_bots(log: EventLog, request: Request) -> EventLog:
    is_marked, markings = marked(log, request.bots)
    if not request.exclude_bots or not is_marked.any():
        return replace(log, quality=replace(log.quality, markings=markings))
    humans = restrict.of_cases(log, "bots", ~is_marked, keeps_anonymous=True)
    dropped = log.n_events - humans.n_events
    drop = Drop(reason="bot", n=dropped)
    excluded = tuple(replace(marking, is_excluded=True) for marking in markings)
    quality = replace(
        humans.quality,
        drops=(*log.quality.drops, drop),
        markings=excluded,
        restrictions=log.quality.restrictions,
    )
    return replace(humans, quality=quality)
