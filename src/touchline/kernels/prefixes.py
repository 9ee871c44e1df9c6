"""
What a case did last, and what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.kernels.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]


def last_events(codes: Ints, first: Ints, order: int, n_codes: int) -> Ints:
    """
    Key each event by itself and by the events of its case just before it.

    Args:
        codes: What each event is, from 0.
        first: The first event of the case of each event.
        order: Up to how many events a key tells apart.
        n_codes: How many codes there are; its power of `order` fits into 63 bits.

    Shapes:
        codes and first (m,); returns (order + 1, m) int64.

    Units:
        none.

    Returns:
        For every length from 0 to `order` the key of the last so many events; the first digit, in
        base n_codes + 1, is the latest event, and 0 stands before the beginning of a case.

    Source:
        By definition.
    """
    place = np.arange(len(codes))
    keys = np.zeros((order + 1, len(codes)), dtype=np.int64)
    for back in range(order):
        is_there = place - back >= first
        digit = np.where(is_there, codes[np.maximum(place - back, 0)] + 1, 0)
        keys[back + 1] = keys[back] + digit * (n_codes + 1) ** back
    return keys


@dataclass(frozen=True, slots=True, eq=False)
class StateCounts:
    """
    How often each state was met, and how often with success.

    Args:
        key: The states.
        n: How often each was met.
        hits: How often with success.
        cases: By how many cases.
        squares: The sum over cases of their n squared.
        products: Of their n times their hits.
        hit_squares: Of their hits squared.

    Shapes:
        s states; every array (s,) int64.

    Units:
        none.
    """

    key: Ints
    n: Ints
    hits: Ints
    cases: Ints
    squares: Ints
    products: Ints
    hit_squares: Ints

    @classmethod
    def of(cls, key: Ints, case: Ints, is_hit: Bools) -> Self:
        """
        Count what was met.

        Args:
            key: The state at each moment.
            case: Whose it was.
            is_hit: What came of it.

        Shapes:
            r moments; every array (r,).

        Units:
            none.

        Returns:
            One entry a state.

        Source:
            By definition.
        """
        states, place = np.unique(key, return_inverse=True)
        width = max(len(states), 1)
        own, at = np.unique(case * width + place, return_inverse=True)
        n = np.bincount(at, minlength=len(own)).astype(np.int64)
        hits = np.bincount(at[is_hit], minlength=len(own)).astype(np.int64)
        state = own % width
        columns = (n, hits, np.ones_like(n), n * n, n * hits, hits * hits)
        return cls(states, *(_summed(column, state, len(states)) for column in columns))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of parts of the data that share no case.

        Args:
            parts: At least one.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The counts of all.

        Source:
            By definition.
        """
        names = ("n", "hits", "cases", "squares", "products", "hit_squares")
        states, place = np.unique(np.concatenate([x.key for x in parts]), return_inverse=True)
        columns = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
        return cls(states, *(_summed(column, place, len(states)) for column in columns))

    def share(self, state: int) -> tuple[float, tuple[float, float] | None]:
        """
        Estimate the chance of success in one state.

        Args:
            state: Its place.

        Shapes:
            scalars.

        Units:
            shares in [0, 1].

        Returns:
            The share of successes, and Wilson's interval at the effective number of independent
            moments: those of one case are not independent.

        Source:
            Kish (1965), Survey Sampling, section 8.2, with the variance of a ratio over clusters.
        """
        n, hits, cases = int(self.n[state]), int(self.hits[state]), int(self.cases[state])
        share = hits / n
        size = float(cases)
        if 0 < hits < n and cases > 1:
            spread = int(self.hit_squares[state]) - 2 * share * int(self.products[state])
            spread += share * share * int(self.squares[state])
            variance = cases / (cases - 1) * max(spread, 0.0) / n**2
            size = min(float(n), share * (1 - share) / variance) if variance else float(n)
        return share, wilson(share * size, size)


def area_under_curve(scores: Floats, n: Ints, hits: Ints) -> float | None:
    """
    Tell how well scores part successes from the rest.

    Args:
        scores: The score of each group.
        n: How many moments have it.
        hits: How many of them succeeded.

    Shapes:
        g groups; every array (g,).

    Units:
        a probability.

    Returns:
        The chance that a success has a higher score than another, equal scores counting half; None
        without both kinds.

    Source:
        Hanley & McNeil (1982), Radiology 143, 29-36.
    """
    values, place = np.unique(scores, return_inverse=True)
    good = _summed(hits, place, len(values))
    bad = _summed(n - hits, place, len(values))
    if not good.sum() or not bad.sum():
        return None
    below = np.cumsum(bad) - bad
    # Twice the count stays whole, so that the order of groups cannot matter.
    twice = sum(
        int(g) * (2 * int(low) + int(b)) for g, low, b in zip(good, below, bad, strict=True)
    )
    return twice / (2 * int(good.sum()) * int(bad.sum()))


def _summed(column: Ints, place: Ints, n: int) -> Ints:
    total = np.zeros(n, dtype=np.int64)
    np.add.at(total, place, column)
    return total
