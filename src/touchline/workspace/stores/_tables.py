"""
The tables of a store, in SQL that SQLite and PostgreSQL both understand.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from touchline.workspace.stores import Logged, Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.workspace.stores import State

MAKE = (
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
    """
    CREATE TABLE IF NOT EXISTS edit (
        map TEXT NOT NULL, seq BIGINT NOT NULL, client TEXT NOT NULL, n BIGINT NOT NULL,
        author TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (map, seq), UNIQUE (map, client, n))
    """,
    """
    CREATE TABLE IF NOT EXISTS snapshot (
        map TEXT NOT NULL, seq BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (map, seq))
    """,
)

#: What `MAKE` makes.
NAMES = ("fact", "record", "record_in_order", "version", "edit", "snapshot")

#: What the records need; the rest came later, and a store that is closed to us may lack it.
NEEDED = frozenset({"fact", "record", "version"})

COLUMNS = ("kind", "id", "title", "folder", "version", "changed", "author", "state", "body")

_LISTED = ", ".join(COLUMNS)

PUT = (
    f"INSERT INTO record ({_LISTED}, text) VALUES ({', '.join('?' * 10)})"
    " ON CONFLICT (kind, id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[2:], "text"))
)

PUT_VERSION = (
    f"INSERT INTO version ({_LISTED}) VALUES ({', '.join('?' * 9)})"
    " ON CONFLICT (kind, id, version) DO NOTHING"
)

GET = f"SELECT {_LISTED}, text FROM record WHERE kind = ? AND id = ?"

VERSIONS = f"SELECT {_LISTED} FROM version WHERE kind = ? AND id = ? ORDER BY version"

EDITS = "SELECT map, seq, client, n, author, at, body FROM edit"

APPEND = "INSERT INTO edit (map, seq, client, n, author, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)"

PUT_SNAPSHOT = (
    "INSERT INTO snapshot VALUES (?, ?, ?)"
    " ON CONFLICT (map, seq) DO UPDATE SET body = excluded.body"
)


def values_of(stored: Stored) -> tuple[Any, ...]:
    """
    Say a record as a row.

    Args:
        stored: The record.

    Returns:
        Its values in the order of `COLUMNS`.
    """
    return (
        stored.kind,
        stored.id,
        stored.title,
        stored.folder,
        stored.version,
        stored.changed.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        stored.author,
        stored.state,
        stored.body,
    )


def record_of(row: Sequence[Any]) -> Stored:
    """
    Read a row.

    Args:
        row: Values in the order of `COLUMNS`, maybe with the text behind them.

    Returns:
        The record.
    """
    return Stored(
        kind=row[0],
        id=row[1],
        title=row[2],
        folder=row[3],
        version=row[4],
        changed=dt.datetime.fromisoformat(row[5]),
        author=row[6],
        state=cast("State", row[7]),
        body=row[8],
        text=row[9] if len(row) > len(COLUMNS) else "",
    )


def row_of(logged: Logged) -> tuple[Any, ...]:
    """
    Say a commit of edits as a row.

    Args:
        logged: The commit.

    Returns:
        Its values in the order of `EDITS`.
    """
    at = logged.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return (logged.map, logged.seq, logged.client, logged.n, logged.author, at, logged.body)


def logged_of(row: Sequence[Any]) -> Logged:
    """
    Read a row of edits.

    Args:
        row: Values in the order of `EDITS`.

    Returns:
        The commit.
    """
    name, seq, client, n, author, at, body = row
    return Logged(
        map=name,
        seq=seq,
        client=client,
        n=n,
        author=author,
        at=dt.datetime.fromisoformat(at),
        body=body,
    )


def listing(
    kind: str | None, state: State | None, folder: str | None, limit: int | None = None
) -> tuple[str, tuple[Any, ...]]:
    """
    Write the query that lists records.

    Args:
        kind: Only of this kind.
        state: Only in this state.
        folder: Only in this folder and those below it.
        limit: How many at most.

    Returns:
        The query and what its marks stand for.
    """
    wanted: list[str] = []
    given: list[Any] = []
    for name, value in (("kind", kind), ("state", state)):
        if value is not None:
            wanted.append(f"{name} = ?")
            given.append(value)
    if folder:
        # Everything that begins with the folder and a slash sorts before the sign behind a slash.
        wanted.append("(folder = ? OR (folder > ? AND folder < ?))")
        given += [folder, f"{folder}/", f"{folder}0"]
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    query = f"SELECT {_LISTED} FROM record{where} ORDER BY kind, folder, title, id"
    if limit is not None:
        query += " LIMIT ?"
        given.append(limit)
    return query, tuple(given)


def searching(
    words: Sequence[str], kinds: Iterable[str] | None, limit: int, place_of: str
) -> tuple[str, tuple[Any, ...]]:
    """
    Write the query that searches.

    Args:
        words: The words, at least one.
        kinds: Only of these kinds.
        limit: How many at most.
        place_of: How the database says where one text stands in another, with two marks: where to
            look and for what.

    Returns:
        The query and what its marks stand for.
    """
    where = ["state = 'kept'", *(place_of.format("text", "?") + " > 0" for _ in words)]
    given: list[Any] = list(words)
    chosen = None if kinds is None else tuple(kinds)
    if chosen is not None:
        where.append(f"kind IN ({', '.join('?' * len(chosen))})" if chosen else "1 = 0")
        given += chosen
    # What is searched begins with the title, so that a word in the title stands near its start.
    first = place_of.format("text", "?")
    query = (
        f"SELECT {_LISTED} FROM record WHERE {' AND '.join(where)}"
        f" ORDER BY CASE WHEN {first} <= length(title) THEN 0 ELSE 1 END, changed DESC, kind, id"
        " LIMIT ?"
    )
    return query, (*given, words[0], limit)


def holding(texts: Sequence[str], place_of: str) -> tuple[str, tuple[Any, ...]]:
    """
    Write the query that finds records by what any version of them holds.

    Args:
        texts: What is looked for, at least one.
        place_of: How the database says where one text stands in another.

    Returns:
        The query and what its marks stand for.
    """
    part = f"{place_of.format('body', '?')} > 0 OR author = ?"
    query = f"SELECT DISTINCT kind, id FROM version WHERE {' OR '.join([part] * len(texts))}"
    return query, tuple(one for text in texts for one in (text, text))
