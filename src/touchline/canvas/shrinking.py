"""
Photographs made small enough for a map, turned upright and freed of everything but the picture.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from PIL.Image import Image

#: No picture of a map is drawn larger; the longest side, px.
LONGEST_SIDE = 1280

#: A picture that is no larger than this stays as it is, bytes.
SMALL = 400_000

_QUALITY = 85


def can_shrink() -> bool:
    """
    Tell whether the library that opens pictures is installed.

    Returns:
        False when `shrunk` would raise.
    """
    return _pillow() is not None


def _pillow() -> ModuleType | None:
    try:
        import PIL.Image  # noqa: PLC0415 (the extra `office` brings it, and most maps need none)
        import PIL.ImageOps  # noqa: PLC0415
    except ImportError:
        return None
    return PIL


def shrunk(content: bytes) -> bytes | None:
    """
    Make a picture small.

    Args:
        content: The bytes of a PNG, JPEG, GIF or WebP.

    Returns:
        A PNG when it has clear parts, else a JPEG, upright and at most 1,280 pixels long; None for
        what cannot be opened.

    Raises:
        ImportError: Pillow is not installed.
    """
    library = _pillow()
    if library is None:
        raise ImportError(name="PIL")
    try:
        with library.Image.open(io.BytesIO(content)) as opened:
            opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            picture = library.ImageOps.exif_transpose(opened)
            return _written(picture)
    except (OSError, ValueError, SyntaxError, EOFError, library.Image.DecompressionBombError):
        return None


def _written(picture: Image) -> bytes:
    is_clear = "A" in picture.getbands() or "transparency" in picture.info
    plain = picture.convert("RGBA" if is_clear else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain.info.clear()
    stream = io.BytesIO()
    if is_clear:
        plain.save(stream, "PNG", optimize=True)
    else:
        plain.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    return stream.getvalue()
