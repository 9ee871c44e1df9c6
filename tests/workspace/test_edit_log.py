"""
The edits of maps in either kind of store.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.workspace.stores import new_database, store_of
from touchline.errors import StorageError
from touchline.workspace.stores import Logged
from touchline.workspace.stores.postgres import Postgres
from touchline.workspace.stores.sqlite import Sqlite

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)

#: The tables of the release before this one, word by word.
BEFORE = (
    "CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS record (
        kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, folder TEXT NOT NULL,
        version INTEGER NOT NULL, changed TEXT NOT NULL, author TEXT NOT NULL,
        state TEXT NOT NULL, body TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (kind, id))
    """,
    "CREATE INDEX IF NOT EXISTS record_in_order ON record (kind, state, folder, title, id)",
    """
    CREATE TABLE IF NOT EXISTS version (
        kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, folder TEXT NOT NULL,
        version INTEGER NOT NULL, changed TEXT NOT NULL, author TEXT NOT NULL,
        state TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (kind, id, version))
    """,
    "INSERT INTO fact VALUES ('kept', 'yes')",
    """
    INSERT INTO record VALUES
        ('study', 's1', 'Talks', '', 1, '2026-01-01T00:00:00+00:00', 'Ana', 'kept', '{}', '')
    """,
)


def logged(seq: int, *, name: str = "shop", client: str = "tab", n: int | None = None) -> Logged:
    number = seq if n is None else n
    return Logged(
        map=name, seq=seq, client=client, n=number, author="Ana", at=NOON, body=f"[{seq}]"
    )


def test_commits_are_read_in_their_order(workspace: Workspace) -> None:
    store = workspace.store
    with store.editing("shop"):
        store.append_edits([logged(1), logged(2), logged(3)])
    with store.editing("other"):
        store.append_edits([logged(1, name="other")])

    assert store.edits_since("shop", 0) == (logged(1), logged(2), logged(3))
    assert store.edits_since("shop", 1, limit=1) == (logged(2),)
    assert store.edit_of("shop", "tab", 3) == logged(3)
    assert store.edit_of("shop", "tab", 4) is None
    assert [store.last_edit(name) for name in ("shop", "other", "none")] == [3, 1, 0]


@pytest.mark.parametrize("taken", [logged(1, n=9), logged(2, n=1)])
def test_a_place_and_a_number_are_given_once(workspace: Workspace, taken: Logged) -> None:
    store = workspace.store
    with store.editing("shop"):
        store.append_edits([logged(1)])

    with pytest.raises(StorageError), store.editing("shop"):
        store.append_edits([logged(5), taken])

    assert store.edits_since("shop", 0) == (logged(1),)


def test_the_newest_snapshot_is_found(workspace: Workspace) -> None:
    store = workspace.store
    assert store.snapshot("shop") is None

    with store.editing("shop"):
        for seq in (0, 200, 400):
            store.put_snapshot("shop", seq, f"{{{seq}}}")

    assert store.snapshot("shop") == (400, "{400}")
    assert store.snapshot("shop", until=399) == (200, "{200}")


def test_writers_of_one_map_wait_for_each_other(workspace: Workspace) -> None:
    def write(client: str) -> None:
        store = store_of(workspace)
        for n in range(20):
            with store.editing("shop"):
                seq = store.last_edit("shop") + 1
                store.append_edits([logged(seq, client=client, n=n)])
        store.close()

    writers = [threading.Thread(target=write, args=(client,)) for client in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    rows = workspace.store.edits_since("shop", 0)
    assert [row.seq for row in rows] == list(range(1, 41))  # by hand: twice 20, no gap


def test_edits_wait_for_the_disk_and_records_do_not(workspace_in_a_file: Workspace) -> None:
    store = workspace_in_a_file.store
    assert isinstance(store, Sqlite)

    with store.editing("shop"):
        during = store.rows("PRAGMA synchronous")

    # As SQLite numbers them: 1 is NORMAL, 2 is FULL.
    assert (during, store.rows("PRAGMA synchronous")) == ([(2,)], [(1,)])


def test_edits_wait_for_the_disk_of_a_server_that_is_told_not_to(postgres: str) -> None:
    store = Postgres(new_database(postgres))
    store.run("SET synchronous_commit = off")

    with store.editing("shop"):
        during = store.rows("SHOW synchronous_commit")

    assert during == [("on",)]
    store.close()


def test_a_file_of_an_earlier_release_gets_the_tables_and_keeps_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "workspace.sqlite"
    with sqlite3.connect(file) as database:
        for statement in BEFORE:
            database.execute(statement)
    database.close()

    store = Sqlite(file)
    with store.editing("shop"):
        store.append_edits([logged(1)])

    assert store.fact("kept") == "yes"
    assert [one.title for one in store.listed("study")] == ["Talks"]
    assert store.last_edit("shop") == 1
    store.close()


def test_a_database_of_an_earlier_release_gets_the_tables_and_keeps_what_it_has(
    postgres: str,
) -> None:
    url = new_database(postgres)
    with psycopg.connect(url, autocommit=True) as database:
        for statement in BEFORE:
            database.execute(statement.encode())

    store = Postgres(url)
    with store.editing("shop"):
        store.append_edits([logged(1)])

    assert store.fact("kept") == "yes"
    assert [one.title for one in store.listed("study")] == ["Talks"]
    assert store.last_edit("shop") == 1
    store.close()
