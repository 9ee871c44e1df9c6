"""
Photographs and drawings made of pixels: what they are by their first bytes, how large they are and
what they carry beside the picture.

Nothing is decoded here: a file says its size in its head, and that it is whole in its tail.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["png", "jpeg", "gif", "webp"]

#: A picture of more pixels is not opened: it would fill the memory.
MOST_PIXELS = 100_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_GIFS = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8\xff"

#: What follows the length in a JPEG's segments that state its size, and segments without a length.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN, _END = 0xDA, 0xD9
#: Segments of a JPEG that draw: the mark of the format, the profile of its colours, Adobe's note on
#: how colours are coded. All others of their range tell who took it, where and with what.
_KEPT_NOTES = frozenset({0xE0, 0xE2, 0xEE})
_NOTES = frozenset({*range(0xE0, 0xF0), 0xFE})
_EXIF = b"Exif\x00\x00"
_PROFILE = b"ICC_PROFILE\x00"
#: A marker between the pixels of a JPEG that is more than a stuffed byte or a restart.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x0112

#: Chunks of a PNG and of a WebP that tell about a picture instead of drawing it.
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_WEBP_NOTES = frozenset({b"EXIF", b"XMP "})
#: The bits of a WebP's head that announce those chunks.
_WEBP_ANNOUNCED = 0x08 | 0x04

_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")
_URI = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]*)")


class Raster(NamedTuple):
    """
    A picture by its head.

    Args:
        kind: How it is coded.
        width: Its width in pixels, as it is stored.
        height: Its height.
        orientation: How it must be turned to stand upright, as EXIF counts it; 1 for not at all.
    """

    kind: Kind
    width: int
    height: int
    orientation: int = 1


def read_head(content: bytes) -> Raster | None:
    """
    Tell what a picture is.

    Args:
        content: The bytes of a file.

    Returns:
        Its kind and size; None for what is no picture, or states no size.
    """
    try:
        found = _read(content)
    except (IndexError, ValueError):
        return None
    return found if found and found.width > 0 and found.height > 0 else None


def _read(content: bytes) -> Raster | None:
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        return Raster("png", int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))
    if content.startswith(_GIFS):
        wide, high = content[6:8], content[8:10]
        return Raster("gif", int.from_bytes(wide, "little"), int.from_bytes(high, "little"))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _read_webp(content)
    return _read_jpeg(content) if content.startswith(_JPEG) else None


def _read_webp(content: bytes) -> Raster | None:
    """
    Read the size of the three forms of WebP.
    """
    form, head = content[12:16], content[20:30]
    if len(head) < 10:  # noqa: PLR2004 (the shortest head that states a size)
        return None
    if form == b"VP8X":
        wide, high = (int.from_bytes(head[i : i + 3], "little") + 1 for i in (4, 7))
        return Raster("webp", wide, high)
    if form == b"VP8L" and head[:1] == b"\x2f":
        bits = int.from_bytes(head[1:5], "little")
        return Raster("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 " and head[3:6] == b"\x9d\x01\x2a":
        wide, high = (int.from_bytes(head[i : i + 2], "little") & 0x3FFF for i in (6, 8))
        return Raster("webp", wide, high)
    return None


def _read_jpeg(content: bytes) -> Raster | None:
    orientation = 1
    for kind, start, end in _segments(content):
        if kind == 0xE1 and content[start + 4 : start + 10] == _EXIF:  # noqa: PLR2004 (APP1)
            orientation = _orientation(content[start + 10 : end])
        if kind in _FRAMES:
            high, wide = content[start + 5 : start + 7], content[start + 7 : start + 9]
            return Raster("jpeg", int.from_bytes(wide), int.from_bytes(high), orientation)
    return None


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """
    Walk over the segments of a JPEG up to its pixels: kind, start and end of each.
    """
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 (every segment begins so)
        kind = content[place + 1]
        if kind == 0xFF:  # noqa: PLR2004 (a filling byte)
            place += 1
            continue
        length = 0 if kind in _BARE else int.from_bytes(content[place + 2 : place + 4])
        end = place + 2 + length
        yield kind, place, end
        if kind in {_SCAN, _END}:
            return
        place = end


def _orientation(exif: bytes) -> int:
    """
    Read how a camera was held from the first directory of its notes.
    """
    order: Literal["little", "big"] = "little" if exif[:2] == b"II" else "big"
    start = int.from_bytes(exif[4:8], order)
    n = int.from_bytes(exif[start : start + 2], order)
    for i in range(min(n, 100)):
        entry = exif[start + 2 + 12 * i : start + 14 + 12 * i]
        if int.from_bytes(entry[:2], order) == _ORIENTATION:
            value = int.from_bytes(entry[8:10], order)
            return value if value in range(1, 9) else 1
    return 1


def is_whole(content: bytes, kind: Kind) -> bool:
    """
    Tell whether a picture's file ends where it should.

    Args:
        content: The bytes of the file.
        kind: How it is coded.

    Returns:
        False for a file that was cut off.
    """
    match kind:
        case "png":
            return b"IEND" in content[-64:]
        case "jpeg":
            return b"\xff\xd9" in content[-4096:]
        case "gif":
            return b"\x3b" in content[-64:]
        case "webp":
            return len(content) >= int.from_bytes(content[4:8], "little") + 8


def without_notes(content: bytes, kind: Kind) -> bytes:
    """
    Take out where, when and with what a picture was taken.

    Args:
        content: The bytes of the file.
        kind: How it is coded.

    Returns:
        The same picture without EXIF, XMP, comments and dates; how a JPEG must be turned is kept.
    """
    match kind:
        case "png":
            return _PNG + b"".join(
                chunk for name, chunk in _png_chunks(content) if name not in _PNG_NOTES
            )
        case "jpeg":
            return _bare_jpeg(content)
        case "webp":
            return _bare_webp(content)
        case "gif":
            return content


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        name = content[place + 4 : place + 8]
        yield name, content[place : place + 12 + length]
        if name == b"IEND":
            return
        place += 12 + length


def _bare_jpeg(content: bytes) -> bytes:
    head = _read(content)
    parts, last = [content[:2]], 2
    if head is not None and head.orientation != 1:
        parts.append(_turned_note(head.orientation))
    for kind, start, end in _segments(content):
        if kind == _SCAN:
            last = start
            break
        is_kept = kind in _KEPT_NOTES
        if kind == 0xE2:  # noqa: PLR2004 (APP2 holds colours, or a second picture with notes of its own)
            is_kept = content[start + 4 : start + 4 + len(_PROFILE)] == _PROFILE
        if kind not in _NOTES or is_kept:
            parts.append(content[start:end])
        last = end
    return b"".join([*parts, content[last : _end_of_pixels(content, last)]])


def _end_of_pixels(content: bytes, place: int) -> int:
    """
    Find the end of the picture proper; phones append films and second pictures.
    """
    while found := _MARKER.search(content, place):
        kind, start = content[found.start() + 1], found.start()
        if kind == _END:
            return start + 2
        length = 0 if kind in _BARE else int.from_bytes(content[start + 2 : start + 4])
        place = start + 2 + length
    return len(content)


def _turned_note(orientation: int) -> bytes:
    """
    Write an EXIF segment that says nothing but how the picture must be turned.
    """
    entry = b"".join(
        number.to_bytes(size, "little")
        for number, size in ((_ORIENTATION, 2), (3, 2), (1, 4), (orientation, 4))
    )
    body = _EXIF + b"II\x2a\x00\x08\x00\x00\x00\x01\x00" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def _bare_webp(content: bytes) -> bytes:
    parts, place = [], 12
    while place + 8 <= len(content):
        name = content[place : place + 4]
        length = int.from_bytes(content[place + 4 : place + 8], "little")
        chunk = content[place : place + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_ANNOUNCED]) + chunk[9:]
        if name not in _WEBP_NOTES:
            parts.append(chunk)
        place += 8 + length + length % 2
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def data_uri(content: bytes, kind: Kind) -> str:
    """
    Write a picture so that it stands inside a page.

    Args:
        content: The bytes of the picture.
        kind: How it is coded.

    Returns:
        The data URI.
    """
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def svg_uri(content: bytes) -> str:
    """
    Write a clean SVG so that it stands inside a page.

    Args:
        content: The bytes of the SVG.

    Returns:
        The data URI.
    """
    return f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"


def content_of(uri: str) -> bytes | None:
    """
    Read the bytes that a data URI holds.

    Args:
        uri: The data URI of a PNG, JPEG, GIF or WebP.

    Returns:
        The bytes; None for any other URI.
    """
    found = _URI.fullmatch(uri)
    return decoded(found[2]) if found else None


def unescaped(words: str) -> bytes:
    """
    Undo the escapes of a data URI.

    Args:
        words: Text in which `%` and two hexadecimal digits stand for a byte.

    Returns:
        The bytes.
    """
    return _ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()), words.encode())


def decoded(words: str) -> bytes | None:
    """
    Read base64.

    Args:
        words: The letters.

    Returns:
        The bytes; None where it is none.
    """
    try:
        return base64.b64decode(words)
    except (binascii.Error, ValueError):
        return None


@lru_cache(maxsize=64)
def head_of(uri: str) -> Raster | None:
    """
    Tell what the picture of a data URI is.

    Args:
        uri: The data URI.

    Returns:
        Its kind and size; None for what no picture can be made of.
    """
    content = content_of(uri)
    found = read_head(content) if content else None
    if content is None or found is None or not is_whole(content, found.kind):
        return None
    return found
