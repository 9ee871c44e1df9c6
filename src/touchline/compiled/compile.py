"""
From events in any order to a compiled log on disk.
"""

from __future__ import annotations

import os
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa

from touchline.compiled import manifest as manifests
from touchline.compiled.errors import NoRoom
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
from touchline.compiled.log import CompiledLog
from touchline.compiled.manifest import BucketEntry, ColumnEntry, Manifest
from touchline.compiled.spill import Spill, stacked, together
from touchline.errors import StorageError
from touchline.eventlog.build import EventColumns, arrange
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.eventlog.build import Arranged
    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.quality import QualityReport

#: How many events one bucket shall hold at most, about; a bucket is sorted in memory.
_PER_BUCKET = 2_000_000

#: What a folder is called until it is whole.
_PART = ".part-"


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
        rows = np.asarray([self.rows.get(case, ABSENT) for case in cases], dtype=np.int64)
        for name, column in sorted(self.columns.items()):
            # The last place answers for ABSENT, which indexes from the end.
            if isinstance(column, TextColumn):
                codes = np.append(column.codes, np.int32(ABSENT))[rows]
                yield name, TextColumn(codes, column.vocabulary)
            else:
                yield name, NumberColumn(np.append(column.values, np.nan)[rows])


class Compiler:
    """
    Takes events batch by batch and leaves a compiled log; nothing appears until it is whole.

    Args:
        folder: Where the log shall lie: a new folder, or a compiled log that it replaces.
        n_buckets: How many buckets, a power of two.
    """

    def __init__(self, folder: str | os.PathLike[str], n_buckets: int = 16) -> None:
        self.folder = Path(folder)
        if _is_taken(self.folder):
            raise NoRoom(at=str(self.folder))
        self.generation = secrets.token_hex(4)
        self._scratch = self.folder / f"{_PART}{self.generation}"
        try:
            self.spill = Spill(self._scratch / "spill", n_buckets)
        except OSError as reason:
            raise StorageError.on(self.folder, reason) from reason

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)

    def add(self, columns: EventColumns) -> None:
        """
        Take some events.

        Args:
            columns: Events that follow those before in the order of their source.

        Raises:
            StorageError: The disk is full or closed to us.
        """
        try:
            self.spill.add(columns)
        except OSError as reason:
            raise StorageError.on(self.folder, reason) from reason

    def finish(
        self,
        facts: Facts,
        quality: QualityReport,
        cases: CaseTable | None = None,
        threads: int | None = None,
    ) -> CompiledLog:
        """
        Sort every bucket and put the log in place.

        Args:
            facts: What the events do not say themselves.
            quality: The account so far; how many events are kept is added here.
            cases: What is known of the cases.
            threads: How many buckets are sorted at once; None for as many as there are processors.

        Returns:
            The log.

        Raises:
            StorageError: The disk is full or closed to us.
        """
        spill = self.spill
        names = [f"bucket-{number:05d}.{self.generation}" for number in range(spill.n_buckets)]
        try:
            sorting = _Sorting(spill, self._scratch, facts, cases or CaseTable({}, {}))
            with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
                entries = tuple(pool.map(sorting.bucket, range(spill.n_buckets), names))
            nobody = None
            if spill.n_events[-1]:
                nobody = sorting.bucket(spill.n_buckets, f"nobody.{self.generation}")
            publish(self.folder, self._scratch, sorting.manifest(entries, nobody, quality))
        except OSError as reason:
            raise StorageError.on(self.folder, reason) from reason
        return CompiledLog.open(self.folder)


def _is_taken(folder: Path) -> bool:
    if not folder.exists() or (folder / manifests.NAME).is_file():
        return False
    # What an interrupted compile left behind may be written over.
    return not folder.is_dir() or any(not one.name.startswith(_PART) for one in folder.iterdir())


class _Sorting:
    """
    The second pass: every bucket is sorted, coded with the declared vocabularies and written.
    """

    def __init__(self, spill: Spill, folder: Path, facts: Facts, cases: CaseTable) -> None:
        spill.settle()
        self.spill, self.folder, self.facts, self.cases = spill, folder, facts, cases
        self.activities = spill.activities.declared()
        self.channels = spill.channels.declared() if spill.has_channel else None
        self.attributes = {
            name: known.vocabulary.declared() if known.is_text else None
            for name, known in sorted(spill.attributes.items())
        }

    def bucket(self, number: int, name: str) -> BucketEntry:
        """
        Sort and write one bucket.
        """
        parts = list(self.spill.parts(number))
        is_nobody = number == self.spill.n_buckets
        columns = self._columns(parts, _cases_of(parts, is_nobody=is_nobody))
        arranged = arrange(columns, priority=self.facts.priority, is_declared=True)
        events = arranged.anonymous if is_nobody else arranged.events
        (self.folder / name).mkdir()
        write_bucket(self.folder / name, arranged, events, self.cases)
        n_cases, n_events = len(arranged.cases), len(events.timestamp)
        return BucketEntry(folder=name, n_cases=n_cases, n_events=n_events)

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

    def manifest(
        self, buckets: tuple[BucketEntry, ...], nobody: BucketEntry | None, quality: QualityReport
    ) -> Manifest:
        """
        Say what was written.
        """
        facts, spill = self.facts, self.spill
        first, last = spill.span or (None, None)
        n_kept = sum(entry.n_events for entry in buckets)
        return Manifest(
            source=facts.source,
            zone=facts.zone,
            is_day_precise=facts.is_day_precise,
            log_start=first,
            log_end=last,
            stated_end=facts.stated_end,
            priority=facts.priority,
            activities=self.activities.texts,
            channels=None if self.channels is None else self.channels.texts,
            has_value=spill.has_value,
            attributes=tuple(
                ColumnEntry(name=name, vocabulary=None if declared is None else declared.texts)
                for name, declared in self.attributes.items()
            ),
            case_attributes=self.cases.entries,
            buckets=buckets,
            anonymous=nobody,
            quality=replace(
                quality, n_kept=n_kept, n_without_case=nobody.n_events if nobody else 0
            ),
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
    ids = pa.array(arranged.cases, pa.string())
    known = {OF_CASE + name: plain_array(column)[0] for name, column in cases.of(arranged.cases)}
    keep(folder / CASES, pa.table({"case": ids, "end": pa.array(arranged.offsets[1:]), **known}))
    counts = np.diff(arranged.offsets)
    codes = pa.array(np.repeat(np.arange(len(counts), dtype=np.int32), counts))
    case = pa.nulls(len(events.timestamp), pa.string())
    if len(counts):
        case = pa.DictionaryArray.from_arrays(codes, ids)
    parquet(folder / TABLE, table, names, case)


def _cases_of(parts: Sequence[pa.Table], *, is_nobody: bool) -> TextColumn:
    """
    Code the cases of one bucket, sorted.
    """
    if is_nobody or not parts:
        n = sum(part.num_rows for part in parts)
        return TextColumn(np.full(n, ABSENT, dtype=np.int32), ())
    ids: dict[str, int] = {}
    pieces = []
    for part in parts:
        for chunk in part["case"].chunks:
            new = [ids.setdefault(text, len(ids)) for text in chunk.dictionary.to_pylist()]
            pieces.append(np.asarray(new, dtype=np.int32)[np.asarray(chunk.indices)])
    order = sorted(ids)
    place = np.empty(len(ids), dtype=np.int32)
    place[[ids[text] for text in order]] = np.arange(len(ids), dtype=np.int32)
    return TextColumn(place[np.concatenate(pieces)], tuple(order))


def publish(folder: Path, scratch: Path, found: Manifest) -> None:
    """
    Put new buckets in place and let the manifest name them, then clear away what it no longer does.

    Args:
        folder: The compiled log.
        scratch: Where the new buckets lie.
        found: The new manifest.
    """
    for path in sorted(scratch.iterdir()):
        if path.name != "spill":
            path.rename(folder / path.name)
    waiting = folder / f"{manifests.NAME}.{secrets.token_hex(4)}"
    with waiting.open("wb") as file:
        file.write(found.written())
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(folder / manifests.NAME)
    clear(folder, found)


def clear(folder: Path, found: Manifest) -> None:
    """
    Remove what no manifest names: old buckets, and what interrupted work left.

    Args:
        folder: The compiled log.
        found: Its manifest.
    """
    named = {entry.folder for entry in (*found.buckets, found.anonymous) if entry is not None}
    for path in folder.iterdir():
        is_ours = path.name.startswith(("bucket-", "nobody.", _PART, manifests.NAME + "."))
        if is_ours and path.name not in named:
            # A file that somebody still reads on Windows stays until the next time.
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def compile_events(
    log: EventLog, folder: str | os.PathLike[str], *, n_buckets: int | None = None
) -> CompiledLog:
    """
    Compile a log that is in memory.

    Args:
        log: The log.
        folder: Where it shall lie.
        n_buckets: How many buckets, a power of two; None for as many as its size asks for.

    Returns:
        The compiled log; every question has the same answer.

    Raises:
        NoRoom: The folder holds something else.
        StorageError: The disk is full or closed to us.
    """
    facts = Facts(
        source=log.source,
        zone=log.zone,
        is_day_precise=log.is_day_precise,
        stated_end=log.stated_end,
    )
    with Compiler(folder, n_buckets or buckets_for(len(log.timestamp))) as compiler:
        compiler.add(
            EventColumns(
                case=TextColumn(log.case_of_event.astype(np.int32), tuple(log.cases)),
                activity=log.activity,
                timestamp=log.timestamp,
                # The order is settled, priorities included, so that places take the part of rows.
                row=np.arange(len(log.timestamp), dtype=np.int64),
                value=log.value,
                channel=log.channel,
                attributes=log.attributes,
            )
        )
        if log.anonymous is not None:
            compiler.add(log.anonymous)
        rows = {case: row for row, case in enumerate(log.cases)}
        return compiler.finish(facts, log.quality, CaseTable(rows, log.case_attributes))


def buckets_for(n_events: int) -> int:
    """
    Choose how many buckets some events need.

    Args:
        n_events: How many events, about.

    Returns:
        A power of two, at least one.
    """
    wanted = max(1, -(-n_events // _PER_BUCKET))
    return 1 << (wanted - 1).bit_length()
