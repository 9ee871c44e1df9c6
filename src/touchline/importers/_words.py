"""
Words of a foreign file as a map can hold them.
"""

from __future__ import annotations

import re

#: Halves of surrogate pairs, which JSON can spell and no file can hold.
_HALVES = re.compile(r"[\ud800-\udfff]")

#: A line break within a text.
_BREAK = re.compile(r"\r\n?")


def words(text: str) -> str:
    """
    Make a foreign text one that a file can hold.

    Args:
        text: Any text.

    Returns:
        The text without white space around it, with one kind of line break.
    """
    return _BREAK.sub("\n", _HALVES.sub("\ufffd", text)).strip()
