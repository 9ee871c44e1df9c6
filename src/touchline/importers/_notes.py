"""
The note in which our own files keep ids and exact numbers, in a comment of the other format.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from touchline.model.naming import Ids

if TYPE_CHECKING:
    import re

#: An id and a name.
_PAIR = 2


class Notes:
    """
    What a note says; nothing in it is relied on.

    Args:
        told: The note's object.
    """

    def __init__(self, told: dict[str, Any] | None = None) -> None:
        self.told = told or {}
        self._ids: dict[str, Ids] = {}
        self._pairs: dict[str, list[list[str]]] = {}
        self._names: dict[str, dict[str, list[str]]] = {}
        for kind in ("stages", "steps", "personas", "lanes"):
            pairs = listed(self.told.get(kind))
            self._pairs[kind] = [
                pair
                for pair in pairs
                if isinstance(pair, list) and len(pair) == _PAIR and all(map(is_text, pair))
            ]
            for own, name in self._pairs[kind]:
                self._names.setdefault(kind, {}).setdefault(name, []).append(own)

    def __bool__(self) -> bool:
        return bool(self.told)

    def id_of(self, kind: str, name: str, otherwise: str) -> str:
        """
        Give a thing the id that it had, or a new one.

        Args:
            kind: The list that it stands in, such as `steps`.
            name: What it is called.
            otherwise: The id of a thing without letters in its name.

        Returns:
            An id that no other thing of the kind has.
        """
        ids = self._ids.setdefault(kind, Ids())
        known = self._names.get(kind, {}).get(name, [])
        while known:
            found = known.pop(0)
            if ids.claim(found):
                return found
        return ids.of(name, otherwise)

    def names(self, kind: str) -> list[str]:
        """
        List what the things of a kind were called.

        Args:
            kind: The list that they stood in, such as `personas`.

        Returns:
            Their names in order.
        """
        return [name for _, name in self._pairs[kind]]

    def text(self, key: str) -> str:
        """
        Read a word of the note.

        Args:
            key: Its key.

        Returns:
            The word; empty when there is none.
        """
        found = self.told.get(key)
        return found if isinstance(found, str) else ""

    def part(self, *keys: str) -> dict[str, Any]:
        """
        Read an object of the note.

        Args:
            keys: The way to it.

        Returns:
            The object; empty when there is none.
        """
        found: Any = self.told
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}


def note_apart(text: str, pattern: re.Pattern[str]) -> tuple[str, Notes]:
    """
    Take the note out of a text.

    Args:
        text: The text of a file.
        pattern: What finds the note's comment; its first group is the object.

    Returns:
        The text with a blank line in its place, and the note; without a readable one, the text as
        it was.
    """
    found = pattern.search(text)
    if not found:
        return text, Notes()
    try:
        told = json.loads(found[1])
    except (ValueError, RecursionError):
        return text, Notes()
    blank = "\n" * found[0].count("\n")
    rest = text[: found.start()] + blank + text[found.end() :]
    return rest, Notes(told if isinstance(told, dict) else None)


def listed(value: Any) -> list[Any]:
    """
    Take a list.

    Args:
        value: What stands in a foreign file.

    Returns:
        The list; empty when it is none.
    """
    return value if isinstance(value, list) else []


def is_text(value: Any) -> bool:
    """
    Tell whether a value is a text.

    Args:
        value: What stands in a foreign file.

    Returns:
        True for a text.
    """
    return isinstance(value, str)


def said_in(told: dict[str, Any], *keys: str) -> dict[str, Any]:
    """
    Keep some entries of an object.

    Args:
        told: The object.
        keys: The keys of the entries.

    Returns:
        Those entries that say something.
    """
    return {key: told[key] for key in keys if told.get(key) is not None}
