"""
Formats of other programs: what is written, and what they have no place for.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.exporters import Exporter
from touchline.exporters._ledger import Ledger
from touchline.exporters._markup import writable

if TYPE_CHECKING:
    from touchline.exporters import Subject
    from touchline.exporters._ledger import LeftOut


class Exchange(Exporter):
    """
    A format that another program reads, and that becomes a map again.
    """

    is_drawn: ClassVar[bool] = False

    def export(self, subject: Subject) -> bytes:
        """
        Write the map.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The file, in UTF-8.

        Raises:
            NothingBehindPicture: The scene was made without a map.
        """
        return self.write(Ledger(subject, self.name, self.form)).encode()

    def left_out(self, subject: Subject) -> tuple[LeftOut, ...]:
        """
        List what the format has no place for.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The places in the order of the map.

        Raises:
            NothingBehindPicture: The scene was made without a map.
        """
        ledger = Ledger(subject, self.name, self.form)
        self.write(ledger)
        return ledger.left_out()

    @abstractmethod
    def write(self, ledger: Ledger) -> str:
        """
        Write what the format has a place for, and take it out of the ledger.

        Args:
            ledger: The map.

        Returns:
            The text of the file.
        """

    def form(self, text: str) -> str:
        """
        Bring words into the form in which the format holds them.

        Args:
            text: Words of the map.

        Returns:
            The words without what cannot be written, and without white space around them.
        """
        return written(text)


def written(text: str) -> str:
    """
    Keep of a text what any file can hold.

    Args:
        text: Any text.

    Returns:
        The text without control characters and white space around it, with one kind of line break.
    """
    return writable(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def in_line(text: str) -> str:
    """
    Write a text in one line.

    Args:
        text: Any text.

    Returns:
        Its words with single spaces between them.
    """
    return " ".join(writable(text).split())


def as_json(told: dict[str, Any]) -> str:
    """
    Write an object as JSON.

    Args:
        told: The object.

    Returns:
        Indented text in which no words can become markup where somebody shows it in a page.
    """
    return json.dumps(told, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n"


def note(told: dict[str, Any]) -> str:
    """
    Write what only reading back needs, for a comment of one line.

    Args:
        told: Names and exact numbers; what is empty is left away.

    Returns:
        JSON in which nothing ends a comment of Mermaid, of HTML or of XML.
    """
    text = json.dumps(
        {key: value for key, value in told.items() if value not in ({}, [], "", None)},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    for sign in "%<>&\u0085\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.replace("--", "-\\u002d")
