"""
The moves of cases between activities, counted so that cases can be drawn again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from touchline.analysis._groups import groups_of
from touchline.kernels.interventions import TransitionMatrix
from touchline.kernels.resample import GROUPS, drawn, redrawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: With more pairs of activities than this no second order is solved.
MOST_PAIRS = 2500


@dataclass(frozen=True, slots=True, eq=False)
class MoveCounts:
    """
    How often each activity follows each, by group of cases, and by the activity before.

    With k activities, k stands for the start where a move leaves and for the goal where it leads,
    and k + 1 for the exit.

    Args:
        pairs: TransitionMatrix and groups: source, target, group as one number.
        pair_count: How often.
        triples: TransitionMatrix and what came before them: before, source, target as one number.
        triple_count: How often.
        worths: What the completing events are worth, each value once.
        worth_count: How many are worth so much.
        paths: How many cases walked.
        completed: How many of them reached the target.
        open: How many more may still reach it.
        n_matched: Events that the target matches.

    Shapes:
        pairs, pair_count (p,); triples, triple_count (q,); worths, worth_count (w,).

    Units:
        moves and cases.

    Source:
        docs/explanation/what-if.md.
    """

    pairs: Ints
    pair_count: Ints
    triples: Ints
    triple_count: Ints
    worths: Floats
    worth_count: Ints
    paths: int
    completed: int
    open: int
    n_matched: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        pairs, pair_count = _added([(p.pairs, p.pair_count) for p in parts])
        triples, triple_count = _added([(p.triples, p.triple_count) for p in parts])
        worths, worth_count = _added([(p.worths, p.worth_count) for p in parts])
        return cls(
            pairs,
            pair_count,
            triples,
            triple_count,
            worths,
            worth_count,
            sum(part.paths for part in parts),
            sum(part.completed for part in parts),
            sum(part.open for part in parts),
            sum(part.n_matched for part in parts),
        )

    @property
    def mean_worth(self) -> float | None:
        """
        What a completion is worth in the mean; None when no completing event says so.
        """
        n = int(self.worth_count.sum())
        return math.fsum(self.worths * self.worth_count) / n if n else None

    def first_order(self, n_codes: int) -> TransitionMatrix:
        """
        Build the chain in which only the present activity counts.

        Args:
            n_codes: How many activities there are.

        Shapes:
            scalar.

        Units:
            none.

        Returns:
            The chain.

        Source:
            docs/explanation/what-if.md.
        """
        source, target, _ = _split(self.pairs, n_codes)
        counts = np.zeros((n_codes + 1, n_codes + 2))
        np.add.at(counts, (source, target), self.pair_count)
        return TransitionMatrix.of(np.arange(n_codes), counts)

    def redrawn(self, n_codes: int, n_draws: int, seed: int) -> Iterator[TransitionMatrix]:
        """
        Build the same chain from cases drawn with replacement.

        Args:
            n_codes: How many activities there are.
            n_draws: How many times.
            seed: Which sequence of draws.

        Shapes:
            scalars.

        Units:
            none.

        Yields:
            A chain a draw.

        Source:
            `touchline.kernels.resample`.
        """
        source, target, group = _split(self.pairs, n_codes)
        cells, row = np.unique(source * (n_codes + 2) + target, return_inverse=True)
        times = drawn(n_draws, seed)
        amounts = self.pair_count.astype(np.float64)
        for weights in redrawn(row, group, amounts, len(cells), times):
            counts = np.zeros((n_codes + 1) * (n_codes + 2))
            counts[cells] = weights
            yield TransitionMatrix.of(np.arange(n_codes), counts.reshape(n_codes + 1, -1))

    def second_order(
        self, n_codes: int, added: Sequence[tuple[int, int]]
    ) -> TransitionMatrix | None:
        """
        Build the chain in which the activity before counts too.

        Args:
            n_codes: How many activities there are.
            added: Pairs to have besides those that occur; whoever comes to one that nobody was at
                goes on as everybody at its second activity.

        Shapes:
            scalar.

        Units:
            none.

        Returns:
            The chain, whose states are pairs; None for too many pairs.

        Source:
            docs/explanation/what-if.md.
        """
        width = n_codes + 2
        before, source = self.triples // width**2, self.triples // width % width
        target = self.triples % width
        is_first = source == n_codes
        pair = before * width + source
        states = np.unique([*pair[~is_first].tolist(), *(a * width + b for a, b in added)]).astype(
            np.int64
        )
        if len(states) > MOST_PAIRS:
            return None
        n = len(states)
        counts = np.zeros((n + 1, n + 2))
        row = np.where(is_first, n, np.searchsorted(states, pair))
        inner = target < n_codes
        column = np.where(inner, np.searchsorted(states, source * width + target), n)
        column[target == n_codes] = n
        column[target == n_codes + 1] = n + 1
        np.add.at(counts, (row, column), self.triple_count)
        label, earlier = states % width, states // width
        for state in np.flatnonzero(counts[:n].sum(axis=1) == 0):
            alike = np.flatnonzero(label == label[state])
            counts[state] = counts[alike].sum(axis=0)
        return TransitionMatrix.of(label, counts, earlier)


def counted_moves(
    code: Ints,
    case: Ints,
    *,
    is_complete: Bools,
    straight: Ints,
    cases: Sequence[str],
    n_codes: int,
) -> tuple[Ints, Ints, Ints, Ints]:
    """
    Count moves by group and by what came before.

    Args:
        code: The activities of all cases, in order, without the completing event.
        case: Their cases.
        is_complete: Which cases completed.
        straight: The cases that completed with their first event.
        cases: The ids of all cases.
        n_codes: How many activities there are.

    Shapes:
        code, case (m,) int64; is_complete (n,) bool; straight (k,) int64.

    Units:
        moves.

    Returns:
        Pairs with groups, their counts, triples, and their counts, as `MoveCounts` has them.

    Source:
        By definition.
    """
    width = n_codes + 2
    is_first = np.ones(len(code), dtype=np.bool_)
    is_first[1:] = case[1:] != case[:-1]
    is_last = np.append(is_first[1:], np.ones(min(len(code), 1), dtype=np.bool_))
    last = np.where(is_complete[case], n_codes, n_codes + 1)
    following = np.where(is_last, last, np.append(code[1:], 0)[: len(code)])
    earlier = np.where(is_first, n_codes, np.append(0, code[:-1])[: len(code)])
    every_group = groups_of(cases)
    group = every_group[case]
    first = np.flatnonzero(is_first)
    start = np.full(len(first) + len(straight), n_codes)
    source = np.concatenate((code, start))
    target = np.concatenate((following, code[first], np.full(len(straight), n_codes)))
    of_group = np.concatenate((group, group[first], every_group[straight]))
    pairs, pair_count = np.unique((source * width + target) * GROUPS + of_group, return_counts=True)
    before = np.concatenate((earlier, start))
    triples, triple_count = np.unique(
        (before * width + source) * width + target, return_counts=True
    )
    return pairs, pair_count, triples, triple_count


def _split(pairs: Ints, n_codes: int) -> tuple[Ints, Ints, Ints]:
    width = n_codes + 2
    move, group = pairs // GROUPS, pairs % GROUPS
    return move // width, move % width, group


def _added(parts: Sequence[tuple[npt.NDArray[Any], Ints]]) -> tuple[npt.NDArray[Any], Ints]:
    key, place = np.unique(np.concatenate([key for key, _ in parts]), return_inverse=True)
    total = np.zeros(len(key), dtype=np.int64)
    np.add.at(total, place, np.concatenate([count for _, count in parts]))
    return key, total
