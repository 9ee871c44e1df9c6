"""
Records in one file beside the maps: what a workspace has unless it is told otherwise.
"""

from __future__ import annotations

import errno
import sqlite3
import threading
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from touchline.errors import StorageError
from touchline.workspace.errors import BusyWorkspace, DamagedWorkspace
from touchline.workspace.stores import _tables as tables
from touchline.workspace.stores._sql import SqlStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: How long a writer waits for another, in seconds.
_PATIENCE = 30.0

_TABLES = f"SELECT name FROM sqlite_master WHERE name IN ({', '.join(map(repr, tables.NAMES))})"

#: What SQLite says of the common troubles, and how the operating system calls them.
_REASONS = (
    ("full", errno.ENOSPC),
    ("readonly", errno.EROFS),
    ("unable to open", errno.ENOENT),
    ("permission", errno.EACCES),
)


class Sqlite(SqlStore):
    """
    A store in one SQLite file.

    Args:
        file: The file, which is made when it is missing.

    Raises:
        StorageError: It cannot be opened.
        DamagedWorkspace: It is no store, or a damaged one.
    """

    place_of: ClassVar[str] = "instr({}, {})"

    def __init__(self, file: Path) -> None:
        self.place = str(file)
        self._file = file
        self._mine = threading.RLock()
        with self._told():
            # One connection for all threads, which `_mine` keeps apart.
            self._database = sqlite3.connect(
                file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA synchronous = NORMAL")
            # Whoever only reads must not wait for a writer, nor need the right to write.
            known = {str(name) for (name,) in self._database.execute(_TABLES)}
            if len(known) < len(tables.NAMES):
                # An older store that is closed to us still tells its records.
                with suppress(StorageError) if known >= tables.NEEDED else nullcontext():
                    self._make()

    def _make(self) -> None:
        with self._told():
            self._database.execute("PRAGMA journal_mode = WAL")
            with self.writing():
                for statement in tables.MAKE:
                    self._database.execute(statement)

    @override
    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._mine, self._told():
            if self._database.in_transaction:
                yield
                return
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite has gone back by itself.
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @override
    @contextmanager
    def editing(self, map: str) -> Iterator[None]:
        with self._mine, self._told():
            # Records may be lost to a power failure of the same second; an edit that somebody was
            # told is kept may not.
            self._database.execute("PRAGMA synchronous = FULL")
            try:
                with self.writing():
                    yield
            finally:
                self._database.execute("PRAGMA synchronous = NORMAL")

    @override
    def run(self, query: str, given: Sequence[Any] = ()) -> None:
        self._database.execute(query, given)

    @override
    def rows(self, query: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._mine, self._told():
            return self._database.execute(query, given).fetchall()

    @override
    def scrub(self) -> bool:
        with self._mine, self._told():
            # The file is written anew without the pages that are free, and so is the file of what
            # was written last.
            self._database.execute("VACUUM")
            is_busy, *_ = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise BusyWorkspace(at=self.place)
        return True

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
        except sqlite3.OperationalError as reason:
            if "locked" in str(reason) or "busy" in str(reason):
                raise BusyWorkspace(at=self.place) from reason
            raise StorageError.on(self._file, _as_os_error(str(reason))) from reason
        except sqlite3.DatabaseError as reason:
            raise DamagedWorkspace(at=self.place) from reason


def _as_os_error(told: str) -> OSError:
    code = next((code for words, code in _REASONS if words in told), None)
    return OSError(told) if code is None else OSError(code, told)
