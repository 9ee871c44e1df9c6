"""
Real warehouses, filled with what a test puts into them.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from adbc_driver_postgresql import dbapi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

#: A password that has to be written otherwise in an address, and how it is written there.
PASSWORD, WRITTEN = "s3cr/t@home", "s3cr%2Ft%40home"

_NUMBERS = count(1)


def _owner() -> dict[str, Any]:
    """
    PostgreSQL does not run as root.
    """
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _program(name: str) -> str:
    # Debian keeps the programs of a server out of the way; the newest server will do.
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(beside[-1]) if beside else shutil.which(name)
    assert found is not None, f"{name} is missing; `make setup` installs it"
    return found


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """
    A server of its own: the address of a database without tables, for a user with a password.
    """
    owner = _owner()
    # Pytest's folders are closed to the other user that the server may have to be.
    folder = Path(tempfile.mkdtemp(prefix="touchline-postgres-"))
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if owner:
            for path in (folder, secret):
                os.chown(path, owner["user"], owner["group"])
        port = _free_port()

        def run(program: str, *words: str) -> None:
            command = [_program(program), "-D", str(folder / "data"), *words]
            subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True, **owner)

        # Sorted as in German unless told otherwise, so that what relies on that is found.
        german = ["--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "de"]
        known = ["-U", "ann", "--pwfile", str(secret), "-A", "scram-sha-256"]
        run("initdb", *known, *german, "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://ann:{WRITTEN}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


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
