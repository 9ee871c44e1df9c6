"""
Chains that end: what is reached in the end, and what would be without some states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: Up to so many states the matrix is inverted; above it, sweeping over the steps that occur is
#: faster.
DENSE = 200

#: When so many sweeps do not suffice, the matrix is inverted after all if it fits into memory.
_SWEEPS, _FITS = 5_000, 4_000

#: Whoever is still under way after the last sweep changes no result by more than this.
EXACT, CLOSE = 1e-15, 1e-6

#: Floats that a batch of matrices may hold.
_BATCH = 1 << 24


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """
    The steps that occur between states.

    Args:
        n_states: How many states there are; the next number stands for the start, and any number
            above it for an end.
        source: The state that a step leaves, sorted.
        target: The state that it enters.

    Shapes:
        p steps; source and target (p,).

    Units:
        none.

    Source:
        Kemeny & Snell (1960), Finite Markov Chains, chapter 3.
    """

    n_states: int
    source: Ints
    target: Ints

    def gains(self, weights: Floats, rewards: Floats, holds: Bools) -> tuple[Floats, Floats]:
        """
        Find what a walk from the start brings in the mean, and what of it passes given states.

        Args:
            weights: How often each step is taken, in each of several draws.
            rewards: What is brought in all by steps that leave each state, of several kinds.
            holds: The sets of states to pass.

        Shapes:
            d draws, p steps, k kinds, n states, c sets; weights (d, p); rewards (k, d, n); holds
            (c, n); returns (k, d) and (k, d, c).

        Units:
            those of the rewards, for one walk.

        Returns:
            The mean of a walk, and the part of it brought by walks that pass each set: what is lost
            when every step into the set leads nowhere.

        Source:
            Anderl, Becker, von Wangenheim & Schumann (2016), Int. J. Research in Marketing 33,
            457-474: the removal effect, solved instead of simulated.
        """
        n = self.n_states
        out = _totals(self.source, weights, n + 1)
        share = np.divide(weights, out[:, self.source], where=weights > 0, out=0 * weights)
        gain = np.divide(rewards, out[:, :n], where=out[:, :n] > 0, out=np.zeros(rewards.shape))
        if n <= DENSE:
            return self._inverted(share, gain, holds)
        found = self._swept(share[0], gain[:, 0], holds, None, EXACT)
        if found is None:
            return self._inverted(share, gain, holds)
        each = [found]
        for i in range(1, len(share)):
            again = self._swept(share[i], gain[:, i], holds, found[2], CLOSE)
            each.append(found if again is None else again)
        return np.stack([one[0] for one in each], 1), np.stack([one[1] for one in each], 1)

    def _inverted(self, share: Floats, gain: Floats, holds: Bools) -> tuple[Floats, Floats]:
        """
        Invert the matrix of each draw, a batch of draws at a time.
        """
        size = max(1, _BATCH // max(1, self.n_states**2))
        parts = [
            self._inverted_batch(share[i : i + size], gain[:, i : i + size], holds)
            for i in range(0, len(share), size)
        ]
        return (
            np.concatenate([total for total, _ in parts], axis=1),
            np.concatenate([lost for _, lost in parts], axis=1),
        )

    def _inverted_batch(self, share: Floats, gain: Floats, holds: Bools) -> tuple[Floats, Floats]:
        n, d = self.n_states, len(share)
        inner = (self.source < n) & (self.target < n)
        starting = (self.source == n) & (self.target < n)
        matrix = np.zeros((d, n, n))
        matrix[:, self.source[inner], self.target[inner]] = -share[:, inner]
        matrix[:, np.arange(n), np.arange(n)] += 1
        start = np.zeros((d, n))
        start[:, self.target[starting]] = share[:, starting]
        visits = np.linalg.inv(matrix)
        # How often each state is visited, and what is yet to come from there.
        from_start = np.einsum("di,dij->dj", start, visits)
        to_come = np.einsum("dij,kdj->kdi", visits, gain)
        total = np.einsum("di,kdi->kd", start, to_come)
        lost = np.zeros((len(gain), d, len(holds)))
        for c, hold in enumerate(holds):
            within = np.flatnonzero(hold)
            block = visits[:, within][:, :, within].transpose(0, 2, 1)
            entry = np.linalg.solve(block, from_start[:, within, None])[..., 0]
            lost[:, :, c] = np.einsum("di,kdi->kd", entry, to_come[:, :, within])
        return total, lost

    def _swept(
        self, share: Floats, gain: Floats, holds: Bools, begin: Floats | None, slack: float
    ) -> tuple[Floats, Floats, Floats] | None:
        """
        Add what walks of one more step bring until hardly any walk is longer.
        """
        n = self.n_states
        inner = (self.source < n) & (self.target < n)
        source, target, chance = self.source[inner], self.target[inner], share[inner]
        leaves, first = np.unique(source, return_index=True)
        stays = np.concatenate((np.ones((n, 1)), ~holds.T), axis=1)
        k, width = len(gain), len(holds) + 1
        # One column a kind and set, and one for those still under way.
        tiled = np.concatenate((np.tile(stays, (1, k)), np.ones((n, 1))), axis=1)
        keep: Floats = tiled.astype(np.float64)
        gained = np.concatenate((np.repeat(gain.T, width, axis=1), np.zeros((n, 1))), axis=1)
        fresh: Floats = np.asarray(keep * gained, dtype=np.float64)
        now: Floats = np.concatenate((np.zeros((n, k * width)), np.ones((n, 1))), axis=1)
        if begin is not None:
            now = begin.copy()
            now[:, -1] = 1
        if len(leaves) == 0:
            now = fresh
        for _ in range(_SWEEPS if n <= _FITS else 100 * _SWEEPS):
            if now[:, -1].max(initial=0.0) <= slack:
                break
            following = np.zeros(now.shape)
            moved = chance[:, None] * now[target]
            following[leaves] = np.add.reduceat(moved, first, axis=0)
            now = np.asarray(fresh + keep * following, dtype=np.float64)
        else:
            return None
        starting = (self.source == n) & (self.target < n)
        brought = (share[starting] @ now[self.target[starting], :-1]).reshape(k, width)
        return brought[:, 0], brought[:, :1] - brought[:, 1:], now


def _totals(group: Ints, weights: Floats, n_groups: int) -> Floats:
    """
    Add the weights of each group in each draw; the groups are sorted.
    """
    found = np.zeros((len(weights), n_groups))
    present, first = np.unique(group, return_index=True)
    if len(present):
        found[:, present] = np.add.reduceat(weights, first, axis=1)
    return found
