"""
How numbers, words and colours are written into markup so that nothing in them can become markup.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Command

#: What XML 1.0 has no way to write: control characters, lone surrogates and two non-characters.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[&<>\"'\t\n\r]")
_NAMED = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
#: Colours by hexadecimal digits, by name or by a function of plain numbers; `url(…)` is none.
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,24}|(?:rgba?|hsla?|oklch)\([0-9.,%/ deg-]+\)")
#: A link leads to a page or a mailbox, never into a script.
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"'<>\\]+", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,][A-Za-z0-9+/=;,%._~:-]*")


def writable(text: str) -> str:
    """
    Leave out the characters that XML cannot hold.

    Args:
        text: Any text, lone surrogates included.

    Returns:
        The text without them.
    """
    return _UNWRITABLE.sub("", text)


@lru_cache(maxsize=16_384)
def escaped(text: str) -> str:
    """
    Write a text so that it is content or a quoted attribute value, and nothing else.

    Args:
        text: Any text.

    Returns:
        The text with every special character named; line breaks survive in attributes.
    """
    return _SPECIAL.sub(lambda found: _NAMED[found[0]], writable(text))


@lru_cache(maxsize=65_536)
def figure(value: float) -> str:
    """
    Write a length with two decimals at most.

    Args:
        value: The length in pixels.

    Returns:
        Its shortest form; 0 for what is no finite number.

    Examples:
        >>> figure(12.5), figure(3.0), figure(-0.001), figure(float("nan"))
        ('12.5', '3', '0', '0')
    """
    if not math.isfinite(value):
        return "0"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=1024)
def colour(value: str | None) -> str:
    """
    Write a colour.

    Args:
        value: What a theme says; None paints nothing.

    Returns:
        The colour, or `none` for what is not one.
    """
    return value if value is not None and _COLOUR.fullmatch(value) else "none"


def web_link(href: str | None) -> str | None:
    """
    Accept a link to a page or a mailbox.

    Args:
        href: What the map says.

    Returns:
        The link, or None for anything else.
    """
    return href if href is not None and _LINK.fullmatch(href) else None


def embedded_image(href: str) -> str | None:
    """
    Accept a picture that brings its own bytes, since a written file asks the network for nothing.

    Args:
        href: What the map says.

    Returns:
        The data URI, or None for anything else.
    """
    return href if _IMAGE.fullmatch(href) else None


def attributes(**values: str | float | None) -> str:
    """
    Write attributes in the given order.

    Args:
        values: By name, with `_` for `-` and a trailing `_` dropped; None leaves one out.

    Returns:
        The attributes, each after a space.

    Examples:
        >>> attributes(x=1.0, stroke_width=2.25, dash=None)
        ' x="1" stroke-width="2.25"'
    """
    return "".join(
        [
            f'{_before(name)}{escaped(value) if isinstance(value, str) else figure(value)}"'
            for name, value in values.items()
            if value is not None
        ]
    )


@lru_cache(maxsize=256)
def _before(name: str) -> str:
    return f' {name.rstrip("_").replace("_", "-")}="'


def path_data(commands: Iterable[Command]) -> str:
    """
    Write the commands of a path.

    Args:
        commands: Moves, lines, cubic curves and closings.

    Returns:
        The value of a `d` attribute.

    Examples:
        >>> path_data([("M", 0.0, 1.0), ("L", 2.5, 1.0), ("Z",)])
        'M0 1L2.5 1Z'
    """
    return "".join(
        str(letter) + " ".join(figure(float(number)) for number in numbers)
        for letter, *numbers in commands
    )
