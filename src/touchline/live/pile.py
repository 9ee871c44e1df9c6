"""
What one person can undo, and make again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.live.transaction import Commit

#: How far back a person can go.
DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Pile:
    """
    The commits of one person that count for undoing.

    Args:
        done: What can be undone, the latest last.
        undone: What can be made again, the latest last.
    """

    done: tuple[Commit, ...] = ()
    undone: tuple[Commit, ...] = ()

    def after(self, commit: Commit) -> Pile:
        """
        Lay a commit of this person on the pile.

        Args:
            commit: The commit.

        Returns:
            The pile with it.
        """
        reversed_one = commit.of or 0
        if commit.kind == "undo":
            # What lay above could not be undone, and would stand in the way for ever.
            left = tuple(one for one in self.done if one.seq < reversed_one)
            return replace(self, done=left, undone=(*self.undone, commit))
        if commit.kind == "redo":
            left = tuple(one for one in self.undone if one.seq < reversed_one)
            return Pile((*self.done, commit)[-DEEPEST:], left)
        if not commit.edits:
            return self
        return Pile((*self.done, commit)[-DEEPEST:])
