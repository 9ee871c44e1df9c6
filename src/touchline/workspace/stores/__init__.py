"""
Where the records of a workspace are kept: one contract, one file for each kind of database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

#: A record is in use, put away, or thrown away and still to be had back.
State = Literal["kept", "archived", "trashed"]
STATES: tuple[State, ...] = ("kept", "archived", "trashed")

#: The form of the tables that this release writes.
FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """
    One record as a store holds it.

    Args:
        kind: What it is, such as `study`.
        id: Its name among all of its kind.
        title: What people call it, in its own language.
        folder: Where it is filed.
        body: All of it, as JSON.
        text: What a search looks through, in the form that `searchable` gives.
        version: How often it was written; 1 for a new one.
        changed: When it was written last, UTC.
        author: Who wrote it last; empty when nobody said.
        state: Whether it is in use.
    """

    kind: str
    id: str
    title: str = ""
    folder: str = ""
    body: str = "{}"
    text: str = ""
    version: int = 1
    changed: dt.datetime = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    author: str = ""
    state: State = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """
    One commit of edits of one map as a store holds it.

    Args:
        map: The name under which the map's edits are kept.
        seq: Its place among the commits of the map, from 1, without gaps.
        client: Which browser tab or program sent it.
        n: The number that the sender gave it, so that the same commit sent twice is known.
        author: Who made it.
        at: When it was taken, UTC.
        body: The edits as they were made and what became of them, as JSON.
    """

    map: str
    seq: int
    client: str
    n: int
    author: str = ""
    at: dt.datetime
    body: str


class Store(Protocol):
    """
    A database of records and of edits.

    Whatever is done inside `writing()` is there as a whole or not at all, and whoever else writes
    at the same time waits; reading never waits.
    """

    #: Where it lies, without passwords.
    place: str

    def writing(self) -> AbstractContextManager[None]:
        """
        Begin to write.

        Returns:
            A context in which nobody else writes; a fault in it undoes all of it.

        Raises:
            StorageError: The database is not there, closed to us or full.
        """

    def editing(self, map: str) -> AbstractContextManager[None]:  # noqa: A002 (the field's word)
        """
        Begin to write the edits of one map.

        What is written stays even where the power fails right after. It is begun outside of
        `writing()`, which may be used in it.

        Args:
            map: The map's name.

        Returns:
            A context in which nobody else writes edits of this map; a fault in it undoes all of it.

        Raises:
            StorageError: The database is not there, closed to us or full; nothing was written,
                unless the connection broke in the last moment.
        """

    def append_edits(self, rows: Iterable[Logged]) -> None:
        """
        Write commits of edits, inside `editing()`.

        Args:
            rows: The commits; their places follow the last one that is there.

        Raises:
            StorageError: A place, or a number of a client, is taken.
        """

    def edits_since(self, map: str, seq: int, *, limit: int | None = None) -> tuple[Logged, ...]:  # noqa: A002 (the field's word)
        """
        Read the commits after one.

        Args:
            map: The map's name.
            seq: The place of the last one that is known; 0 for all.
            limit: How many at most; None for all.

        Returns:
            The commits in their order.
        """

    def edit_of(self, map: str, client: str, n: int) -> Logged | None:  # noqa: A002 (the field's word)
        """
        Find a commit by what its sender calls it.

        Args:
            map: The map's name.
            client: Who sent it.
            n: Its number.

        Returns:
            The commit; None when it was never taken.
        """

    def last_edit(self, map: str) -> int:  # noqa: A002 (the field's word)
        """
        Count the commits of a map.

        Args:
            map: The map's name.

        Returns:
            The place of the last one; 0 when there is none.
        """

    def put_snapshot(self, map: str, seq: int, body: str) -> None:  # noqa: A002 (the field's word)
        """
        Keep a map as it was after a commit, inside `editing()`.

        Args:
            map: The map's name.
            seq: The place of the commit; 0 before the first.
            body: The map, as JSON.
        """

    def snapshot(self, map: str, *, until: int | None = None) -> tuple[int, str] | None:  # noqa: A002 (the field's word)
        """
        Read the newest map that was kept.

        Args:
            map: The map's name.
            until: The last place that counts; None for all.

        Returns:
            The place of the commit after which it was so, and the map; None when none was kept.
        """

    def fact(self, key: str) -> str | None:
        """
        Read what the store says of itself.

        Args:
            key: Which fact.

        Returns:
            What is said; None when nothing is.
        """

    def state_fact(self, key: str, value: str) -> None:
        """
        Say something of the store itself.

        Args:
            key: Which fact.
            value: What is said.
        """

    def get(self, kind: str, id: str) -> Stored | None:  # noqa: A002 (the field's word)
        """
        Find a record.

        Args:
            kind: Its kind.
            id: Its id.

        Returns:
            The record in whatever state; None when there is none.
        """

    def put(self, records: Iterable[Stored]) -> None:
        """
        Write records as they are, whether they are new or not, and keep what they were.

        Args:
            records: The records; the caller has counted their versions up.
        """

    def forget(self, kind: str, ids: Iterable[str]) -> None:
        """
        Remove records for good, their earlier versions too.

        Args:
            kind: Their kind.
            ids: Their ids.
        """

    def listed(
        self,
        kind: str | None = None,
        *,
        state: State | None = "kept",
        folder: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Stored]:
        """
        List records without their bodies' text to search.

        Args:
            kind: Only of this kind; None for all.
            state: Only in this state; None for all.
            folder: Only in this folder and those below it; None for all.
            limit: How many at most; None for all.

        Yields:
            Records by kind, folder, title and id, with an empty `text`.
        """

    def search(
        self, words: Iterable[str], *, kinds: Iterable[str] | None = None, limit: int = 50
    ) -> Iterator[Stored]:
        """
        Find the records in use that hold all words.

        Args:
            words: Words in the form that `searchable` gives.
            kinds: Only of these kinds; None for all.
            limit: How many at most.

        Yields:
            Records, those whose title holds the first word first, then the latest first.
        """

    def count(self, kind: str | None = None, *, state: State = "kept") -> dict[str, int]:
        """
        Count records.

        Args:
            kind: Only of this kind; None for all.
            state: In which state.

        Returns:
            How many by kind; a kind without any is missing.
        """

    def versions(self, kind: str, id: str) -> tuple[Stored, ...]:  # noqa: A002 (the field's word)
        """
        Read what a record was.

        Args:
            kind: Its kind.
            id: Its id.

        Returns:
            All its versions, the oldest first.
        """

    def holding(self, texts: Iterable[str]) -> frozenset[tuple[str, str]]:
        """
        Find the records that hold a text in any version, whatever state they are in.

        Args:
            texts: Parts of bodies as they stand there, or the names of authors.

        Returns:
            The kind and id of each record that holds any of them.
        """

    def scrub(self) -> bool:
        """
        See to it that what was removed can be found in no file of the store any more.

        Returns:
            False when that is up to those who run the database, with its backups.

        Raises:
            BusyWorkspace: Somebody is reading, and would read what was removed.
            StorageError: The database is closed to us or full.
        """

    def close(self) -> None:
        """
        Let go of the database.
        """
