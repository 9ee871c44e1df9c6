"""
Apache Parquet files.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from touchline.errors import StorageError
from touchline.sources import Source
from touchline.sources._errors import UnreadableFile
from touchline.sources._layouts import by_key
from touchline.sources._raw import Batch, Raw, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: How many rows are held at once.
N_ROWS = 1 << 20

#: How many bytes of a column are fetched at once, however large a row group is.
_N_BYTES = 1 << 22

#: A column of texts with fewer bytes a row than this is kept as the codes that it consists of.
_CODED = 2.0


class Parquet(Source):
    """
    One Parquet file, its columns with the types that they have there.
    """

    name: ClassVar[str] = "parquet"
    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq")

    def read(self, origin: Path) -> Raw:
        """
        Read one file.

        Args:
            origin: Its path.

        Returns:
            Its rows.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It is no Parquet file, or a damaged one.
        """
        with _opened(origin) as file:
            return _raw(file.read(), origin)

    def batches(self, origin: Path) -> Iterator[Batch]:
        """
        Read one file group by group.

        Args:
            origin: Its path.

        Yields:
            Its rows.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It is no Parquet file, or a damaged one.
        """
        with _opened(origin) as file:
            coded = _coded(file)
        with _opened(origin, coded) as file:
            n_rows, n_read = file.metadata.num_rows, 0
            if n_rows <= N_ROWS:
                yield Batch(_raw(file.read(), origin))
                return
            for groups in _parts(file.metadata):
                for part in file.iter_batches(N_ROWS, row_groups=groups):
                    n_read += part.num_rows
                    yield Batch(_raw(pa.Table.from_batches([part]), origin), n_read / n_rows)

    def parts(self, origin: Path) -> Sequence[Any]:
        """
        Cut one file where its groups of rows begin.

        Args:
            origin: Its path.

        Returns:
            The numbers of the groups of each part.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It is no Parquet file, or a damaged one.
        """
        with _opened(origin) as file:
            return _parts(file.metadata)

    def part(self, origin: Path, part: Any) -> Iterator[Batch]:
        """
        Read some groups of rows.

        Args:
            origin: Its path.
            part: The numbers of the groups.

        Yields:
            Their rows.

        Raises:
            StorageError: The disk does not give it.
            UnreadableFile: It is no Parquet file, or a damaged one.
        """
        with _opened(origin) as file:
            coded = _coded(file)
        with _opened(origin, coded) as file:
            for rows in file.iter_batches(N_ROWS, row_groups=part):
                yield Batch(_raw(pa.Table.from_batches([rows]), origin))


def _parts(found: arrow_parquet.FileMetaData) -> list[list[int]]:
    """
    Put row groups together as long as they fit into one batch; Arrow keeps what it read of all of
    them until the last one is read.
    """
    parts: list[list[int]] = [[]]
    n_rows = 0
    for group in range(found.num_row_groups):
        size = found.row_group(group).num_rows
        if parts[-1] and n_rows + size > N_ROWS:
            parts.append([])
            n_rows = 0
        parts[-1].append(group)
        n_rows += size
    return parts


def _coded(file: arrow_parquet.ParquetFile) -> list[str]:
    """
    Find the columns of texts that are so small that they can only be codes of few texts.
    """
    found = file.metadata
    if not found.num_row_groups or not found.num_rows:
        return []
    names = [one.name for one in file.schema_arrow if pa.types.is_string(one.type)]
    sizes = dict.fromkeys(names, 0)
    for group in map(found.row_group, range(found.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            if column.path_in_schema in sizes:
                sizes[column.path_in_schema] += column.total_uncompressed_size
    return [name for name, size in sizes.items() if size <= _CODED * found.num_rows]


@contextmanager
def _opened(path: Path, coded: Sequence[str] = ()) -> Iterator[arrow_parquet.ParquetFile]:
    try:
        # The file itself, since a path would be searched for partitions and their columns.
        with path.open("rb") as file:
            yield arrow_parquet.ParquetFile(file, read_dictionary=list(coded), buffer_size=_N_BYTES)
    except (pa.ArrowException, NotImplementedError) as fault:
        raise UnreadableFile.because(path, fault) from fault
    except OSError as fault:
        # Arrow says damage in the words of the operating system, but without its number.
        if fault.errno is None:
            raise UnreadableFile.because(path, fault) from fault
        raise StorageError.on(path, fault) from fault


def _raw(table: pa.Table, path: Path) -> Raw:
    for name in table.column_names:
        if _is_by_key(table.schema.field(name).type):
            table = _spread(table, name)
    return Raw(table.rename_columns(unique_names(table.column_names)), path.name)


def _is_by_key(kind: pa.DataType) -> bool:
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        return False
    inner = kind.value_type
    return pa.types.is_struct(inner) and {"key", "value"} <= {field.name for field in inner}


def _spread(table: pa.Table, name: str) -> pa.Table:
    """
    Give each key of an export's parameters a column of its own.
    """
    rows = [by_key(value) for value in table[name].to_pylist()]
    if any(isinstance(row, list) and row for row in rows):
        return table
    found = [row if isinstance(row, dict) else {} for row in rows]
    keys = dict.fromkeys(key for row in found for key in row)
    table = table.drop_columns([name])
    for key in keys:
        values = [row.get(key) for row in found]
        texts = [None if value is None else str(value) for value in values]
        table = table.append_column(f"{name}.{key}", pa.array(texts, pa.large_string()))
    return table
