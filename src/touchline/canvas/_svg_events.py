"""
An SVG of somebody else, read event by event: nothing is expanded, fetched or run.
"""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from touchline.canvas.errors import UnreadableIcon


class Reader(Protocol):
    """
    What takes the elements of an SVG in their order.
    """

    at: str

    def start(self, name: str, given: dict[str, str]) -> None:
        """
        Take the beginning of an element.
        """

    def end(self, _name: str) -> None:
        """
        Take its end.
        """

    def words(self, text: str) -> None:
        """
        Take text between elements.
        """

    def entity(self, *_declared: object) -> None:
        """
        Refuse a declared entity.
        """


def read_through(content: bytes, reader: Reader, *, most_bytes: int) -> None:
    """
    Read an SVG.

    Args:
        content: The bytes of the file.
        reader: What takes its elements.
        most_bytes: A larger file is not read.

    Raises:
        UnreadableIcon: It is too large, no SVG, or the reader refuses it.
    """
    if len(content) > most_bytes:
        raise UnreadableIcon.because("too-large", at=reader.at, limit=most_bytes // 1000)
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = reader.entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as reason:
        raise UnreadableIcon.because("no-svg", at=reader.at) from reason
