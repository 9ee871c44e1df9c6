"""
How many touches back the next one depends on, judged by customers that were held out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._record import Record
from touchline.kernels.exact_sums import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_paths import Paths

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: How many orders are compared, and into how many parts customers are put for it.
ORDERS, FOLDS = 4, 5

#: So many customers are enough to judge by; of more, as many are chosen by their ids.
JUDGED = 100_000

#: A state that is visited less often is too rare to be learnt from.
_RARE = 5

#: What is added to every count, so that nothing is thought impossible.
_PRIOR = 0.5

#: Codes must stay below this.
_LARGEST = 1 << 62


class OrderScore(Record):
    """
    How well the chain of one order foretells the next touch of customers it has not seen.

    Args:
        order: How many touches back the chain looks.
        log_likelihood: The mean logarithm of the chance given to what happened next; the larger the
            better.
        predictions: How many next touches and ends were foretold.
        states: How many states there are.
        rare: How many of them are visited fewer than five times.
    """

    order: int
    log_likelihood: float
    predictions: int
    states: int
    rare: int


@dataclass(frozen=True, slots=True, eq=False)
class OrderCounts:
    """
    What came next after the latest touches.

    Args:
        n_channels: How many channels there are.
        by_order: For each order the keys that occur, sorted, and how often each; a key is the
            touches before, what came next, and the part of the customers.

    Shapes:
        at most `ORDERS` pairs of (k,) int64.

    Units:
        none.

    Source:
        docs/explanation/attribution.md.
    """

    n_channels: int
    by_order: tuple[tuple[Ints, Ints], ...]

    @classmethod
    def of(cls, paths: Paths) -> Self:
        """
        Count the bucket's touches with those before them.
        """
        plain = paths.without_repeats()
        n, m, width = plain.n_channels, len(plain.weight), plain.n_channels + 2
        # Each path is walked through once more with its end as a last touch.
        lengths = plain.lengths
        walked = lengths > 0
        path = np.repeat(np.arange(m, dtype=np.int64), lengths + walked)
        at = np.arange(len(path)) - np.repeat(
            np.cumsum(lengths + walked) - lengths - walked, lengths + walked
        )
        is_end = at == lengths[path]
        code = np.empty(len(path), dtype=np.int64)
        code[~is_end] = plain.channel
        code[is_end] = np.where(plain.is_converting[path[is_end]], n, n + 1)
        found, before = [], np.zeros(len(path), dtype=np.int64)
        for order in range(1, ORDERS + 1):
            if (n + 1) ** order * width * FOLDS >= _LARGEST:
                break
            has = np.flatnonzero(at >= order)
            before[has] += (code[has - order] + 1) * (n + 1) ** (order - 1)
            key = (before * width + code) * FOLDS + plain.group[path] % FOLDS
            found.append(added(key, plain.weight[path]))
        return cls(n, tuple(found))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        several = zip(*(part.by_order for part in parts), strict=True)
        joined = [[np.concatenate(arrays) for arrays in zip(*one, strict=True)] for one in several]
        return cls(parts[0].n_channels, tuple(added(*one) for one in joined))

    def scores(self) -> tuple[OrderScore, ...]:
        """
        Judge the orders until states become too rare.
        """
        found: list[OrderScore] = []
        for order, (key, count) in enumerate(self.by_order, start=1):
            score = self._score(order, key, count)
            if score is None or (found and 2 * score.rare > score.states):
                break
            found.append(score)
        return tuple(found)

    def _score(self, order: int, key: Ints, count: Ints) -> OrderScore | None:
        if not len(key):
            return None
        pair, fold = key // FOLDS, key % FOLDS
        _, pair_row = np.unique(pair, return_inverse=True)
        width = self.n_channels + 2
        before, row = np.unique(pair // width, return_inverse=True)
        outcomes = len(np.unique(pair % width))
        # What is known of a pair without the customers that are asked about.
        known = np.bincount(pair_row, weights=count)[pair_row] - count
        by_fold = np.bincount(row * FOLDS + fold, weights=count, minlength=len(before) * FOLDS)
        of_state = np.bincount(row, weights=count)
        rest = of_state[row] - by_fold[row * FOLDS + fold]
        chance = (known + _PRIOR) / (rest + _PRIOR * outcomes)
        total = count.sum()
        is_state = before > 0
        return OrderScore(
            order=order,
            log_likelihood=float((count * np.log(chance)).sum() / total),
            predictions=int(total),
            states=int(np.count_nonzero(is_state)),
            rare=int(np.count_nonzero(is_state & (of_state < _RARE))),
        )


def suggested(scores: tuple[OrderScore, ...]) -> int | None:
    """
    Choose the order that foretells best.

    Args:
        scores: The orders that were judged.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The best order, the smaller one of two that are alike; None when nothing was judged.

    Source:
        docs/explanation/attribution.md.
    """
    best = max(scores, key=lambda one: (one.log_likelihood, -one.order), default=None)
    return None if best is None else best.order
