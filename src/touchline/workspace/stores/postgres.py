"""
Records in PostgreSQL, for teams whose servers share one workspace.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

import psycopg
from typing_extensions import override

from touchline.errors import StorageError
from touchline.workspace.errors import BusyWorkspace
from touchline.workspace.stores import _tables as tables
from touchline.workspace.stores._sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: How long a writer waits for another.
_PATIENCE = "30s"

#: The number under which writers of one database queue; any will do that nobody else takes.
_QUEUE = 7_043_111

#: Under this number and one for the map, those queue who write its edits.
_EDITS = 7_043_112

#: Waits for the others, and for the disk whatever the server is told to do otherwise.
_ONE_MAP = (
    b"SELECT pg_advisory_xact_lock(%s, hashtext(%s)), set_config('synchronous_commit', 'on', true)"
)

_TABLES = (
    f"SELECT relname FROM pg_class WHERE relname IN ({', '.join(map(repr, tables.NAMES))})"
    " AND relnamespace = current_schema()::regnamespace"
)


class Postgres(SqlStore):
    """
    A store in a PostgreSQL database.

    Args:
        url: `postgresql://user:password@host:port/database`; what it leaves out comes from the
            environment, as with every PostgreSQL program.

    Raises:
        StorageError: The database cannot be reached.
    """

    place_of: ClassVar[str] = "strpos({}, {})"

    def __init__(self, url: str) -> None:
        self.place = without_password(url)
        self._mine = threading.RLock()
        self._is_writing = self._is_editing = False
        with self._told():
            self._database = psycopg.connect(url, autocommit=True)
            self._database.execute(f"SET lock_timeout = '{_PATIENCE}'")
            # Whoever only reads must not wait for a writer, nor need the right to write.
            known = {str(name) for (name,) in self._database.execute(_TABLES.encode())}
            if len(known) < len(tables.NAMES):
                # An older store that is closed to us still tells its records.
                with suppress(StorageError) if known >= tables.NEEDED else nullcontext():
                    self._make()

    def _make(self) -> None:
        with self.writing():
            for statement in tables.MAKE:
                # Text in order of its code points, as SQLite has it.
                self._database.execute(_collated(statement).encode())

    @override
    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._mine, self._told():
            if self._is_writing:
                yield
            elif self._is_editing:
                self._database.execute(f"SELECT pg_advisory_xact_lock({_QUEUE})".encode())
                yield
            else:
                self._is_writing = True
                try:
                    with self._database.transaction():
                        self._database.execute(f"SELECT pg_advisory_xact_lock({_QUEUE})".encode())
                        yield
                finally:
                    self._is_writing = False

    @override
    @contextmanager
    def editing(self, map: str) -> Iterator[None]:
        with self._mine, self._told():
            self._is_editing = True
            try:
                with self._database.transaction():
                    # Rooms of other maps go on; names of the same number only wait for each other.
                    self._database.execute(_ONE_MAP, (_EDITS, map))
                    yield
            finally:
                self._is_editing = False

    @override
    def run(self, query: str, given: Sequence[Any] = ()) -> None:
        self._database.execute(query.replace("?", "%s").encode(), given)

    @override
    def rows(self, query: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._mine, self._told():
            asked = self._database.execute(query.replace("?", "%s").encode(), given)
            found: list[tuple[Any, ...]] = asked.fetchall()
            return found

    @override
    def scrub(self) -> bool:
        with self._mine, self._told():
            # Whoever does not own the tables gets a warning from the server, and no more.
            self._database.execute(b"VACUUM record, version")
        return False

    @override
    def close(self) -> None:
        with self._mine:
            self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """
        Say faults of the database in words of ours.
        """
        try:
            yield
        except psycopg.errors.LockNotAvailable as reason:
            raise BusyWorkspace(at=self.place) from reason
        except psycopg.Error as reason:
            raise StorageError.on(self.place, OSError(str(reason).splitlines()[0])) from reason


def without_password(url: str) -> str:
    """
    Say a URL so that it can be shown.

    Args:
        url: Any URL.

    Returns:
        The same without a password.
    """
    parts = urlsplit(url)
    if parts.password is None:
        return url
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}@{place}"))


def _collated(statement: str) -> str:
    return statement.replace("TEXT", 'TEXT COLLATE "C"')
