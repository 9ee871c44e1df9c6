"""
Files that other programs use, without the rows that are about somebody.

A file is written anew beside the old one, which it then replaces; what stays keeps every byte.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as arrow_parquet

from touchline.errors import StorageError
from touchline.model.work.log import Log
from touchline.sources import Pseudonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.workspace.privacy.holding import Holding
    from touchline.workspace.workspace import Workspace

_TABLES = (".csv", ".tsv", ".tab", ".txt")
_LINES = (".jsonl", ".ndjson", ".json")
_DELIMITERS = ",\t;|"
_WIDE = (b"\xff\xfe", b"\xfe\xff")

_TRACE = re.compile(r"<trace\b.*?</trace>\s*", re.DOTALL)
_CASE = re.compile(r'<string\s+key="concept:name"\s+value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Somebody:
    """
    Recognises somebody in a cell.

    Args:
        names: Their ids and pseudonyms.
        keys: The keys of pseudonyms, when the file may hold the id behind one.
    """

    names: frozenset[str]
    keys: tuple[Pseudonyms, ...] = ()

    def is_in(self, cell: object) -> bool:
        """
        Tell whether a cell names them.

        Args:
            cell: What the cell holds.

        Returns:
            True when it is one of their names, or the id behind one.
        """
        text = str(cell)
        return text in self.names or any(key.of(text) in self.names for key in self.keys)


def is_table(file: Path) -> bool:
    """
    Tell whether rows can be taken out of a file.

    Args:
        file: The file.

    Returns:
        True for tables of text, lines of JSON, Parquet and XES.
    """
    return _suffix(file) in {*_TABLES, *_LINES, ".parquet", ".xes"}


def remove_from_files(workspace: Workspace, found: Holding) -> None:
    """
    Take somebody out of the files of logs and other tables, and remove the files of their records.

    Args:
        workspace: The workspace.
        found: What it holds on them.

    Raises:
        StorageError: A file cannot be read or written.
    """
    names = found.traces.names
    for held in found.logs:
        if held.folder is None:
            record = workspace.get(Log, held.log)
            who = Somebody(names, tuple(_keys(workspace, record)))
            for file in held.files:
                remove_rows(file, who, held.case)
            if held.table is not None:
                remove_rows(held.table, who, record.reading.cases_key or held.case)
    for file in found.naming:
        if is_table(file):
            remove_rows(file, Somebody(found.traces.telling), None)
    for file in found.files:
        try:
            file.unlink(missing_ok=True)
        except OSError as reason:
            raise StorageError.on(file, reason) from reason


def _keys(workspace: Workspace, record: Log) -> Iterator[Pseudonyms]:
    key = record.reading.pseudonymise
    if key is not None and (workspace.folder / key).is_file():
        yield Pseudonyms.read(workspace.folder / key, make=False)


def remove_rows(file: Path, who: Somebody, column: str | None) -> int:
    """
    Take somebody's rows out of a file.

    Args:
        file: A table of text, lines of JSON, Parquet or XES; text may be packed with gzip.
        who: Whose rows go.
        column: The column that names people; None for any.

    Returns:
        How many rows went; of XES how many traces. Other files stay as they are.

    Raises:
        StorageError: The file cannot be read or written.
    """
    suffix = _suffix(file)
    try:
        if suffix == ".parquet":
            return _from_parquet(file, who, column)
        if suffix == ".xes":
            return _from_text(file, lambda text: _xes(text, who))
        if suffix in _LINES:
            return _from_text(file, lambda text: _json_lines(text, who, column))
        if suffix in _TABLES:
            return _from_text(file, lambda text: _table(text, who, column))
    except (OSError, UnicodeError, EOFError, csv.Error, pa.ArrowException) as fault:
        reason = fault if isinstance(fault, OSError) else OSError(str(fault))
        raise StorageError.on(file, reason) from fault
    return 0


def _suffix(file: Path) -> str:
    name = file.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _from_text(file: Path, kept: Callable[[str], tuple[str, int]]) -> int:
    packed = file.read_bytes()
    is_packed = file.name.lower().endswith(".gz")
    content = gzip.decompress(packed) if is_packed else packed
    encoding = "utf-16" if content.startswith(_WIDE) else "utf-8"
    text, n = kept(content.decode(encoding, "surrogateescape" if encoding == "utf-8" else "strict"))
    if n:
        after = text.encode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")
        with _replacing(file) as path:
            path.write_bytes(gzip.compress(after, mtime=0) if is_packed else after)
    return n


def _table(text: str, who: Somebody, column: str | None) -> tuple[str, int]:
    """
    Take rows out of a table of text, cell by cell but line by line as they are written.
    """
    lines = list(StringIO(text, newline=""))
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    taken: list[str] = []

    def fed() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    kept, place, n = [], None, 0
    for number, cells in enumerate(csv.reader(fed(), delimiter=delimiter)):
        names = [cell.strip().lstrip("\ufeff") for cell in cells]
        if number == 0 and column is not None:
            # Without that column nobody is named.
            place = names.index(column) if column in names else len(names)
        meant = cells if place is None else cells[place : place + 1]
        if number and any(who.is_in(cell) for cell in meant):
            n += 1
        else:
            kept += taken
        taken.clear()
    return "".join([*kept, *taken]), n


def _json_lines(text: str, who: Somebody, column: str | None) -> tuple[str, int]:
    kept, n = [], 0
    for line in StringIO(text, newline=""):
        if any(who.is_in(value) for value in _values(line, column)):
            n += 1
        else:
            kept.append(line)
    return "".join(kept), n


def _values(line: str, column: str | None) -> Iterator[Any]:
    try:
        data = json.loads(line)
    except ValueError:
        return
    if isinstance(data, dict):
        yield from data.values() if column is None else [data.get(column)]


def _xes(text: str, who: Somebody) -> tuple[str, int]:
    n = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal n
        head = found[0].partition("<event")[0]
        case = _CASE.search(head)
        if case is None or not who.is_in(case[1]):
            return found[0]
        n += 1
        return ""

    return _TRACE.sub(kept, text), n


def _from_parquet(file: Path, who: Somebody, column: str | None) -> int:
    with arrow_parquet.ParquetFile(file) as opened:
        schema = opened.schema_arrow
        names = _texts(schema) if column is None else [one for one in schema.names if one == column]
        groups = [opened.read_row_group(number) for number in range(opened.num_row_groups)]
    kept = [group.filter(_stays(group, names, who)) for group in groups]
    n: int = sum(group.num_rows for group in groups) - sum(group.num_rows for group in kept)
    if n:
        with _replacing(file) as path, arrow_parquet.ParquetWriter(path, schema) as writer:
            for group in kept:
                writer.write_table(group)
    return n


def _texts(schema: pa.Schema) -> list[str]:
    return [
        field.name
        for field in schema
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
    ]


def _stays(group: pa.Table, names: list[str], who: Somebody) -> pa.Array:
    stays = pa.array([True] * group.num_rows)
    for name in names:
        texts = group[name].cast(pa.string()).combine_chunks()
        theirs = [one for one in texts.unique().to_pylist() if one is not None and who.is_in(one)]
        stays = pc.and_(stays, pc.invert(pc.is_in(texts, value_set=pa.array(theirs, pa.string()))))
    return stays


@contextmanager
def _replacing(file: Path) -> Iterator[Path]:
    """
    Give the place of a new file that replaces an old one once it is whole.
    """
    target = file.resolve()
    waiting = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        yield waiting
        with waiting.open("rb+") as written:
            os.fsync(written.fileno())
        waiting.chmod(target.stat().st_mode & 0o777)
        waiting.replace(target)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)
