"""
Kinds of records by name, and records as plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from touchline.document.validate import validated
from touchline.model.work import RECORDS, Record
from touchline.workspace.errors import DamagedWorkspace, UnknownKind, UnusableRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.document.faults import Fault
    from touchline.document.tree import Plain
    from touchline.workspace.stores import Stored

RecordT = TypeVar("RecordT", bound=Record)


def kind_of(kind: type[Record]) -> str:
    """
    Name a kind of record.

    Args:
        kind: Its class.

    Returns:
        The name, such as `study`.
    """
    return next(name for name, known in RECORDS.items() if known is kind)


def kind_named(name: str) -> type[Record]:
    """
    Find a kind of record.

    Args:
        name: Its name, such as `study`.

    Returns:
        Its class.

    Raises:
        UnknownKind: There is no such kind.
    """
    if name not in RECORDS:
        raise UnknownKind.among(name, RECORDS)
    return RECORDS[name]


def plain_record(record: Record) -> Plain:
    """
    Turn a record into plain data.

    Args:
        record: The record.

    Returns:
        What JSON or YAML holds.
    """
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def record_from(kind: type[RecordT], data: Plain, *, at: str = "") -> RecordT:
    """
    Build a record from plain data that somebody wrote.

    Args:
        kind: Its kind.
        data: What was written.
        at: Where it comes from, for messages.

    Returns:
        The record.

    Raises:
        UnusableRecord: It is none; every fault is told.
    """
    faults, record = validated(kind, data)
    if record is None:
        raise UnusableRecord(at=at, kind=kind_of(kind), faults=_told(faults))
    return record


def record_of(kind: type[RecordT], stored: Stored) -> RecordT:
    """
    Read a record as the store holds it.

    Args:
        kind: Its kind.
        stored: What the store holds.

    Returns:
        The record.

    Raises:
        DamagedWorkspace: It is none.
    """
    try:
        return kind.model_validate_json(stored.body, by_alias=True, by_name=False)
    except ValidationError as reason:
        raise DamagedWorkspace(at=f"{stored.kind}/{stored.id}") from reason


def _told(faults: Iterable[Fault]) -> str:
    return "; ".join(f"{fault.path}: {fault.told()}" for fault in faults)
