"""
The proof that somebody was erased, which names nobody.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Part
from touchline.model.work import Record

#: Where something was held.
HeldIn = Literal["log", "record", "record-file", "map", "file"]

#: Why something stays that names somebody: it is a file that other programs use, lies with somebody
#: else, in the history of a repository, cannot be read, or only mentions a name in passing.
Reason = Literal["source-file", "warehouse", "history", "unreadable", "mention", "file", "database"]

#: A keyed hash; without the key nobody learns of whom.
Mark = Annotated[str, Field(pattern="^[0-9a-f]{32,64}$")]


class ErasedPlace(Part):
    """
    A place from which something was erased.

    Args:
        sort: What it is.
        where: The kind of the records, or the file as a path from the workspace's folder.
        n: How many records, events, cards or rows were erased or changed there.
    """

    sort: HeldIn
    where: str
    n: Annotated[int, Field(ge=1)]


class LeftPlace(Part):
    """
    A place from which nothing was erased, and why.

    Args:
        where: The file, or what else it is.
        why: Why it was left as it is.
    """

    where: str
    why: Reason


class Erasure(Record):
    """
    What was erased of somebody: where, when and how much (M13).

    Args:
        marks: Keyed hashes of the names that the person had; none when records were erased because
            they were kept too long.
        key: The mark of the key, by which two keys can be told apart.
        begun: When it was begun.
        finished: When all of it was gone; None while it is not.
        by: Who did it.
        erased: From where something was erased.
        left: What could not be erased from here.
        seal: A keyed hash of all this, by which a change is noticed.
    """

    marks: tuple[Mark, ...] = ()
    key: str
    begun: dt.datetime
    finished: dt.datetime | None = None
    by: str = ""
    erased: tuple[ErasedPlace, ...] = ()
    left: tuple[LeftPlace, ...] = ()
    seal: Mark | None = None
