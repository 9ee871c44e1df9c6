"""
A real PostgreSQL server for tests.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A password that has to be written otherwise in an address, and how it is written there.
PASSWORD, WRITTEN = "s3cr/t@home", "s3cr%2Ft%40home"


def _owner() -> dict[str, Any]:
    """
    PostgreSQL does not run as root.
    """
    if os.geteuid() != 0:
        return {}
    # Every test imports this file, on systems too that have no such module.
    known = {user.pw_name: user for user in import_module("pwd").getpwall()}
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
