"""
Attribution by the rate at which each set of channels converts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._attribution_shares import Found
from touchline.kernels.exact_sums import cut, joined
from touchline.kernels.resample import GROUPS, redrawn
from touchline.kernels.shapley import shares_of_rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_paths import Paths

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: As many channels as fit into the bits of a set.
MOST_CHANNELS = 62


@dataclass(frozen=True, slots=True, eq=False)
class SetSums:
    """
    How often each set of channels converted, by group of customers.

    Args:
        sets: The sets, a bit a channel, sorted.
        group: The group of customers.
        amounts: How many paths have just this set, how many of them converted, and what that was
            worth, in parts.
        n_channels: How many channels there are.

    Shapes:
        k pairs of set and group; sets and group (k,); amounts (k, 5).

    Units:
        paths; value in the unit of the log.

    Source:
        docs/explanation/attribution.md.
    """

    sets: Ints
    group: Ints
    amounts: Ints
    n_channels: int

    @classmethod
    def of(cls, paths: Paths) -> Self:
        """
        Count the sets of one bucket.
        """
        path, channel = paths.distinct()
        bits = np.zeros(len(paths.weight), dtype=np.int64)
        np.bitwise_or.at(bits, path, np.int64(1) << channel)
        touched = bits != 0
        sets, group, weight = bits[touched], paths.group[touched], paths.weight[touched]
        is_converting = paths.is_converting[touched]
        value = cut(np.where(is_converting, paths.value[touched], 0.0)).astype(np.int64)
        amounts = np.column_stack((weight, weight * is_converting, value * weight[:, None]))
        return cls.merged([cls(sets, group, amounts, paths.n_channels)])

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        sets, group, amounts = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("sets", "group", "amounts")
        )
        order = np.lexsort((group, sets))
        sets, group, amounts = sets[order], group[order], amounts[order]
        opens = np.ones(len(sets), dtype=np.bool_)
        opens[1:] = (sets[1:] != sets[:-1]) | (group[1:] != group[:-1])
        first = np.flatnonzero(opens)
        added = np.add.reduceat(amounts, first, axis=0) if len(first) else amounts
        return cls(sets[first], group[first], added, parts[0].n_channels)

    def found(self, seed: int, times: Floats) -> Found:
        """
        Share the rate of all paths out, in all and in each draw.
        """
        sets, row = np.unique(self.sets, return_inverse=True)
        used = np.flatnonzero(np.bitwise_or.reduce(sets) >> np.arange(self.n_channels) & 1)
        members = (sets[:, None] >> used) & 1 == 1
        amounts = (self.amounts[:, 0], self.amounts[:, 1], joined(self.amounts[:, 2:]))
        everything = np.concatenate((np.ones((1, GROUPS)), times))
        tries, conversions, value = (
            redrawn(row, self.group, amount.astype(np.float64), len(sets), everything)
            for amount in amounts
        )
        n = tries.sum(axis=1, keepdims=True)
        shared = [shares_of_rate(members, gains, tries, seed) for gains in (conversions, value)]
        credit, worth = (self._spread(share * n, used) for share, _ in shared)
        slack = self._spread(shared[0][1][None] * n[:1], used)[0]
        return Found(credit[0], worth[0], credit[1:], worth[1:], slack=slack)

    def _spread(self, amounts: Floats, used: npt.NDArray[np.intp]) -> Floats:
        found = np.zeros((len(amounts), self.n_channels))
        found[:, used] = amounts
        return found
