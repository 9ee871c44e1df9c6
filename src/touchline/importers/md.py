"""
Maps as Markdown: our own, and those that people keep in wikis.
"""

from __future__ import annotations

import re
from typing import ClassVar

from touchline.document.faults import UnreadableMap
from touchline.importers import Imported, Importer
from touchline.importers._errors import UnreadableImport
from touchline.importers._md_lines import blocks
from touchline.importers._md_map import MdMap
from touchline.importers._notes import Notes, note_apart

#: The last line of our own files.
_NOTE = re.compile(r"^<!-- touchline: (\{[^\n]*\}) -->[ \t]*$", re.MULTILINE)


class Md(Importer):
    """
    A map in Markdown: the first heading is the title, second ones are stages, and a table below a
    stage has its steps as columns and lanes as rows.

    A row becomes the lane whose title it bears in any of our languages, else one of notes; lines of
    a cell become its cards. Without a table the items of a list, or third headings, are the steps.
    In texts that we wrote, a comment at the end tells ids and exact scores; a line that was changed
    since is read as it stands.
    """

    name: ClassVar[str] = "md"
    suffixes: ClassVar[tuple[str, ...]] = (".md", ".markdown")

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from a Markdown text.
        """
        if not text.strip():
            raise UnreadableImport.because("empty", at=at)
        body, notes = note_apart(text, _NOTE)
        try:
            return MdMap(at, language, notes).imported(blocks(body))
        except UnreadableMap:
            # A note that somebody spoilt is left out, and what the text says is kept.
            return MdMap(at, language, Notes()).imported(blocks(text))
