"""
A map's file and the edits of its room, brought together.

The room leads while it is open, and the file follows. What the file said when both agreed last is
remembered in the store, so that a change made in a text editor or pulled from a repository is known
as one, merged, and entered among the edits.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from touchline.document.diff import diff
from touchline.document.merge import merge
from touchline.document.read import format_of, journey_of, loads, text_of
from touchline.document.write import dumps
from touchline.errors import StorageError
from touchline.live.bodies import as_body, of_body
from touchline.live.transaction import Commit, Unmerged
from touchline.measuring.measured import MeasuredMap
from touchline.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from touchline.document.edits import Edit
    from touchline.live.history import History
    from touchline.live.turn import Turn
    from touchline.model.map import JourneyMap
    from touchline.workspace.stores import Store

#: What a file that is missing is known by.
GONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDisk:
    """
    What is known of a map's file.

    Args:
        digest: By what its bytes are known.
        seq: The commit after which the map was as the file says; None when it was never quite so.
        body: What the file says, as JSON, where no commit tells it.
        pending: Texts that were about to be written, by their digests, with their commits: whoever
            wrote them may have been stopped before it could say so.
    """

    digest: str = GONE
    seq: int | None = None
    body: str = ""
    pending: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, store: Store, name: str) -> Self:
        """
        Read it from the store.

        Args:
            store: The store.
            name: The name under which the map's edits are kept.

        Returns:
            What is known.
        """
        known: dict[str, Any] = json.loads(store.fact(_key(name)) or "{}")
        return cls(**known)

    def keep(self, store: Store, name: str) -> None:
        """
        Write it to the store, inside `editing()`.

        Args:
            store: The store.
            name: The name under which the map's edits are kept.
        """
        known = {
            "digest": self.digest,
            "seq": self.seq,
            "body": self.body,
            "pending": dict(self.pending),
        }
        store.state_fact(_key(name), json.dumps(known))

    def seen(self, digest: str) -> OnDisk:
        """
        Look at the file as it is.

        Args:
            digest: By what its bytes are known.

        Returns:
            What is known now: a text that was about to be written has been, when it is there.
        """
        if digest in self.pending:
            return OnDisk(digest=digest, seq=self.pending[digest])
        return self

    def about_to_write(self, digest: str, seq: int) -> OnDisk:
        """
        Note that a text will be written.

        Args:
            digest: By what it is known.
            seq: The commit whose map it is.

        Returns:
            What is known with that.
        """
        return replace(self, pending={**self.pending, digest: seq})


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """
    What became of a map's file.

    Args:
        is_written: Whether it was written.
        commits: What is new in the map: what the file brought, and what other processes wrote.
    """

    is_written: bool = False
    commits: tuple[Commit, ...] = ()

    @property
    def unmerged(self) -> tuple[Unmerged, ...]:
        """
        The changes of the file that did not get in; they are kept with their commits.
        """
        return tuple(one for commit in self.commits for one in commit.unmerged)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFile:
    """
    A map's file as it is at a moment.

    Args:
        path: Where it lies.
        digest: By what its bytes are known; empty when it is gone.
        text: What it says; None when it is gone.
    """

    path: Path
    digest: str
    text: str | None

    @classmethod
    def look(cls, path: Path) -> Self:
        """
        Read a file.

        Args:
            path: Where it lies.

        Returns:
            The file; one that is gone has no text.

        Raises:
            UnreadableMap: Its text is not in UTF-8, or too large.
            StorageError: It is closed to us.
        """
        digest = digest_in(path)
        return cls(path=path, digest=digest, text=text_of(path) if digest else None)

    def found(self) -> JourneyMap | MeasuredMap | None:
        """
        Read the map in it.

        Returns:
            The map; None when the file is gone.

        Raises:
            UnreadableMap: It is no map.
        """
        if self.text is None:
            return None
        at, folder = str(self.path), self.path.parent
        return loads(self.text, format_of(self.path), at=at, folder=folder)

    def with_map(self, journey: JourneyMap) -> str:
        """
        Write a map into the text; comments and order stay, and so does what was measured.

        Args:
            journey: The map.

        Returns:
            The text.

        Raises:
            UnreadableMap: What the file says now is no map, so that it must not be written over.
        """
        found = self.found()
        written = (
            MeasuredMap(journey, found.measures) if isinstance(found, MeasuredMap) else journey
        )
        return dumps(written, format_of(self.path), like=self.text)


def take_file(seen: MapFile, turn: Turn) -> OnDisk:
    """
    Enter what a file brings among the edits.

    Args:
        seen: The file.
        turn: The room's map, with nobody else writing.

    Returns:
        What is known of the file now.

    Raises:
        UnreadableMap: It is no map.
    """
    history = turn.history
    before = OnDisk.read(history.store, history.name)
    disk = before.seen(seen.digest)
    theirs = journey_in(seen) if seen.digest not in {disk.digest, GONE} else None
    if theirs is not None:
        base = of_body(disk.body) if disk.seq is None else history.at(disk.seq)
        turn.enter_file(*brought(base, turn.journey, theirs))
        disk = OnDisk(digest=seen.digest, body=as_body(theirs), pending=disk.pending)
    if disk != before:
        disk.keep(history.store, history.name)
    return disk


def text_to_write(seen: MapFile, turn: Turn) -> str | None:
    """
    Enter what a file brings, and say what it shall hold.

    Args:
        seen: The file.
        turn: The room's map, with nobody else writing.

    Returns:
        The text, which is noted as about to be written; None when the file says so already.

    Raises:
        UnreadableMap: It is no map, and must not be written over.
    """
    disk, history = take_file(seen, turn), turn.history
    if disk.seq == turn.seq:
        return None
    text = seen.with_map(turn.journey)
    if digest_of(text) == seen.digest:
        OnDisk(digest=seen.digest, seq=turn.seq).keep(history.store, history.name)
        return None
    disk.about_to_write(digest_of(text), turn.seq).keep(history.store, history.name)
    return text


def write_file(seen: MapFile, text: str, history: History, seq: int) -> bool:
    """
    Write a file, unless somebody else just did.

    Args:
        seen: The file as it was when the text was made.
        text: What it shall hold.
        history: What is on disk.
        seq: The commit whose map it is.

    Returns:
        Whether it was written.

    Raises:
        StorageError: The file or the store is closed to us or full; the file is whole.
    """
    with history.store.editing(history.name):
        if digest_in(seen.path) != seen.digest:
            return False
        write_whole(seen.path, text.encode())
        OnDisk(digest=digest_of(text), seq=seq).keep(history.store, history.name)
        return True


def brought(
    base: JourneyMap, ours: JourneyMap, theirs: JourneyMap
) -> tuple[tuple[Edit, ...], tuple[Unmerged, ...]]:
    """
    Find what a file brings into the map of a room.

    Args:
        base: The map when both agreed last.
        ours: The room's map.
        theirs: The file's map.

    Returns:
        The edits that bring it in, and what could not come in.
    """
    if theirs in (base, ours):
        return (), ()
    merged = merge(base, ours, theirs)
    edits = diff(ours, merged.journey)
    return edits, tuple(Unmerged.of(one) for one in merged.conflicts)


def journey_in(file: MapFile) -> JourneyMap | None:
    """
    Read the map in a file, without what was measured.

    Args:
        file: The file.

    Returns:
        The map; None when the file is gone.

    Raises:
        UnreadableMap: It is no map.
    """
    found = file.found()
    return None if found is None else journey_of(found)


def digest_of(text: str) -> str:
    """
    Say by what a text is known once it is written.

    Args:
        text: The text.

    Returns:
        Its digest.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def digest_in(path: Path) -> str:
    """
    Say by what a file is known.

    Args:
        path: The file.

    Returns:
        Its digest; empty when it is gone.

    Raises:
        StorageError: It is closed to us.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return GONE
    except OSError as reason:
        raise StorageError.on(path, reason) from reason


def _key(name: str) -> str:
    return f"file-of:{name}"
