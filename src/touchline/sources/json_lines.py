"""
One JSON object a line.
"""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, ClassVar

import pyarrow as pa

from touchline.sources import Source
from touchline.sources._bytes import pieces, unpacked
from touchline.sources._errors import UnreadableEncoding, UnreadableFile
from touchline.sources._flat_json import flat_table
from touchline.sources._layouts import unfolded
from touchline.sources._raw import Batch, Raw, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAX_INTEGER = 2**63 - 1
#: The mark of UTF-8 and what may stand before an array.
_BLANK = b"\xef\xbb\xbf \t\r\n"


class JsonLines(Source):
    """
    One JSON object a line; objects inside become columns such as `user.id`.
    """

    name: ClassVar[str] = "json-lines"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson", ".json")

    def read(self, origin: Path) -> Raw:
        """
        Read one file.

        Args:
            origin: Its path; `.gz` is unpacked. A single array of objects is read as well.

        Returns:
            Its rows.

        Raises:
            UnreadableEncoding: It is no UTF-8.
            UnreadableFile: It cannot be unpacked, or a line is no JSON object.
        """
        return _raw(unpacked(origin), origin, 0)

    def batches(self, origin: Path) -> Iterator[Batch]:
        """
        Read one file block by block.

        Args:
            origin: Its path; `.gz` is unpacked.

        Yields:
            Its rows; those of a single array all at once.

        Raises:
            UnreadableEncoding: It is no UTF-8.
            UnreadableFile: It cannot be unpacked, or a line is no JSON object.
        """
        n_lines = 0
        for content, share in pieces(origin, _end_of_lines):
            if n_lines == 0 and (share >= 1 or content.lstrip(_BLANK)[:1] == b"["):
                yield Batch(self.read(origin))
                return
            yield Batch(_raw(content, origin, n_lines), share)
            n_lines += content.count(b"\n")


def _end_of_lines(content: bytes) -> int:
    return content.rfind(b"\n") + 1


def _raw(content: bytes, path: Path, n_above: int) -> Raw:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = n_above + content.count(b"\n", 0, fault.start) + 1
        raise UnreadableEncoding.at_byte(path, fault.start, line) from fault
    table = flat_table(content.removeprefix(codecs.BOM_UTF8))
    if table is not None:
        return Raw(table.rename_columns(unique_names(table.column_names)), path.name)
    rows = [dict(_flat(event)) for row in _objects(text, path, n_above) for event in unfolded(row)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [_array([row.get(name) for row in rows]) for name in names]
    return Raw(pa.table(columns, names=unique_names(names)), path.name)


def _objects(text: str, path: Path, n_above: int) -> Iterator[dict[str, object]]:
    if text.lstrip().startswith("["):
        entries: object = _loaded(text, path, None)
        numbered = [(None, entry) for entry in entries] if isinstance(entries, list) else []
    else:
        # Only line breaks end a line here: JSON texts may hold the other separators of Unicode.
        lines = enumerate(text.split("\n"), n_above + 1)
        numbered = ((n, _loaded(line, path, n)) for n, line in lines if line.strip())  # type: ignore[assignment]
    for line, entry in numbered:
        if not isinstance(entry, dict):
            raise UnreadableFile.no_object(path, line)
        yield entry


def _loaded(text: str, path: Path, line: int | None) -> object:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        at = line if line is not None else getattr(fault, "lineno", None)
        raise UnreadableFile.because(path, getattr(fault, "msg", fault), line=at) from fault


def _flat(entry: dict[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in entry.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _array(values: list[object]) -> pa.Array:
    known = [value for value in values if value is not None]
    if all(isinstance(value, bool) for value in known):
        return pa.array(values, pa.bool_())
    is_number = all(isinstance(v, int | float) and not isinstance(v, bool) for v in known)
    if is_number and all(isinstance(v, int) and abs(v) <= _MAX_INTEGER for v in known):
        return pa.array(values, pa.int64())
    if is_number and all(isinstance(value, float) or abs(value) < 2**53 for value in known):  # type: ignore[arg-type]
        return pa.array([None if v is None else float(v) for v in values], pa.float64())  # type: ignore[arg-type]
    return pa.array([_text(value) for value in values], pa.large_string())


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
