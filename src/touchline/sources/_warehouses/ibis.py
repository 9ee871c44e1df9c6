"""
Every other warehouse that Ibis speaks to: BigQuery, Snowflake, ClickHouse and more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from touchline.errors import TouchlineError
from touchline.sources._warehouses.engine import Choice, Engine, library
from touchline.sources._warehouses.errors import (
    MissingDriver,
    QueryRefused,
    UnknownWarehouse,
    WarehouseUnreachable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.sources._warehouses.place import Place

#: How many rows come at once.
_N_ROWS = 1 << 17
#: What an address may begin with, for whoever mistypes it.
_KNOWN = ("duckdb", "postgresql", "sqlite", "bigquery", "snowflake", "clickhouse", "mysql", "trino")


class Ibis(Engine):
    """
    A warehouse through Ibis.

    Args:
        place: Where it is.

    Raises:
        MissingDependency: Ibis is not installed.
        MissingDriver: The library that Ibis needs for it is not installed.
        UnknownWarehouse: Ibis does not know such a warehouse either.
        WarehouseUnreachable: Nothing answers.
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._ibis = library("ibis", "ibis-framework")
        try:
            self._connection: Any = self._ibis.connect(place.url)
        except ImportError:
            raise MissingDriver(at=place.shown, scheme=place.scheme) from None
        except Exception as fault:  # noqa: BLE001 (every driver has faults of its own)
            if isinstance(fault, ValueError) and "know how to connect" in str(fault):
                raise UnknownWarehouse.among(place.scheme, _KNOWN, at=place.shown) from None
            raise WarehouseUnreachable.because(place, fault) from None

    def tables(self) -> list[str]:
        """
        List the tables of the schema that is current.
        """
        return [str(name) for name in self._connection.list_tables()]

    def schema(self) -> pa.Schema:
        """
        Look up the columns and the types in which they arrive.
        """
        found = self._said(lambda: self._plain(self._relation()).schema().to_pyarrow())
        return pa.schema(found)

    def count(self) -> int:
        """
        Count the rows.
        """
        return int(self._said(lambda: self._relation().count().to_pyarrow().as_py()))

    def rows(self, choice: Choice) -> pa.RecordBatchReader:
        """
        Read rows bit by bit.
        """
        # What rows are sorted by comes along, since an order below a choice of columns may be lost.
        columns = dict.fromkeys((*choice.columns, *choice.order))
        wanted = self._plain(self._relation()).select(*columns)
        if choice.order:
            by = [self._ibis.asc(name, nulls_first=False) for name in choice.order]
            wanted = wanted.order_by(by)
        if choice.limit is not None:
            wanted = wanted.limit(choice.limit)
        reader = self._said(lambda: wanted.to_pyarrow_batches(chunk_size=_N_ROWS))
        schema = pa.schema([reader.schema.field(name) for name in choice.columns])
        return pa.RecordBatchReader.from_batches(schema, self._each(reader, choice.columns))

    def close(self) -> None:
        """
        Hang up.
        """
        self._connection.disconnect()

    def _relation(self) -> Any:
        if self.place.query is not None:
            return self._connection.sql(self.place.query.strip().rstrip(";"))
        if self.place.table is None:
            raise self.no_table()
        *schema, name = self.place.table.split(".")
        try:
            return self._connection.table(name, database=tuple(schema) or None)
        except self._ibis.common.exceptions.TableNotFound:
            raise self.no_table() from None

    def _plain(self, relation: Any) -> Any:
        """
        Make texts of whatever has no counterpart in a file.
        """
        odd = {
            name: relation[name].cast("string")
            for name, kind in relation.schema().items()
            if not (kind.is_boolean() or kind.is_numeric() or kind.is_string() or kind.is_date())
            and not kind.is_timestamp()
        }
        return relation.mutate(**odd) if odd else relation

    def _said(self, work: Any) -> Any:
        try:
            return work()
        except Exception as fault:  # noqa: BLE001 (every driver has faults of its own)
            raise self._refused(fault) from None

    def _each(
        self, reader: pa.RecordBatchReader, columns: tuple[str, ...]
    ) -> Iterator[pa.RecordBatch]:
        try:
            for batch in reader:
                yield batch.select(columns)
        except Exception as fault:  # noqa: BLE001 (every driver has faults of its own)
            raise self._refused(fault) from None

    def _refused(self, fault: Exception) -> Exception:
        is_ours = isinstance(fault, TouchlineError)
        return fault if is_ours else QueryRefused.because(self.place, fault)
