"""
Comma-separated values: the flat table of a map, and tables of others that are guessed.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, ClassVar

from touchline.document.carried import NothingCarried, fingerprint, unpacked
from touchline.document.closed import plain
from touchline.document.diff import diff
from touchline.document.faults import UnreadableMap
from touchline.document.read import build, journey_of
from touchline.errors import StorageError
from touchline.importers import Imported, Importer
from touchline.importers._flat import Flat, table_in
from touchline.importers._guess.encodings import decoded
from touchline.importers._returned import Returned, returned
from touchline.importers._workbook.draft import Draft
from touchline.importers._workbook.errors import OtherMap, UnreadableWorkbook
from touchline.importers._workbook.opened import MOST_BYTES, note
from touchline.importers.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap


class Csv(Importer):
    """
    The flat table that a map is exported as, with every change that people made in it.

    Rows are known by their ids, so that a card, step or lane may be renamed, moved, added or taken
    away; a row without ids finds its place by name. A table of another kind is read as one whose
    rows and columns are guessed.
    """

    name: ClassVar[str] = "csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from the text of a flat table.
        """
        flat = _flat(text, at, language)
        if flat is None:
            return Table().read(text, at=at, language=language)
        return Imported(_built(flat), tuple(flat.left))

    def read_file(self, file: Path, *, language: str = "en") -> Imported:
        """
        Make a map from a file.
        """
        flat = _flat(_text(file), str(file), language)
        if flat is None:
            return Table().read_file(file, language=language)
        return Imported(_built(flat), tuple(flat.left))

    def read_back(self, file: Path, onto: JourneyMap) -> Returned:
        """
        Bring what was changed in a flat table into the map that it was made from.
        """
        flat = _flat(_text(file), str(file), onto.language)
        if flat is None:
            raise UnreadableWorkbook.found("foreign", at=str(file))
        _keep_open(flat.draft.data, plain(onto))
        changed = _built(flat)
        if changed.id != onto.id:
            raise OtherMap.than(str(changed.title), str(onto.title), at=str(file))
        if flat.part is not None:
            base, told = _part(flat.part, str(file)), tuple(flat.left)
            return returned(base, changed, onto, cells=flat.draft.cells, left_out=told)
        is_changed = flat.fingerprint not in {"", fingerprint(onto)}
        left = [note("since", str(file))] if is_changed else []
        return Returned(
            before=onto,
            journey=changed,
            edits=diff(onto, changed),
            left_out=(*left, *flat.left),
            is_changed_since=is_changed,
            cells=flat.draft.cells,
        )


def _part(packed: str, at: str) -> JourneyMap:
    """
    Read how the part was that a table holds, against which its changes are known.
    """
    if not packed:
        raise UnreadableWorkbook.found("part", at=at)
    try:
        return journey_of(build(unpacked([packed]).map))
    except (NothingCarried, UnreadableMap) as reason:
        raise UnreadableWorkbook.found("marks", at=at) from reason


def _keep_open(table: Plain, onto: Plain) -> None:
    """
    Leave open in the map what was only collapsed for the one who read the table.
    """
    for name in ("stages", "lanes"):
        now = {one["id"]: one.get("collapsed") for one in onto.get(name, ())}
        for item in table.get(name, ()):
            if item["id"] in now:
                item.pop("collapsed", None)
                if now[item["id"]] is not None:
                    item["collapsed"] = now[item["id"]]


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    if len(content) > MOST_BYTES:
        raise UnreadableWorkbook.found("too_large", at=str(file))
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    return decoded(content, at=str(file)).text if content.strip() else ""


def _flat(text: str, at: str, language: str) -> Flat | None:
    try:
        rows = table_in(text.removeprefix("\ufeff"))
    except csv.Error as reason:
        raise UnreadableWorkbook.found("broken", at=at) from reason
    if rows is None:
        return None
    flat = Flat(
        Draft({"touchline": 1, "id": "map", "title": "", "language": language}, language), at
    )
    flat.take(rows)
    return flat


def _built(flat: Flat) -> JourneyMap:
    return journey_of(build(flat.draft.data))
