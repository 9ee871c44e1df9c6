"""
Files that appear whole or not at all.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from touchline.errors import StorageError

#: What a file that anyone may read has, before the umask takes its part.
_PLAIN_MODE = 0o666


def write_whole(path: Path, content: bytes) -> Path:
    """
    Put a file in place at once; on a full disk, what was there before stays.

    Args:
        path: Where it shall lie.
        content: What it shall hold.

    Returns:
        The path.

    Raises:
        StorageError: The folder is missing, closed to us or full.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except (OSError, ValueError) as reason:
        raise StorageError.on(path, _as_os_error(reason)) from reason
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_of(path))
        temporary.replace(path)
    except OSError as reason:
        raise StorageError.on(path, reason) from reason
    finally:
        with suppress(OSError):
            temporary.unlink()
    return path


def _mode_of(path: Path) -> int:
    """
    Keep the mode of a file that is replaced; temporary files are private, ours are not.
    """
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return _PLAIN_MODE & ~mask


def _as_os_error(reason: OSError | ValueError) -> OSError:
    return reason if isinstance(reason, OSError) else OSError(str(reason))
