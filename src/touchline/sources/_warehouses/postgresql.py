"""
PostgreSQL, through its ADBC driver, which hands out Arrow batches as the server sends them.

Ibis would fetch every row as a Python tuple, through a driver under the LGPL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa

from touchline.sources._warehouses.engine import SqlEngine, library
from touchline.sources._warehouses.errors import (
    PasswordRefused,
    QueryRefused,
    WarehouseUnreachable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.sources._warehouses.place import Place

_PLAIN = (
    "bool", "int2", "int4", "int8", "float4", "float8", "text", "varchar",
    "date", "timestamp", "timestamptz",
)  # fmt: skip
#: How many seconds a server has for its first word, where the address does not say it.
_PATIENCE = 20
_NO_TABLE = "42P01"
_TABLES = """
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN '' ELSE n.nspname || '.' END || c.relname AS name
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
"""


class PostgreSql(SqlEngine):
    """
    One PostgreSQL database, in a session that cannot write.

    Args:
        place: Where it is.

    Raises:
        MissingDependency: The driver is not installed.
        PasswordRefused: The server does not let one in.
        WarehouseUnreachable: No server answers, or it has no such database.
    """

    text: ClassVar[str] = "text"
    texts: ClassVar[tuple[str, ...]] = ("text", "varchar")
    by_bytes: ClassVar[str] = ' COLLATE "C"'

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        driver = library("adbc_driver_postgresql.dbapi", "adbc-driver-postgresql")
        self._fault: type[Exception] = driver.Error
        url = place.url
        if "connect_timeout=" not in url:
            url += f"{'&' if '?' in url else '?'}connect_timeout={_PATIENCE}"
        try:
            self._connection: Any = driver.connect(url, autocommit=True)
        except self._fault as fault:
            kind = PasswordRefused if "password" in str(fault) else WarehouseUnreachable
            # The chain is cut, since the driver may quote the address with its password.
            raise kind.because(place, _said(fault)) from None
        self._cursors: list[Any] = []
        with self._connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")

    def tables(self) -> list[str]:
        """
        List tables and views, those on the search path by their names alone.
        """
        found: list[str] = self.run(_TABLES).read_all()["name"].to_pylist()
        return found

    def kinds(self) -> dict[str, str]:
        """
        Look up the columns and what PostgreSQL calls their types.
        """
        relation = self.relation
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {relation} LIMIT 0")  # noqa: S608 (quoted)
                schema = cursor.fetch_arrow_table().schema
        except self._fault as fault:
            if self.place.query is None and getattr(fault, "sqlstate", None) == _NO_TABLE:
                raise self.no_table() from None
            raise QueryRefused.because(self.place, _said(fault)) from None
        found = {}
        for column in schema:
            found[column.name] = (column.metadata or {}).get(b"POSTGRESQL:type", b"").decode()
        return found

    def is_plain(self, kind: str) -> bool:
        """
        Decide whether a type arrives as it is.
        """
        return kind in _PLAIN

    def run(self, sql: str) -> pa.RecordBatchReader:
        """
        Carry out one query.
        """
        cursor = self._connection.cursor()
        self._cursors.append(cursor)
        try:
            cursor.execute(sql)
            reader = cursor.fetch_record_batch()
        except self._fault as fault:
            raise QueryRefused.because(self.place, _said(fault)) from None
        return pa.RecordBatchReader.from_batches(reader.schema, self._each(reader))

    def close(self) -> None:
        """
        Hang up.
        """
        for cursor in self._cursors:
            cursor.close()
        self._connection.close()

    def _each(self, reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        try:
            yield from reader
        except (self._fault, OSError, pa.ArrowException) as fault:
            raise QueryRefused.because(self.place, _said(fault)) from None


def _said(fault: Exception) -> Exception:
    """
    Leave out what the driver puts before the words of the server.
    """
    words = str(fault)
    for lead in ("ERROR:", "FATAL:", "Failed to connect:"):
        _, found, rest = words.partition(lead)
        if found:
            return ConnectionError(rest.strip())
    return fault
