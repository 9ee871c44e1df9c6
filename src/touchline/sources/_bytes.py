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
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

#: The first bytes of everything that gzip packed (RFC 1952).
_GZIP = b"\x1f\x8b"


#: How many bytes of a file are read at once; a longer row makes a longer piece.
BLOCK = 1 << 25
#: A packed file is read ahead of what comes out of it.
_ALMOST = 0.999


def pieces(path: Path, end_of_rows: Callable[[bytes], int]) -> Iterator[tuple[bytes, float]]:
    """
    Read a file in pieces that hold whole rows.

    Args:
        path: The file; it is unpacked when it was packed, whatever it is called.
        end_of_rows: Says where the last whole row of some bytes ends; 0 when none does.

    Yields:
        Each piece, and how much of the file is read with it.

    Raises:
        StorageError: The disk does not give it.
        UnreadableFile: It was packed, and is damaged or cut off.
    """
    try:
        with path.open("rb") as file:
            yield from _pieces(file, max(path.stat().st_size, 1), end_of_rows)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise UnreadableFile.because(path, fault) from fault
    except OSError as fault:
        raise StorageError.on(path, fault) from fault


def _pieces(
    file: BinaryIO, total: int, end_of_rows: Callable[[bytes], int]
) -> Iterator[tuple[bytes, float]]:
    is_packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    content: BinaryIO = gzip.GzipFile(fileobj=file) if is_packed else file  # type: ignore[assignment]
    kept, waiting, share = b"", b"", 0.0
    while block := content.read(BLOCK):
        kept += block
        end = end_of_rows(kept)
        if end:
            # A piece waits for the next one, so that the last one is known as such.
            if waiting:
                yield waiting, share
            waiting, kept = kept[:end], kept[end:]
            share = min(file.tell() / total, _ALMOST)
    if waiting and kept:
        yield waiting, share
    if kept or waiting:
        yield kept or waiting, 1.0


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
