"""
From events in any order to a compiled log on disk.
"""

from __future__ import annotations

import os
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.compiled import manifest as manifests
from touchline.compiled.errors import LogChanged, NoRoom
from touchline.compiled.lock import NAME as LOCK
from touchline.compiled.lock import Lock
from touchline.compiled.log import CompiledLog
from touchline.compiled.publish import PART, publish
from touchline.compiled.sorting import CaseTable, Everything, Facts, Sorting
from touchline.compiled.spill import Spill
from touchline.errors import StorageError
from touchline.eventlog.build import EventColumns
from touchline.eventlog.columns import TextColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.compiled.append import Before
    from touchline.compiled.manifest import BucketEntry
    from touchline.compiled.sorting import Sieve
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.quality import QualityReport

__all__ = ["CaseTable", "Compiler", "Facts", "buckets_for", "compile_events"]

#: How many events one bucket shall hold at most, about; a bucket is sorted in memory.
_PER_BUCKET = 2_000_000


class Compiler:
    """
    Takes events batch by batch and leaves a compiled log; nothing appears until it is whole.

    Args:
        folder: Where the log shall lie: a new folder, or a compiled log that it replaces.
        n_buckets: How many buckets, a power of two.
        before: The log to whose events others are added; it has as many buckets. None for a new
            log.
        most_texts: An attribute with more different texts is left out; None for no limit.
        whole: An attribute that stays whatever its texts.

    Raises:
        NoRoom: The folder holds something else.
        LogInUse: Another process is writing the log.
        LogChanged: Another process wrote it since `before` was opened.
        StorageError: The disk is full or closed to us.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        n_buckets: int = 16,
        before: Before | None = None,
        *,
        most_texts: int | None = None,
        whole: str | None = None,
    ) -> None:
        self.before = before
        self.folder = Path(folder)
        if _is_taken(self.folder):
            raise NoRoom(at=str(self.folder))
        self.generation = secrets.token_hex(4)
        self.scratch = self.folder / f"{PART}{self.generation}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self.folder)
        except OSError as reason:
            raise StorageError.on(self.folder, reason) from reason
        try:
            _must_be_unchanged(self.folder, before)
            self.spill = Spill(
                self.scratch / "spill", n_buckets, most_texts=most_texts, whole=whole
            )
        except OSError as reason:
            self._lock.release()
            raise StorageError.on(self.folder, reason) from reason
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        shutil.rmtree(self.scratch, ignore_errors=True)
        self._lock.release()
        # A folder that was made for nothing goes as well; one that holds a log is not empty.
        with suppress(OSError):
            self.folder.rmdir()

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
        *,
        threads: int | None = None,
        sieve: Sieve | None = None,
        done: Callable[[float], None] | None = None,
    ) -> CompiledLog:
        """
        Sort every bucket and put the log in place.

        Args:
            facts: What the events do not say themselves.
            quality: The account so far; how many events are kept is added here.
            cases: What is known of the cases.
            threads: How many buckets are sorted at once; None for as many as there are processors.
            sieve: What happens to events beyond sorting; None keeps all as they are.
            done: Told after each bucket what share of them is done.

        Returns:
            The log.

        Raises:
            StorageError: The disk is full or closed to us.
        """
        spill, sieve = self.spill, Everything() if sieve is None else sieve
        names = [f"bucket-{number:05d}.{self.generation}" for number in range(spill.n_buckets)]
        try:
            table = cases or CaseTable({}, {})
            sorting = Sorting(spill, self.scratch, facts, table, sieve=sieve, before=self.before)
            entries: list[BucketEntry] = []
            with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
                for entry in pool.map(sorting.bucket, range(spill.n_buckets), names):
                    entries.append(entry)
                    if done is not None:
                        done(len(entries) / spill.n_buckets)
            nobody = None if self.before is None else self.before.manifest.anonymous
            if spill.n_events[-1] or nobody is not None:
                nobody = sorting.bucket(spill.n_buckets, f"nobody.{self.generation}")
            publish(self.folder, self.scratch, sorting.manifest(tuple(entries), nobody, quality))
        except OSError as reason:
            raise StorageError.on(self.folder, reason) from reason
        return CompiledLog.open(self.folder)


def _must_be_unchanged(folder: Path, before: Before | None) -> None:
    if before is not None and manifests.Manifest.read(folder) != before.manifest:
        raise LogChanged(at=str(folder))


def _is_taken(folder: Path) -> bool:
    if not folder.exists() or (folder / manifests.NAME).is_file():
        return False
    # What an interrupted compile left behind may be written over.
    ours = (PART, LOCK)
    return not folder.is_dir() or any(not one.name.startswith(ours) for one in folder.iterdir())


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
