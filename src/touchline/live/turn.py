"""
Transactions taken one after the other while nobody else writes, before anything is on disk.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from touchline.document.diff import diff
from touchline.document.edits import EditRefused, apply, inverted
from touchline.document.late_edits import Taken, take
from touchline.document.read import journey_of
from touchline.errors import StorageError, TouchlineError
from touchline.live.errors import ForeignNumber, MayNotEdit, NothingToUndo
from touchline.live.history import replayed
from touchline.live.pile import Pile
from touchline.live.transaction import EDITING, FILE, FILE_CLIENT, Commit, Lost, Refusal
from touchline.workspace.map_versions import map_of, version_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.document.edits import Edit
    from touchline.live.history import History
    from touchline.live.transaction import Outcome, Submission, Unmerged
    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace

#: What edits that no editor makes may run into inside a map's plain data.
_UNFORESEEN = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


class Turn:
    """
    A room's map while transactions are taken.

    Args:
        workspace: The workspace, for its versions.
        history: What is on disk.
        journey: The map after the last commit that the room knows.
        seq: The place of that commit.
        piles: What each person can undo.
        refused: What was refused before, by client and number.
    """

    def __init__(
        self,
        workspace: Workspace,
        history: History,
        *,
        journey: JourneyMap,
        seq: int,
        piles: Mapping[str, Pile],
        refused: Mapping[tuple[str, int], Refusal],
    ) -> None:
        self.history, self.journey, self.seq = history, journey, seq
        self.piles = dict(piles)
        #: What is new, also what others have written; and what of it is to be written.
        self.commits: list[Commit] = []
        self.fresh: list[Commit] = []
        self.refused: dict[tuple[str, int], Refusal] = {}
        self._workspace = workspace
        self._at = dt.datetime.now(dt.UTC)
        self._refused_before = refused
        self._fresh_by_number: dict[tuple[str, int], Commit] = {}

    def enter(self, commits: Sequence[Commit]) -> None:
        """
        Take what others have written.

        Args:
            commits: Their commits.
        """
        if commits:
            self.journey = replayed(self.journey, commits)
            for commit in commits:
                self._count(commit)

    def enter_file(self, edits: tuple[Edit, ...], unmerged: tuple[Unmerged, ...]) -> None:
        """
        Take what was changed in the map's file.

        Args:
            edits: What comes in.
            unmerged: What could not.
        """
        if not (edits or unmerged):
            return
        seq = self.seq + 1
        commit = Commit(
            map=self.history.name,
            seq=seq,
            client=FILE_CLIENT,
            n=seq,
            author=FILE,
            at=self._at,
            edits=edits,
            unmerged=unmerged,
        )
        self._make(commit, apply(self.journey, edits))

    def outcome(self, one: Submission) -> Outcome:
        """
        Take one transaction, or say why not; one that came before gets the same answer.

        Args:
            one: The transaction with whom it comes from.

        Returns:
            What became of it.

        Raises:
            StorageError: The store is closed to us.
        """
        key = (one.transaction.client, one.transaction.n)
        known = self._known(key)
        if isinstance(known, Commit) and known.author != one.author:
            return refusal_of(one, ForeignNumber())
        if known is not None:
            return known
        try:
            return self._commit(one)
        except StorageError:
            raise
        except TouchlineError as fault:
            self.refused[key] = refusal = refusal_of(one, fault)
            return refusal

    def _known(self, key: tuple[str, int]) -> Outcome | None:
        return (
            self._fresh_by_number.get(key)
            or self.refused.get(key)
            or self._refused_before.get(key)
            or self.history.sent_as(*key)
        )

    def _commit(self, one: Submission) -> Commit:
        if one.role not in EDITING:
            raise MayNotEdit(role=one.role)
        transaction = one.transaction
        taken, of = self._taken(one)
        commit = Commit(
            map=self.history.name,
            seq=self.seq + 1,
            client=transaction.client,
            n=transaction.n,
            author=one.author,
            at=self._at,
            kind=transaction.kind,
            edits=taken.edits,
            lost=tuple(Lost.of(lost) for lost in taken.lost),
            of=of,
            version=transaction.version,
        )
        self._make(commit, taken.journey)
        return commit

    def _taken(self, one: Submission) -> tuple[Taken, int | None]:
        transaction = one.transaction
        if transaction.kind == "edit":
            return _made(self.journey, transaction.edits), None
        if transaction.kind == "restore":
            version = version_named(self._workspace, self.journey.id, transaction.version)
            then = journey_of(map_of(version))
            return _made(self.journey, diff(self.journey, then)), None
        pile = self.piles.get(one.author, Pile())
        waiting = pile.done if transaction.kind == "undo" else pile.undone
        refused: TouchlineError = NothingToUndo(kind=transaction.kind)
        for commit in reversed(waiting):
            try:
                return _made(self.journey, inverted(commit.edits)), commit.seq
            except EditRefused as fault:
                # What others did since stands in the way; what lies before may still be undone.
                refused = fault
        raise refused

    def _make(self, commit: Commit, journey: JourneyMap) -> None:
        self.journey = journey
        self.fresh.append(commit)
        self._fresh_by_number[commit.client, commit.n] = commit
        self._count(commit)

    def _count(self, commit: Commit) -> None:
        self.seq = commit.seq
        self.commits.append(commit)
        self.piles[commit.author] = self.piles.get(commit.author, Pile()).after(commit)


def refusal_of(one: Submission, fault: TouchlineError, *, is_passing: bool = False) -> Refusal:
    """
    Refuse a transaction.

    Args:
        one: The transaction with whom it comes from.
        fault: Why.
        is_passing: Whether it can be sent again as it is.

    Returns:
        The refusal.
    """
    transaction = one.transaction
    return Refusal(client=transaction.client, n=transaction.n, fault=fault, is_passing=is_passing)


def _made(journey: JourneyMap, edits: Sequence[Edit]) -> Taken:
    try:
        return take(journey, edits)
    except TouchlineError:
        raise
    except _UNFORESEEN as reason:
        raise EditRefused(reason="broken", place="", told="") from reason
