"""
Ways in which a directly-follows graph falls into parts.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from touchline.kernels.follows import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.kernels.follows import Follows

    Groups = list[frozenset[int]]


def choice_cut(follows: Follows) -> Groups | None:
    """
    Part activities between which nothing moves.

    Args:
        follows: The graph.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Two groups or more, or None.

    Source:
        Leemans, Fahland & van der Aalst (2013), LNCS 7927, definition 1.
    """
    groups = follows.components(follows.moves)
    return groups if len(groups) > 1 else None


def sequence_cut(follows: Follows) -> Groups | None:
    """
    Part activities between which all moves lead one way.

    Args:
        follows: The graph.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Two groups or more in order, or None.

    Source:
        Leemans, Fahland & van der Aalst (2013), LNCS 7927, definition 1.
    """
    reached = follows.reached()
    # Those that reach each other both ways, or neither way, cannot be told apart by order.
    unordered = [
        (a, b) for a, b in combinations(follows.labels, 2) if (b in reached[a]) == (a in reached[b])
    ]
    groups = follows.components(unordered)
    if len(groups) == 1:
        return None
    return sorted(groups, key=lambda group: -len(reached[min(group)] - group))


def parallel_cut(follows: Follows) -> Groups | None:
    """
    Part activities that follow each other in both orders.

    Args:
        follows: The graph.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Two groups or more, each with a start and an end; or None.

    Source:
        Leemans, Fahland & van der Aalst (2013), LNCS 7927, definition 1.
    """
    ordered = [
        (a, b)
        for a, b in combinations(follows.labels, 2)
        if (a, b) not in follows.moves or (b, a) not in follows.moves
    ]
    groups = follows.components(ordered)
    whole = [g for g in groups if g & set(follows.starts) and g & set(follows.ends)]
    partial = [g for g in groups if g not in whole]
    if len(whole) <= 1:
        return None
    # A group that cannot begin or end on its own belongs to another; the first one takes it.
    return [frozenset().union(whole[0], *partial), *whole[1:]]


def loop_cut(follows: Follows) -> Groups | None:
    """
    Part what is done from start to end from what leads back.

    Args:
        follows: The graph.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The body and one way back or more, or None.

    Source:
        Leemans, Fahland & van der Aalst (2013), LNCS 7927, definition 1.
    """
    starts, ends = frozenset(follows.starts), frozenset(follows.ends)
    body = starts | ends
    rest = [label for label in follows.labels if label not in body]
    groups = joined(rest, follows.moves)
    ways_back = [group for group in groups if _leads_back(group, follows, starts, ends)]
    if not ways_back:
        return None
    back = frozenset().union(*ways_back)
    return [frozenset(follows.labels) - back, *ways_back]


def _leads_back(
    group: frozenset[int], follows: Follows, starts: frozenset[int], ends: frozenset[int]
) -> bool:
    """
    Check that a group is entered from ends and left to starts only, and by all of them alike.
    """
    into = {move for move in follows.moves if move[1] in group and move[0] not in group}
    out = {move for move in follows.moves if move[0] in group and move[1] not in group}
    if not all(source in ends for source, _ in into):
        return False
    if not all(target in starts for _, target in out):
        return False
    return bool(into) and bool(out) and _is_alike(into, ends, 0) and _is_alike(out, starts, 1)


def _is_alike(moves: set[tuple[int, int]], borders: frozenset[int], side: int) -> bool:
    return all(
        frozenset(move[side] for move in moves if move[1 - side] == inner) == borders
        for inner in _inner(moves, side)
    )


def _inner(moves: set[tuple[int, int]], side: int) -> Iterator[int]:
    yield from {move[1 - side] for move in moves}
