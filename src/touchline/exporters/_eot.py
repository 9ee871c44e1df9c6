"""
Faces as Embedded OpenType, the wrapping in which presentations carry them.
"""

from __future__ import annotations

import struct

import uharfbuzz as hb  # type: ignore[import-untyped]  # it ships no types

#: The version of the header: names and a root string, nothing behind them.
_VERSION = 0x0002_0001

#: What tells that the face holds only some of its characters.
_CUT = 0x0000_0001

#: What every header bears.
_MAGIC = 0x504C

#: The face is not bound to the characters of one country.
_ANY_CHARSET = 1

#: Which bit of the style says that letters are slanted.
_ITALIC = 0x0001

#: Where tables hold what the header repeats, in bytes from their start.
_WEIGHT, _RIGHTS, _PANOSE, _RANGES, _STYLE, _PAGES = 4, 8, 32, 42, 62, 78
_ADJUSTMENT = 8

#: The names that the header repeats, in its order.
_NAMES = (
    hb.OTNameIdPredefined.FONT_FAMILY,
    hb.OTNameIdPredefined.FONT_SUBFAMILY,
    hb.OTNameIdPredefined.VERSION_STRING,
    hb.OTNameIdPredefined.FULL_NAME,
)


def eot(sfnt: bytes, *, is_cut: bool = False) -> bytes:
    """
    Wrap a TrueType file as Embedded OpenType, uncompressed and open to every site.

    Args:
        sfnt: The TrueType file.
        is_cut: It holds only some of the characters that the face has.

    Returns:
        The wrapped file; equal input gives equal bytes.

    Source:
        W3C member submission “Embedded OpenType (EOT) File Format”, 5 March 2008, section 4,
        version 0x00020001.
    """
    face = hb.Face(hb.Blob(sfnt))
    style = face.reference_table("OS/2").data
    (adjustment,) = struct.unpack_from(">L", face.reference_table("head").data, _ADJUSTMENT)
    (weight,) = struct.unpack_from(">H", style, _WEIGHT)
    (rights,) = struct.unpack_from(">H", style, _RIGHTS)
    (look,) = struct.unpack_from(">H", style, _STYLE)
    fixed = struct.pack(
        "<LL10sBBLHH4L2LL4L",
        _VERSION,
        _CUT * is_cut,
        style[_PANOSE : _PANOSE + 10],
        _ANY_CHARSET,
        bool(look & _ITALIC),
        weight,
        rights,
        _MAGIC,
        *struct.unpack_from(">4L", style, _RANGES),
        *struct.unpack_from(">2L", style, _PAGES),
        adjustment,
        *(0, 0, 0, 0),
    )
    # The last of the strings names the sites that may use the face; an empty one names all.
    names = b"".join(_sized(face.get_name(each) or "") for each in _NAMES) + _sized("")
    size = 8 + len(fixed) + len(names) + len(sfnt)
    return struct.pack("<LL", size, len(sfnt)) + fixed + names + sfnt


def _sized(words: str) -> bytes:
    """
    Write a string behind its padding and its size.
    """
    written = words.encode("utf-16-le")
    return struct.pack("<HH", 0, len(written)) + written
