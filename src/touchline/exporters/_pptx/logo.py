"""
A company's mark, as slides can hold it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import resvg_py

from touchline.exporters._errors import LogoRefused
from touchline.exporters._pptx.pictures import embedded

if TYPE_CHECKING:
    from touchline.canvas.theme import Logo as Mark

#: A mark of more bytes is a photo by mistake.
MOST_BYTES = 5_000_000

#: How many pixels high a drawn mark becomes.
_HEIGHT = 240

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
#: The segments of a JPEG that state its size, and those without a length.
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_BARE = {0x01, *range(0xD0, 0xDA)}
_SVG = re.compile(rb"<svg[\s>]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Logo(NamedTuple):
    """
    A mark.

    Args:
        content: The bytes of the picture.
        suffix: The ending of its file.
        proportions: Its width by its height.
    """

    content: bytes
    suffix: str
    proportions: float


def read_logo(content: bytes, *, at: str = "") -> Logo:
    """
    Take a mark, and draw one that is made of lines.

    Args:
        content: A PNG, a JPEG or an SVG.
        at: What the file is called in messages.

    Returns:
        The mark.

    Raises:
        LogoRefused: It is none of these, or cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise LogoRefused.of(at)
    if content.startswith(_PNG):
        return Logo(content, ".png", _png_proportions(content, at))
    if content.startswith(_JPEG):
        return Logo(content, ".jpeg", _jpeg_proportions(content, at))
    if _SVG.search(content) and not _DOCTYPE.search(content):
        return _drawn(content, at)
    raise LogoRefused.of(at)


def logo_of(mark: Mark) -> Logo | None:
    """
    Take the mark of a theme.

    Args:
        mark: The mark.

    Returns:
        The mark as slides hold it; None for one that cannot be drawn.
    """
    found = embedded(mark.href, _HEIGHT * mark.width / mark.height / 3, _HEIGHT / 3)
    return None if found is None else Logo(found.content, found.suffix, mark.width / mark.height)


def _drawn(content: bytes, at: str) -> Logo:
    try:
        drawn = bytes(
            resvg_py.svg_to_bytes(
                svg_string=content.decode(), height=_HEIGHT, skip_system_fonts=True
            )
        )
    except (ValueError, UnicodeDecodeError) as reason:
        raise LogoRefused.of(at) from reason
    return Logo(drawn, ".png", _png_proportions(drawn, at))


def _png_proportions(content: bytes, at: str) -> float:
    return _ratio(int.from_bytes(content[16:20]), int.from_bytes(content[20:24]), at)


def _jpeg_proportions(content: bytes, at: str) -> float:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:  # noqa: PLR2004 (every segment begins so)
        kind = content[place + 1]
        if kind in _FRAMES:
            high, wide = content[place + 5 : place + 7], content[place + 7 : place + 9]
            return _ratio(int.from_bytes(wide), int.from_bytes(high), at)
        length = 0 if kind in _BARE else int.from_bytes(content[place + 2 : place + 4])
        place += 2 + length
    raise LogoRefused.of(at)


def _ratio(width: int, height: int, at: str) -> float:
    if not (width and height):
        raise LogoRefused.of(at)
    return width / height
