"""
One map on which several people work: their edits in one order, each on disk before it is told.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from touchline.document.diff import diff
from touchline.document.edits import EditRefused, apply, inverted
from touchline.document.faults import UnreadableMap
from touchline.document.late_edits import Taken, take
from touchline.document.read import journey_of, with_images
from touchline.errors import StorageError, TouchlineError
from touchline.live.errors import ForeignNumber, MayNotEdit, NothingToUndo
from touchline.live.pile import Pile
from touchline.live.reconcile import (
    MapFile,
    OnDisk,
    Saved,
    as_body,
    brought,
    digest_in,
    digest_of,
    journey_in,
    of_body,
)
from touchline.live.transaction import (
    EDITING,
    FILE,
    FILE_CLIENT,
    Commit,
    Lost,
    Refusal,
    Submission,
    Submitted,
    Transaction,
)
from touchline.whole import write_whole
from touchline.workspace.errors import UnknownRecord, UnknownVersion
from touchline.workspace.map_versions import keep_version, map_of, version_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from touchline.document.edits import Edit
    from touchline.live.transaction import Outcome, Role, Unmerged
    from touchline.model.map import JourneyMap
    from touchline.model.work.version import Version
    from touchline.workspace import Workspace

#: After so many commits the whole map is kept, so that a room is soon open again.
SNAPSHOT_EVERY = 200

#: So many commits back a person finds what to undo when a room was opened anew.
_LOOKED_BACK = 1000

#: So many refusals are remembered, to answer alike when a transaction comes again.
_REFUSALS = 10_000

#: How often a file is written that somebody else writes at the same time.
_TRIES = 3

#: What edits that no editor makes may run into inside a map's plain data.
_UNFORESEEN = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)

_T = TypeVar("_T")


class _Turn:
    """
    A room's map while transactions are taken, before anything is on disk.
    """

    def __init__(self, name: str, journey: JourneyMap, seq: int, piles: dict[str, Pile]) -> None:
        self.name, self.journey, self.seq = name, journey, seq
        self.piles = dict(piles)
        self.at = dt.datetime.now(dt.UTC)
        #: What is new, also what others have written, and what of it is to be written.
        self.commits: list[Commit] = []
        self.fresh: list[Commit] = []
        self.refused: dict[tuple[str, int], Refusal] = {}

    def enter(self, commits: Sequence[Commit]) -> None:
        """
        Take what others have written.
        """
        if commits:
            self.journey = replayed(self.journey, commits)
            for commit in commits:
                self._count(commit)

    def make(self, commit: Commit, journey: JourneyMap) -> Commit:
        """
        Take a commit of our own.
        """
        self.journey = journey
        self.fresh.append(commit)
        self._count(commit)
        return commit

    def _count(self, commit: Commit) -> None:
        self.seq = commit.seq
        self.commits.append(commit)
        self.piles[commit.author] = self.piles.get(commit.author, Pile()).after(commit)


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
        self._store = workspace.store
        self._mine = threading.RLock()
        self._refused: OrderedDict[tuple[str, int], Refusal] = OrderedDict()
        self._piles: dict[str, Pile] = {}
        self._journey, self._seq = self._as_stored()
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
        return tuple(Commit.read(row) for row in self._store.edits_since(self.name, seq))

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
        found = self._store.snapshot(self.name, until=seq)
        last = self._store.last_edit(self.name)
        if found is None or seq > last:
            raise UnknownVersion(at=self.name, number=seq, known=last)
        first, body = found
        commits = [one for one in self.since(first) if one.seq <= seq]
        return self._pictured(replayed(of_body(body), commits))

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
                    lambda turn: tuple(self._outcome(turn, one) for one in submissions)
                )
            except StorageError as fault:
                return Submitted(
                    outcomes=tuple(_refused(one, fault, is_passing=True) for one in submissions)
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
            _, commits = self._in_turn(partial(self._brought, seen))
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
                text, new = self._in_turn(partial(self._planned, seen))
                commits += new
                if text is None:
                    break
                if self._wrote(seen, text):
                    return Saved(is_written=True, commits=tuple(commits))
            return Saved(commits=tuple(commits))

    def _as_stored(self) -> tuple[JourneyMap, int]:
        found = self._store.snapshot(self.name)
        if found is None:
            raise UnknownRecord.among(self.name, [], at="map")
        seq, body = found
        commits = self.since(seq)
        journey = replayed(of_body(body), commits)
        return self._pictured(journey), commits[-1].seq if commits else seq

    def _pictured(self, journey: JourneyMap) -> JourneyMap:
        """
        Open the pictures of a map; one that is missing by now does not keep the map closed.
        """
        with suppress(UnreadableMap, StorageError):
            return with_images(journey, self.file.parent)
        return journey

    def _begun(self) -> _Turn:
        return _Turn(self.name, self._journey, self._seq, self._piles)

    def _in_turn(self, act: Callable[[_Turn], _T]) -> tuple[_T, tuple[Commit, ...]]:
        """
        Do something with nobody else writing; only once it is on disk, the room knows of it.
        """
        turn = self._begun()
        with self._store.editing(self.name):
            turn.enter(self.since(turn.seq))
            first = turn.seq
            outcome = act(turn)
            self._store.append_edits(one.row() for one in turn.fresh)
            if turn.seq // SNAPSHOT_EVERY > first // SNAPSHOT_EVERY:
                self._store.put_snapshot(self.name, turn.seq, as_body(turn.journey))
        return outcome, self._done(turn)

    def _done(self, turn: _Turn) -> tuple[Commit, ...]:
        self._journey, self._seq, self._piles = turn.journey, turn.seq, turn.piles
        self._refused.update(turn.refused)
        while len(self._refused) > _REFUSALS:
            self._refused.popitem(last=False)
        return tuple(turn.commits)

    def _outcome(self, turn: _Turn, one: Submission) -> Outcome:
        """
        Take one transaction, or say why not; one that came before gets the same answer.
        """
        transaction = one.transaction
        key = (transaction.client, transaction.n)
        known = self._known(turn, key)
        if isinstance(known, Commit) and known.author != one.author:
            return _refused(one, ForeignNumber())
        if known is not None:
            return known
        try:
            return self._commit(turn, one)
        except StorageError:
            raise
        except TouchlineError as fault:
            turn.refused[key] = refusal = _refused(one, fault)
            return refusal

    def _known(self, turn: _Turn, key: tuple[str, int]) -> Outcome | None:
        for commit in turn.fresh:
            if (commit.client, commit.n) == key:
                return commit
        known = turn.refused.get(key) or self._refused.get(key)
        if known is not None:
            return known
        row = self._store.edit_of(self.name, *key)
        return None if row is None else Commit.read(row)

    def _commit(self, turn: _Turn, one: Submission) -> Commit:
        if one.role not in EDITING:
            raise MayNotEdit(role=one.role)
        transaction = one.transaction
        taken, of = self._taken(turn, one)
        commit = Commit(
            map=self.name,
            seq=turn.seq + 1,
            client=transaction.client,
            n=transaction.n,
            author=one.author,
            at=turn.at,
            kind=transaction.kind,
            edits=taken.edits,
            lost=tuple(Lost.of(lost) for lost in taken.lost),
            of=of,
            version=transaction.version,
        )
        return turn.make(commit, taken.journey)

    def _taken(self, turn: _Turn, one: Submission) -> tuple[Taken, int | None]:
        transaction = one.transaction
        if transaction.kind == "edit":
            return _made(turn.journey, transaction.edits), None
        if transaction.kind == "restore":
            version = version_named(self._workspace, turn.journey.id, transaction.version)
            then = journey_of(map_of(version))
            return _made(turn.journey, diff(turn.journey, then)), None
        pile = turn.piles.get(one.author, Pile())
        waiting = pile.done if transaction.kind == "undo" else pile.undone
        refused: TouchlineError = NothingToUndo(kind=transaction.kind)
        for commit in reversed(waiting):
            try:
                return _made(turn.journey, inverted(commit.edits)), commit.seq
            except EditRefused as fault:
                # What others did since stands in the way; what lies before may still be undone.
                refused = fault
        raise refused

    def _brought(self, seen: MapFile, turn: _Turn) -> OnDisk:
        """
        Enter what the file brings.
        """
        before = OnDisk.read(self._store, self.name)
        disk = before.seen(seen.digest)
        theirs = journey_in(seen) if seen.digest not in {disk.digest, ""} else None
        if theirs is not None:
            base = of_body(disk.body) if disk.seq is None else self.at(disk.seq)
            edits, unmerged = brought(base, turn.journey, theirs)
            if edits or unmerged:
                self._enter_file(turn, edits, unmerged)
            disk = OnDisk(digest=seen.digest, body=as_body(theirs), pending=disk.pending)
        if disk != before:
            disk.keep(self._store, self.name)
        return disk

    def _enter_file(
        self, turn: _Turn, edits: tuple[Edit, ...], unmerged: tuple[Unmerged, ...]
    ) -> None:
        seq = turn.seq + 1
        commit = Commit(
            map=self.name,
            seq=seq,
            client=FILE_CLIENT,
            n=seq,
            author=FILE,
            at=turn.at,
            edits=edits,
            unmerged=unmerged,
        )
        turn.make(commit, apply(turn.journey, edits))

    def _planned(self, seen: MapFile, turn: _Turn) -> str | None:
        """
        Enter what the file brings, and say what shall be written; None when it says so already.
        """
        disk = self._brought(seen, turn)
        if disk.seq == turn.seq:
            return None
        text = seen.with_map(turn.journey)
        if seen.text is not None and digest_of(text) == seen.digest:
            OnDisk(digest=seen.digest, seq=turn.seq).keep(self._store, self.name)
            return None
        disk.about_to_write(digest_of(text), turn.seq).keep(self._store, self.name)
        return text

    def _wrote(self, seen: MapFile, text: str) -> bool:
        """
        Write the file unless somebody else just did.
        """
        with self._store.editing(self.name):
            if digest_in(self.file) != seen.digest:
                return False
            write_whole(self.file, text.encode())
            OnDisk(digest=digest_of(text), seq=self._seq).keep(self._store, self.name)
            return True


def replayed(journey: JourneyMap, commits: Iterable[Commit]) -> JourneyMap:
    """
    Make commits again that were made before.

    Args:
        journey: The map after the commit before them.
        commits: The commits in their order.

    Returns:
        The map after them.
    """
    edits = [edit for commit in commits for edit in commit.edits]
    return apply(journey, edits) if edits else journey


def _made(journey: JourneyMap, edits: Sequence[Edit]) -> Taken:
    try:
        return take(journey, edits)
    except TouchlineError:
        raise
    except _UNFORESEEN as reason:
        raise EditRefused(reason="broken", place="", told="") from reason


def _refused(one: Submission, fault: TouchlineError, *, is_passing: bool = False) -> Refusal:
    transaction = one.transaction
    return Refusal(client=transaction.client, n=transaction.n, fault=fault, is_passing=is_passing)


def _name_of(workspace: Workspace, file: Path) -> str:
    """
    Name a map in the store: by its id, or by its file where another map has that id.
    """
    place = file.relative_to(workspace.folder).as_posix()
    known = next((one for one in workspace.maps() if one.file == place), None)
    if known is None or not known.id or workspace.shelf.file_of(known.id) != place:
        return place
    return known.id
