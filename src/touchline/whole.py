"""
Files that appear whole or not at all.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from touchline.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

#: What a file that anyone may read has, before the umask takes its part.
_PLAIN_MODE = 0o666
#: Windows would translate line ends otherwise; elsewhere there is no such flag.
_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, content: bytes) -> Path:
    """
    Put a file in place at once; on a full disk, what was there before stays.

    A link keeps pointing where it points, and a device or a pipe is written to, never replaced.

    Args:
        path: Where it shall lie.
        content: What it shall hold.

    Returns:
        The path.

    Raises:
        StorageError: The folder is missing, closed to us or full.
    """
    try:
        target = path.resolve()
        if target.exists() and not (target.is_file() or target.is_dir()):
            target.write_bytes(content)
            return path
        temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
        # Opened by hand, so that a new file gets the mode that the umask leaves, as any file does.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PLAIN_MODE)
    except (OSError, ValueError, RuntimeError) as reason:
        raise StorageError.on(path, _as_os_error(reason)) from reason
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as reason:
        raise StorageError.on(path, reason) from reason
    finally:
        with suppress(OSError):
            temporary.unlink()
    return path


def _as_os_error(reason: Exception) -> OSError:
    return reason if isinstance(reason, OSError) else OSError(str(reason))
