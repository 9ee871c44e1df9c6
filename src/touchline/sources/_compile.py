"""
From a source of any size to a compiled log, batch by batch.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import pyarrow.compute as pc

from touchline.compiled.append import Before
from touchline.compiled.compile import CaseTable, Compiler, Facts, buckets_for
from touchline.compiled.ids import cases_of, ids_of
from touchline.compiled.spill import MOST_TEXTS, Spill, as_texts, stacked
from touchline.eventlog.build import EventColumns, microseconds
from touchline.eventlog.columns import NumberColumn, TextColumn
from touchline.sources._case_attributes import About
from touchline.sources._errors import EmptySource
from touchline.sources._guesses import roles
from touchline.sources._raw import Raw, gathered, named
from touchline.sources._sieve import ANONYMOUS, Sifting
from touchline.sources._stream import Stream, added
from touchline.units import parse_zone

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.compiled.manifest import Manifest
    from touchline.sources._raw import Batch, Gathered
    from touchline.sources._request import Request

ItemT = TypeVar("ItemT")

#: How many rows of each of several origins are looked at before any is read.
_N_SAMPLE = 50_000
#: How much of the work is reading; the rest is sorting.
_READING = 0.6


class Readable(Protocol):
    """
    Whoever reads an origin in batches.
    """

    def batches(self, origin: Any) -> Iterator[Batch]:
        """
        Read an origin.
        """

    def sample(self, origin: Any) -> Batch:
        """
        Read its first rows.
        """

    def parts(self, origin: Any) -> Sequence[Any]:
        """
        Cut an origin into parts.
        """

    def part(self, origin: Any, part: Any) -> Iterator[Batch]:
        """
        Read one part of an origin in batches.
        """


class Batches:
    """
    The batches of several origins, one after the other, as often as they are wanted.

    Args:
        origins: For each origin who reads it.
    """

    def __init__(self, origins: Sequence[tuple[Readable, Any]]) -> None:
        self.origins = origins
        sizes = [_size(place) for _, place in origins]
        self._ends = np.cumsum([0, *sizes]) / max(sum(sizes), 1)

    def __iter__(self) -> Iterator[Raw]:
        return (raw for raw, _ in self.with_share())

    def with_share(self) -> Iterator[tuple[Raw, float]]:
        """
        Read all origins.

        Yields:
            Their rows in order, and how much of all is read with them.
        """
        for number, (reader, place) in enumerate(self.origins):
            begin, end = self._ends[number : number + 2].tolist()
            for batch in reader.batches(place):
                yield batch.raw, begin + (end - begin) * batch.share

    def sample(self) -> tuple[Gathered, float]:
        """
        Read the first rows of every origin.

        Returns:
            The rows, and how many rows there are in all, about.
        """
        raws, n_rows = [], 0.0
        for reader, place in self.origins:
            batch = reader.sample(place)
            n_rows += batch.raw.n_rows / max(batch.share, 1e-9)
            table = batch.raw.table
            raws.append(
                Raw(
                    table if len(self.origins) == 1 else table.slice(0, _N_SAMPLE),
                    batch.raw.origin,
                    batch.raw.misfits,
                    batch.raw.left,
                )
            )
        return gathered(raws), n_rows


def _size(place: Any) -> float:
    return float(place.stat().st_size) if isinstance(place, Path) else 1.0


class Compilation:
    """
    One compiling of one source.

    Args:
        batches: The source.
        about: The table of cases; None without one.
        request: What was asked.
        progress: Told how many rows are read and how much of the work is done.
        most_texts: An attribute with more different texts is left out.
    """

    def __init__(
        self,
        batches: Batches,
        about: Gathered | None,
        request: Request,
        progress: Callable[[int, float], None] | None,
        most_texts: int = MOST_TEXTS,
    ) -> None:
        self.batches, self.request, self._progress = batches, request, progress
        self.most_texts = most_texts
        zone = parse_zone(request.zone)
        sample, self.n_expected = batches.sample()
        if not sample.n_rows:
            raise EmptySource(at=sample.origin)
        settled = roles(sample.table, request.roles, sample.origin)
        disguise = request.disguise
        if disguise is not None:
            disguise.require(sample, about)
        self.stream = Stream(sample, settled, zone, request.time_format, batches, disguise=disguise)
        self.about = None
        if about is not None:
            key = settled.columns["case"]
            self.about = About.of(about, key=request.cases_key, case_column=key, disguise=disguise)
        self._taken: set[str] = set()

    def into(
        self,
        folder: str | os.PathLike[str],
        n_buckets: int | None,
        before: CompiledLog | None = None,
    ) -> CompiledLog:
        """
        Compile.

        Args:
            folder: Where the log shall lie.
            n_buckets: How many buckets; None for as many as the size asks for.
            before: The log in the folder, when events are added to it.

        Returns:
            The log.

        Raises:
            TouchlineError: The source cannot be read, or the folder holds something else.
        """
        wanted = n_buckets or buckets_for(int(self.n_expected))
        old = None if before is None else Before(before, has_news=self.about is not None)
        if old is not None:
            wanted, quality = len(old.manifest.buckets), old.manifest.quality
            # Rows go on counting, so that what was there first comes first in ties.
            self.stream.n_before = max(quality.n_rows, quality.n_events)
        most_texts, whole = self.most_texts, self.id_column
        with Compiler(folder, wanted, old, most_texts=most_texts, whole=whole) as compiler:
            with tempfile.TemporaryDirectory(dir=compiler.scratch) as waiting:
                ids = Spill(Path(waiting) / "ids", wanted)
                self._read(compiler, ids)
                self._remember(old, ids)
                repeated = repeated_rows(ids)
            return compiler.finish(
                self.facts if old is None else _continued(self.facts, old.manifest),
                added([*([] if old is None else [old.manifest.quality]), *self.stream.reports]),
                self._cases(old),
                sieve=self._sieve(repeated),
                done=lambda share: self._tell(_READING + (1 - _READING) * share),
            )

    def _cases(self, old: Before | None) -> CaseTable | None:
        known = self.cases
        if old is None:
            return known
        if known is None:
            return CaseTable(*old.cases())
        return CaseTable(*old.cases_with(known.rows, known.columns))

    @property
    def id_column(self) -> str | None:
        """
        The attribute that holds ids of events; None without any.
        """
        return self.stream.settled.columns.get("event_id")

    def _remember(self, old: Before | None, ids: Spill) -> None:
        """
        Take the ids of events that the log has already.
        """
        column = self.id_column
        if old is None or column is None:
            return
        for entry in (*old.manifest.buckets, old.manifest.anonymous):
            columns = old.events(entry, {})
            if column in columns.attributes:
                ids.add(as_case(columns, column))

    @property
    def facts(self) -> Facts:
        """
        What the events do not say themselves.
        """
        request = self.request
        end = request.log_end
        return Facts(
            source=self.stream.origin,
            zone=request.zone,
            is_day_precise=self.stream.is_day_precise,
            stated_end=None if end is None else microseconds(end, request.zone),
            priority=request.priority,
        )

    @property
    def cases(self) -> CaseTable | None:
        """
        What is known of cases.
        """
        return None if self.about is None else CaseTable(self.about.first_row, self.about.columns)

    def _read(self, compiler: Compiler, ids: Spill) -> None:
        id_column = self.id_column
        batches = self.batches.with_share()
        for columns, share in ahead((self.stream.events(raw), share) for raw, share in batches):
            if self.request.anonymous == "each":
                known = ids_of(columns.case.vocabulary)
                self._taken |= set(known.filter(pc.starts_with(known, ANONYMOUS)).to_pylist())
            if id_column is not None and id_column in columns.attributes:
                ids.add(as_case(columns, id_column))
            compiler.add(columns)
            self._tell(_READING * share)

    def _sieve(self, repeated: npt.NDArray[np.int64]) -> Sifting:
        return Sifting(
            self.request,
            self.stream,
            repeated=repeated,
            taken=self._taken,
            about=self.about,
        )

    def _tell(self, share: float) -> None:
        if self._progress is not None:
            self._progress(self.stream.n_rows, share)


def ahead(items: Iterator[ItemT]) -> Iterator[ItemT]:
    """
    Let each item be made while the one before is used.

    Args:
        items: What to look forward to.

    Yields:
        The same.
    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def as_case(columns: EventColumns, name: str) -> EventColumns:
    """
    Put the ids of events in the place of cases, so that equal ones meet in a bucket.

    Args:
        columns: The events.
        name: The attribute that holds the ids.

    Returns:
        As many events, of which nothing else is told.
    """
    column = columns.attributes[name]
    case = as_texts(column.values) if isinstance(column, NumberColumn) else column
    n = len(columns.row)
    return EventColumns(
        case=case,
        activity=TextColumn(np.zeros(n, dtype=np.int32), ("id",)),
        timestamp=np.zeros(n, dtype=np.int64),
        row=columns.row,
    )


def repeated_rows(ids: Spill) -> npt.NDArray[np.int64]:
    """
    Find the rows whose event id was seen before.

    Args:
        ids: The ids, as cases.

    Returns:
        The rows, sorted.
    """
    found = [np.zeros(0, dtype=np.int64)]
    for number in range(ids.n_buckets):
        parts = list(ids.parts(number))
        if parts:
            codes, row = cases_of(parts, is_nobody=False).codes, stacked(parts, "row", np.int64)
            order = np.lexsort((row, codes))
            is_repeat = codes[order][1:] == codes[order][:-1]
            found.append(row[order[1:][is_repeat]])
    return np.sort(np.concatenate(found))


def _continued(new: Facts, old: Manifest) -> Facts:
    """
    Say of a log and what was added to it what its events do not say.
    """
    ends = [end for end in (new.stated_end, old.stated_end) if end is not None]
    is_same = new.source in old.source.split(", ")
    return replace(
        new,
        source=old.source if is_same else named([old.source, new.source]),
        is_day_precise=new.is_day_precise and old.is_day_precise,
        stated_end=new.stated_end or max(ends, default=None),
        priority=new.priority or old.priority,
    )
