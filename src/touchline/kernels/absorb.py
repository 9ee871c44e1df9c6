"""
Chains that end: what is reached in the end, and what would be without some states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast

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
EXACT, CLOSE = 1e-15, 1e-8

#: Steps of all draws in one sweep from which on it would take too long to solve each draw.
_LONG = 50_000_000

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
        brought = [
            self._brought(share[i], gain[:, i], holds, EXACT if i == 0 else CLOSE)
            for i in range(len(share))
        ]
        known = [one for one in brought if one is not None]
        if len(known) < len(brought):
            return self._inverted(share, gain, holds)
        each = np.stack(known, axis=1)
        return each[..., 0], each[..., :1] - each[..., 1:]

    def is_large(self, n_draws: int, n_sets: int) -> bool:
        """
        Tell whether so many draws would take too long.

        Args:
            n_draws: How many draws there are.
            n_sets: How many sets are to be passed.

        Shapes:
            none.

        Units:
            none.

        Returns:
            True when `linear` should answer in their place.

        Source:
            The steps of one sweep over all draws.
        """
        return self.n_states > DENSE and n_draws * (n_sets + 1) * len(self.source) > _LONG

    def linear(
        self, weights: Floats, rewards: Floats, holds: Bools
    ) -> tuple[Floats, Floats, Floats] | None:
        """
        Find what a walk brings, and what one more step of each kind would add to that.

        Args:
            weights: How often each step is taken.
            rewards: What is brought in all by steps that leave each state, of several kinds.
            holds: The sets of states to pass.

        Shapes:
            p steps, k kinds, n states, c sets; weights (p,); rewards (k, n); holds (c, n); returns
            (k, c + 1), (k, p, c + 1) and (n, c + 1).

        Units:
            those of the rewards, for one walk.

        Returns:
            What the walks bring that may pass everything, and those that may not pass each set;
            what each step adds, its own reward left out; and what one more reward of each state
            adds; None when walks are too long to be followed.

        Source:
            The derivative of a solved chain: one walk more goes from the state that it leaves as
            all others do, and from the state that it enters. Efron & Tibshirani (1993), An
            Introduction to the Bootstrap, section 22.2 (the delta method).
        """
        n = self.n_states
        out = _totals(self.source, weights[None], n + 1)[0]
        share = np.divide(weights, out[self.source], where=weights > 0, out=0 * weights)
        gain = np.divide(rewards, out[:n], where=out[:n] > 0, out=np.zeros(rewards.shape))
        visits = self._visits(share, holds, EXACT)
        to_come = [self._to_come(share, kind, holds) for kind in gain]
        if visits is None or any(one is None for one in to_come):
            return None
        brought = gain @ visits
        per_visit = np.divide(visits, out[:n, None], where=out[:n, None] > 0, out=0 * visits)
        # The start is visited once by every walk.
        per_visit = np.vstack((per_visit, np.full(visits.shape[1], 1 / max(out[n], 1))))
        leads = self.target < n
        adds = np.empty((len(gain), len(share), visits.shape[1]))
        for k, found in enumerate(to_come):
            if found is None:
                return None
            whole = np.vstack((found, brought[k]))
            adds[k] = -whole[self.source]
            adds[k][leads] += found[self.target[leads]]
            adds[k] *= per_visit[self.source]
        return brought, adds, per_visit[:n]

    def _visits(self, share: Floats, holds: Bools, slack: float) -> Floats | None:
        """
        Count how often a walk from the start passes each state, for each set that it may not.
        """
        n = self.n_states
        inner = np.flatnonzero((self.source < n) & (self.target < n))
        inner = inner[np.argsort(self.target[inner], kind="stable")]
        bounds = np.searchsorted(self.target[inner], np.arange(n + 1))
        stays = _stays(holds, n)
        starting = (self.source == n) & (self.target < n)
        begin = np.zeros(stays.shape)
        begin[self.target[starting]] = share[starting, None]
        given = bounds, self.source[inner], share[inner]
        return swept(*given, stays=stays, begin=begin * stays, slack=slack)

    def _to_come(self, share: Floats, gain: Floats, holds: Bools) -> Floats | None:
        """
        Add up what a walk brings from each state on.
        """
        n = self.n_states
        inner = np.flatnonzero((self.source < n) & (self.target < n))
        bounds = np.searchsorted(self.source[inner], np.arange(n + 1))
        stays = _stays(holds, n)
        given = bounds, self.target[inner], share[inner]
        return swept(*given, stays=stays, begin=stays * gain[:, None], slack=EXACT)

    def _brought(self, share: Floats, gain: Floats, holds: Bools, slack: float) -> Floats | None:
        visits = self._visits(share, holds, slack)
        return None if visits is None else np.asarray(gain @ visits, dtype=np.float64)

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


def swept(
    bounds: Ints, origin: Ints, chance: Floats, *, stays: Floats, begin: Floats, slack: float
) -> Floats | None:
    """
    Follow walks step by step until hardly any is under way, and add up where they are.

    Args:
        bounds: Where the steps of each state begin, and where those of the last one end.
        origin: From which state each of these steps brings something.
        chance: Which part it brings.
        stays: 1 where a state may be passed, and 0 where not, for several walks.
        begin: What is there in the beginning.
        slack: When so little of the beginning is under way, the sweeps end.

    Shapes:
        n states, p steps, w walks; bounds (n + 1,); origin, chance (p,); stays, begin (n, w);
        returns (n, w).

    Units:
        those of the beginning.

    Returns:
        All that was under way; None when walks are too long to be followed and the matrix fits
        into memory.

    Source:
        The series of Neumann, whose sum is the inverse of what a step takes away.
    """
    n = len(bounds) - 1
    most = _SWEEPS if n <= _FITS else 100 * _SWEEPS
    backend = fast("absorb", len(origin) * begin.shape[1])
    if backend is not None:
        summed, left = backend.swept(bounds, origin, chance, stays, begin, slack, most)
        return None if left < 0 else summed
    total, now = begin.copy(), begin
    filled = np.flatnonzero(np.diff(bounds))
    enough, under_way = slack * np.abs(begin).sum(), np.abs(begin).sum()
    while under_way > enough and most > 0:
        most -= 1
        following = np.zeros(begin.shape)
        if len(filled):
            moved = chance[:, None] * now[origin]
            following[filled] = np.add.reduceat(moved, bounds[filled], axis=0)
        now = following * stays
        total += now
        under_way = np.abs(now).sum()
    return total if under_way <= enough else None


def _stays(holds: Bools, n_states: int) -> Floats:
    """
    Let one walk pass everything, and one each everything but a set.
    """
    return np.concatenate((np.ones((n_states, 1)), ~holds.T), axis=1).astype(np.float64)


def _totals(group: Ints, weights: Floats, n_groups: int) -> Floats:
    """
    Add the weights of each group in each draw; the groups are sorted.
    """
    found = np.zeros((len(weights), n_groups))
    present, first = np.unique(group, return_index=True)
    if len(present):
        found[:, present] = np.add.reduceat(weights, first, axis=1)
    return found
