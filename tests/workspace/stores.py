"""
Stores as they are behind a workspace.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import psycopg

from touchline.workspace.stores.postgres import Postgres
from touchline.workspace.stores.sqlite import Sqlite

if TYPE_CHECKING:
    from touchline.workspace import Workspace
    from touchline.workspace.stores import Store

_NUMBERS = count(1)


def new_database(server: str) -> str:
    """
    Make an empty database on a server.
    """
    name = f"workspace_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.rpartition("/")[0] + f"/{name}"


def store_of(workspace: Workspace) -> Store:
    """
    Open the store of a workspace a second time.
    """
    if workspace.settings.store is not None:
        return Postgres(workspace.settings.store)
    return Sqlite(workspace.folder / ".touchline" / "workspace.sqlite")
