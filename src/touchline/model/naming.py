"""
Ids from names.
"""

from __future__ import annotations

import re
import unicodedata

#: How much of a name an id keeps; what is joined to it stays below the longest id of a map.
_KEPT = 40

#: The pattern and the length of the ids of a map.
_ID = re.compile(r"\w[\w.\-]*")
_LONGEST = 80


class Ids:
    """
    Names one kind of thing: equal names get equal ids in equal order.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def of(self, name: str, otherwise: str) -> str:
        """
        Make an id that nothing else of this kind has.

        Args:
            name: What the thing is called, in any script.
            otherwise: The id of a thing without letters in its name.

        Returns:
            The name's letters and digits, joined by hyphens and numbered when they repeat.
        """
        start = slug(name) or otherwise
        found = start
        while found in self._taken:
            self._counts[start] = self._counts.get(start, 1) + 1
            found = f"{start}-{self._counts[start]}"
        self._taken.add(found)
        return found

    def claim(self, name: str) -> bool:
        """
        Keep an id as it is.

        Args:
            name: The id that a thing had before.

        Returns:
            False when it is no id or another thing of this kind has it.
        """
        if name in self._taken or len(name) > _LONGEST or not _ID.fullmatch(name):
            return False
        self._taken.add(name)
        return True


def slug(name: str) -> str:
    """
    Keep the letters, marks and digits of a name, joined by hyphens.

    Args:
        name: Any text.

    Returns:
        What the ids of a map may consist of; empty when the name has no letter and no digit.
    """
    # Python and the pattern of ids disagree about which signs are digits, so categories decide.
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LM" or sign.isdecimal() else " "
        for sign in unicodedata.normalize("NFC", name.lower())
    )
    return "-".join(kept.split())[:_KEPT].strip("-")
