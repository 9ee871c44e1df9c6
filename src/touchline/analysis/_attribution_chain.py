"""
Attribution by what would be lost without a channel, in a chain of touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._attribution_shares import Found
from touchline.kernels.absorb import Chain
from touchline.kernels.exact_sums import KeyedSums, added, joined
from touchline.kernels.resample import GROUPS, grouped, redrawn
from touchline.kernels.touch_paths import count_steps, slid

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_paths import Paths

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: The most cells that a table of steps may have.
_MOST_CELLS = 1 << 22

#: Further numbers behind those of the states.
_START, _CONVERTED, _LOST, _ENDS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class SingleSteps:
    """
    How often each channel follows each, by group of customers.

    Args:
        steps: How often; the start stands behind the channels where a step leaves, conversion and
            loss where it leads.
        value: What conversions are worth; the key is the channel before, and the group.

    Shapes:
        c channels; steps (GROUPS, c + 1, c + 2), in the fewest bytes.

    Units:
        value in the unit of the log.

    Source:
        docs/explanation/attribution.md.
    """

    steps: npt.NDArray[np.integer]
    value: KeyedSums

    @staticmethod
    def fits(n_channels: int) -> bool:
        """
        Tell whether so many channels leave the table small enough to stay near the processor.
        """
        return (n_channels + 1) * (n_channels + 2) * GROUPS <= _MOST_CELLS

    @classmethod
    def of(cls, paths: Paths) -> Self:
        """
        Count the steps of one bucket.
        """
        steps = count_steps(
            paths.offsets,
            paths.channel,
            is_converting=paths.is_converting,
            weight=paths.weight,
            group=paths.group,
            n_channels=paths.n_channels,
            n_groups=GROUPS,
        )
        ends = np.flatnonzero(paths.is_converting & (paths.lengths > 0))
        last = paths.channel[paths.offsets[1:][ends] - 1]
        value = KeyedSums.of(
            last * GROUPS + paths.group[ends], paths.value[ends], paths.weight[ends]
        )
        return cls(steps.astype(np.min_scalar_type(steps.max(initial=0))), value)

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        steps = parts[0].steps.astype(np.int64)
        for part in parts[1:]:
            steps += part.steps
        return cls(steps, KeyedSums.merged([part.value for part in parts]))

    @property
    def chain(self) -> ChainCounts:
        """
        The same as a chain whose states are those channels that occur.
        """
        n_channels = self.steps.shape[1] - 1
        present = np.flatnonzero(self.steps[:, :, :n_channels].any(axis=(0, 1)))
        n = len(present)
        rows = np.append(present, n_channels)
        columns = np.concatenate((present, [n_channels, n_channels + 1]))
        group, row, column = np.nonzero(self.steps[:, rows][:, :, columns])
        # In the chain the start stands between the channels and the ends.
        target = np.where(column < n, column, column + 1)
        key = (row * (n + _ENDS) + target) * GROUPS + group
        order = np.argsort(key)
        count = self.steps[group, rows[row], columns[column]].astype(np.int64)
        place = np.searchsorted(present, self.value.key // GROUPS)
        worth = KeyedSums(place * GROUPS + self.value.key % GROUPS, self.value.parts)
        return ChainCounts(1, n_channels, present + 1, key[order], count[order], worth)


@dataclass(frozen=True, slots=True, eq=False)
class ChainCounts:
    """
    How often each state of the chain follows each, by group of customers.

    Args:
        order: How many touches make a state.
        n_channels: How many channels there are.
        states: The states that occur, each written as a number whose digits are its channels, from
            1; a path shorter than the order is a state of its own.
        steps: The steps that are taken, sorted: source, target and group as one number, the first
            two as places among the states, behind which come the start, conversion and loss.
        count: How often.
        value: What conversions are worth; the key is the place of the state before, and the group.

    Shapes:
        s states, k steps; states (s,); steps, count (k,).

    Units:
        value in the unit of the log.

    Source:
        docs/explanation/attribution.md.
    """

    order: int
    n_channels: int
    states: Ints
    steps: Ints
    count: Ints
    value: KeyedSums

    @classmethod
    def of(cls, paths: Paths, order: int) -> Self:
        """
        Count the steps of one bucket.
        """
        code, path = _states(paths, order)
        states, state = _placed(code, (paths.n_channels + 1) ** order)
        n = len(states)
        is_first, is_last = np.ones(len(path), dtype=np.bool_), np.ones(len(path), dtype=np.bool_)
        is_first[1:] = path[1:] != path[:-1]
        is_last[:-1] = is_first[1:]
        inner = np.flatnonzero(~is_last)
        ends, last = path[is_last], state[is_last]
        converts = paths.is_converting[ends]
        first = state[is_first]
        source = np.concatenate((state[inner], np.full(len(first), n + _START), last))
        target = np.concatenate(
            (state[inner + 1], first, np.where(converts, n + _CONVERTED, n + _LOST))
        )
        whose = np.concatenate((path[inner], path[is_first], ends))
        key = (source * (n + _ENDS) + target) * GROUPS + paths.group[whose]
        weight = paths.weight
        return cls(
            order,
            paths.n_channels,
            states,
            *added(key, weight[whose]),
            KeyedSums.of(
                (last * GROUPS + paths.group[ends])[converts],
                paths.value[ends][converts],
                weight[ends][converts],
            ),
        )

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose states differ.
        """
        states = np.unique(np.concatenate([part.states for part in parts]))
        moved = [part._among(states) for part in parts]  # noqa: SLF001 (its own kind)
        keys = np.concatenate([each[0] for each in moved])
        counts = np.concatenate([each[1] for each in moved])
        steps, count = added(keys, counts) if len(moved) > 1 else (keys, counts)
        return cls(
            parts[0].order,
            parts[0].n_channels,
            states,
            steps,
            count,
            KeyedSums.merged([each[2] for each in moved]),
        )

    def _among(self, states: Ints) -> tuple[Ints, Ints, KeyedSums]:
        n = len(self.states)
        if len(states) == n:
            return self.steps, self.count, self.value
        place = np.concatenate(
            (np.searchsorted(states, self.states), len(states) + np.arange(_ENDS))
        )
        pair, group = self.steps // GROUPS, self.steps % GROUPS
        source, target = place[pair // (n + _ENDS)], place[pair % (n + _ENDS)]
        key = (source * (len(states) + _ENDS) + target) * GROUPS + group
        worth = place[self.value.key // GROUPS] * GROUPS + self.value.key % GROUPS
        return key, self.count, KeyedSums(worth, self.value.parts)

    def found(self, times: Floats) -> Found:
        """
        Share the conversions out by what each channel's absence would lose.
        """
        of_pair = self.steps // GROUPS
        opens = np.ones(len(of_pair), dtype=np.bool_)
        opens[1:] = of_pair[1:] != of_pair[:-1]
        pair, row = of_pair[opens], np.cumsum(opens) - 1
        width = len(self.states) + _ENDS
        chain = Chain(len(self.states), pair // width, pair % width)
        holds = self._holds()
        is_linear = chain.is_large(len(times), len(holds))
        moved = self._linear(chain, row, times, holds) if is_linear else None
        total, lost, brought = self._drawn(chain, row, times, holds) if moved is None else moved
        removal = np.divide(
            lost, total[..., None], where=total[..., None] != 0, out=np.zeros(lost.shape)
        )
        # Rounding must not give a channel that loses nothing a trace of credit.
        removal[np.abs(removal) < _TRACE] = 0
        whole = removal.sum(axis=2, keepdims=True)
        share = np.divide(removal, whole, where=whole != 0, out=np.zeros(removal.shape))
        brought[1, 0] = joined(self.value.parts.sum(axis=0))
        credit = share * brought[..., None]
        return Found(
            credit[0, 0], credit[1, 0], credit[0, 1:], credit[1, 1:], removal[0, 0], removal[0, 1:]
        )

    def _drawn(
        self, chain: Chain, row: Ints, times: Floats, holds: Bools
    ) -> tuple[Floats, Floats, Floats]:
        """
        Solve the chain of all customers, and that of each draw.
        """
        n, everything = chain.n_states, np.concatenate((np.ones((1, GROUPS)), times))
        group, n_pairs = self.steps % GROUPS, len(chain.source)
        counts = redrawn(row, group, self.count.astype(np.float64), n_pairs, everything)
        rewards = np.zeros((2, len(everything), n))
        converts = chain.target == n + _CONVERTED
        rewards[0][:, chain.source[converts]] = counts[:, converts]
        of_state, group = self.value.key // GROUPS, self.value.key % GROUPS
        rewards[1] = redrawn(of_state, group, self.value.values, n, everything)
        return *chain.gains(counts, rewards, holds), rewards.sum(axis=2)

    def _linear(
        self, chain: Chain, row: Ints, times: Floats, holds: Bools
    ) -> tuple[Floats, Floats, Floats] | None:
        """
        Solve the chain of all customers, and tell by how much each group of them moves it.
        """
        n, group = chain.n_states, self.steps % GROUPS
        of_state, of_value = self.value.key // GROUPS, self.value.key % GROUPS
        counts = np.bincount(row, weights=self.count, minlength=len(chain.source))
        weights = counts.astype(np.float64)
        converts = chain.target == n + _CONVERTED
        rewards = np.zeros((2, n))
        rewards[0][chain.source[converts]] = weights[converts]
        rewards[1] = np.bincount(of_state, weights=self.value.values, minlength=n)
        found = chain.linear(weights, rewards, holds)
        if found is None:
            return None
        brought, adds, per_visit = found
        adds[0][converts] += per_visit[chain.source[converts]]
        # What a group adds: its steps, and what its conversions are worth.
        of_group = np.stack([grouped(group, row, self.count, one, GROUPS) for one in adds])
        of_group[1] += grouped(of_value, of_state, self.value.values, per_visit, GROUPS)
        once = np.concatenate((np.zeros((1, GROUPS)), times - 1))
        every = brought[:, None] + np.einsum("dg,kgc->kdc", once, of_group, optimize=True)
        is_end = np.flatnonzero(converts[row])
        sums = [
            np.bincount(of, weights=amount, minlength=GROUPS)
            for of, amount in ((group[is_end], self.count[is_end]), (of_value, self.value.values))
        ]
        return every[..., 0], every[..., :1] - every[..., 1:], np.stack(sums) @ (once + 1).T

    def _holds(self) -> Bools:
        """
        Tell which states hold each channel, (c, s).
        """
        found = np.zeros((self.n_channels, len(self.states)), dtype=np.bool_)
        rest, number = self.states.copy(), np.arange(len(self.states))
        while rest.any():
            rest, digit = np.divmod(rest, self.n_channels + 1)
            is_channel = digit > 0
            found[digit[is_channel] - 1, number[is_channel]] = True
        return found


#: Removal effects below this are rounding.
_TRACE = 1e-13


def _placed(code: Ints, n_codes: int) -> tuple[Ints, Ints]:
    """
    List the states that occur, and find the place of each among them.
    """
    if n_codes > _MOST_CELLS:
        states, place = np.unique(code, return_inverse=True)
        return states, place.astype(np.int64)
    occurs = np.zeros(n_codes, dtype=np.bool_)
    occurs[code] = True
    return np.flatnonzero(occurs).astype(np.int64), (np.cumsum(occurs) - 1)[code]


def _states(paths: Paths, order: int) -> tuple[Ints, Ints]:
    """
    Slide a window of so many touches along each path, and merge equal neighbours.
    """
    base = paths.n_channels + 1
    code = slid(paths.offsets, paths.channel, order, base)
    at = np.arange(len(paths.channel)) - np.repeat(paths.offsets[:-1], paths.lengths)
    path = paths.path
    # Windows end with a touch; the first whole one is the first state, or all of a short path.
    keep = at >= np.minimum(order, paths.lengths)[path] - 1
    code, path = code[keep], path[keep]
    differs = np.ones(len(code), dtype=np.bool_)
    differs[1:] = (code[1:] != code[:-1]) | (path[1:] != path[:-1])
    return code[differs], path[differs]
