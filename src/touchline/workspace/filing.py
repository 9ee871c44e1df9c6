"""
Records as files that people read, write and commit: one YAML file a record.

A file says with `record` what kind of record it holds; the other keys are the record's own. One
file may hold several records as a list under `records`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.document import emit
from touchline.document.faults import Fault, UnreadableMap, fault
from touchline.document.read import text_of
from touchline.document.references import listed, near
from touchline.document.splice import CannotSplice, splice
from touchline.document.syntax import Node, compose
from touchline.document.validate import placed, validated
from touchline.model.work import RECORDS
from touchline.workspace.records import kind_of, plain_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.document.tree import Plain
    from touchline.model.work import Record

#: The folder of a workspace in which its records lie as files.
FOLDER = "records"

#: The keys that say what kind of record follows, that it is put away, and that several follow.
KIND, ARCHIVED, SEVERAL = "record", "archived", "records"

_ENDINGS = (".yaml", ".yml", ".json")


class UnreadableRecord(UnreadableMap):
    """
    A file holds no record; all its faults are told at once.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """
    A record as a file has it.

    Args:
        record: The record.
        is_archived: It is put away.
        file: The file.
    """

    record: Record
    is_archived: bool = False
    file: Path | None = None

    @property
    def key(self) -> str:
        """
        Its kind and id, such as `persona/mei-lin`.
        """
        return f"{kind_of(type(self.record))}/{self.record.id}"

    def plain(self) -> Plain:
        """
        Give back what its file holds.

        Returns:
            Plain data, the kind first.
        """
        first: Plain = {KIND: kind_of(type(self.record))}
        if self.is_archived:
            first[ARCHIVED] = True
        data = plain_record(self.record)
        return {**first, "id": data["id"], "title": data["title"], **data}


def record_text(filed: Filed, *, like: str = "") -> str:
    """
    Write a record as YAML.

    Args:
        filed: The record.
        like: An earlier text of it, whose comments and order are kept.

    Returns:
        The text, which reads back as an equal record.
    """
    data = filed.plain()
    if like:
        try:
            node, _ = compose(like)
            (before,) = _filed(node, [], None)
            text = splice(like, node, before.plain(), data)
            (after,) = _filed(compose(text)[0], [], None)
        except (UnreadableMap, CannotSplice, ValueError):
            pass
        else:
            if after.plain() == data:
                return text
    return "\n".join(emit.block(data)) + "\n"


def records_in(file: Path) -> tuple[Filed, ...]:
    """
    Read the records of a file.

    Args:
        file: A YAML or JSON file.

    Returns:
        Its records.

    Raises:
        UnreadableRecord: It holds none, or one that is not well formed; every fault is told.
        StorageError: It cannot be read.
    """
    try:
        node, repeated = composed(text_of(file), file)
        return tuple(_filed(node, list(repeated), file))
    except UnreadableMap as unreadable:
        raise UnreadableRecord(unreadable.faults, at=str(file)) from None


def composed(text: str, file: Path) -> tuple[Node, tuple[Fault, ...]]:
    """
    Read the text of a file, in YAML or JSON.

    Args:
        text: The text.
        file: The file, whose ending tells which of both it is.

    Returns:
        Its outermost node, and the keys that occur twice.

    Raises:
        UnreadableMap: It is neither.
    """
    if file.suffix.lower() == ".json":
        try:
            # JSON with escaped pairs of surrogates is no YAML.
            return Node(0, len(text), 0, 0, json.loads(text)), ()
        except (ValueError, RecursionError):
            pass
    return compose(text)


def record_files(folder: Path) -> tuple[Path, ...]:
    """
    Find the files of a folder and of the folders in it that should hold records.

    Args:
        folder: The folder.

    Returns:
        The YAML and JSON files by name; hidden ones are passed over.
    """
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS)
    shown = (
        path
        for path in found
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    return tuple(sorted(path for path in shown if path.is_file()))


def _filed(node: Node, faults: list[Fault], file: Path | None) -> Iterator[Filed]:
    data = node.value
    if isinstance(data, dict) and isinstance(data.get(SEVERAL), list) and KIND not in data:
        found = [
            _one(item, faults, file, f"$.{SEVERAL}[{i}]") for i, item in enumerate(data[SEVERAL])
        ]
    else:
        found = [_one(data, faults, file, "$")]
    if faults:
        raise UnreadableMap(placed(faults, node))
    yield from (one for one in found if one is not None)


def _one(data: Any, faults: list[Fault], file: Path | None, path: str) -> Filed | None:
    if not isinstance(data, dict) or KIND not in data:
        faults.append(fault("not-a-record", path=path, known=listed(RECORDS, 40)))
        return None
    kind = data[KIND]
    if kind not in RECORDS:
        words = {"value": str(kind), "suggestion": near(str(kind), RECORDS)}
        faults.append(fault("not-among", path=f"{path}.{KIND}", **words, known=listed(RECORDS, 40)))
        return None
    is_archived = data.get(ARCHIVED, False)
    if not isinstance(is_archived, bool):
        words = {"value": str(is_archived), "suggestion": "", "known": "true, false"}
        faults.append(fault("not-among", path=f"{path}.{ARCHIVED}", **words))
    own = {key: value for key, value in data.items() if key not in {KIND, ARCHIVED}}
    found, record = validated(RECORDS[kind], own)
    faults += [_below(path, one) for one in found]
    return None if record is None else Filed(record=record, is_archived=is_archived, file=file)


def _below(path: str, found: Fault) -> Fault:
    """
    Say where a fault of a record lies in the whole file.
    """
    if path == "$":
        return found
    return Fault(
        name=found.name,
        key=found.key,
        values=found.values,
        severity=found.severity,
        path=path + found.path.removeprefix("$"),
    )
