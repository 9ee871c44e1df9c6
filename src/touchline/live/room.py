"""
One map on which several people work: their edits in one order, each on disk before it is told.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from touchline.document.faults import UnreadableMap
from touchline.errors import StorageError
from touchline.live.bodies import as_body
from touchline.live.history import History
from touchline.live.pile import Pile
from touchline.live.reconcile import (
    MapFile,
    OnDisk,
    Saved,
    journey_in,
    take_file,
    text_to_write,
    write_file,
)
from touchline.live.transaction import Submission, Submitted, Transaction
from touchline.live.turn import Turn, refusal_of
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.map_versions import keep_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from touchline.live.transaction import Commit, Refusal, Role
    from touchline.model.map import JourneyMap
    from touchline.model.work.version import Version
    from touchline.workspace import Workspace

#: So many commits back a person finds what to undo when a room was opened anew.
_LOOKED_BACK = 1000

#: So many refusals are remembered, to answer alike when a transaction comes again.
_REFUSALS = 10_000

#: How often a file is written that somebody else writes at the same time.
_TRIES = 3

_T = TypeVar("_T")


class Room:
    """
    A map that is open.

    Any number of rooms may be open on one map, in any number of processes; the store puts their
    edits in one order. A room may be used from several threads.

    Args:
        workspace: The workspace.
        name: The name under which the map's edits are kept.
        file: The map's file.
    """

    def __init__(self, workspace: Workspace, name: str, file: Path) -> None:
        self.name = name
        self.file = file
        self._workspace = workspace
        self._history = History(workspace.store, name, file)
        self._mine = threading.RLock()
        self._refused: OrderedDict[tuple[str, int], Refusal] = OrderedDict()
        self._piles: dict[str, Pile] = {}
        self._seq, self._journey = self._history.latest()
        for commit in self.since(self._seq - _LOOKED_BACK):
            if commit.seq <= self._seq:
                self._piles[commit.author] = self._piles.get(commit.author, Pile()).after(commit)

    @classmethod
    def open(cls, workspace: Workspace, map_id: str) -> Self:
        """
        Open a map.

        Args:
            workspace: The workspace.
            map_id: The map's id, or its file as a path from the workspace's folder.

        Returns:
            The room; what was changed in the file while no room was open is in it.

        Raises:
            UnknownRecord: There is no such map.
            UnreadableMap: Its file is no map, and no edit of it is known.
            StorageError: The store or the file is closed to us.
        """
        file = workspace.map_file(map_id)
        name = _name_of(workspace, file)
        store = workspace.store
        if store.snapshot(name) is None:
            seen = MapFile.look(file)
            journey = journey_in(seen)
            if journey is None:
                raise UnknownRecord.among(map_id, [], at="map")
            with store.editing(name):
                if store.snapshot(name) is None:
                    store.put_snapshot(name, 0, as_body(journey))
                    OnDisk(digest=seen.digest, seq=0).keep(store, name)
        room = cls(workspace, name, file)
        with suppress(UnreadableMap):
            room.take_file()
        return room

    @property
    def journey(self) -> JourneyMap:
        """
        The map after the last commit that the room knows.
        """
        return self._journey

    @property
    def seq(self) -> int:
        """
        The place of the last commit that the room knows; 0 before the first.
        """
        return self._seq

    def state(self) -> tuple[int, JourneyMap]:
        """
        Give the map with its place, both of one moment.

        Returns:
            The place of the last commit, and the map after it.
        """
        with self._mine:
            return self._seq, self._journey

    def since(self, seq: int) -> tuple[Commit, ...]:
        """
        Read the commits after one, for somebody who was away.

        Args:
            seq: The place of the last commit that they have seen.

        Returns:
            The commits in their order.
        """
        return self._history.since(seq)

    def at(self, seq: int) -> JourneyMap:
        """
        Give the map as it was.

        Args:
            seq: The place of a commit; 0 for the map before the first.

        Returns:
            The map after that commit.

        Raises:
            UnknownVersion: There is no such commit.
        """
        return self._history.at(seq)

    def catch_up(self) -> tuple[Commit, ...]:
        """
        Take what other processes have written.

        Returns:
            What is new.

        Raises:
            StorageError: The store is closed to us.
        """
        with self._mine:
            turn = self._begun()
            turn.enter(self.since(turn.seq))
            return self._done(turn)

    def submit(self, submissions: Sequence[Submission]) -> Submitted:
        """
        Take transactions in their order, all in one go to the disk.

        When this returns, every commit among the outcomes is on disk. Where the store does not take
        them, the room is as it was, and each is refused with the reason.

        Args:
            submissions: The transactions with whom they come from.

        Returns:
            What became of each, and what is new in the map.
        """
        with self._mine:
            try:
                outcomes, commits = self._in_turn(
                    lambda turn: tuple(turn.outcome(one) for one in submissions)
                )
            except StorageError as fault:
                return Submitted(
                    outcomes=tuple(refusal_of(one, fault, is_passing=True) for one in submissions)
                )
            return Submitted(outcomes=outcomes, commits=commits)

    def undo(self, *, client: str, n: int, author: str = "", role: Role = "editor") -> Submitted:
        """
        Take back what a person did last; what others did since stays.

        Args:
            client: Which browser tab or program asks.
            n: The number of this transaction.
            author: The person.
            role: What they may do.

        Returns:
            What became of it, and what is new in the map.
        """
        transaction = Transaction(client=client, n=n, kind="undo")
        return self.submit([Submission(transaction=transaction, author=author, role=role)])

    def redo(self, *, client: str, n: int, author: str = "", role: Role = "editor") -> Submitted:
        """
        Make again what a person took back last.

        Args:
            client: Which browser tab or program asks.
            n: The number of this transaction.
            author: The person.
            role: What they may do.

        Returns:
            What became of it, and what is new in the map.
        """
        transaction = Transaction(client=client, n=n, kind="redo")
        return self.submit([Submission(transaction=transaction, author=author, role=role)])

    def restore(
        self, version: str, *, client: str, n: int, author: str = "", role: Role = "editor"
    ) -> Submitted:
        """
        Make the map what a version of it was; this can be undone like any other edit.

        Args:
            version: The name of the version.
            client: Which browser tab or program asks.
            n: The number of this transaction.
            author: Who asks.
            role: What they may do.

        Returns:
            What became of it, and what is new in the map.
        """
        transaction = Transaction(client=client, n=n, kind="restore", version=version)
        return self.submit([Submission(transaction=transaction, author=author, role=role)])

    def keep_version(
        self, version: str, *, author: str = "", notes: str = ""
    ) -> tuple[Version, Saved]:
        """
        Keep the map as it is now under a name.

        Args:
            version: The name.
            author: Who keeps it.
            notes: Why it is kept.

        Returns:
            The version, and what became of the file, which is written first.

        Raises:
            TakenVersionName: The map has a version of this name.
            UnreadableMap: The file is no map.
            StorageError: The store or the file is closed to us or full.
        """
        with self._mine:
            saved = self.save()
            kept = keep_version(self._workspace, self.file, version, author=author, notes=notes)
            return kept, saved

    def take_file(self) -> Saved:
        """
        Enter what was changed in the map's file since the room last knew it.

        Returns:
            What is new in the map.

        Raises:
            UnreadableMap: The file is no map; it is left alone until it is one again.
            StorageError: The store or the file is closed to us or full.
        """
        with self._mine:
            seen = MapFile.look(self.file)
            _, commits = self._in_turn(partial(take_file, seen))
            return Saved(commits=commits)

    def save(self) -> Saved:
        """
        Write the map's file, whose comments and order stay, after entering what was changed in it.

        Returns:
            Whether it was written, and what is new in the map.

        Raises:
            UnreadableMap: The file is no map; it is left alone, and the edits stay in the store.
            StorageError: The store or the file is closed to us or full.
        """
        with self._mine:
            commits: list[Commit] = []
            for _ in range(_TRIES):
                seen = MapFile.look(self.file)
                text, new = self._in_turn(partial(text_to_write, seen))
                commits += new
                if text is None:
                    break
                if write_file(seen, text, self._history, self._seq):
                    return Saved(is_written=True, commits=tuple(commits))
            return Saved(commits=tuple(commits))

    def _begun(self) -> Turn:
        return Turn(
            self._workspace,
            self._history,
            journey=self._journey,
            seq=self._seq,
            piles=self._piles,
            refused=self._refused,
        )

    def _in_turn(self, act: Callable[[Turn], _T]) -> tuple[_T, tuple[Commit, ...]]:
        """
        Do something with nobody else writing; only once it is on disk, the room knows of it.
        """
        turn = self._begun()
        with self._history.store.editing(self.name):
            turn.enter(self._history.since(turn.seq))
            outcome = act(turn)
            self._history.append(turn.fresh, turn.journey)
        return outcome, self._done(turn)

    def _done(self, turn: Turn) -> tuple[Commit, ...]:
        self._journey, self._seq, self._piles = turn.journey, turn.seq, turn.piles
        self._refused.update(turn.refused)
        while len(self._refused) > _REFUSALS:
            self._refused.popitem(last=False)
        return tuple(turn.commits)


def _name_of(workspace: Workspace, file: Path) -> str:
    """
    Name a map in the store: by its id, or by its file where another map has that id.
    """
    place = file.relative_to(workspace.folder).as_posix()
    known = next((one for one in workspace.maps() if one.file == place), None)
    if known is None or not known.id or workspace.shelf.file_of(known.id) != place:
        return place
    return known.id
