"""
Real warehouses, filled with what a test puts into them.
"""

from __future__ import annotations

import sqlite3
from itertools import count
from typing import TYPE_CHECKING

import duckdb
import pytest
from adbc_driver_postgresql import dbapi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pyarrow as pa

_NUMBERS = count(1)


def in_duckdb(path: Path, table: pa.Table, name: str) -> str:
    """
    Store a table in a DuckDB file.
    """
    with duckdb.connect(str(path)) as connection:
        connection.register("given", table)
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
    return f"duckdb://{path}?table={name}"


def in_sqlite(path: Path, table: pa.Table, name: str) -> str:
    """
    Store a table in a SQLite file, times as text.
    """
    names = ", ".join(f'"{column}"' for column in table.column_names)
    marks = ", ".join("?" * table.num_columns)
    columns = [
        [v if isinstance(v, int | float | str | None) else str(v) for v in column.to_pylist()]
        for column in table.columns
    ]
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f'CREATE TABLE "{name}" ({names})')
        rows = zip(*columns, strict=True)
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    connection.close()
    return f"sqlite://{path}?table={name}"


def in_postgres(server: str, table: pa.Table, name: str) -> str:
    """
    Store a table on a server.
    """
    with dbapi.connect(server, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.adbc_ingest(name, table, mode="create")
    return f"{server}?table={name}"


@pytest.fixture(params=["duckdb", "sqlite", "postgresql"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[pa.Table], str]]:
    """
    What puts a table into each kind of warehouse in turn, and tells its address.
    """
    if request.param != "postgresql":
        put = {"duckdb": in_duckdb, "sqlite": in_sqlite}[request.param]
        yield lambda table: put(tmp_path / f"shop{next(_NUMBERS)}.{request.param}", table, "events")
        return
    server, begun = request.getfixturevalue("postgres"), next(_NUMBERS)
    yield lambda table: in_postgres(server, table, f"events_{next(_NUMBERS)}")
    with dbapi.connect(server, autocommit=True) as connection, connection.cursor() as cursor:
        for number in range(begun, next(_NUMBERS)):
            cursor.execute(f"DROP TABLE IF EXISTS events_{number}")
