"""
What SQLite and PostgreSQL have in common as stores of records.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from touchline.workspace.stores import Store
from touchline.workspace.stores import _tables as tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.workspace.stores import Logged, State, Stored

_STATE_FACT = (
    "INSERT INTO fact VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)

#: How many texts one query looks for.
_AT_ONCE = 100


class SqlStore(Store):
    """
    A store in a database of tables; a kind of database says how it runs a query.
    """

    #: How the database says where one text stands in another.
    place_of: ClassVar[str]

    @abstractmethod
    def run(self, query: str, given: Sequence[Any] = ()) -> None:
        """
        Run a statement inside `writing()`.

        Args:
            query: The statement, with `?` for what is given.
            given: What the marks stand for.
        """

    @abstractmethod
    def rows(self, query: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """
        Read rows.

        Args:
            query: The query, with `?` for what is given.
            given: What the marks stand for.

        Returns:
            All rows.
        """

    @override
    def fact(self, key: str) -> str | None:
        found = self.rows("SELECT value FROM fact WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    @override
    def state_fact(self, key: str, value: str) -> None:
        with self.writing():
            self.run(_STATE_FACT, (key, value))

    @override
    def get(self, kind: str, id: str) -> Stored | None:
        found = self.rows(tables.GET, (kind, id))
        return tables.record_of(found[0]) if found else None

    @override
    def put(self, records: Iterable[Stored]) -> None:
        with self.writing():
            for stored in records:
                values = tables.values_of(stored)
                self.run(tables.PUT, (*values, stored.text))
                self.run(tables.PUT_VERSION, values)

    @override
    def forget(self, kind: str, ids: Iterable[str]) -> None:
        with self.writing():
            for one in ids:
                for table in ("record", "version"):
                    self.run(f"DELETE FROM {table} WHERE kind = ? AND id = ?", (kind, one))

    @override
    def listed(
        self,
        kind: str | None = None,
        *,
        state: State | None = "kept",
        folder: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Stored]:
        for row in self.rows(*tables.listing(kind, state, folder, limit)):
            yield tables.record_of(row)

    @override
    def search(
        self, words: Iterable[str], *, kinds: Iterable[str] | None = None, limit: int = 50
    ) -> Iterator[Stored]:
        wanted = tuple(words)
        if wanted:
            for row in self.rows(*tables.searching(wanted, kinds, limit, self.place_of)):
                yield tables.record_of(row)

    @override
    def count(self, kind: str | None = None, *, state: State = "kept") -> dict[str, int]:
        where, given = ("", (state,)) if kind is None else (" AND kind = ?", (state, kind))
        query = f"SELECT kind, count(*) FROM record WHERE state = ?{where} GROUP BY kind"
        return {str(name): int(n) for name, n in self.rows(query, given)}

    @override
    def versions(self, kind: str, id: str) -> tuple[Stored, ...]:
        return tuple(tables.record_of(row) for row in self.rows(tables.VERSIONS, (kind, id)))

    @override
    def holding(self, texts: Iterable[str]) -> frozenset[tuple[str, str]]:
        wanted = sorted(set(texts))
        found: set[tuple[str, str]] = set()
        for first in range(0, len(wanted), _AT_ONCE):
            given = wanted[first : first + _AT_ONCE]
            for row in self.rows(*tables.holding(given, self.place_of)):
                found.add((str(row[0]), str(row[1])))
        return frozenset(found)

    @override
    def append_edits(self, rows: Iterable[Logged]) -> None:
        for row in rows:
            self.run(tables.APPEND, tables.row_of(row))

    @override
    def edits_since(self, map: str, seq: int, *, limit: int | None = None) -> tuple[Logged, ...]:
        query = f"{tables.EDITS} WHERE map = ? AND seq > ? ORDER BY seq"
        given: list[str | int] = [map, seq]
        if limit is not None:
            query += " LIMIT ?"
            given.append(limit)
        return tuple(tables.logged_of(row) for row in self.rows(query, given))

    @override
    def edit_of(self, map: str, client: str, n: int) -> Logged | None:
        query = f"{tables.EDITS} WHERE map = ? AND client = ? AND n = ?"
        found = self.rows(query, (map, client, n))
        return tables.logged_of(found[0]) if found else None

    @override
    def last_edit(self, map: str) -> int:
        found = self.rows("SELECT max(seq) FROM edit WHERE map = ?", (map,))
        return int(found[0][0] or 0)

    @override
    def put_snapshot(self, map: str, seq: int, body: str) -> None:
        self.run(tables.PUT_SNAPSHOT, (map, seq, body))

    @override
    def snapshot(self, map: str, *, until: int | None = None) -> tuple[int, str] | None:
        query = "SELECT seq, body FROM snapshot WHERE map = ?"
        given: list[str | int] = [map]
        if until is not None:
            query += " AND seq <= ?"
            given.append(until)
        found = self.rows(f"{query} ORDER BY seq DESC LIMIT 1", given)
        return (int(found[0][0]), str(found[0][1])) if found else None
