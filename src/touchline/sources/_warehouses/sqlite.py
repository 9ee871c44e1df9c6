"""
SQLite files, through Python's own library; every entry arrives as text, as it would from CSV.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

import pyarrow as pa

from touchline.sources._errors import MissingFile, UnreadableFile
from touchline.sources._warehouses.engine import SqlEngine
from touchline.sources._warehouses.errors import QueryRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.sources._warehouses.place import Place

#: How many rows come at once.
_N_ROWS = 1 << 16


class Sqlite(SqlEngine):
    """
    One SQLite file.

    Args:
        place: Where it is.

    Raises:
        MissingFile: There is no such file.
        UnreadableFile: It is no database.
    """

    text: ClassVar[str] = "TEXT"
    by_bytes: ClassVar[str] = " COLLATE BINARY"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        path = place.file
        if not path.is_file():
            raise MissingFile.beside(path)
        name = quote(str(path.absolute()))
        self._connection = sqlite3.connect(
            f"file:{name}?mode=ro", uri=True, check_same_thread=False
        )
        try:
            self._connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error as fault:
            self.close()
            raise UnreadableFile.because(path, fault) from fault

    def tables(self) -> list[str]:
        """
        List tables and views.
        """
        sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        return [name for (name,) in self._connection.execute(sql)]

    def kinds(self) -> dict[str, str]:
        """
        Look up the columns; SQLite gives types to entries and not to columns.
        """
        relation = self.relation
        if self.place.query is None and self.place.table not in self.tables():
            raise self.no_table()
        try:
            cursor = self._connection.execute(f"SELECT * FROM {relation} LIMIT 0")  # noqa: S608
        except sqlite3.Error as fault:
            raise QueryRefused.because(self.place, fault) from fault
        return dict.fromkeys((column[0] for column in cursor.description), "")

    def is_plain(self, kind: str) -> bool:
        """
        Take every entry as it is; it becomes text here.
        """
        return not kind

    def count(self) -> int:
        """
        Count the rows.
        """
        sql = f"SELECT count(*) FROM {self.relation}"  # noqa: S608 (quoted)
        return int(self._connection.execute(sql).fetchone()[0])

    def run(self, sql: str) -> pa.RecordBatchReader:
        """
        Carry out one query.
        """
        try:
            cursor = self._connection.execute(sql)
        except sqlite3.Error as fault:
            raise QueryRefused.because(self.place, fault) from fault
        names = [column[0] for column in cursor.description]
        schema = pa.schema([(name, pa.large_string()) for name in names])
        return pa.RecordBatchReader.from_batches(schema, self._each(cursor, schema))

    def close(self) -> None:
        """
        Close the file.
        """
        self._connection.close()

    def _each(self, cursor: sqlite3.Cursor, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        try:
            while rows := cursor.fetchmany(_N_ROWS):
                columns = zip(*rows, strict=True)
                arrays = [pa.array(map(_written, column), pa.large_string()) for column in columns]
                yield pa.RecordBatch.from_arrays(arrays, schema=schema)
        except sqlite3.Error as fault:
            raise QueryRefused.because(self.place, fault) from fault


def _written(entry: object) -> str | None:
    if isinstance(entry, bytes):
        return entry.decode("utf-8", "replace")
    return None if entry is None else str(entry)
