"""
DuckDB files, through DuckDB's own library.

Ibis would open them with loading of extensions left on and would install some when asked for;
here both are off, the file is opened for reading, and what does not fit waits in a folder of ours.
"""

from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa

from touchline.sources._errors import MissingFile, UnreadableFile
from touchline.sources._warehouses.engine import SqlEngine, library
from touchline.sources._warehouses.errors import QueryRefused, WarehouseUnreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.sources._warehouses.place import Place

_SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "1GB",
    "python_enable_replacements": "false",
}
_PLAIN = re.compile(
    r"BOOLEAN|U?(TINY|SMALL|BIG)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\)|VARCHAR|DATE"
    r"|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE"
)
#: How many rows come at once.
_N_ROWS = 122_880


class DuckDb(SqlEngine):
    """
    One DuckDB file.

    Args:
        place: Where it is.

    Raises:
        MissingDependency: DuckDB is not installed.
        MissingFile: There is no such file.
        UnreadableFile: It is no database.
        WarehouseUnreachable: Another program holds it.
    """

    text: ClassVar[str] = "VARCHAR"
    texts: ClassVar[tuple[str, ...]] = ("VARCHAR",)
    by_bytes: ClassVar[str] = ' COLLATE "C"'

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        path = place.file
        if not path.is_file():
            raise MissingFile.beside(path)
        self._library = library("duckdb", "duckdb")
        self._waiting = tempfile.TemporaryDirectory(prefix="touchline-")
        settings = {**_SETTINGS, "temp_directory": self._waiting.name}
        try:
            self._connection = self._library.connect(str(path), read_only=True, config=settings)
            self._connection.execute("SET TimeZone = 'UTC'")
        except self._library.Error as fault:
            self._waiting.cleanup()
            if "not a valid DuckDB" in str(fault):
                raise UnreadableFile.because(path, str(fault).rstrip("!")) from fault
            raise WarehouseUnreachable.because(place, fault) from fault

    def tables(self) -> list[str]:
        """
        List tables and views, those of the main schema by their names alone.
        """
        found = self._told(
            "SELECT CASE table_schema WHEN 'main' THEN '' ELSE table_schema || '.' END"
            " || table_name FROM information_schema.tables WHERE table_catalog = current_database()"
        )
        return [name for (name,) in found]

    def kinds(self) -> dict[str, str]:
        """
        Look up the columns and what DuckDB calls their types.
        """
        relation = self.relation
        try:
            described = self._told(f"DESCRIBE SELECT * FROM {relation}")  # noqa: S608 (quoted)
        except self._library.CatalogException as fault:
            if self.place.query is None:
                raise self.no_table() from fault
            raise QueryRefused.because(self.place, fault) from fault
        except self._library.Error as fault:
            raise QueryRefused.because(self.place, fault) from fault
        return {row[0]: row[1] for row in described}

    def is_plain(self, kind: str) -> bool:
        """
        Decide whether a type arrives as it is.
        """
        return _PLAIN.fullmatch(kind) is not None

    def run(self, sql: str) -> pa.RecordBatchReader:
        """
        Carry out one query.
        """
        try:
            reader = self._connection.sql(sql).to_arrow_reader(_N_ROWS)
        except self._library.Error as fault:
            raise QueryRefused.because(self.place, fault) from fault
        return pa.RecordBatchReader.from_batches(reader.schema, self._each(reader))

    def close(self) -> None:
        """
        Close the file.
        """
        self._connection.close()
        self._waiting.cleanup()

    def _each(self, reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        try:
            yield from reader
        except (self._library.Error, OSError, pa.ArrowException) as fault:
            raise QueryRefused.because(self.place, fault) from fault

    def _told(self, sql: str) -> list[Any]:
        found: list[Any] = self._connection.execute(sql).fetchall()
        return found
