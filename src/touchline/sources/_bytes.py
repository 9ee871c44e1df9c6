"""
The bytes of a file, unpacked.
"""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from touchline.errors import StorageError
from touchline.sources._errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

#: The first bytes of everything that gzip packed (RFC 1952).
_GZIP = b"\x1f\x8b"


def unpacked(path: Path) -> bytes:
    """
    Read a file whole.

    Args:
        path: The file; it is unpacked when it was packed, whatever it is called.

    Returns:
        Its bytes.

    Raises:
        StorageError: The disk does not give it.
        UnreadableFile: It was packed, and is damaged or cut off.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise StorageError.on(path, fault) from fault
    if not content.startswith(_GZIP):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as fault:
        raise UnreadableFile.because(path, fault) from fault
