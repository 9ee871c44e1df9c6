"""
Ids for records that nobody names by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.document.acts import free_id
from touchline.workspace.records import kind_of

if TYPE_CHECKING:
    from touchline.model.work import Record
    from touchline.workspace.workspace import Workspace

#: How much of the first words is kept, so that the last ones find room.
_KEPT = 28


def free_record_id(workspace: Workspace, kind: type[Record], first: str, last: str) -> str:
    """
    Make an id that no record of a kind has, whatever its state.

    Args:
        workspace: The workspace.
        kind: The kind.
        first: What it is about, such as the id of a map.
        last: What tells it from its siblings, such as a day.

    Returns:
        The id.
    """
    name = kind_of(kind)
    stem = free_id(f"{first[:_KEPT]}-{last}", (), name)
    found, n = stem, 2
    while workspace.store.get(name, found) is not None:
        found, n = f"{stem}-{n}", n + 1
    return found
