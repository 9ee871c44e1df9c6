"""
What people send to a room, and what comes of it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from touchline.document.edits import At, Edit
from touchline.document.merge import Conflict
from touchline.workspace.stores import Logged

if TYPE_CHECKING:
    from touchline.document.late_edits import LostWords
    from touchline.errors import TouchlineError

#: What a person may do with a map; each may do what those before it may.
Role = Literal["viewer", "commenter", "editor", "owner"]

#: The roles whose edits are taken.
EDITING: frozenset[Role] = frozenset({"editor", "owner"})

#: Whether edits are made, taken back, made again, or bring back a version.
Kind = Literal["edit", "undo", "redo", "restore"]

#: Who a map's file is among the authors of its edits, and among their senders, who are named
#: otherwise.
FILE, FILE_CLIENT = "file", "@file"

#: Numbers that a browser counts exactly.
_MOST = 2**53 - 1

_Count = Annotated[int, Field(ge=0, le=_MOST)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Transaction(_Message):
    """
    Edits that one person made as one act.

    Args:
        client: Which browser tab or program sends it.
        n: Its number among all that the sender has sent; the same number is the same transaction.
        base: The place of the last commit that the sender had seen.
        kind: What it is.
        edits: The edits; none to undo, to redo and to restore, which the room works out.
        version: The name of the version to restore.
    """

    client: Annotated[str, Field(pattern=r"^[\w.:-]{1,64}$")]
    n: _Count
    base: _Count = 0
    kind: Kind = "edit"
    edits: Annotated[tuple[Edit, ...], Field(max_length=20_000)] = ()
    version: str = ""

    @model_validator(mode="after")
    def _says_what_it_does(self) -> Self:
        if bool(self.edits) != (self.kind == "edit") or bool(self.version) != (
            self.kind == "restore"
        ):
            raise ValueError(self.kind)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """
    A transaction with whom the server knows to have sent it.

    Args:
        transaction: The transaction.
        author: Who sent it; empty when nobody said.
        role: What they may do.
    """

    transaction: Transaction
    author: str = ""
    role: Role = "editor"


class Lost(_Message):
    """
    Words that did not get into the map, since somebody else had changed the same words.

    Args:
        at: The thing.
        field: The way to the field.
        words: The words.
    """

    at: At
    field: tuple[str, ...]
    words: str

    @classmethod
    def of(cls, lost: LostWords) -> Self:
        """
        Take them from what made the edits.

        Args:
            lost: The words.

        Returns:
            The same, as a message.
        """
        return cls(at=lost.at, field=lost.field, words=lost.words)


class Unmerged(_Message):
    """
    A change of the map's file that did not get in, with both outcomes.

    Args:
        kind: Why not, as `touchline.document.merge.Conflict` names it.
        at: The place.
        field: The way to the field, where one is meant.
        ours: What the map has.
        theirs: What the file said.
    """

    kind: Literal["changed-twice", "moved-twice", "added-twice", "kept", "refused"]
    at: At
    field: tuple[str, ...] = ()
    ours: JsonValue = None
    theirs: JsonValue = None

    @classmethod
    def of(cls, conflict: Conflict) -> Self:
        """
        Take it from the merge.

        Args:
            conflict: The conflict.

        Returns:
            The same, as a message.
        """
        return cls(
            kind=conflict.kind,
            at=conflict.at,
            field=conflict.field,
            ours=conflict.ours,
            theirs=conflict.theirs,
        )

    def told(self, language: str = "en") -> str:
        """
        Say it in one sentence.

        Args:
            language: The reader's language tag.

        Returns:
            The sentence.
        """
        return Conflict(
            kind=self.kind, at=self.at, field=self.field, ours=self.ours, theirs=self.theirs
        ).told(language)


class Commit(_Message):
    """
    Edits that are in the map and on disk.

    Args:
        map: The name under which the map's edits are kept.
        seq: Its place among the commits of the map, from 1, without gaps.
        client: Which browser tab or program sent it.
        n: The number that the sender gave it.
        author: Who made it; `file` when the map's file was changed.
        at: When it was taken, UTC.
        kind: What it is.
        edits: The edits as they were made: `touchline.document.edits.apply` makes them on the map
            after the commit before, and their inverses lead back exactly.
        lost: Words that did not get in.
        unmerged: Changes of the map's file that did not get in.
        of: The place of the commit that it undoes or makes again.
        version: The name of the version that it restores.
    """

    map: str
    seq: int
    client: str
    n: int
    author: str = ""
    at: dt.datetime
    kind: Kind = "edit"
    edits: tuple[Edit, ...] = ()
    lost: tuple[Lost, ...] = ()
    unmerged: tuple[Unmerged, ...] = ()
    of: int | None = None
    version: str = ""

    @classmethod
    def read(cls, row: Logged) -> Self:
        """
        Read it from a row of the store.

        Args:
            row: The row.

        Returns:
            The commit.
        """
        known = {"map": row.map, "seq": row.seq, "client": row.client, "n": row.n}
        return cls.model_validate(
            {**json.loads(row.body), **known, "author": row.author, "at": row.at}
        )

    def row(self) -> Logged:
        """
        Say it as a row of the store.

        Returns:
            The row.
        """
        body: dict[str, Any] = self.model_dump(
            mode="json",
            exclude_defaults=True,
            exclude={"map", "seq", "client", "n", "author", "at"},
        )
        # The kind of an edit is a default of its model, and what tells it from the others.
        body["edits"] = [
            {"edit": edit.edit, **edit.model_dump(mode="json", exclude_defaults=True)}
            for edit in self.edits
        ]
        return Logged(
            map=self.map,
            seq=self.seq,
            client=self.client,
            n=self.n,
            author=self.author,
            at=self.at,
            body=json.dumps(body),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """
    A transaction that was not taken; nothing of it is in the map.

    Args:
        client: Who sent it.
        n: Its number.
        fault: Why.
        is_passing: Whether it can be sent again as it is, since only the store had trouble.
    """

    client: str
    n: int
    fault: TouchlineError
    is_passing: bool = False

    def told(self, language: str = "en") -> str:
        """
        Say why.

        Args:
            language: The reader's language tag.

        Returns:
            The lines without a trailing line break.
        """
        return self.fault.told(language)


#: What became of a transaction.
Outcome: TypeAlias = Commit | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """
    What became of transactions that were sent together.

    Args:
        outcomes: One for each, in their order; one that was sent before gets the same again.
        commits: What is new in the map, in its order, also what other processes have written;
            everybody who has the map open needs to see it.
    """

    outcomes: tuple[Outcome, ...] = ()
    commits: tuple[Commit, ...] = ()
