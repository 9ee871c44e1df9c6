"""
What each player adds, averaged over every order in which players may come together.
"""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.hashing import mixed

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: Up to so many players every coalition is looked at; above it orders are drawn.
MOST_EXACT = 12

#: How many orders are drawn, each with its reverse.
ORDERS = 1_000


def shares_of_rate(
    members: Bools, gains: Floats, tries: Floats, seed: int = 0
) -> tuple[Floats, Floats]:
    """
    Share out the mean gain of a try among players.

    A coalition is worth the mean gain of the tries whose players all belong to it; a coalition
    without such a try is worth nothing.

    Args:
        members: The players of each set that occurs.
        gains: What the tries of each set gained, in each of several draws.
        tries: How many tries each set had.
        seed: Which orders are drawn when there are too many players to look at all.

    Shapes:
        s sets, c players, d draws; members (s, c); gains and tries (d, s); returns (d, c) and (c,).

    Units:
        those of the gain.

    Returns:
        The share of each player, which sum to the mean gain of all tries; and the standard error of
        each on account of drawn orders, zero when none were drawn.

    Source:
        Shapley (1953), Contributions to the Theory of Games II, 307-317; drawn orders as in Castro,
        Gomez & Tejada (2009), Computers & Operations Research 36, 1726-1730, in pairs.
    """
    n_players = members.shape[1]
    if n_players <= MOST_EXACT:
        return _exact(members, gains, tries), np.zeros(n_players)
    return _sampled(members, gains, tries, seed)


def _rate(gains: Floats, tries: Floats) -> Floats:
    return np.divide(gains, tries, where=tries > 0, out=np.zeros(gains.shape))


def _exact(members: Bools, gains: Floats, tries: Floats) -> Floats:
    c = members.shape[1]
    mask = members @ (1 << np.arange(c, dtype=np.int64))
    within = np.zeros((2, len(gains), 1 << c))
    for kind, amounts in enumerate((gains, tries)):
        np.add.at(within[kind].T, mask, amounts.T)
    coalition = np.arange(1 << c)
    for player in range(c):
        has = (coalition >> player) & 1 == 1
        within[:, :, has] += within[:, :, ~has]
    worth = _rate(within[0], within[1])
    size = np.bitwise_count(coalition.astype(np.uint64)).astype(np.int64)
    chance = np.asarray([factorial(k) * factorial(c - k - 1) for k in range(c)]) / factorial(c)
    found = np.zeros((len(gains), c))
    for player in range(c):
        outside = coalition[(coalition >> player) & 1 == 0]
        added = worth[:, outside | (1 << player)] - worth[:, outside]
        found[:, player] = added @ chance[size[outside]]
    return found


def _sampled(members: Bools, gains: Floats, tries: Floats, seed: int) -> tuple[Floats, Floats]:
    c = members.shape[1]
    total = np.zeros((len(gains), c))
    squares = np.zeros(c)
    for i in range(ORDERS):
        order = _order(c, i, seed)
        # An order and its reverse err in opposite directions.
        added = (
            _added(members, gains, tries, order) + _added(members, gains, tries, order[::-1])
        ) / 2
        total += added
        squares += added[0] ** 2
    mean = total / ORDERS
    spread = np.maximum(squares / ORDERS - mean[0] ** 2, 0)
    return mean, np.sqrt(spread / (ORDERS - 1))


def _order(c: int, number: int, seed: int) -> Ints:
    start = mixed(np.asarray([seed, number], dtype=np.int64).astype(np.uint64))
    words = mixed(np.arange(c, dtype=np.uint64) ^ start[0] ^ mixed(start[1:])[0])
    return np.argsort(words, kind="stable").astype(np.int64)


def _added(members: Bools, gains: Floats, tries: Floats, order: Ints) -> Floats:
    """
    Find what each player adds to those before it in one order.
    """
    c = len(order)
    place = np.empty(c, dtype=np.int64)
    place[order] = np.arange(c)
    # A set is complete with the last of its players.
    complete = np.where(members, place, -1).max(axis=1)
    by_place = np.argsort(complete, kind="stable")
    ends = np.searchsorted(complete[by_place], np.arange(c), side="right")
    running = [
        np.concatenate((np.zeros((len(gains), 1)), np.cumsum(one[:, by_place], axis=1)), axis=1)
        for one in (gains, tries)
    ]
    worth = _rate(running[0][:, ends], running[1][:, ends])
    found = np.empty(worth.shape)
    found[:, order] = np.diff(worth, axis=1, prepend=0.0)
    return found
