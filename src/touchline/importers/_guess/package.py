"""
Presentations as parts of XML, unpacked only after their sizes are known.

Nothing is run or fetched: macros stay where they are, and links are not followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from touchline.importers._guess.faults import UnreadableTable

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A presentation of more parts, or of more bytes once unpacked, is no poster.
MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 256 * 1024 * 1024
#: One part of XML may have so many bytes, and be so many times larger than what is packed.
_MOST_XML: Final = 32 * 1024 * 1024
_MOST_GROWTH: Final = 300
_LARGE: Final = 4 * 1024 * 1024

_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """
    The parts of a file.

    Args:
        content: The file.
        at: What it is called, for messages.

    Raises:
        UnreadableTable: It is damaged, protected, or unfolds to more than a poster ever holds.
    """

    def __init__(self, content: bytes, at: str) -> None:
        self.at = at
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as reason:
            raise UnreadableTable.since("broken", at=at) from reason
        parts = self.archive.infolist()
        if _unfolds(parts):
            raise UnreadableTable.since("unfolds", at=at)
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableTable.since("locked", at=at)
        self.names = frozenset(part.filename for part in parts)

    @property
    def has_macros(self) -> bool:
        """
        Whether it carries macros, which are left where they are.
        """
        return any(name.endswith("vbaProject.bin") for name in self.names)

    def tree(self, name: str) -> ET.Element:
        """
        Parse a part.

        Args:
            name: Its name.

        Returns:
            Its outermost element.

        Raises:
            UnreadableTable: It is missing, damaged, or declares entities.
        """
        at = f"{self.at}:{name}"
        if name not in self.names:
            raise UnreadableTable.since("broken", at=at)
        try:
            content = self.archive.read(name)
        except Exception as reason:
            # A damaged stream raises whatever its way of packing raises.
            raise UnreadableTable.since("broken", at=at) from reason
        # An encoding of two bytes for a sign would hide a declaration from the pattern.
        if _DECLARED.search(content) or b"\0" in content[:_LARGE]:
            raise UnreadableTable.since("entities", at=at)
        try:
            return ET.fromstring(content)  # noqa: S314 (without declarations there are no entities)
        except (ET.ParseError, ValueError, RecursionError) as reason:
            raise UnreadableTable.since("broken", at=at) from reason

    def relations(self, name: str) -> dict[str, str]:
        """
        Read which parts a part points to.

        Args:
            name: The name of the part.

        Returns:
            The names of parts of this file by the names of the relations.

        Raises:
            UnreadableTable: The list is damaged.
        """
        folder, _, file = name.rpartition("/")
        listed = f"{folder}/_rels/{file}.rels"
        if listed not in self.names:
            return {}
        return {
            row.get("Id", ""): posixpath.normpath(
                posixpath.join("/" + folder, row.get("Target", ""))
            ).lstrip("/")
            for row in self.tree(listed)
            if row.get("TargetMode") != "External"
        }


def _unfolds(parts: Sequence[zipfile.ZipInfo]) -> bool:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        grows = part.file_size > _MOST_GROWTH * max(part.compress_size, 1)
        if (is_xml and part.file_size > _MOST_XML) or (part.file_size > _LARGE and grows):
            return True
    return False
