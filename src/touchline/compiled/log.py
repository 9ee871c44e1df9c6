"""
A compiled log, opened: bucket by bucket an event log of its own, mapped into memory.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from touchline.compiled.errors import LogChanged, UnreadableLog
from touchline.compiled.files import (
    CASES,
    EVENTS,
    OF_CASE,
    OF_EVENT,
    Texts,
    column_of,
    mapped,
    numbers,
)
from touchline.compiled.manifest import Manifest
from touchline.compiled.verify import Verified, verify
from touchline.compiled.whole import together
from touchline.eventlog.build import EventColumns
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn
from touchline.eventlog.log import EventLog
from touchline.kernels.segments import vouch

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    import pyarrow as pa

    from touchline.compiled.manifest import BucketEntry
    from touchline.eventlog.quality import QualityReport

#: A log of at most so many events stays mapped; a larger one shall not take much memory.
_HELD = 25_000_000


@dataclass(frozen=True, eq=False)
class CompiledLog:
    """
    An event log on disk.

    It gives its events in buckets. All buckets share vocabularies, zone and end of observation, and
    each case lies in one of them, so that what is computed by bucket can be put together exactly.
    Whatever else an `EventLog` has, such as `trace` or `where`, it has as well: then, and only
    then, all events are read into memory.

    Args:
        folder: Where it lies.
        manifest: What it holds.
    """

    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Self:
        """
        Open a compiled log.

        Args:
            folder: Where it lies.

        Returns:
            The log; no event is read yet.

        Raises:
            UnreadableLog: The folder is no compiled log, or a damaged one.
        """
        path = Path(folder)
        return cls(path, Manifest.read(path))

    def __getstate__(self) -> dict[str, Any]:
        # Whoever answers elsewhere maps the buckets there; events that were read stay here.
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def n_cases(self) -> int:
        """
        How many cases have at least one event.
        """
        return self.manifest.n_cases

    @property
    def n_events(self) -> int:
        """
        How many events were kept, those without a case included.
        """
        return self.manifest.n_events + self.quality.n_without_case

    @property
    def activities(self) -> tuple[str, ...]:
        """
        The names of all activities, sorted.
        """
        return self.manifest.activities

    @property
    def log_start(self) -> int | None:
        """
        The first timestamp, in microseconds UTC.
        """
        return self.manifest.log_start

    @property
    def log_end(self) -> int | None:
        """
        When observation ends, in microseconds UTC.
        """
        stated = self.manifest.stated_end
        return self.manifest.log_end if stated is None else stated

    @property
    def zone(self) -> str:
        """
        The reporting time zone.
        """
        return self.manifest.zone

    @property
    def is_day_precise(self) -> bool:
        """
        The source has dates without times.
        """
        return self.manifest.is_day_precise

    @property
    def quality(self) -> QualityReport:
        """
        What was read, dropped, quarantined and why.
        """
        return self.manifest.quality

    @property
    def source(self) -> str:
        """
        How the log names its origin.
        """
        return self.manifest.source

    def buckets(self) -> Iterator[EventLog]:
        """
        Open one bucket after the other.

        Yields:
            Each bucket as a log.

        Raises:
            UnreadableLog: A file is missing, cut short or not sorted.
        """
        for entry in self.manifest.buckets:
            yield self.bucket(entry)

    def bucket(self, entry: BucketEntry) -> EventLog:
        """
        Open one bucket.

        Args:
            entry: Which one.

        Returns:
            Its cases as a log that shares everything else with the whole.

        Raises:
            UnreadableLog: A file is missing, cut short or not sorted.
            LogChanged: The log was written anew since it was opened.
        """
        folder = self.folder / entry.folder
        events, cases = self._mapped(folder)
        if events.num_rows != entry.n_events or cases.num_rows != entry.n_cases:
            raise UnreadableLog.damaged(folder)
        columns = self._columns(events, folder)
        # In one piece as it lies: to combine even one chunk copies every id.
        ids = cases["case"].chunk(0) if cases["case"].num_chunks == 1 else cases["case"]
        bucket = EventLog(
            cases=Texts(ids),
            offsets=np.concatenate((np.zeros(1, dtype=np.int64), numbers(cases, "end"))),
            activity=columns.activity,
            timestamp=columns.timestamp,
            row=columns.row,
            value=columns.value,
            channel=columns.channel,
            attributes=columns.attributes,
            case_attributes=Verified(
                folder, CASES, self.manifest.case_attributes, partial(column_of, cases, OF_CASE)
            ),
            zone=self.zone,
            is_day_precise=self.is_day_precise,
            quality=self.quality,
            source=self.source,
            stated_end=self.log_end,
        )
        verify(folder, bucket, self.manifest.priority)
        for array in (bucket.offsets, bucket.timestamp):
            array.flags.writeable = False
        vouch(bucket.offsets, bucket.timestamp)
        return bucket

    def _mapped(self, folder: Path) -> tuple[pa.Table, pa.Table]:
        """
        Map the files of a bucket, and keep those of a small log mapped: to map them again for every
        question costs as much as the fastest questions themselves.
        """
        if folder in self._held and folder.is_dir():
            return self._held[folder]
        try:
            tables = mapped(folder / EVENTS), mapped(folder / CASES)
        except UnreadableLog:
            if not folder.is_dir() and Manifest.read(self.folder) != self.manifest:
                raise LogChanged(at=str(self.folder)) from None
            raise
        if self.manifest.n_events <= _HELD:
            self._held[folder] = tables
        return tables

    @cached_property
    def _held(self) -> dict[Path, tuple[pa.Table, pa.Table]]:
        return {}

    def whole(self) -> EventLog:
        """
        Read all events into memory.

        Returns:
            One log with the fingerprint of the log that was compiled.

        Raises:
            UnreadableLog: A file is missing, cut short or not sorted.

        Cost:
            O(m) memory in m events, where a bucket by bucket answer needs one bucket's.
        """
        return self._in_memory

    @cached_property
    def _in_memory(self) -> EventLog:
        return together(self.manifest, list(self.buckets()), self.anonymous)

    def __getattr__(self, name: str) -> Any:
        """
        Answer what only a log in memory can.

        Args:
            name: Something that an event log has.

        Returns:
            What the log in memory has under that name.

        Raises:
            AttributeError: No event log has such a thing.
        """
        if name.startswith("_") or not hasattr(EventLog, name):
            raise AttributeError(name=name, obj=self)
        return getattr(self._in_memory, name)

    @cached_property
    def anonymous(self) -> EventColumns | None:
        """
        The events that belong to nobody, kept for totals only; None without any.
        """
        entry = self.manifest.anonymous
        if entry is None:
            return None
        folder = self.folder / entry.folder
        return self._columns(mapped(folder / EVENTS), folder)

    def _columns(self, events: pa.Table, folder: Path) -> EventColumns:
        found = self.manifest
        channel = value = None
        if found.channels is not None:
            channel = TextColumn(numbers(events, "channel"), found.channels)
        if found.has_value:
            value = NumberColumn(numbers(events, "value"))
        return EventColumns(
            case=TextColumn(np.broadcast_to(np.int32(ABSENT), events.num_rows), ()),
            activity=TextColumn(numbers(events, "activity"), found.activities),
            timestamp=numbers(events, "timestamp"),
            row=numbers(events, "row"),
            value=value,
            channel=channel,
            attributes=Verified(
                folder, EVENTS, found.attributes, partial(column_of, events, OF_EVENT)
            ),
        )
