"""
What a team does with its maps beyond drawing them: research, catalogues, plans.

Everything of this kind is a `Record`, kept in a workspace; one file declares one kind.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.model.structure import Block, Id
from touchline.model.text import LocalText
from touchline.registry import Registry

__all__ = ["RECORDS", "Record"]


class Record(Block):
    """
    Something that a workspace keeps under a kind and an id.

    Args:
        id: Its stable name among all of its kind.
        title: What people call it.
        folder: Where it is filed, such as `shop/returns`; empty for the top.
        notes: Whatever else there is to say.
    """

    #: One class a kind; the kind is the name of its file.
    registered_as_class: ClassVar[bool] = True

    id: Id
    title: LocalText
    folder: str = ""
    notes: LocalText | None = None


#: Every kind of record by its name, such as `study` or `touchpoint`.
RECORDS: Registry[type[Record]] = Registry("touchline.model.work", Record, "touchline.records")
