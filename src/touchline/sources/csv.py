"""
Tables of text: CSV, TSV and their like.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from touchline.eventlog.quality import Example
from touchline.sources import Source
from touchline.sources._bytes import pieces, unpacked
from touchline.sources._errors import (
    BrokenQuoting,
    EmptySource,
    UnreadableEncoding,
    UnreadableFile,
)
from touchline.sources._raw import Batch, Raw, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = b'"'
#: With these UTF-16 begins.
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_QUOTE, _NEWLINE, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]
_DELIMITERS = ",\t;|"
_N_SNIFFED = 4096
_PIECE = 1 << 24
#: A cell may be longer than the usual block, since a block has to hold a whole row.
_BLOCK = 1 << 26


class Csv(Source):
    """
    Comma, tab, semicolon or bar separated text with one header line, quoted as in RFC 4180.

    Every cell is read as text, so that no id loses a zero. Text is UTF-8, or UTF-16 with its mark.
    """

    name: ClassVar[str] = "csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab", ".txt")

    def read(self, origin: Path) -> Raw:
        """
        Read one file.

        Args:
            origin: Its path; `.gz` is unpacked.

        Returns:
            Its rows; those with too few or too many cells are misfits.

        Raises:
            EmptySource: There is nothing, not even a header.
            UnreadableEncoding: It is no UTF-8.
            BrokenQuoting: A quotation mark opens or closes where it cannot.
            UnreadableFile: It cannot be unpacked or parsed.
        """
        content = _as_utf8(unpacked(origin), origin)
        if not content.strip():
            raise EmptySource(at=str(origin))
        delimiter = _delimiter(content)
        _check_quotes(content, delimiter, origin)
        return _parsed(content, delimiter, origin)

    def batches(self, origin: Path) -> Iterator[Batch]:
        """
        Read one file block by block.

        Args:
            origin: Its path; `.gz` is unpacked.

        Yields:
            Its rows; those of UTF-16 all at once.

        Raises:
            EmptySource: There is nothing, not even a header.
            UnreadableEncoding: It is no UTF-8.
            BrokenQuoting: A quotation mark opens or closes where it cannot.
            UnreadableFile: It cannot be unpacked or parsed.
        """
        above = _Above()
        header, delimiter = b"", ""
        for piece, share in pieces(origin, _end_of_rows):
            if not header:
                if share >= 1 or piece.startswith(_WIDE):
                    break
                body = piece.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
                header, delimiter = body[: _end_of_first_row(body)], _delimiter(body)
                content = body
            else:
                content = header + piece
                above.n_lines -= header.count(b"\n")
            _as_utf8(content, origin, above)
            _check_quotes(content, delimiter, origin, above)
            yield Batch(_parsed(content, delimiter, origin), share)
            above.n_bytes += len(piece)
            above.n_lines += content.count(b"\n")
        if not header:
            yield Batch(self.read(origin))


@dataclass(slots=True)
class _Above:
    """
    What stands above a piece of a file.
    """

    n_bytes: int = 0
    n_lines: int = 0


def _end_of_rows(content: bytes) -> int:
    """
    Find where the last row ends; a line break inside quotes ends none.
    """
    n_marks, end = content.count(_MARK), len(content)
    while True:
        place = content.rfind(b"\n", 0, end)
        if place < 0:
            return 0
        n_marks -= content.count(_MARK, place, end)
        if n_marks % 2 == 0:
            return place + 1
        end = place


def _end_of_first_row(content: bytes) -> int:
    place = content.find(b"\n")
    while content.count(_MARK, 0, place) % 2:
        place = content.find(b"\n", place + 1)
    return place + 1


def _as_utf8(content: bytes, path: Path, above: _Above | None = None) -> bytes:
    above = above or _Above()
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding).encode()
            except UnicodeDecodeError as fault:
                raise UnreadableEncoding.at_byte(path, fault.start + len(mark), 1) from fault
    content = content.removeprefix(codecs.BOM_UTF8)
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + _PIECE >= len(content))
        except UnicodeDecodeError as fault:
            position = start - held + fault.start
            line = above.n_lines + content.count(b"\n", 0, position) + 1
            raise UnreadableEncoding.at_byte(path, above.n_bytes + position, line) from fault
    return content


def _delimiter(content: bytes) -> str:
    head = content[:_N_SNIFFED].decode("utf-8", "ignore").lstrip("\r\n")
    is_quoted = False
    found: Counter[str] = Counter()
    for character in head:
        if character == '"':
            is_quoted = not is_quoted
        elif not is_quoted and character in "\r\n":
            break
        elif not is_quoted and character in _DELIMITERS:
            found[character] += 1
    return max(_DELIMITERS, key=lambda mark: found[mark])


def _check_quotes(content: bytes, delimiter: str, path: Path, above: _Above | None = None) -> None:
    """
    Make sure that quotation marks pair up as RFC 4180 has it.

    A doubled mark inside quotes closes and opens again, so that the marks of a well-formed file
    open and close in turn, each beside a delimiter, a line break or another mark.

    Raises:
        BrokenQuoting: One does not.
    """
    text = np.frombuffer(content, dtype=np.uint8)
    marks = np.flatnonzero(text == _QUOTE)
    if not len(marks):
        return
    opening, closing = marks[0::2], marks[1::2]
    borders = np.zeros(256, dtype=np.bool_)
    borders[[_QUOTE, _NEWLINE, _RETURN, ord(delimiter)]] = True
    padded = np.concatenate(([_NEWLINE], text, [_NEWLINE])).astype(np.uint8)
    is_bad_open = ~borders[padded[opening]]
    is_bad_close = ~borders[padded[closing + 2]]
    bad = [*opening[is_bad_open][:1].tolist(), *closing[is_bad_close][:1].tolist()]
    if len(opening) > len(closing):
        bad.append(int(opening[-1]))
    if bad:
        n_above = 0 if above is None else above.n_lines
        line = n_above + content.count(b"\n", 0, min(bad)) + 1
        raise BrokenQuoting(at=f"{path}:{line}", file=path.name, line=line)


def _parsed(content: bytes, delimiter: str, path: Path) -> Raw:
    misfits: list[Example] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        # The header is row 1 to the parser, and not a row to us.
        misfits.append(Example((row.number or 1) - 1, row.text or ""))
        return "skip"

    # Rows are numbered only when one thread reads, which a misfit is worth and nothing else is.
    for use_threads in (True, False):
        misfits.clear()
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(content),
                read_options=arrow_csv.ReadOptions(
                    use_threads=use_threads, block_size=min(_BLOCK, max(len(content), 1))
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=delimiter, newlines_in_values=True, invalid_row_handler=set_aside
                ),
                convert_options=arrow_csv.ConvertOptions(
                    default_column_type=pa.large_string(), check_utf8=False, null_values=[]
                ),
            )
        except pa.ArrowInvalid as fault:
            raise UnreadableFile.because(path, fault) from fault
        if not misfits:
            break
    return Raw(table.rename_columns(unique_names(table.column_names)), path.name, tuple(misfits))
