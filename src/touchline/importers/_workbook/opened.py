"""
Workbooks as plain values, whoever made them and whatever they hide.

Nothing of a workbook is run: macros are left where they are, formulas give what they were worth
when the file was saved, and links to other files are not followed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from touchline.diagnostics import Diagnostic
from touchline.errors import MissingDependency, StorageError
from touchline.importers._errors import shortened
from touchline.importers._workbook.errors import UnreadableWorkbook

try:
    import openpyxl
    from openpyxl.utils.cell import get_column_letter, range_boundaries
except ImportError:  # The extra is not installed; `open_workbook` says so.
    openpyxl = None

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from touchline.importers._workbook.errors import Fault

#: A file may have so many bytes, and so many once it is unpacked.
MOST_BYTES: Final = 50 * 1024 * 1024
MOST_UNPACKED: Final = 128 * 1024 * 1024
#: One part may be so many times larger than what is packed, once it is large at all.
_MOST_GROWTH: Final = 250
_LARGE: Final = 16 * 1024 * 1024
_MOST_PARTS: Final = 4_000
#: Rows and columns beyond these are no map.
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 2_000
#: So many cells are looked at on all sheets together.
_MOST_CELLS: Final = 1_000_000

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED: Final = b"PK\x03\x04"
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED: Final = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')

#: What a cell holds: words, a number, a day, or nothing.
Value: TypeAlias = "str | float | dt.date | None"


@dataclass(frozen=True, slots=True)
class Page:
    """
    One sheet.

    Args:
        name: What its tab says.
        rows: Its values row by row, without what is empty at the end.
        merged: The first row, first column, last row and last column of cells that are one.
        unknown: The places of formulas whose value the file does not tell.
        is_cut: It has more rows than were read.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unknown: frozenset[tuple[int, int]] = frozenset()
    is_cut: bool = False

    def at(self, row: int, column: int) -> Value:
        """
        Give what stands in a cell.

        Args:
            row: The row, from 0.
            column: The column, from 0.

        Returns:
            The value; None for an empty cell and beyond the sheet.
        """
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """
        Give the words of a cell.

        Args:
            row: The row, from 0.
            column: The column, from 0.

        Returns:
            The words; a number or day as it is written.
        """
        return as_words(self.at(row, column))

    @property
    def width(self) -> int:
        """
        How many columns it has.
        """
        return max(map(len, self.rows), default=0)

    def address(self, row: int, column: int) -> str:
        """
        Name a cell as spreadsheets do.

        Args:
            row: The row, from 0.
            column: The column, from 0.

        Returns:
            Such as `Map!C7`.
        """
        plain = re.fullmatch(r"\w+", self.name)
        sheet = self.name if plain else "'" + self.name.replace("'", "''") + "'"
        return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A workbook.

    Args:
        pages: Its sheets, the hidden ones among them.
        notes: What of it was left aside.
    """

    pages: tuple[Page, ...]
    notes: tuple[Diagnostic, ...] = ()


def as_words(value: Value) -> str:
    """
    Say what a cell holds.

    Args:
        value: What it holds.

    Returns:
        Its words; a whole number without decimals and a day as 2026-11-22.
    """
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def open_workbook(file: Path) -> Opened:
    """
    Read a workbook.

    Args:
        file: An .xlsx or .xlsm file.

    Returns:
        Its values.

    Raises:
        MissingDependency: The extra `office` is not installed.
        StorageError: The file cannot be read.
        UnreadableWorkbook: It is none, is broken or protected, or holds more than a map ever does.
    """
    if openpyxl is None:
        raise MissingDependency.extra("openpyxl", "office")
    content = _bytes_of(file)
    at = str(file)
    names = _checked(content, at)
    try:
        with warnings.catch_warnings():
            # What the library cannot keep is of no use to us; it was never ours to keep.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            formulas = _formulas(content, names)
            pages = tuple(_page(content, sheet, formulas) for sheet in book.worksheets)
    except MemoryError as reason:
        raise UnreadableWorkbook.found("too_large", at=at) from reason
    # The library raises whatever a broken part leads to.
    except Exception as reason:
        raise UnreadableWorkbook.found("broken", at=at) from reason
    return Opened(pages, (*_notes(names, at), *_cut(pages)))


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    if len(content) > MOST_BYTES:
        raise UnreadableWorkbook.found("too_large", at=str(file))
    return content


def _checked(content: bytes, at: str) -> list[str]:
    """
    Look at the parts of a file before anything unpacks them.
    """
    if content.startswith(_OLD):
        raise UnreadableWorkbook.found("old_or_locked", at=at)
    if not content.startswith(_PACKED):
        raise UnreadableWorkbook.found("no_workbook", at=at)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [part.filename for part in archive.infolist()]
            fault = _fault_of(archive, names)
    # A broken stream of packed bytes raises whatever its packing raises.
    except Exception as reason:
        raise UnreadableWorkbook.found("broken", at=at) from reason
    if fault is not None:
        raise UnreadableWorkbook.found(fault, at=at)
    return names


def _fault_of(archive: zipfile.ZipFile, names: Sequence[str]) -> Fault | None:
    """
    Say what keeps a package from being opened; None for a sound one.
    """
    parts = archive.infolist()
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        return "no_workbook"
    if _is_bomb(parts):
        return "bomb"
    if any(part.flag_bits & 1 for part in parts):
        return "old_or_locked"
    return "entities" if any(_declares(archive, part) for part in parts) else None


def _is_bomb(parts: Sequence[zipfile.ZipInfo]) -> bool:
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    return any(
        part.file_size > max(_LARGE, _MOST_GROWTH * max(part.compress_size, 1)) for part in parts
    )


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """
    Tell whether a part declares entities, or hides that it does in another encoding.
    """
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    with archive.open(part) as stream:
        last = b""
        while piece := stream.read(1 << 20):
            if b"\x00" in piece or _DECLARED.search(last + piece):
                return True
            last = piece[-16:]
    return False


def _formulas(content: bytes, names: Sequence[str]) -> Any:
    """
    Open the workbook once more for its formulas, where it has any.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in names if name.startswith("xl/worksheets/")]
        if not any(re.search(rb"<f[ >/]", archive.read(name)) for name in sheets):
            return None
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)


def _page(content: bytes, sheet: Any, formulas: Any) -> Page:
    rows, is_cut = _rows(sheet)
    unknown: set[tuple[int, int]] = set()
    if formulas is not None:
        page = formulas[sheet.title]
        page.reset_dimensions()
        for i, row in enumerate(page.iter_rows(max_row=len(rows) + 50)):
            for j, cell in enumerate(row[:MOST_COLUMNS]):
                value = rows[i][j] if i < len(rows) and j < len(rows[i]) else None
                if getattr(cell, "data_type", "") == "f" and value is None:
                    unknown.add((i, j))
    return Page(sheet.title, rows, tuple(_merged(content, sheet)), frozenset(unknown), is_cut)


def _rows(sheet: Any) -> tuple[tuple[tuple[Value, ...], ...], bool]:
    """
    Read the rows of a sheet, and say whether some were left unread.
    """
    rows: list[tuple[Value, ...]] = []
    n_kept = n_cells = 0
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        n_cells += len(row)
        if len(rows) == MOST_ROWS or n_cells > _MOST_CELLS:
            return tuple(rows[:n_kept]), True
        values = [_value(one) for one in row[:MOST_COLUMNS]]
        while values and values[-1] is None:
            values.pop()
        rows.append(tuple(values))
        if values:
            n_kept = len(rows)
    return tuple(rows[:n_kept]), False


def _value(found: object) -> Value:
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float):
        return float(found)
    if isinstance(found, dt.timedelta):
        return found.total_seconds() / 86_400
    if isinstance(found, dt.time):
        return (found.hour * 3_600 + found.minute * 60 + found.second) / 86_400
    if isinstance(found, dt.date):
        return found.date() if isinstance(found, dt.datetime) else found
    return str(found) if found is not None and found != "" else None


def _merged(content: bytes, sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if path not in archive.namelist():
            return
        for match in _MERGED.finditer(archive.read(path)):
            left, top, right, bottom = range_boundaries(match[1].decode("ascii"))
            yield int(top) - 1, int(left) - 1, int(bottom) - 1, int(right) - 1


def _notes(names: Sequence[str], at: str) -> Iterator[Diagnostic]:
    if any(name.endswith("vbaProject.bin") for name in names):
        yield Diagnostic(name="macros", key="import.back.macros", path=at, severity="hint")
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield Diagnostic(name="links", key="import.back.links", path=at, severity="hint")


def _cut(pages: Sequence[Page]) -> Iterator[Diagnostic]:
    for page in pages:
        if page.is_cut:
            yield note("cut", page.address(len(page.rows), 0), n=len(page.rows))


def note(name: str, cell: str, /, **values: object) -> Diagnostic:
    """
    Say what of a table was not taken.

    Args:
        name: What is the matter; its words are `import.back.<name>` in the catalogues.
        cell: Where, such as `Map!C7`.
        **values: What the message quotes; long texts are shortened.

    Returns:
        The finding.
    """
    told = {key: shortened(one) if isinstance(one, str) else one for key, one in values.items()}
    return Diagnostic(name=name, key=f"import.back.{name}", values=told, path=cell)
