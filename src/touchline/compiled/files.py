"""
One bucket as three files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from touchline.compiled.errors import UnreadableLog
from touchline.eventlog.columns import NumberColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    from touchline.compiled.manifest import ColumnEntry
    from touchline.eventlog.columns import Column

EVENTS, CASES, TABLE = "events.arrow", "cases.arrow", "events.parquet"

#: More bytes than the dictionary of any column has.
_ONE_DICTIONARY = 1 << 30

#: The columns in which every event of a case has something.
_ALWAYS = frozenset({"case", "activity", "timestamp", "row"})

#: What stands before the name of an attribute, so that none is taken for a column of our own.
OF_EVENT, OF_CASE = "event:", "case:"


class Texts(Sequence[str]):
    """
    Texts that stay where they lie until one is asked for.

    Args:
        array: The texts.
    """

    __slots__ = ("array",)

    def __init__(self, array: pa.Array) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self.array[place].to_pylist())
        return str(self.array[place if place >= 0 else place + len(self.array)].as_py())

    def __iter__(self) -> Iterator[str]:
        return iter(self.array.to_pylist())


def mapped(path: Path) -> pa.Table:
    """
    Map a file into memory.

    Args:
        path: An Arrow file.

    Returns:
        Its table, in one piece, whose numbers lie where the file does.

    Raises:
        UnreadableLog: The file is missing, or cut short.
    """
    try:
        with pa.memory_map(str(path)) as source:
            return pa.ipc.open_file(source).read_all()
    except (OSError, pa.ArrowException) as reason:
        raise UnreadableLog.damaged(path) from reason


def keep(path: Path, table: pa.Table) -> None:
    """
    Write a table in one piece, so that it can be mapped.

    Args:
        path: The new file.
        table: The table.
    """
    whole = table.combine_chunks()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, whole.schema) as writer:
        writer.write_table(whole)


def numbers(table: pa.Table, name: str) -> npt.NDArray[Any]:
    """
    Look at a column without copying it.

    Args:
        table: A table in one piece.
        name: The name of a column of numbers.

    Returns:
        The numbers, read only.
    """
    column = table[name]
    kind = np.dtype(column.type.to_pandas_dtype())
    if not len(column):
        return np.empty(0, dtype=kind)
    chunk = column.chunk(0)
    # As Arrow itself does it, but without loading pandas first.
    return np.frombuffer(chunk.buffers()[1], dtype=kind)[chunk.offset : chunk.offset + len(chunk)]


def plain_array(column: Column) -> tuple[pa.Array, tuple[str, ...] | None]:
    """
    Give the numbers of a column to Arrow.

    Args:
        column: The column.

    Returns:
        Its codes with their vocabulary, or its numbers and None.
    """
    if isinstance(column, TextColumn):
        return pa.array(column.codes), column.vocabulary
    return pa.array(column.values), None


def column_of(table: pa.Table, prefix: str, entry: ColumnEntry) -> Column:
    """
    Read an attribute.

    Args:
        table: The table that holds it.
        prefix: What stands before its name.
        entry: Which one, with its vocabulary.

    Returns:
        The column.
    """
    found = numbers(table, prefix + entry.name)
    return NumberColumn(found) if entry.vocabulary is None else TextColumn(found, entry.vocabulary)


def parquet(
    path: Path, events: pa.Table, names: Mapping[str, tuple[str, ...] | None], case: pa.Array
) -> None:
    """
    Write events as any tool reads them: names in place of codes, times as times.

    Args:
        path: The new file.
        events: The events as they are mapped.
        names: For each column of codes its vocabulary; None for numbers.
        case: The case of each event.
    """
    columns: dict[str, pa.Array] = {"case": case}
    for name in events.column_names:
        column = events[name].combine_chunks()
        vocabulary = names.get(name)
        if name == "timestamp":
            column = column.cast(pa.timestamp("us", tz="UTC"))
        elif vocabulary is not None:
            codes = np.asarray(column)
            indices = pa.array(codes, mask=codes < 0)
            column = pa.DictionaryArray.from_arrays(indices, pa.array(vocabulary, pa.string()))
        columns[name.removeprefix(OF_EVENT)] = column
    coded = [name for name, column in columns.items() if pa.types.is_dictionary(column.type)]
    # An attribute of such a name may hold anything.
    whole = [name for name in ("timestamp", "row") if not pa.types.is_floating(columns[name].type)]
    table = pa.table(columns)
    # What is never missing need not say so of every event.
    fields = [
        field.with_nullable(field.name not in _ALWAYS or column.null_count > 0)
        for field, column in zip(table.schema, table.columns, strict=True)
    ]
    arrow_parquet.write_table(
        table.cast(pa.schema(fields)),
        path,
        compression="snappy",
        # Codes are written as they are, and all of them in one dictionary, however many.
        use_dictionary=coded,
        dictionary_pagesize_limit=_ONE_DICTIONARY,
        column_encoding=dict.fromkeys(sorted({*whole} - {*coded}), "DELTA_BINARY_PACKED"),
        # Every piece holds events of all times, so that none could be skipped by its bounds.
        write_statistics=False,
    )
