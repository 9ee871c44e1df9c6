"""
Words laid beside a plan with as few departures as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Costs = npt.NDArray[np.int32]
    Places = npt.NDArray[np.int16]

#: More departures than any word can have.
_FAR = np.int32(1 << 29)

#: Entries of the tables of one batch of words.
_BATCH = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """
    The ways that a plan allows between its steps.

    Args:
        ways: Whether one may go from a place to a step; place 0 is the start, place i + 1 is where
            step i has just been done.
        ends: At which places the plan may be over.

    Shapes:
        k steps; ways (k + 1, k) bool; ends (k + 1,) bool.

    Units:
        none.

    Source:
        docs/explanation/alignment.md.
    """

    ways: Bools
    ends: Bools

    @property
    def distances(self) -> tuple[Costs, Bools]:
        """
        How many steps must be left out to get from place to place, and which these are.

        The shortest way is taken; of several the one over the lowest steps.
        """
        n, k = self.ways.shape
        costs = np.full((n, n), _FAR, dtype=np.int32)
        skips = np.zeros((n, n, k), dtype=np.bool_)
        for origin in range(n):
            costs[origin, origin] = 0
            frontier = [origin]
            while frontier:
                here = frontier.pop(0)
                for step in np.flatnonzero(self.ways[here]).tolist():
                    if costs[origin, step + 1] == _FAR:
                        costs[origin, step + 1] = costs[origin, here] + 1
                        skips[origin, step + 1] = skips[origin, here]
                        skips[origin, step + 1, step] = True
                        frontier.append(step + 1)
        return costs, skips

    @property
    def shortest(self) -> int:
        """
        How many steps it takes to get through the plan.
        """
        costs, _ = self.distances
        return int(costs[0][self.ends].min(initial=_FAR))


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """
    How each word departs from a plan at the least.

    Args:
        cost: Departures in all: steps left out and events out of place.
        skipped: Steps that were left out.
        done: How often each step was done where the plan has it.
        strayed: How often an event of each step was out of place.
        place: Where in the plan each word stops.

    Shapes:
        v words, k steps; cost and place (v,) int64; skipped (v, k) bool; done and strayed (v, k)
        int64.

    Units:
        events.
    """

    cost: Ints
    skipped: Bools
    done: Ints
    strayed: Ints
    place: Ints

    @classmethod
    def blank(cls, n_words: int, n_steps: int) -> Self:
        """
        Make room for the results of words.

        Args:
            n_words: How many words.
            n_steps: How many steps the plan has.

        Shapes:
            scalars.

        Units:
            none.

        Returns:
            Zeros.

        Source:
            None needed.
        """
        shape = (n_words, n_steps)
        return cls(
            np.zeros(n_words, dtype=np.int64),
            np.zeros(shape, dtype=np.bool_),
            np.zeros(shape, dtype=np.int64),
            np.zeros(shape, dtype=np.int64),
            np.zeros(n_words, dtype=np.int64),
        )


def align(plan: Plan, meant: Ints, offsets: Ints, *, to_the_end: bool) -> Aligned:
    """
    Find for each word the fewest departures from a plan.

    An event that a step of the plan recognises costs nothing where the plan has that step; else it
    is out of place and costs one, as does every step that is left out on the way. Among equally
    good alignments, the one that gets furthest in the plan is taken, and events are rather in place
    than not.

    Args:
        plan: The ways that are allowed.
        meant: Which steps each event can be, as bits.
        offsets: Where each word begins, and where the last one ends.
        to_the_end: Steps that are missing at the end are left out too; else a word may stop at any
            place.

    Shapes:
        m events, v words; meant (m,) int64; offsets (v + 1,).

    Units:
        none.

    Returns:
        The alignments.

    Cost:
        O(m x k²) in arrays over all words of a batch.

    Source:
        van der Aalst, Adriansyah & van Dongen (2012), Replaying history on process models, WIREs
        Data Mining and Knowledge Discovery 2, 182-192, with costs of one; solved by dynamic
        programming since the places of a plan are few. Words that may stop anywhere: Adriansyah,
        van Dongen & Zannone (2013), Controlling break-the-glass through alignment, SocialCom.
    """
    lengths = np.diff(offsets)
    found = Aligned.blank(len(lengths), plan.ways.shape[1])
    order = np.argsort(-lengths, kind="stable")
    for rows in _batches(order, lengths, len(plan.ends)):
        table = _Table.of(plan, meant, offsets[rows], lengths[rows])
        table.write(found, rows, to_the_end=to_the_end)
    return found


def _batches(order: Ints, lengths: Ints, n_places: int) -> Iterator[Ints]:
    begin = 0
    while begin < len(order):
        longest = int(lengths[order[begin]]) + 1
        size = max(1, _BATCH // (longest * n_places))
        yield order[begin : begin + size]
        begin += size


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """
    The fewest departures of each beginning of some words, the longest word first, and how they were
    reached: from where steps were left out, and from where an event was taken to be in place.
    """

    plan: Plan
    meant: Ints
    begins: Ints
    lengths: Ints
    costs: Costs
    skips: Bools
    total: Costs
    left: list[Places]
    came: list[Places]

    @classmethod
    def of(cls, plan: Plan, meant: Ints, begins: Ints, lengths: Ints) -> Self:
        costs, skips = plan.distances
        n, size = len(begins), len(plan.ends)
        now = np.broadcast_to(costs[0], (n, size)).astype(np.int32)
        total = now.copy()
        left: list[Places] = []
        came: list[Places] = []
        for position in range(int(lengths.max(initial=0))):
            # Longer words stand first, so that those still under way are the first rows.
            alive = int(np.searchsorted(-lengths, -position, side="left"))
            now, from_place = _taken(plan, meant[begins[:alive] + position], now[:alive])
            now, skipped_from = _closed(now, costs)
            came.append(from_place)
            left.append(skipped_from)
            total[:alive] = now
        return cls(plan, meant, begins, lengths, costs, skips, total, left, came)

    def write(self, found: Aligned, rows: Ints, *, to_the_end: bool) -> None:
        total = np.where(self.plan.ends, self.total, _FAR) if to_the_end else self.total
        # Of equals, the alignment that gets furthest in the plan is told.
        place = total.shape[1] - 1 - total[:, ::-1].argmin(axis=1).astype(np.int64)
        every = np.arange(len(rows))
        found.cost[rows] = total[every, place]
        found.place[rows] = place
        for position in reversed(range(len(self.left))):
            alive = len(self.left[position])
            here, own = np.arange(alive), rows[:alive]
            before = self.left[position][here, place[:alive]].astype(np.int64)
            found.skipped[own] |= self.skips[before, place[:alive]]
            source = self.came[position][here, before].astype(np.int64)
            is_in_place = source >= 0
            np.add.at(found.done, (own[is_in_place], before[is_in_place] - 1), 1)
            events = self.meant[self.begins[:alive] + position]
            np.add.at(found.strayed, (own[~is_in_place], _lowest(events[~is_in_place])), 1)
            place[:alive] = np.where(is_in_place, source, before)
        found.skipped[rows] |= self.skips[0, place]


def _taken(plan: Plan, events: Ints, now: Costs) -> tuple[Costs, Places]:
    """
    Take one event of each word as out of place, or as one of its steps.
    """
    best = now + np.int32(1)
    came = np.full(now.shape, -1, dtype=np.int16)
    for step in range(plan.ways.shape[1]):
        sources = np.flatnonzero(plan.ways[:, step])
        is_meant = (events >> step & 1).astype(np.bool_)
        if not len(sources) or not is_meant.any():
            continue
        offers = now[:, sources]
        pick = offers.argmin(axis=1)
        offer = np.take_along_axis(offers, pick[:, None], axis=1)[:, 0]
        is_better = is_meant & (offer <= best[:, step + 1])
        best[is_better, step + 1] = offer[is_better]
        came[is_better, step + 1] = sources[pick[is_better]]
    return best, came


def _closed(now: Costs, costs: Costs) -> tuple[Costs, Places]:
    """
    Leave out steps after an event where that is cheaper than what is known.
    """
    best = now.copy()
    left = np.broadcast_to(np.arange(now.shape[1], dtype=np.int16), now.shape).copy()
    for origin in range(now.shape[1]):
        offer = now[:, origin, None] + costs[origin]
        is_better = offer < best
        best[is_better] = offer[is_better]
        left[is_better] = origin
    return best, left


def _lowest(events: Ints) -> Ints:
    bits = events & -events
    return np.asarray(np.log2(bits.astype(np.float64)), dtype=np.int64)
