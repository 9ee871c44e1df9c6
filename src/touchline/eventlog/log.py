"""
Events of customers in the one documented order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.quality import QualityReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from touchline.eventlog.columns import Column, NumberColumn, TextColumn


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventLog:
    """
    Events sorted by case, timestamp, priority and source row.

    The order never depends on chunks, threads or hashes, so that every question has one answer.
    Events without a case
    are counted in `quality` and `n_events`, and stand in no array: they belong to nobody's journey.

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
        fingerprint: A hash of the events, equal for equal logs.

    Shapes:
        m events, n cases; offsets (n + 1,) int64; activity.codes (m,) int32; timestamp (m,) int64;
        row (m,) int64.

    Units:
        timestamp and log_end are microseconds since 1970-01-01 in UTC.
    """

    cases: tuple[str, ...]
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
    fingerprint: str = ""
    stated_end: int | None = None

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
