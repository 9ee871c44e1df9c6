"""
Presentations of other programs, taken apart without trusting them.

Nothing of the file is run or fetched: macros and what lies outside are left out, and a file that is
no sound package is refused before its parts are unpacked.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET

from touchline.canvas.raster import unescaped
from touchline.diagnostics import Diagnostic
from touchline.exporters._errors import MasterRefused
from touchline.exporters._markup import escaped, web_link
from touchline.exporters._pptx.relations import DECLARATION, OFFICE, PACKAGE

#: A presentation of more parts, or of more bytes when unpacked, is no master (a zip bomb may be).
MOST_PARTS, MOST_BYTES, MOST_FOLD = 5_000, 200_000_000, 400

#: Below this size the fold says nothing: a part of blanks packs well.
_SMALL = 1_000_000

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

#: What a master may point to without bringing it along: it stays, empty, so that nothing runs.
_EMPTIED = {"oleObject", "package", "control", "activeXControlBinary", "vbaProject"}

#: What the slides of the file need, and none of ours.
_FOREIGN = {"slide", "notesSlide", "comments"}

#: A document type could hold entities that unfold without end; no sound part has one.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

#: A picture of one clear pixel, in place of one that would be fetched from elsewhere.
_CLEAR = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b4944415478da63"
    "6000020000050001e9fadcd80000000049454e44ae426082"
)
_CLEAR_NAME = "ppt/media/touchline-clear.png"


class Relation(NamedTuple):
    """
    What a part is to another.

    Args:
        kind: What, such as `slideLayout`.
        target: The name of the other part, or an address.
        is_outside: It is no part of the package.
    """

    kind: str
    target: str
    is_outside: bool


@dataclass(slots=True)
class Package:
    """
    The parts of a presentation.

    Args:
        archive: The zip.
        at: What the file is called in messages.
        types: The content types by part, and by ending.
        kept: The parts that are taken over.
        kinds: Their content types.
        warnings: What was left out.
    """

    archive: zipfile.ZipFile
    at: str
    types: dict[str, str] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, Diagnostic] = field(default_factory=dict)

    def content(self, name: str) -> bytes:
        """
        Unpack a part.

        Args:
            name: Its name.

        Returns:
            Its bytes.

        Raises:
            MasterRefused: It is missing or damaged.
        """
        try:
            return self.archive.read(name)
        except (KeyError, zipfile.BadZipFile, RuntimeError, EOFError, OSError) as reason:
            raise MasterRefused.broken(self.at, name) from reason

    def tree(self, name: str) -> ET.Element:
        """
        Parse a part.

        Args:
            name: Its name.

        Returns:
            Its outermost element.

        Raises:
            MasterRefused: It is missing, damaged or holds a document type.
        """
        content = self.content(name)
        # An encoding of two bytes for a letter would hide a document type from the pattern.
        if _DOCTYPE.search(content) or b"\0" in content:
            raise MasterRefused.broken(self.at, name)
        try:
            return ET.fromstring(content)  # noqa: S314 (no document type, so no entities)
        except ET.ParseError as reason:
            raise MasterRefused.broken(self.at, name) from reason

    def relations(self, name: str) -> dict[str, Relation]:
        """
        Read what a part points to.

        Args:
            name: The name of the part; empty for the whole package.

        Returns:
            The relations by their names.

        Raises:
            MasterRefused: The list is damaged.
        """
        folder = posixpath.dirname(name)
        listed = rels_of(name)
        if listed not in self.archive.NameToInfo:
            return {}
        found = {}
        for row in self.tree(listed):
            kind = row.get("Type", "").rpartition("/")[2]
            is_outside = row.get("TargetMode") == "External"
            target = unescaped(row.get("Target", "")).decode(errors="replace")
            if not is_outside:
                joined = posixpath.join("/" + folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            found[row.get("Id", "")] = Relation(kind, target, is_outside)
        return found

    def keep(self, name: str) -> None:
        """
        Take a part over with everything that it points to.

        Args:
            name: The name of the part.

        Raises:
            MasterRefused: One of the parts is missing or damaged.
        """
        waiting = [name]
        while waiting:
            part = waiting.pop()
            if part in self.kept:
                continue
            if part.endswith(".xml"):
                self.tree(part)
            self.kept[part] = self.content(part)
            self.kinds[part] = self._type_of(part)
            rows = {}
            for identifier, relation in self.relations(part).items():
                rows[identifier] = self._kept(relation)
                if self._is_taken(relation):
                    waiting.append(relation.target)
            if rows:
                self.kept[rels_of(part)] = _written(rows)

    def warn(self, name: str, **values: str) -> None:
        """
        Note once what was left out.

        Args:
            name: What.
            values: What the message quotes.
        """
        key = f"master-{name}"
        self.warnings.setdefault(
            f"{key} {values}", Diagnostic(name=key, key=f"deck.{key}", values=values)
        )

    @staticmethod
    def _is_taken(relation: Relation) -> bool:
        is_foreign = relation.is_outside or relation.kind in _FOREIGN
        return not is_foreign and relation.kind not in _EMPTIED

    def _kept(self, relation: Relation) -> Relation:
        """
        Say what a relation becomes.
        """
        kind, target, is_outside = relation
        if is_outside and kind == "hyperlink":
            return Relation(kind, web_link(target) or "about:blank", is_outside=True)
        if self._is_taken(relation):
            return Relation(kind, f"/{target}", is_outside=False)
        self.warn("left-out", kind=kind)
        if not is_outside and kind in _EMPTIED:
            self.kept[target] = b""
            self.kinds[target] = self._type_of(target)
            return Relation(kind, f"/{target}", is_outside=False)
        # A relation that nothing answers would make the file unreadable, so a clear picture does.
        self.kept[_CLEAR_NAME] = _CLEAR
        self.kinds[_CLEAR_NAME] = "image/png"
        return Relation("image", f"/{_CLEAR_NAME}", is_outside=False)

    def _type_of(self, name: str) -> str:
        ending = name.rpartition(".")[2].lower()
        return self.types.get("/" + name) or self.types.get("." + ending) or "application/xml"


def rels_of(name: str) -> str:
    """
    Name the part that lists what another points to.

    Args:
        name: The name of the other part; empty for the whole package.

    Returns:
        The name of the list.
    """
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _written(rows: dict[str, Relation]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{escaped(identifier)}" Type="{OFFICE}/{kind}" '
        f'Target="{escaped(target)}"' + (' TargetMode="External"/>' if is_outside else "/>")
        for identifier, (kind, target, is_outside) in rows.items()
    )
    return (f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{inner}</Relationships>').encode()


def opened(content: bytes, at: str) -> Package:
    """
    Open the zip without unpacking it, and refuse what would unfold without end.

    Args:
        content: The file.
        at: What it is called in messages.

    Returns:
        The package.

    Raises:
        MasterRefused: It is no package, or far larger than any master.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as reason:
        raise MasterRefused.no_presentation(at) from reason
    entries = archive.infolist()
    whole = sum(entry.file_size for entry in entries)
    folds = [
        entry.file_size / max(entry.compress_size, 1)
        for entry in entries
        if entry.file_size > _SMALL
    ]
    if len(entries) > MOST_PARTS or whole > MOST_BYTES or max(folds, default=0) > MOST_FOLD:
        raise MasterRefused.too_large(at)
    package = Package(archive, at)
    if "[Content_Types].xml" not in archive.NameToInfo:
        raise MasterRefused.no_presentation(at)
    for row in package.tree("[Content_Types].xml"):
        if row.tag == f"{_TYPES}Override":
            package.types[row.get("PartName", "")] = row.get("ContentType", "")
        elif row.tag == f"{_TYPES}Default":
            package.types["." + row.get("Extension", "").lower()] = row.get("ContentType", "")
    return package
