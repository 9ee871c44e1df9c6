"""
Any table that somebody drew as a map: spreadsheets, text with delimiters, whiteboards and slides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from touchline.importers import Imported, Importer
from touchline.importers._guess.files import found_in, found_in_text
from touchline.importers._guess.guess import map_from_table
from touchline.importers._guess.understood import Wishes

__all__ = ["Table", "Wishes"]

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.importers._guess.files import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Importer):
    """
    Tables that were never made for us: which way they run and what their rows are is guessed.

    Steps are found by the rows or columns that name them, and lanes by their headings in six
    languages. The answer says in `understood` what was taken for what and how surely, and in
    `left_out` what has no place. What was guessed wrong is set right by `wishes`.

    Args:
        wishes: What a person says about the table, so that it need not be guessed.
    """

    name: ClassVar[str] = "table"
    suffixes: ClassVar[tuple[str, ...]] = (
        ".tsv", ".tab", ".txt", ".pptx", ".potx", ".pptm",
    )  # fmt: skip

    wishes: Wishes = field(default_factory=Wishes)

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from a table of text, such as one that was copied from a spreadsheet.
        """
        return self._taken(found_in_text(text.encode(), self.wishes, at=at), at, language)

    def read_file(self, file: Path, *, language: str = "en") -> Imported:
        """
        Make a map from a file, by what it holds and not by its ending.
        """
        return self._taken(found_in(file, self.wishes), str(file), language)

    def read_bytes(self, content: bytes, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from a text in any encoding.

        Args:
            content: The text.
            at: Where it comes from, for messages.
            language: The language of its words, which becomes the language of the map.

        Returns:
            The map, what it cannot hold, and how the table was understood.

        Raises:
            UnreadableTable: It is no text, or holds no table.
        """
        return self._taken(found_in_text(content, self.wishes, at=at), at, language)

    def _taken(self, found: Found, at: str, language: str) -> Imported:
        return map_from_table(
            found.table,
            at=at,
            language=language,
            wishes=self.wishes,
            assumed=found.assumed,
            left_out=found.left_out,
        )
