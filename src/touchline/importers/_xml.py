"""
XML of other programs as a small tree, read so that nothing in it can reach outside the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from touchline.importers._errors import UnreadableImport
from touchline.importers._words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: No file of a journey nests deeper.
_DEEPEST = 60


@dataclass(slots=True)
class Element:
    """
    One element.

    Args:
        name: Its name without a prefix.
        attributes: Its attributes; those of a namespace are named `{namespace}name`.
        line: Its line, from 1.
        children: The elements inside.
        pieces: The text right inside.
    """

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """
        The words right inside, without white space around them.
        """
        return words("".join(self.pieces))

    def first(self, *names: str) -> Element | None:
        """
        Find an element inside.

        Args:
            names: The way to it, a name a level.

        Returns:
            The first there is; None without any.
        """
        found: Element | None = self
        for name in names:
            children = found.children if found is not None else []
            found = next((child for child in children if child.name == name), None)
        return found

    def every(self, *names: str) -> Iterator[Element]:
        """
        Walk over the elements of some names right inside.

        Args:
            names: The names; none for all.

        Yields:
            The elements in order.
        """
        for child in self.children:
            if not names or child.name in names:
                yield child


def parsed(text: str, at: str) -> Element:
    """
    Read a text as XML.

    Args:
        text: The text.
        at: Where it comes from, for messages.

    Returns:
        The outermost element.

    Raises:
        UnreadableImport: It is no XML, declares a document type, or nests without end.
    """
    if not text.strip():
        raise UnreadableImport.because("empty", at=at)
    reading = _Reading(at)
    try:
        # What the declaration says of an encoding no longer holds: the text is decoded.
        reading.parser.Parse(text.lstrip().encode("utf-8", "replace"), True)
    except expat.ExpatError as fault:
        raise UnreadableImport.because("xml", at=at, line=fault.lineno) from fault
    return reading.root


class _Reading:
    """
    What is known between two events of the parser.
    """

    def __init__(self, at: str) -> None:
        self.at = at
        self.root = Element("", {}, 1)
        self.open: list[Element] = []
        self.parser = expat.ParserCreate("utf-8", namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said
        # Entities, and whatever else comes from outside, need a document type to be declared in.
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self.open) >= _DEEPEST:
            raise UnreadableImport.because("deep", at=self.at, line=line)
        named = {f"{{{key}" if "}" in key else key: value for key, value in attributes.items()}
        element = Element(tag.rpartition("}")[2], named, line)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _said(self, text: str) -> None:
        self.open[-1].pieces.append(text)

    def _refuse(self, *_: object) -> None:
        raise UnreadableImport.because("doctype", at=self.at, line=self.parser.CurrentLineNumber)
