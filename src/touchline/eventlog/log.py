"""
Events of customers in the one documented order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from touchline.eventlog import build
from touchline.eventlog.fingerprint import fingerprint
from touchline.eventlog.quality import QualityReport
from touchline.eventlog.restrictable import Restrictable
from touchline.eventlog.trace import Trace, trace, traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from touchline.eventlog.columns import Column, NumberColumn, TextColumn


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventLog(Restrictable):
    """
    Events sorted by case, timestamp, priority and source row.

    The order never depends on chunks, threads or hashes, so that every question has one answer.
    Events without a case are counted in `quality` and `n_events`, and stand in no column of the
    log: they belong to nobody's journey.

    Args:
        cases: Case ids in sorted order, one a case.
        offsets: Case `i` owns the events `offsets[i]` to `offsets[i + 1]`.
        activity: Which activity each event is.
        timestamp: When it happened.
        row: The global row number in the source, which breaks the last ties.
        value: What the event is worth, NaN where nothing is stated; None when the source has no
            such column.
        channel: The medium it happened in; None when the source has no such column.
        attributes: Further columns of events, by name.
        case_attributes: Columns of cases, by name.
        zone: The reporting time zone (IANA name), in which days and weeks begin.
        is_day_precise: The source has dates without times.
        quality: What was read, dropped, quarantined and why.
        source: How the log names itself: the file name, or `data frame`.
        stated_end: When observation ends, if that was said.
        anonymous: The events that belong to nobody, kept for totals only.

    Shapes:
        m events, n cases; offsets (n + 1,) int64; activity.codes (m,) int32; timestamp (m,) int64;
        row (m,) int64.

    Units:
        timestamp and log_end are microseconds since 1970-01-01 in UTC.
    """

    cases: Sequence[str]
    offsets: npt.NDArray[np.int64]
    activity: TextColumn
    timestamp: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    value: NumberColumn | None = None
    channel: TextColumn | None = None
    attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    case_attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    zone: str = "UTC"
    is_day_precise: bool = False
    quality: QualityReport = field(default_factory=QualityReport)
    source: str = ""
    stated_end: int | None = None
    anonymous: build.EventColumns | None = None

    @classmethod
    def from_events(
        cls,
        events: Iterable[build.WrittenEvent],
        *,
        zone: str = "UTC",
        priority: Sequence[str] = (),
        case_attributes: Mapping[str, Mapping[str, object]] | None = None,
        anonymous: Literal["exclude", "each"] = "exclude",
        log_end: build.Moment | None = None,
        is_day_precise: bool = False,
        source: str = "events",
    ) -> Self:
        """
        Build a log from events as a person writes them.

        Args:
            events: Tuples of case, activity and timestamp (a datetime, ISO 8601 text or
                microseconds), or mappings with these keys and, if wanted, `value`, `channel` and
                any attributes. A case of None is nobody.
            zone: The reporting zone; moments without a zone of their own are meant in it.
            priority: Activities in the order in which they count when timestamps tie.
            case_attributes: For each case its attributes, by name.
            anonymous: `each` makes every event without a case a case of its own.
            log_end: When observation ends; the last timestamp unless stated.
            is_day_precise: The timestamps are dates.
            source: How the log names itself.

        Returns:
            The log.

        Examples:
            >>> events = [("ann", "visit", "2026-01-02"), ("ann", "pay", "2026-01-03")]
            >>> log = EventLog.from_events(events)
            >>> log.n_cases, log.activities
            (1, ('pay', 'visit'))
        """
        columns, quality = build.written(events, zone)
        log = cls.from_columns(
            build.named_anonymous(columns, anonymous),
            quality=quality,
            zone=zone,
            priority=priority,
            log_end=None if log_end is None else build.microseconds(log_end, zone),
            is_day_precise=is_day_precise,
            source=source,
        )
        attributes = build.joined(log.cases, case_attributes or {})
        return replace(log, case_attributes=MappingProxyType(attributes))

    @classmethod
    def from_columns(
        cls,
        columns: build.EventColumns,
        *,
        quality: QualityReport,
        zone: str = "UTC",
        priority: Sequence[str] = (),
        log_end: int | None = None,
        is_day_precise: bool = False,
        source: str = "",
    ) -> Self:
        """
        Build a log from columns in the order of their source.

        Args:
            columns: The events that are kept.
            quality: The account so far; how many events are kept, and how many without a case, is
                added here.
            zone: The reporting zone.
            priority: Activities in the order in which they count when timestamps tie.
            log_end: When observation ends, in microseconds UTC; the last timestamp unless stated.
            is_day_precise: The timestamps are dates.
            source: How the log names itself.

        Returns:
            The log, without attributes of cases.
        """
        arranged = build.arrange(columns, priority=priority)
        events, anonymous = arranged.events, arranged.anonymous
        n_without_case = len(anonymous.timestamp)
        return cls(
            cases=arranged.cases,
            offsets=arranged.offsets,
            activity=events.activity,
            timestamp=events.timestamp,
            row=events.row,
            value=events.value,
            channel=events.channel,
            attributes=events.attributes,
            zone=zone,
            is_day_precise=is_day_precise,
            quality=replace(quality, n_kept=len(events.timestamp), n_without_case=n_without_case),
            source=source,
            stated_end=log_end,
            anonymous=anonymous,
        )

    @property
    def n_cases(self) -> int:
        """
        How many cases have at least one event.
        """
        return len(self.cases)

    @property
    def n_events(self) -> int:
        """
        How many events were kept, those without a case included.
        """
        return len(self.timestamp) + self.quality.n_without_case

    @property
    def activities(self) -> tuple[str, ...]:
        """
        The names of all activities, sorted.
        """
        return self.activity.vocabulary

    @property
    def log_start(self) -> int | None:
        """
        The first timestamp, in microseconds UTC; None for an empty log.
        """
        return int(self.timestamp.min()) if len(self.timestamp) else None

    @property
    def log_end(self) -> int | None:
        """
        When observation ends, in microseconds UTC: as stated, else the last timestamp; None for an
        empty log.
        """
        if self.stated_end is not None:
            return self.stated_end
        return int(self.timestamp.max()) if len(self.timestamp) else None

    @property
    def case_of_event(self) -> npt.NDArray[np.int64]:
        """
        The number of the case that owns each event, (m,) int64.
        """
        return np.repeat(np.arange(self.n_cases, dtype=np.int64), np.diff(self.offsets))

    @property
    def fingerprint(self) -> str:
        """
        A hash of everything that a question can see, equal for equal logs; computed at each call.

        Source rows and the quality report are left out, so that the same events from another file
        have the same fingerprint.
        """
        return fingerprint(self)

    def trace(self, case: str) -> Trace:
        """
        Read one case.

        Args:
            case: Its id.

        Returns:
            Its activities and times.

        Raises:
            UnknownCase: The log has no such case.
        """
        return trace(self, case)

    def traces(self) -> Iterator[Trace]:
        """
        Read all cases in order.

        Returns:
            Their traces, one after the other.
        """
        return traces(self)
