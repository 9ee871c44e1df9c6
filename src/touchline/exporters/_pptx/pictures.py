"""
Pictures inside a picture, in a form that slides can hold.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import NamedTuple

import resvg_py

from touchline.canvas import raster
from touchline.exporters._markup import embedded_image, escaped, figure

_URI = re.compile(r"data:([a-z+/]+)(;[^,]*)?,(.*)", re.DOTALL)

#: How the kinds of pictures begin that are taken as they are.
_SIGNS = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpeg",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
}

#: Pixels of a drawn picture per pixel of the slide.
_FINENESS = 3


class Picture(NamedTuple):
    """
    The content of a picture and the ending of its file.
    """

    content: bytes
    suffix: str


@lru_cache(maxsize=64)
def embedded(href: str, width: float, height: float) -> Picture | None:
    """
    Take the bytes of a picture, and draw those that slides cannot hold.

    Args:
        href: Its data URI.
        width: How wide it is shown, px.
        height: How high it is shown, px.

    Returns:
        The picture, or None for what is none.
    """
    accepted = embedded_image(href)
    found = _URI.fullmatch(accepted) if accepted else None
    if accepted is None or found is None or width <= 0 or height <= 0:
        return None
    content = _content(found[2] or "", found[3])
    for sign, suffix in _SIGNS.items():
        if content.startswith(sign):
            return Picture(content, suffix)
    return _drawn(accepted, width, height) if content else None


def _content(manner: str, data: str) -> bytes:
    if not manner.endswith(";base64"):
        return raster.unescaped(data)
    try:
        return base64.b64decode(data)
    except binascii.Error:
        return b""


def _drawn(href: str, width: float, height: float) -> Picture | None:
    wide, high = figure(width), figure(height)
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
        f'<image width="{wide}" height="{high}" href="{escaped(href)}"/></svg>'
    )
    try:
        content = resvg_py.svg_to_bytes(svg_string=page, zoom=_FINENESS, skip_system_fonts=True)
    except ValueError:
        return None
    return Picture(bytes(content), ".png")
