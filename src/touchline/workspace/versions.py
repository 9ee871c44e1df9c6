"""
What a record was, and how an earlier version of it is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.workspace.errors import UnknownRecord, UnknownVersion
from touchline.workspace.records import kind_named, kind_of, record_of

if TYPE_CHECKING:
    from touchline.model.work import Record
    from touchline.workspace.stores import Stored
    from touchline.workspace.workspace import Workspace


def stored(workspace: Workspace, kind: str, id: str) -> Stored:  # noqa: A002 (the field's word)
    """
    Find a record in whatever state.

    Args:
        workspace: The workspace.
        kind: Its kind.
        id: Its id.

    Returns:
        What the store holds.

    Raises:
        UnknownKind: There is no such kind.
        UnknownRecord: There is no such record.
    """
    kind_of(kind_named(kind))
    found = workspace.store.get(kind, id)
    if found is None:
        known = [one.id for one in workspace.store.listed(kind, state=None)]
        raise UnknownRecord.among(id, known, at=kind)
    return found


def version(workspace: Workspace, kind: str, id: str, number: int) -> Record:  # noqa: A002 (the field's word)
    """
    Read a record as it was.

    Args:
        workspace: The workspace.
        kind: Its kind.
        id: Its id.
        number: Which version, from 1.

    Returns:
        The record.

    Raises:
        UnknownKind: There is no such kind.
        UnknownRecord: There is no such record.
        UnknownVersion: It has no such version.
    """
    stored(workspace, kind, id)
    versions = {one.version: one for one in workspace.store.versions(kind, id)}
    if number not in versions:
        raise UnknownVersion(at=f"{kind}/{id}", number=number, known=max(versions))
    return record_of(kind_named(kind), versions[number])


def revert(
    workspace: Workspace,
    kind: str,
    id: str,  # noqa: A002 (the field's word)
    number: int,
    *,
    author: str = "",
) -> Record:
    """
    Make an earlier version of a record its newest; nothing in between is lost.

    Args:
        workspace: The workspace.
        kind: Its kind.
        id: Its id.
        number: Which version, from 1.
        author: Who does it.

    Returns:
        The record as it is now.

    Raises:
        UnknownKind: There is no such kind.
        UnknownRecord: There is no such record.
        UnknownVersion: It has no such version.
    """
    record = version(workspace, kind, id, number)
    workspace.put(record, author=author)
    return record
