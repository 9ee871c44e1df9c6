"""
Faces of this machine beside the bundled ones: opt-in, since pictures then differ between machines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas import breaking, fonts, line_choice, shaping, text

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The modules that remember how words were set.
_REMEMBERING = (breaking, line_choice, shaping, text)


def take_in(files: Iterable[str]) -> None:
    """
    Let faces of this machine draw what no bundled face holds.

    Args:
        files: TrueType and OpenType files, those first that shall be asked first; none to draw with
            the bundled faces alone again.
    """
    fonts.take_in(files)
    for module in _REMEMBERING:
        for remembered in vars(module).values():
            forget = getattr(remembered, "cache_clear", None)
            if forget is not None:
                forget()
