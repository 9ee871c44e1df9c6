"""
The first pass of compiling: events in the order of their source go to the bucket of their case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from touchline.compiled.files import OF_EVENT
from touchline.compiled.ids import buckets_by, hashes_of, ids_of
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from touchline.eventlog.build import EventColumns
    from touchline.eventlog.columns import Column

#: A number in a column that turned out to hold texts is written as people write it.
_WHOLE = 2**53

#: An attribute with more different texts than this is left out unless more are asked for: names of
#: single orders or visits, which fill the memory and group nobody.
MOST_TEXTS = 1_000_000


@dataclass(slots=True)
class Vocabulary:
    """
    Texts in the order in which they first appear, which changes with the order of the source; only
    the sorted ones of `order` are ever written down.
    """

    codes: dict[str, int] = field(default_factory=dict)

    def coded(self, column: TextColumn) -> npt.NDArray[np.int32]:
        """
        Give the texts of a column their codes here.
        """
        known = self.codes
        new = [known.setdefault(text, len(known)) for text in column.vocabulary]
        # The last place answers for ABSENT, which indexes from the end.
        return np.asarray([*new, ABSENT], dtype=np.int32)[column.codes]

    def declared(self) -> Declared:
        """
        Sort the texts, so that their codes depend on nothing but which texts there are.

        Returns:
            The sorted texts, and for each code here its place among them.
        """
        order = sorted(self.codes)
        place = np.full(len(order) + 1, ABSENT, dtype=np.int32)
        place[[self.codes[text] for text in order]] = np.arange(len(order), dtype=np.int32)
        return Declared(tuple(order), place)


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """
    A sorted vocabulary.

    Args:
        texts: The texts.
        place: For each code of the first pass the place of its text; the last one for ABSENT.
    """

    texts: tuple[str, ...]
    place: npt.NDArray[np.int32]

    def column(self, codes: npt.NDArray[np.int32]) -> TextColumn:
        """
        Say codes of the first pass in this vocabulary.
        """
        return TextColumn(self.place[codes], self.texts)


@dataclass(slots=True)
class Attribute:
    """
    A column whose kind may turn out late: numbers and texts are kept apart until the end.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    has_text: bool = False
    has_number: bool = False
    read: npt.NDArray[np.float64] | None = None
    is_crowded: bool = False

    @property
    def is_text(self) -> bool:
        """
        The column ends as texts, as one of which nothing is known does.
        """
        return self.read is None and (self.has_text or not self.has_number)

    def read_by(self, numbers: list[float] | None) -> None:
        """
        Make the column one of numbers, whatever its texts.

        Args:
            numbers: What each text says, in the order in which they appeared; None leaves it.
        """
        if numbers is not None:
            # The last place answers for ABSENT, which indexes from the end.
            self.read = np.asarray([*numbers, np.nan], dtype=np.float64)

    def crowd(self) -> None:
        """
        Leave the column out, and forget its texts.
        """
        self.is_crowded, self.vocabulary = True, Vocabulary()


class Spill:
    """
    Files of unsorted events, one a bucket.

    Args:
        folder: Where they lie until they are sorted.
        n_buckets: How many; a power of two. One more holds the events that belong to nobody.
        most_texts: An attribute with more different texts is left out; None for no limit.
        whole: An attribute that stays whatever its texts.
    """

    def __init__(
        self,
        folder: Path,
        n_buckets: int,
        *,
        most_texts: int | None = None,
        whole: str | None = None,
    ) -> None:
        self.folder = folder
        self.n_buckets = n_buckets
        self.most_texts, self.whole = most_texts, whole
        self.n_events = np.zeros(n_buckets + 1, dtype=np.int64)
        self.activities = Vocabulary()
        self.channels = Vocabulary()
        self.attributes: dict[str, Attribute] = {}
        self.has_value = self.has_channel = False
        self._pieces: dict[int, list[tuple[Path, int]]] = {}
        self._n_batches = 0
        folder.mkdir(parents=True)

    def add(self, columns: EventColumns) -> None:
        """
        Take some events.

        Args:
            columns: Events that follow those before in the order of their source.
        """
        if not len(columns.row):
            return
        ids = ids_of(columns.case.vocabulary)
        hashes = hashes_of(columns.case, ids)
        is_nobody = columns.case.codes == ABSENT
        bucket = buckets_by(hashes, is_nobody, self.n_buckets)
        order = np.argsort(bucket, kind="stable")
        counts = np.bincount(bucket, minlength=self.n_buckets + 1)
        self.n_events += counts
        codes = columns.case.codes[order]
        mask = codes == ABSENT if is_nobody.any() else None
        case = ids.take(pa.array(codes, mask=mask))
        table = self._table(columns) | {"hash": hashes}
        self._write({"case": case, **{k: v[order] for k, v in table.items()}}, counts)
        self._n_batches += 1

    def parts(self, bucket: int) -> Iterator[pa.Table]:
        """
        Read back what one bucket took.

        Args:
            bucket: Its number.

        Yields:
            Its events, batch by batch.
        """
        for path, place in self._pieces.get(bucket, ()):
            with pa.memory_map(str(path)) as source:
                yield pa.Table.from_batches([pa.ipc.open_file(source).get_batch(place)])

    @property
    def mixed(self) -> list[str]:
        """
        The attributes of texts of which some batch holds numbers alone.
        """
        return [
            name
            for name, one in self.attributes.items()
            if one.is_text and one.has_text and one.has_number and not one.is_crowded
        ]

    @property
    def crowded(self) -> tuple[str, ...]:
        """
        The attributes that are left out for their many texts.
        """
        return tuple(name for name, one in sorted(self.attributes.items()) if one.is_crowded)

    def thin_out(self) -> None:
        """
        Leave out the attributes that have turned out to hold too many texts.
        """
        for name, known in self.attributes.items():
            if known.is_text and self._is_over(name, known):
                known.crowd()

    def settle(self) -> None:
        """
        Know every text before any bucket is coded: numbers beside texts become texts.
        """
        self.thin_out()
        mixed = self.mixed
        for number in range(self.n_buckets + 1) if mixed else ():
            for part in self.parts(number):
                for name in mixed:
                    if OF_EVENT + name + "#" in part.column_names:
                        values = part[OF_EVENT + name + "#"].to_numpy()
                        self.attributes[name].vocabulary.coded(as_texts(values))
        self.thin_out()

    def forget(self, bucket: int) -> None:
        """
        Leave out what one bucket took.

        Args:
            bucket: Its number.
        """
        self._pieces.pop(bucket, None)
        self.n_events[bucket] = 0

    def _table(self, columns: EventColumns) -> dict[str, npt.NDArray[Any]]:
        table: dict[str, npt.NDArray[Any]] = {
            "activity": self.activities.coded(columns.activity),
            "timestamp": columns.timestamp,
            "row": columns.row,
        }
        if columns.value is not None:
            self.has_value = True
            table["value"] = columns.value.values
        if columns.channel is not None:
            self.has_channel = True
            table["channel"] = self.channels.coded(columns.channel)
        for name, column in columns.attributes.items():
            known = self.attributes.setdefault(name, Attribute())
            if known.is_crowded:
                continue
            if isinstance(column, NumberColumn):
                known.has_number = True
                table[OF_EVENT + name + "#"] = column.values
                continue
            known.has_text = known.has_text or bool(column.vocabulary)
            codes = known.vocabulary.coded(column)
            # Texts that all are numbers may yet become numbers, of which any may differ.
            if self._is_over(name, known) and not all(map(_is_number, column.vocabulary)):
                known.crowd()
            else:
                table[OF_EVENT + name] = codes
        return table

    def _is_over(self, name: str, known: Attribute) -> bool:
        most = self.most_texts
        return most is not None and name != self.whole and len(known.vocabulary.codes) > most

    def _write(self, arrays: dict[str, Any], counts: npt.NDArray[np.int64]) -> None:
        """
        Write a batch as one file with one piece a bucket, so that there are few files.
        """
        path = self.folder / f"{self._n_batches:06d}.arrow"
        batch = pa.record_batch(arrays)
        ends, used = np.cumsum(counts), np.flatnonzero(counts).tolist()
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
            for place, number in enumerate(used):
                size = int(counts[number])
                writer.write_batch(batch.slice(int(ends[number]) - size, size))
                self._pieces.setdefault(number, []).append((path, place))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def together(
    known: Attribute, declared: Declared | None, name: str, parts: Sequence[pa.Table]
) -> Column:
    """
    Put the parts of an attribute together, as texts when any part of the log has texts.

    Args:
        known: What the first pass learned of it.
        declared: Its vocabulary; None for numbers.
        name: The attribute.
        parts: The parts of one bucket.

    Returns:
        The column.
    """
    texts, numbers = OF_EVENT + name, OF_EVENT + name + "#"
    if declared is None and known.read is not None:
        found = [
            stacked([part], numbers, np.float64)
            if numbers in part.column_names
            else known.read[stacked([part], texts, np.int32)]
            for part in parts
        ]
        return NumberColumn(np.concatenate(found) if found else np.zeros(0))
    if declared is None:
        return NumberColumn(stacked(parts, numbers, np.float64))
    pieces = [
        known.vocabulary.coded(as_texts(part[numbers].to_numpy()))
        if numbers in part.column_names
        else stacked([part], texts, np.int32)
        for part in parts
    ]
    return declared.column(np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32))


def stacked(parts: Sequence[pa.Table], name: str, kind: type) -> npt.NDArray[Any]:
    """
    Put the parts of a column one after the other; a part without it knows nothing.

    Args:
        parts: The parts of one bucket.
        name: The column.
        kind: Its type in NumPy.

    Returns:
        The column.
    """
    nothing = np.nan if kind is np.float64 else ABSENT
    pieces = [
        part[name].to_numpy()
        if name in part.column_names
        else np.full(part.num_rows, nothing, dtype=kind)
        for part in parts
    ]
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=kind)


def as_texts(values: npt.NDArray[np.float64]) -> TextColumn:
    """
    Write numbers as people write them.

    Args:
        values: The numbers, NaN where there is none.

    Returns:
        Their texts.
    """
    known = np.flatnonzero(~np.isnan(values))
    different, codes = np.unique(values[known], return_inverse=True)
    texts = [
        str(int(value)) if value.is_integer() and abs(value) <= _WHOLE else repr(value)
        for value in different.tolist()
    ]
    found = np.full(len(values), ABSENT, dtype=np.int32)
    found[known] = codes
    return TextColumn(found, tuple(texts))
