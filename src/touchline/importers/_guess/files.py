"""
Files as tables, by what they hold and not by what they are called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.errors import StorageError
from touchline.importers._guess.delimited import tables_in
from touchline.importers._guess.encodings import decoded
from touchline.importers._guess.faults import UnknownSheet, UnreadableTable
from touchline.importers._guess.layout import layout_of
from touchline.importers._guess.slides import slides_in
from touchline.importers._guess.workbook import sheets_of
from touchline.importers._workbook.opened import MOST_BYTES, open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from touchline.importers._guess.table import Table
    from touchline.importers._guess.understood import Wishes
    from touchline.importers._workbook.opened import Opened

_PACKED = b"PK\x03\x04"
#: The main part of slides; a zip names its parts in plain bytes.
_PRESENTATION = b"ppt/presentation.xml"
_WORKBOOK = b"xl/workbook.xml"
#: A damaged file no longer tells what it holds, so its name decides how that is said.
_SLIDES = frozenset({".pptx", ".potx", ".pptm"})
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What a text may hold, in bytes; a map of words is a hundred times smaller.
_MOST_TEXT = 16 * 1024 * 1024
_NAMES = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Found:
    """
    What was found in a file.

    Args:
        table: The table that is the likeliest map.
        assumed: What was assumed while it was read.
        left_out: What of the file is not read.
    """

    table: Table
    assumed: tuple[Diagnostic, ...] = ()
    left_out: tuple[Diagnostic, ...] = ()


def found_in(file: Path, wishes: Wishes) -> Found:
    """
    Read the table of a file.

    Args:
        file: The file.
        wishes: What a person said about it.

    Returns:
        The table.

    Raises:
        StorageError: The file cannot be read.
        UnreadableImport: It is broken, hostile, or holds no table.
        UnknownSheet: It has no sheet of the name that was asked for.
        MissingDependency: The extra `office` is not installed.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    at = str(file)
    if len(content) > MOST_BYTES:
        raise UnreadableTable.since("too_large", at=at, text=f"> {MOST_BYTES // 2**20} MB")
    if content.startswith(_OLD):
        raise UnreadableTable.since("locked", at=at)
    is_named_so = file.suffix.lower() in _SLIDES and _WORKBOOK not in content
    if content.startswith(_PACKED) and (_PRESENTATION in content or is_named_so):
        slides = slides_in(content, at=at)
        return _chosen(slides.tables, wishes, at, left_out=slides.left_out)
    if content.startswith(_PACKED):
        book = open_workbook(file)
        found = _chosen(sheets_of(book, at=at), wishes, at, left_out=book.notes)
        return replace(found, left_out=(*found.left_out, *_unknown_in(book, found.table.name)))
    return found_in_text(content, wishes, at=at)


def _unknown_in(book: Opened, sheet: str) -> list[Diagnostic]:
    """
    Name the formulas of a sheet that the file was saved without the values of.
    """
    return [
        Diagnostic(
            name="left-out-formula",
            key="import.left-out.formula",
            path=page.address(row, column),
        )
        for page in book.pages
        if page.name == sheet
        for row, column in sorted(page.unknown)
    ]


def found_in_text(content: bytes, wishes: Wishes, *, at: str) -> Found:
    """
    Read the table of a text.

    Args:
        content: The text in any encoding.
        wishes: What a person said about it.
        at: Where it comes from, for messages.

    Returns:
        The table.

    Raises:
        UnreadableTable: It is no text, or holds no table.
    """
    if len(content) > _MOST_TEXT:
        raise UnreadableTable.since("too_large", at=at, text=f"> {_MOST_TEXT // 2**20} MB")
    if not content.strip():
        raise UnreadableTable.since("empty", at=at)
    read = decoded(content, at=at, encoding=wishes.encoding)
    tables, delimiter = tables_in(read.text, at=at)
    assumed = []
    if not read.is_sure:
        assumed.append(_assumed("encoding", encoding=read.encoding))
    if delimiter:
        kind = _NAMES.get(delimiter, "other")
        assumed.append(_assumed("delimiter", kind=kind, sign=delimiter))
    return _chosen(tables, wishes, at, assumed=assumed)


def _assumed(name: str, **values: object) -> Diagnostic:
    return Diagnostic(
        name=f"assumed-{name}", key=f"import.assumed.{name}", values=values, severity="hint"
    )


def _chosen(
    tables: Sequence[Table],
    wishes: Wishes,
    at: str,
    *,
    assumed: Sequence[Diagnostic] = (),
    left_out: Sequence[Diagnostic] = (),
) -> Found:
    """
    Take the table that was asked for, else the one that looks most like a map.
    """
    if not tables:
        raise UnreadableTable.since("empty", at=at)
    if wishes.sheet is not None:
        wanted = wishes.sheet.casefold()
        named = [table for table in tables if table.name.casefold() == wanted]
        if not named and wanted.isdecimal() and 1 <= int(wanted) <= len(tables):
            named = [tables[int(wanted) - 1]]
        if not named:
            known = [table.name for table in tables if table.name]
            raise UnknownSheet.among(wishes.sheet, known, at=at)
        best = named[0]
    else:
        best = max(tables, key=lambda table: _likeness(table, wishes))
    others = [
        Diagnostic(
            name="left-out-sheet",
            key="import.left-out.sheet",
            values={"text": table.name or str(tables.index(table) + 1)},
            path=at,
        )
        for table in tables
        if table is not best
    ]
    return Found(best, tuple(assumed), (*left_out, *others))


def _likeness(table: Table, wishes: Wishes) -> tuple[float, int]:
    """
    Say how much a table looks like a map: by the headings that are known, then by its size.
    """
    bare = table.trimmed()
    if not bare.rows:
        return 0.0, 0
    layout = layout_of(bare, wishes)
    size = sum(bool(entry.text) for row in bare.rows for entry in row)
    return layout.known + layout.n_heads, size
