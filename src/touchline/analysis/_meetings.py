"""
How often paths meet each activity, and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """
    In how many paths each activity occurs, at which place and after how long.

    Args:
        n: How many paths are looked at.
        ranks: How often each activity comes at each place among the different ones of a path.
        since: How long after the beginning, counted by bin.
        n_targets: How many events the target matches.

    Shapes:
        k activities, r places, b bins; ranks (k, r), since (k, b) int64.

    Units:
        none.

    Source:
        docs/explanation/discovery.md.
    """

    n: int
    ranks: Ints
    since: Ints
    n_targets: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        ranks = np.zeros(
            (len(parts[0].ranks), max(part.ranks.shape[1] for part in parts)), np.int64
        )
        for part in parts:
            ranks[:, : part.ranks.shape[1]] += part.ranks
        return cls(
            sum(part.n for part in parts),
            ranks,
            reduce(np.add, (part.since for part in parts)),
            sum(part.n_targets for part in parts),
        )

    @property
    def cases(self) -> Ints:
        """
        How many paths have each activity, (k,) int64.
        """
        return np.asarray(self.ranks.sum(axis=1), dtype=np.int64)

    @property
    def median_rank(self) -> Ints:
        """
        The median place of each activity, from 0, (k,) int64; 0 for one that never occurs.
        """
        until, size = np.cumsum(self.ranks, axis=1), self.cases[:, None]
        low, high = (size - 1) // 2, size // 2
        ends = [(until <= middle).sum(axis=1) for middle in (low, high)]
        # Halves are rounded to the even neighbour of the span, as all quantiles are.
        middle = ends[0] + np.rint((ends[1] - ends[0]) * 0.5).astype(np.int64)
        return np.where(self.cases > 0, middle, 0)

    def milestones(self, most: int, median_us: Ints) -> list[int]:
        """
        Choose the activities that most paths meet and order them as they are met.

        Args:
            most: How many to choose at most.
            median_us: The median time to each activity.

        Returns:
            Their codes.
        """
        cases, median = self.cases, self.median_rank
        mean = (self.ranks @ np.arange(self.ranks.shape[1])) / np.maximum(cases, 1)
        by_cases = sorted(np.flatnonzero(cases).tolist(), key=lambda c: (-cases[c], c))
        return sorted(by_cases[:most], key=lambda c: (median[c], mean[c], median_us[c], c))
