"""
Faces as WOFF data URIs, cut down to the characters that a picture shows.
"""

from __future__ import annotations

import base64
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.canvas import fonts

if TYPE_CHECKING:
    from touchline.exporters._svg_text import FaceUse

#: The size of the WOFF header and of one entry of its table directory, in bytes.
_HEADER, _ENTRY = 44, 20
#: The size of the header and of one directory entry of the TrueType file it wraps, in bytes.
_SFNT_HEADER, _SFNT_ENTRY = 12, 16


def woff(sfnt: bytes) -> bytes:
    """
    Wrap a TrueType file as WOFF 1.0, each table compressed where that makes it smaller.

    Args:
        sfnt: The TrueType file.

    Returns:
        The WOFF file; equal input gives equal bytes.
    """
    flavour, n_tables = struct.unpack_from(">4sH", sfnt)
    entries, tables = [], []
    offset = _HEADER + _ENTRY * n_tables
    total = _SFNT_HEADER + _SFNT_ENTRY * n_tables
    for i in range(n_tables):
        tag, checksum, start, length = struct.unpack_from(
            ">4sLLL", sfnt, _SFNT_HEADER + _SFNT_ENTRY * i
        )
        whole = sfnt[start : start + length]
        packed = zlib.compress(whole, 6)
        chosen = packed if len(packed) < length else whole
        entries.append(struct.pack(">4sLLLL", tag, offset, len(chosen), length, checksum))
        tables.append(_padded(chosen))
        offset += len(tables[-1])
        total += length + -length % 4
    header = struct.pack(
        ">4s4sLHHLHHLLLLL", b"wOFF", flavour, offset, n_tables, 0, total, 1, 0, 0, 0, 0, 0, 0
    )
    return header + b"".join(entries) + b"".join(tables)


@lru_cache(maxsize=64)
def face_uri(face: str, characters: str) -> str:
    """
    Cut a face down to some characters.

    Args:
        face: The name of the face.
        characters: The characters, sorted and each once, so that equal pictures share a subset.

    Returns:
        A `data:` URI of the WOFF file.
    """
    packed = woff(fonts.subset(face, text=characters))
    return "data:font/woff;base64," + base64.b64encode(packed).decode("ascii")


def face_rules(faces: FaceUse) -> str:
    """
    Write the rules that bring faces along.

    Args:
        faces: The faces in use, with their characters.

    Returns:
        One `@font-face` rule each.
    """
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'font-style:{face.style};src:url({face_uri(face.name, characters)}) format("woff")}}'
        for face, characters in faces.used()
    )


def _padded(table: bytes) -> bytes:
    return table + bytes(-len(table) % 4)
