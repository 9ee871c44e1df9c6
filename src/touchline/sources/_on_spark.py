"""
Compiling on the workers of Spark: they read parts of the source, Spark brings the events of a
bucket together by the hash of their case, and whoever has a bucket sorts and writes it.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.compiled.compile import CaseTable, Compiler, buckets_for
from touchline.compiled.learned import Learned, Listener, by_bucket
from touchline.compiled.log import CompiledLog
from touchline.compiled.publish import publish
from touchline.compiled.sorting import Sorting, decide
from touchline.compiled.spill import Spill, as_texts
from touchline.eventlog.columns import NumberColumn
from touchline.executors._shuffle import TOLD, Shuffle
from touchline.sources._compile import Compilation, as_case, repeated_rows
from touchline.sources._stream import added

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from touchline.compiled.manifest import BucketEntry
    from touchline.compiled.sorting import Facts, Written
    from touchline.eventlog.build import EventColumns
    from touchline.executors.spark import Spark
    from touchline.sources._compile import Batches, Readable
    from touchline.sources._raw import Raw
    from touchline.sources._request import Request
    from touchline.sources._sieve import Seen, Sifting
    from touchline.sources._stream import Stream

    #: The number of a piece, and events of one bucket whose rows are counted within it.
    Found = tuple[int, EventColumns]


@dataclass(frozen=True, slots=True)
class Piece:
    """
    What one worker reads.

    Args:
        number: Its place among all pieces.
        reader: Who reads it.
        place: The file.
        part: Which part of the file.
    """

    number: int
    reader: Readable
    place: Path
    part: Any

    def raws(self) -> Iterator[Raw]:
        """
        Read the piece.

        Yields:
            Its rows.
        """
        for batch in self.reader.part(self.place, self.part):
            yield batch.raw


@dataclass(frozen=True, slots=True)
class Read:
    """
    What is learned from a piece.

    Args:
        stream: Who read it, with its account.
        learned: Its texts and columns.
    """

    stream: Stream
    learned: Learned


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The first pass, at a worker's: a piece becomes events by bucket.

    Args:
        stream: Turns rows into events; it has read none.
        n_buckets: How many buckets.
        id_column: The attribute that holds ids of events; None without any. They are brought
            together as cases are, in as many buckets behind the others.
        most_texts: An attribute with more different texts is left out.
    """

    stream: Stream
    n_buckets: int
    id_column: str | None
    most_texts: int

    def __call__(self, piece: Piece) -> Iterator[tuple[int, Found | Read]]:
        """
        Read a piece.

        Args:
            piece: Which one.

        Yields:
            Events under the number of their bucket, and at last what was learned.
        """
        stream = deepcopy(self.stream)
        with tempfile.TemporaryDirectory() as folder:
            listener = Listener(
                Path(folder) / "nothing",
                self.n_buckets,
                most_texts=self.most_texts,
                whole=self.id_column,
            )
            for raw in piece.raws():
                columns = stream.events(raw)
                listener.add(columns)
                for bucket, events in self._buckets(columns):
                    yield bucket, (piece.number, events)
        yield TOLD, Read(stream, Learned.of(listener))

    def _buckets(self, columns: EventColumns) -> Iterator[tuple[int, EventColumns]]:
        if not len(columns.row):
            return
        yield from by_bucket(columns, self.n_buckets)
        if self.id_column is not None and self.id_column in columns.attributes:
            ids = by_bucket(as_case(columns, self.id_column), self.n_buckets)
            yield from ((self.n_buckets + 1 + bucket, events) for bucket, events in ids)


@dataclass(frozen=True, slots=True)
class Gathering:
    """
    What all workers of the second pass know.

    Args:
        bases: How many rows come before each piece.
        n_buckets: How many buckets.
    """

    bases: tuple[int, ...]
    n_buckets: int

    def spilled(self, spill: Spill, found: Sequence[Found]) -> Spill:
        """
        Take what was found, with rows counted from the beginning of the source.

        Args:
            spill: Takes it.
            found: Events, in the order of the source.

        Returns:
            The spill.
        """
        for piece, columns in found:
            spill.add(replace(columns, row=columns.row + self.bases[piece]))
        return spill


@dataclass(frozen=True, slots=True)
class Repeats(Gathering):
    """
    Finds event ids that were seen before, at a worker's.
    """

    def __call__(self, key: int, found: Sequence[Found]) -> npt.NDArray[np.int64]:
        """
        Look through ids whose hashes begin alike.

        Args:
            key: Which ones.
            found: The ids, as cases.

        Returns:
            The rows that repeat one.
        """
        del key
        with tempfile.TemporaryDirectory() as folder:
            return repeated_rows(self.spilled(Spill(Path(folder) / "ids", self.n_buckets), found))


@dataclass(frozen=True, slots=True)
class NumbersAsTexts:
    """
    Writes the numbers of columns that turned out to hold texts, at a worker's.

    Args:
        names: The columns.
    """

    names: tuple[str, ...]

    def __call__(self, key: int, found: Sequence[Found]) -> dict[str, tuple[str, ...]]:
        """
        Write the numbers of a bucket.

        Args:
            key: Which bucket.
            found: Its events.

        Returns:
            For each column its texts.
        """
        del key
        texts: dict[str, dict[str, None]] = {name: {} for name in self.names}
        for _, columns in found:
            for name in self.names:
                column = columns.attributes.get(name)
                if isinstance(column, NumberColumn):
                    texts[name] |= dict.fromkeys(as_texts(column.values).vocabulary)
        return {name: tuple(known) for name, known in texts.items()}


@dataclass(frozen=True, slots=True)
class Done:
    """
    A bucket that was written.

    Args:
        entry: What it holds.
        folder: The folder of this very attempt; another one may have died half way.
        written: What was learned of it.
        seen: What was counted in it.
    """

    entry: BucketEntry
    folder: str
    written: Written
    seen: Seen


@dataclass(frozen=True, slots=True)
class Writing(Gathering):
    """
    The second pass, at a worker's: the events of a bucket are sorted and written.

    Args:
        learned: All texts and columns of all pieces.
        facts: What the events do not say themselves.
        cases: What is known of cases.
        sieve: What happens to events beyond sorting.
        attempts: Where attempts are written.
        generation: What the names of buckets end with.
    """

    learned: tuple[Learned, ...]
    facts: Facts
    cases: CaseTable
    sieve: Sifting
    attempts: str
    generation: str

    def __call__(self, number: int, found: Sequence[Found]) -> Done:
        """
        Sort and write one bucket.

        Args:
            number: Which one; the last one is nobody's.
            found: Its events.

        Returns:
            What was written.
        """
        is_nobody = number == self.n_buckets
        name = "nobody" if is_nobody else f"bucket-{number:05d}"
        attempt = Path(self.attempts) / uuid.uuid4().hex
        attempt.mkdir(parents=True)
        sieve = deepcopy(self.sieve)
        with tempfile.TemporaryDirectory() as folder:
            spill = Spill(Path(folder) / "spill", self.n_buckets)
            for one in self.learned:
                one.tell(spill)
            self.spilled(spill, found)
            # Spark's order is not trusted: the bucket is sorted here, whatever comes in.
            sorting = Sorting(spill, attempt, self.facts, self.cases, sieve=sieve, before=None)
            entry = sorting.bucket(number, f"{name}.{self.generation}")
        return Done(entry, str(attempt), sorting.written, sieve.seen)


def is_shared_out(batches: Batches, request: Request) -> bool:
    """
    Tell whether workers can compile a source together.

    Args:
        batches: The source.
        request: What is asked.

    Returns:
        False for what does not lie in files, and where events of nobody get names that depend on
        all others; this machine then compiles alone.
    """
    are_files = all(isinstance(place, Path) for _, place in batches.origins)
    return are_files and request.anonymous == "exclude"


class SparkCompilation(Compilation):
    """
    One compiling of files that Spark's workers can read.
    """

    def on(
        self, spark: Spark, folder: str | os.PathLike[str], n_buckets: int | None
    ) -> CompiledLog:
        """
        Compile on Spark.

        Args:
            spark: Where.
            folder: Where the log shall lie; every worker can write there under the same name.
            n_buckets: How many buckets; None for as many as the size asks for.

        Returns:
            The log; the very one that this machine alone would make.

        Raises:
            TouchlineError: The source cannot be read, the folder holds something else, or workers
                die again and again.
        """
        wanted = n_buckets or buckets_for(int(self.n_expected))
        stream, account = self.stream.primed(next(iter(self.batches)))
        id_column, most_texts = self.id_column, self.most_texts
        place = Path(folder).absolute()
        with Compiler(place, wanted, most_texts=most_texts, whole=id_column) as compiler:
            reading = Reading(stream, wanted, id_column, most_texts)
            shuffle = Shuffle(spark, reading, self._pieces())
            try:
                bases, learned = self._include(shuffle.told(), account.guesses)
                gathering = Gathering(bases, wanted)
                sieve = self._sieve(_repeats(shuffle, gathering, id_column))
                self._tell(0.5)
                return self._written(compiler, shuffle, gathering, learned, sieve)
            finally:
                shuffle.close()

    def _pieces(self) -> list[Piece]:
        found = [
            (reader, place.absolute(), part)
            for reader, place in self.batches.origins
            for part in reader.parts(place)
        ]
        return [Piece(number, *one) for number, one in enumerate(found)]

    def _include(
        self, reads: Sequence[Read], guesses: tuple[Any, ...]
    ) -> tuple[tuple[int, ...], tuple[Learned, ...]]:
        bases = []
        for read in reads:
            bases.append(self.stream.n_rows)
            self.stream.include(read.stream)
        reports = self.stream.reports
        # Workers were told how times are written, and so had nothing to guess.
        reports[0] = replace(reports[0], guesses=guesses)
        return tuple(bases), tuple(read.learned for read in reads)

    def _written(
        self,
        compiler: Compiler,
        shuffle: Shuffle,
        gathering: Gathering,
        learned: tuple[Learned, ...],
        sieve: Sifting,
    ) -> CompiledLog:
        n_buckets, spill = gathering.n_buckets, compiler.spill
        for one in learned:
            one.tell(spill)
        decide(spill, sieve)
        spill.thin_out()
        if spill.mixed:
            texts = shuffle.gathered(NumbersAsTexts(tuple(spill.mixed)), range(n_buckets + 1))
            learned = (*learned, *(Learned.of_texts(one) for one in texts))
            for one in learned:
                one.tell(spill)
        cases = self.cases or CaseTable({}, {})
        sorting = Sorting(spill, compiler.scratch, self.facts, cases, sieve=sieve, before=None)
        attempts = compiler.scratch / "attempts"
        work = Writing(
            gathering.bases,
            n_buckets,
            (Learned.of(spill),),
            self.facts,
            cases,
            sieve,
            str(attempts),
            compiler.generation,
        )
        has_nobody = any(one.n_nobody for one in learned)
        done = shuffle.gathered(work, range(n_buckets + has_nobody))
        entries = []
        for one in done:
            (Path(one.folder) / one.entry.folder).rename(compiler.scratch / one.entry.folder)
            sorting.include(one.written)
            sieve.include(one.seen)
            entries.append(one.entry)
        shutil.rmtree(attempts)
        nobody = entries.pop() if has_nobody else None
        quality = added(self.stream.reports)
        publish(
            compiler.folder, compiler.scratch, sorting.manifest(tuple(entries), nobody, quality)
        )
        self._tell(1)
        return CompiledLog.open(compiler.folder)


def _repeats(
    shuffle: Shuffle, gathering: Gathering, id_column: str | None
) -> npt.NDArray[np.int64]:
    """
    Find the rows whose event id was seen before.
    """
    if id_column is None:
        return np.zeros(0, dtype=np.int64)
    n = gathering.n_buckets
    # Ids lie behind the buckets of cases and of nobody; the last of theirs has no id.
    keys = range(n + 1, 2 * n + 1)
    return np.sort(np.concatenate(shuffle.gathered(Repeats(gathering.bases, n), keys)))
