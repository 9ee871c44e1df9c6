"""
What directly follows what in a few words, and where they begin and end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Follows:
    """
    A directly-follows graph.

    Args:
        labels: The activities, in order.
        moves: How often one directly follows another.
        starts: How often a word begins with each.
        ends: How often a word ends with each.

    Shapes:
        none.

    Units:
        cases for starts and ends, moves otherwise.

    Source:
        van der Aalst (2016), Process Mining, 2nd edition, section 6.2.
    """

    labels: tuple[int, ...]
    moves: Mapping[tuple[int, int], int]
    starts: Mapping[int, int]
    ends: Mapping[int, int]

    @classmethod
    def of(cls, words: Mapping[tuple[int, ...], int]) -> Self:
        """
        Count the moves of words.

        Args:
            words: The different words, none of them empty, and how often each occurs.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The graph.

        Source:
            By definition.
        """
        moves: Counter[tuple[int, int]] = Counter()
        starts: Counter[int] = Counter()
        ends: Counter[int] = Counter()
        labels: set[int] = set()
        for word, n in words.items():
            labels.update(word)
            starts[word[0]] += n
            ends[word[-1]] += n
            for move in pairwise(word):
                moves[move] += n
        return cls(tuple(sorted(labels)), moves, starts, ends)

    def without_rare(self, noise: float) -> Self:
        """
        Leave out moves that are rare beside others out of the same activity.

        Args:
            noise: A move, or an end, is rare below this share of the most frequent one.

        Shapes:
            none.

        Units:
            a share.

        Returns:
            The graph with all its activities.

        Source:
            Leemans, Fahland & van der Aalst (2014), LNBIP 171, 66-78, section 3.
        """
        most = Counter(self.ends)
        for (source, _), n in self.moves.items():
            most[source] = max(most[source], n)
        most_starts = max(self.starts.values(), default=0)
        most_ends = max(self.ends.values(), default=0)
        return type(self)(
            self.labels,
            {move: n for move, n in self.moves.items() if n >= noise * most[move[0]]},
            {label: n for label, n in self.starts.items() if n >= noise * most_starts},
            {label: n for label, n in self.ends.items() if n >= noise * most_ends},
        )

    def components(self, edges: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
        """
        Find which activities hang together.

        Args:
            edges: Pairs that do.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The groups, that with the lowest activity first.

        Source:
            By definition.
        """
        return joined(self.labels, edges)

    def reached(self) -> dict[int, frozenset[int]]:
        """
        Find what can be reached from each activity by one move or more.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The activities by activity.

        Source:
            By definition.
        """
        ahead: dict[int, set[int]] = {label: set() for label in self.labels}
        for source, target in self.moves:
            ahead[source].add(target)
        return {label: _closure(ahead, label) for label in self.labels}


def joined(labels: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """
    Group what edges connect.

    Args:
        labels: All that is to be grouped.
        edges: Pairs that belong together; others are passed over.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The groups, that with the lowest label first.

    Source:
        By definition.
    """
    near: dict[int, set[int]] = {label: set() for label in labels}
    for one, other in edges:
        if one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    found: list[frozenset[int]] = []
    seen: set[int] = set()
    for label in sorted(near):
        if label not in seen:
            found.append(_closure(near, label) | {label})
            seen |= found[-1]
    return found


def _closure(ahead: Mapping[int, set[int]], origin: int) -> frozenset[int]:
    seen: set[int] = set()
    frontier = [origin]
    while frontier:
        fresh = ahead[frontier.pop()] - seen
        seen |= fresh
        frontier.extend(sorted(fresh))
    return frozenset(seen)
