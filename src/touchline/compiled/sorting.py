"""
The second pass of compiling: every bucket is sorted, coded with declared vocabularies and written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import pyarrow as pa

from touchline.compiled.append import joined
from touchline.compiled.files import (
    CASES,
    EVENTS,
    OF_CASE,
    OF_EVENT,
    TABLE,
    keep,
    parquet,
    plain_array,
)
from touchline.compiled.ids import cases_of, ids_of, in_use
from touchline.compiled.manifest import BucketEntry, ColumnEntry, Manifest
from touchline.compiled.spill import Spill, stacked, together
from touchline.eventlog.build import EventColumns, arrange, in_time
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from touchline.compiled.append import Before
    from touchline.eventlog.build import Arranged
    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.quality import QualityReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What the events do not say themselves.

    Args:
        source: How the log names its origin.
        zone: The reporting time zone.
        is_day_precise: The source has dates without times.
        stated_end: When observation ends, in microseconds UTC; None for the last timestamp.
        priority: The activities that come first in ties.
    """

    source: str = ""
    zone: str = "UTC"
    is_day_precise: bool = False
    stated_end: int | None = None
    priority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class CaseTable:
    """
    What is known of cases.

    Args:
        rows: For each case the row of the table.
        columns: The attributes by name.
    """

    rows: Mapping[str, int]
    columns: Mapping[str, Column]

    @property
    def entries(self) -> tuple[ColumnEntry, ...]:
        """
        The columns as a manifest names them.
        """
        return tuple(
            ColumnEntry(
                name=name,
                vocabulary=column.vocabulary if isinstance(column, TextColumn) else None,
            )
            for name, column in sorted(self.columns.items())
        )

    def of(self, cases: Sequence[str]) -> Iterator[tuple[str, Column]]:
        """
        Look up some cases.

        Args:
            cases: Their ids.

        Yields:
            Each attribute with its column, nothing known where the table has no such case.
        """
        if not self.columns:
            return
        rows = np.asarray([self.rows.get(case, ABSENT) for case in cases], dtype=np.int64)
        for name, column in sorted(self.columns.items()):
            # The last place answers for ABSENT, which indexes from the end.
            if isinstance(column, TextColumn):
                codes = np.append(column.codes, np.int32(ABSENT))[rows]
                yield name, TextColumn(codes, column.vocabulary)
            else:
                yield name, NumberColumn(np.append(column.values, np.nan)[rows])


class Sieve(Protocol):
    """
    What happens to the events of a bucket beyond sorting; it counts what it leaves out.
    """

    def kind_of(self, name: str) -> Literal["text", "number"] | None:
        """
        Know what an attribute is, whatever is left of it.

        Args:
            name: The attribute.

        Returns:
            What it is; None when only what is left can tell.
        """

    def numbers(self, name: str, texts: Sequence[str]) -> list[float] | None:
        """
        Read an attribute's texts as numbers.

        Args:
            name: The attribute.
            texts: All its texts.

        Returns:
            One number a text; None when it is an attribute of texts.
        """

    def adopted(self, nobody: EventColumns) -> EventColumns | None:
        """
        Give the events of nobody to cases.

        Args:
            nobody: All events that name no case, in the order of their source.

        Returns:
            The events with cases; None when they stay nobody's.
        """

    def words(self, texts: Sequence[str]) -> Sequence[str]:
        """
        Say activities in the words of the log.

        Args:
            texts: What the source calls them.

        Returns:
            What the log calls them.
        """

    def sifted(self, columns: EventColumns) -> EventColumns:
        """
        Leave events out and rename the others.

        Args:
            columns: All events of some cases, in the order of their source.

        Returns:
            Those that are kept.
        """

    def unrepeated(self, columns: EventColumns, n_before: int) -> EventColumns:
        """
        Look among added events for those that the log had already.

        Args:
            columns: Events of the log, and behind them those that are added to it.
            n_before: How many were there before.

        Returns:
            Those that are kept.
        """

    def is_left(self, bucket: EventLog) -> bool:
        """
        Look at a bucket to which nothing is added.

        Args:
            bucket: The bucket.

        Returns:
            It can stay as it is.
        """

    def chosen(self, arranged: Arranged) -> Arranged:
        """
        Leave cases out.

        Args:
            arranged: The events of some cases, sorted.

        Returns:
            Those that are kept.
        """

    def account(self, quality: QualityReport, activities: Sequence[str]) -> QualityReport:
        """
        Complete the account when every bucket is done.

        Args:
            quality: The account so far.
            activities: The names of all activities.

        Returns:
            The account with all that this left out.

        Raises:
            TouchlineError: No event remains.
        """


class Everything:
    """
    The sieve that keeps every event as it is.
    """

    def kind_of(self, name: str) -> Literal["text", "number"] | None:
        """
        Know of none.
        """
        del name
        return None

    def numbers(self, name: str, texts: Sequence[str]) -> list[float] | None:
        """
        Leave texts texts.
        """
        del name, texts
        return None

    def adopted(self, nobody: EventColumns) -> EventColumns | None:
        """
        Leave nobody's events nobody's.
        """
        del nobody
        return None

    def words(self, texts: Sequence[str]) -> Sequence[str]:
        """
        Leave words as they are.
        """
        return texts

    def sifted(self, columns: EventColumns) -> EventColumns:
        """
        Keep all events.
        """
        return columns

    def unrepeated(self, columns: EventColumns, n_before: int) -> EventColumns:
        """
        Keep repeats.
        """
        del n_before
        return columns

    def is_left(self, bucket: EventLog) -> bool:
        """
        Leave every bucket as it is.
        """
        del bucket
        return True

    def chosen(self, arranged: Arranged) -> Arranged:
        """
        Keep all cases.
        """
        return arranged

    def account(self, quality: QualityReport, activities: Sequence[str]) -> QualityReport:
        """
        Add nothing.
        """
        del activities
        return quality


@dataclass(frozen=True, slots=True)
class Written:
    """
    What was learned while buckets were written, apart from what their entries say.

    Args:
        names: The names of all activities.
        spans: The first and the last timestamp of each bucket.
        ends: When observation ended in buckets of which cases were left out.
    """

    names: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]


def decide(spill: Spill, sieve: Sieve) -> None:
    """
    Decide what each attribute is, now that all of its texts are known.

    Args:
        spill: The events.
        sieve: What happens to them.
    """
    for name, known in spill.attributes.items():
        if known.is_crowded:
            continue
        kind = sieve.kind_of(name)
        known.has_text = known.has_text or kind == "text"
        known.has_number = known.has_number or kind == "number"
        known.read_by(sieve.numbers(name, tuple(known.vocabulary.codes)))


class Sorting:
    """
    The second pass: every bucket is sorted, coded with the declared vocabularies and written.
    """

    def __init__(
        self,
        spill: Spill,
        folder: Path,
        facts: Facts,
        cases: CaseTable,
        *,
        sieve: Sieve,
        before: Before | None,
    ) -> None:
        decide(spill, sieve)
        if before is not None:
            before.announce(spill)
        spill.settle()
        self.spill, self.folder, self.facts, self.cases = spill, folder, facts, cases
        self.sieve, self.before = sieve, before
        self.activities = spill.activities.declared()
        self.channels = spill.channels.declared() if spill.has_channel else None
        self.attributes = {
            name: known.vocabulary.declared() if known.is_text else None
            for name, known in sorted(spill.attributes.items())
            if not known.is_crowded
        }
        self.names = self.activities.texts
        self._spans: list[tuple[int, int]] = []
        self._ends: list[int] = []
        self._adopt()
        self._is_kept = False
        if before is not None:
            found = before.manifest
            self.names = tuple(sorted({*sieve.words(self.names), *found.activities}))
            if found.log_start is not None and found.log_end is not None:
                self._spans.append((found.log_start, found.log_end))
            channels = None if self.channels is None else self.channels.texts
            self._is_kept = (
                before.is_kept(
                    self.names,
                    channels,
                    self.attributes,
                    has_value=spill.has_value,
                    priority=facts.priority,
                )
                and found.case_attributes == cases.entries
            )

    def _adopt(self) -> None:
        nobody = self.spill.n_buckets
        parts = list(self.spill.parts(nobody))
        if parts:
            columns = self._columns(parts, cases_of(parts, is_nobody=True))
            adopted = self.sieve.adopted(columns)
            if adopted is not None:
                self.spill.forget(nobody)
                self.spill.add(adopted)

    def _without_crowded(self, columns: EventColumns) -> EventColumns:
        left = {n: one for n, one in columns.attributes.items() if n not in self.spill.crowded}
        return replace(columns, attributes=MappingProxyType(left))

    def bucket(self, number: int, name: str) -> BucketEntry:
        """
        Sort and write one bucket.
        """
        parts = list(self.spill.parts(number))
        is_nobody = number == self.spill.n_buckets
        old = None if self.before is None else self.before.entry(number)
        if old is not None and not parts and self._stays(old, is_nobody=is_nobody):
            return old
        columns = self._columns(parts, cases_of(parts, is_nobody=is_nobody))
        del parts
        # Repeats stand side by side from here on, and little is left to sort.
        columns = self.sieve.sifted(in_time(columns))
        columns = replace(columns, case=in_use(columns.case))
        if self.before is not None:
            before = self._without_crowded(self.before.events(old, self.attributes))
            columns = self.sieve.unrepeated(joined(before, columns), len(before.row))
        self.names = columns.activity.vocabulary
        arranged = arrange(columns, priority=self.facts.priority, is_declared=True)
        events = arranged.anonymous
        if not is_nobody:
            times = arranged.events.timestamp
            arranged = self.sieve.chosen(arranged)
            events = arranged.events
            if len(events.timestamp) < len(times):
                # Leaving cases out does not stop the clock.
                self._ends.append(int(times.max()))
            if len(events.timestamp):
                self._spans.append((int(events.timestamp.min()), int(events.timestamp.max())))
        (self.folder / name).mkdir()
        write_bucket(self.folder / name, arranged, events, self.cases)
        n_cases, n_events = len(arranged.cases), len(events.timestamp)
        return BucketEntry(folder=name, n_cases=n_cases, n_events=n_events)

    def _stays(self, old: BucketEntry, *, is_nobody: bool) -> bool:
        if self.before is None or not self._is_kept:
            return False
        return is_nobody or self.sieve.is_left(self.before.log.bucket(old))

    @property
    def written(self) -> Written:
        """
        What was learned so far.
        """
        return Written(self.names, tuple(self._spans), tuple(self._ends))

    def include(self, other: Written) -> None:
        """
        Take note of what was learned elsewhere.

        Args:
            other: What was learned while a bucket was written there.
        """
        self.names = other.names
        self._spans += other.spans
        self._ends += other.ends

    def _columns(self, parts: Sequence[pa.Table], case: TextColumn) -> EventColumns:
        spill = self.spill
        activity = self.activities.column(stacked(parts, "activity", np.int32))
        channel = None
        if self.channels is not None:
            channel = self.channels.column(stacked(parts, "channel", np.int32))
        return EventColumns(
            case=case,
            activity=activity,
            timestamp=stacked(parts, "timestamp", np.int64),
            row=stacked(parts, "row", np.int64),
            value=NumberColumn(stacked(parts, "value", np.float64)) if spill.has_value else None,
            channel=channel,
            attributes={
                name: together(spill.attributes[name], declared, name, parts)
                for name, declared in self.attributes.items()
            },
        )

    def _end(self) -> int | None:
        if self.facts.stated_end is not None or not self._ends:
            return self.facts.stated_end
        return max([*self._ends, *(last for _, last in self._spans)])

    def manifest(
        self, buckets: tuple[BucketEntry, ...], nobody: BucketEntry | None, quality: QualityReport
    ) -> Manifest:
        """
        Say what was written.
        """
        facts, spill = self.facts, self.spill
        n_kept = sum(entry.n_events for entry in buckets)
        account = replace(quality, n_kept=n_kept, n_without_case=nobody.n_events if nobody else 0)
        return Manifest(
            source=facts.source,
            zone=facts.zone,
            is_day_precise=facts.is_day_precise,
            log_start=min((first for first, _ in self._spans), default=None),
            log_end=max((last for _, last in self._spans), default=None),
            stated_end=self._end(),
            priority=facts.priority,
            activities=self.names,
            channels=None if self.channels is None else self.channels.texts,
            has_value=spill.has_value,
            attributes=tuple(
                ColumnEntry(name=name, vocabulary=None if declared is None else declared.texts)
                for name, declared in self.attributes.items()
            ),
            case_attributes=self.cases.entries,
            buckets=buckets,
            anonymous=nobody,
            quality=replace(self.sieve.account(account, self.names), crowded=spill.crowded),
        )


def write_bucket(folder: Path, arranged: Arranged, events: EventColumns, cases: CaseTable) -> None:
    """
    Write one bucket.

    Args:
        folder: Its new folder.
        arranged: Its events, sorted.
        events: Those of them that are written.
        cases: What is known of the cases.
    """
    arrays: dict[str, pa.Array] = {"activity": pa.array(events.activity.codes)}
    names: dict[str, tuple[str, ...] | None] = {"activity": events.activity.vocabulary}
    arrays |= {"timestamp": pa.array(events.timestamp), "row": pa.array(events.row)}
    own = {"value": events.value, "channel": events.channel}
    others = {OF_EVENT + name: column for name, column in events.attributes.items()}
    for name, column in (own | others).items():
        if column is not None:
            arrays[name], names[name] = plain_array(column)
    table = pa.table(arrays)
    keep(folder / EVENTS, table)
    ids = ids_of(arranged.cases).cast(pa.string())
    known = {OF_CASE + name: plain_array(column)[0] for name, column in cases.of(arranged.cases)}
    keep(folder / CASES, pa.table({"case": ids, "end": pa.array(arranged.offsets[1:]), **known}))
    counts = np.diff(arranged.offsets)
    codes = pa.array(np.repeat(np.arange(len(counts), dtype=np.int32), counts))
    case = pa.nulls(len(events.timestamp), pa.string())
    if len(counts):
        case = pa.DictionaryArray.from_arrays(codes, ids)
    parquet(folder / TABLE, table, names, case)
