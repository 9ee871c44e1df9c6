"""
One process at a time writes a compiled log.

The operating system holds the lock and lets go of it when its holder ends, however it ends, so that
a lock that nobody holds never stands in anybody's way.
"""

from __future__ import annotations

import errno
import json
import os
import platform
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from touchline.compiled.errors import LogInUse

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows)
    fcntl = None  # type: ignore[assignment]

#: The file in the log's folder that is locked; it says by whom.
NAME = ".lock"

#: What an operating system says of a file that somebody else has locked.
_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class Lock:
    """
    The right to write a compiled log, held until it is released or the process ends.

    Args:
        folder: The log's folder; it exists.

    Raises:
        LogInUse: Another process has it, or another thread of this one.
        OSError: The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file = _taken(self._path)

    def release(self) -> None:
        """
        Give the right back.
        """
        # Whoever waits for this very file looks whether it is still there.
        with suppress(OSError):
            self._path.unlink()
        self._file.close()


def _taken(path: Path) -> TextIO:
    while True:
        file = path.open("a+", encoding="utf-8")
        try:
            _lock(file)
        except OSError as reason:
            holder = _holder(file)
            file.close()
            if reason.errno in _TAKEN:
                raise LogInUse(at=str(path.parent), **holder) from None
            raise
        if _is_there(path, file):
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "host": platform.node()}))
            file.flush()
            return file
        file.close()


def _lock(file: TextIO) -> None:
    if fcntl is None:  # pragma: no cover (Windows)
        msvcrt = import_module("msvcrt")
        # Far behind the words, which others are to read.
        file.seek(1 << 30)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as reason:
        # A file system without locks is written without; most of those are used by one person.
        if reason.errno not in {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}:
            raise


def _is_there(path: Path, file: TextIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _holder(file: TextIO) -> dict[str, str]:
    file.seek(0)
    try:
        told = json.loads(file.read())
        return {"pid": str(told["pid"]), "host": str(told["host"])}
    except (OSError, ValueError, KeyError, TypeError):
        # It has the lock, and has not said so yet.
        return {"pid": "?", "host": "?"}
