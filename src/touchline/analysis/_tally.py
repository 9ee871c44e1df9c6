"""
How many cases show something, and how many of these complete: counted by key, added by bucket.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.kernels.meetings import is_first_meeting

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Fates:
    """
    What became of each case.

    Args:
        is_complete: It reached the target.
        is_known: It did, or it has ended without.

    Shapes:
        n cases; both (n,) bool.
    """

    is_complete: Bools
    is_known: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """
    Counts of cases by key.

    Args:
        key: What was seen, each once, sorted.
        occurrences: How often.
        cases: In how many cases.
        known: In how many cases of which the end is known.
        completed: In how many that completed.

    Shapes:
        k keys; all (k,) int64.

    Units:
        cases, but for occurrences.

    Source:
        docs/explanation/friction.md.
    """

    key: Ints
    occurrences: Ints
    cases: Ints
    known: Ints
    completed: Ints

    @classmethod
    def of(cls, key: Ints, case: Ints, fates: Fates) -> Self:
        """
        Count what was seen in one bucket.

        Args:
            key: What was seen, one entry an occurrence.
            case: In which case.
            fates: What became of the cases.

        Shapes:
            key and case (m,) int64.

        Units:
            none.

        Returns:
            The counts.

        Source:
            By definition.
        """
        names, place, occurrences = _named(key)
        is_met = is_first_meeting(place, case, len(names))
        group, owner = place[is_met], case[is_met]

        def count(mask: Bools) -> Ints:
            found = np.bincount(group[mask[owner]], minlength=len(names))
            return np.asarray(found, dtype=np.int64)

        everyone = np.bincount(group, minlength=len(names)).astype(np.int64)
        return cls(names, occurrences, everyone, count(fates.is_known), count(fates.is_complete))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        key, place = np.unique(np.concatenate([part.key for part in parts]), return_inverse=True)

        def added(column: str) -> Ints:
            total = np.zeros(len(key), dtype=np.int64)
            np.add.at(total, place, np.concatenate([getattr(part, column) for part in parts]))
            return total

        return cls(key, *(added(name) for name in ("occurrences", "cases", "known", "completed")))

    def at(self, key: int) -> tuple[int, int, int, int]:
        """
        Read the counts of one key.

        Args:
            key: What was seen.

        Shapes:
            scalars.

        Units:
            cases.

        Returns:
            Occurrences, cases, cases of which the end is known, and those that completed; zeros for
            what was never seen.

        Source:
            None needed.
        """
        place = int(np.searchsorted(self.key, key))
        if place == len(self.key) or int(self.key[place]) != key:
            return 0, 0, 0, 0
        return (
            int(self.occurrences[place]),
            int(self.cases[place]),
            int(self.known[place]),
            int(self.completed[place]),
        )


def _named(key: Ints) -> tuple[Ints, Ints, Ints]:
    """
    List the different keys, the place of each entry among them, and how often each occurs.
    """
    if len(key) == 0 or int(key.max()) > max(len(key), 1 << 16):
        return np.unique(key, return_inverse=True, return_counts=True)
    counts = np.bincount(key)
    names = np.flatnonzero(counts)
    places = np.zeros(len(counts), dtype=np.int64)
    places[names] = np.arange(len(names))
    return names, places[key], counts[names]
