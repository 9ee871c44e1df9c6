"""
All edits of one map as the store has them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from touchline.document.edits import apply
from touchline.document.faults import UnreadableMap
from touchline.document.read import with_images
from touchline.errors import StorageError
from touchline.live.bodies import as_body, of_body
from touchline.live.transaction import Commit
from touchline.workspace.errors import UnknownRecord, UnknownVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from touchline.model.map import JourneyMap
    from touchline.workspace.stores import Store

#: After so many commits the whole map is kept, so that a room is soon open again.
SNAPSHOT_EVERY = 200


class History:
    """
    The commits of one map and what the map was after each.

    Args:
        store: Where they are.
        name: The name under which they are kept.
        file: The map's file, beside which its pictures lie.
    """

    def __init__(self, store: Store, name: str, file: Path) -> None:
        self.store, self.name, self.file = store, name, file

    def since(self, seq: int) -> tuple[Commit, ...]:
        """
        Read the commits after one.

        Args:
            seq: Its place.

        Returns:
            The commits in their order.
        """
        return tuple(Commit.read(row) for row in self.store.edits_since(self.name, seq))

    def sent_as(self, client: str, n: int) -> Commit | None:
        """
        Find a commit by what its sender calls it.

        Args:
            client: Who sent it.
            n: Its number.

        Returns:
            The commit; None when it was never taken.
        """
        row = self.store.edit_of(self.name, client, n)
        return None if row is None else Commit.read(row)

    def append(self, commits: Sequence[Commit], journey: JourneyMap) -> None:
        """
        Write commits, inside `editing()` of the store.

        Args:
            commits: The commits.
            journey: The map after them.
        """
        if not commits:
            return
        self.store.append_edits(one.row() for one in commits)
        before, last = commits[0].seq - 1, commits[-1].seq
        if last // SNAPSHOT_EVERY > before // SNAPSHOT_EVERY:
            self.store.put_snapshot(self.name, last, as_body(journey))

    def latest(self) -> tuple[int, JourneyMap]:
        """
        Give the map as it is.

        Returns:
            The place of the last commit, and the map after it.

        Raises:
            UnknownRecord: No edits of the map are kept.
        """
        found = self.store.snapshot(self.name)
        if found is None:
            raise UnknownRecord.among(self.name, [], at="map")
        seq, body = found
        commits = self.since(seq)
        journey = self._pictured(replayed(of_body(body), commits))
        return commits[-1].seq if commits else seq, journey

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
        found = self.store.snapshot(self.name, until=seq)
        last = self.store.last_edit(self.name)
        if found is None or seq > last:
            raise UnknownVersion(at=self.name, number=seq, known=last)
        first, body = found
        commits = [one for one in self.since(first) if one.seq <= seq]
        return self._pictured(replayed(of_body(body), commits))

    def _pictured(self, journey: JourneyMap) -> JourneyMap:
        """
        Open the pictures of a map; one that is missing by now does not keep the map closed.
        """
        with suppress(UnreadableMap, StorageError):
            return with_images(journey, self.file.parent)
        return journey


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
