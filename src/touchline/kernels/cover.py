"""
Few edges that carry many whole paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

#: Bits in a machine word.
_WORD = 64

#: Among more paths than this only the heaviest are offered for a place of their own.
MOST_OFFERED = 5000


def cover_paths(
    paths: Sequence[int],
    weights: Sequence[int],
    wanted: int,
    is_sound: Callable[[int], bool],
) -> int:
    """
    Choose few edges so that enough weight of paths runs on chosen edges only.

    The smallest such set is as hard to find as a set cover, so it is built greedily: whole paths
    join in the order of weight gained for each new edge, until the wanted weight is carried and the
    set is sound; then edges that turned out not to be needed leave, the lightest first.

    Args:
        paths: The edges of each path, as the bits of an integer.
        weights: How much each path weighs; heavier paths should come first.
        wanted: The weight to carry.
        is_sound: What a set of edges must keep; the set of all edges must pass.

    Shapes:
        v paths, v weights.

    Units:
        weights in cases.

    Returns:
        The chosen edges, as the bits of an integer.

    Cost:
        O(v x edges x chosen paths).

    Source:
        Chvátal (1979), Mathematics of Operations Research 4, 233-235, for the greedy order.
    """
    loads = _Loads.of(paths, weights)
    chosen = 0
    while loads.carried(chosen) < wanted:
        chosen |= _best_path(paths, weights, chosen)
    for path in paths:
        if is_sound(chosen):
            break
        chosen |= path
    return _pruned(chosen, loads, wanted, is_sound)


@dataclass(frozen=True, slots=True, eq=False)
class _Loads:
    """
    The paths as rows of 64-bit words, so that all of them are looked at in one go.
    """

    words: npt.NDArray[np.uint64]
    weights: npt.NDArray[np.int64]

    @classmethod
    def of(cls, paths: Sequence[int], weights: Sequence[int]) -> _Loads:
        n_words = max((path.bit_length() for path in paths), default=0) // _WORD + 1
        written = b"".join(path.to_bytes(n_words * 8, "little") for path in paths)
        words = np.frombuffer(written, dtype="<u8").reshape(len(paths), n_words)
        return cls(words.astype(np.uint64), np.asarray(weights, dtype=np.int64))

    def carried(self, chosen: int) -> int:
        """
        Sum the weight of the paths that run on chosen edges only.
        """
        everything = (1 << self.words.shape[1] * _WORD) - 1
        others = (everything & ~chosen).to_bytes(self.words.shape[1] * 8, "little")
        backend = fast("cover", len(self.words))
        if backend is not None:
            return int(backend.carried(self.words, np.frombuffer(others, "<u8"), self.weights))
        strays = (self.words & np.frombuffer(others, dtype="<u8")).any(axis=1)
        return int(self.weights[~strays].sum())

    def load(self, edge: int) -> int:
        """
        Sum the weight of the paths that use one edge.
        """
        word, bit = divmod(edge, _WORD)
        uses = self.words[:, word] >> np.uint64(bit) & np.uint64(1)
        return int(self.weights[uses == 1].sum())


def _best_path(paths: Sequence[int], weights: Sequence[int], chosen: int) -> int:
    gained: dict[int, int] = {}
    for path, weight in zip(paths[:MOST_OFFERED], weights[:MOST_OFFERED], strict=True):
        new = path & ~chosen
        if new:
            gained[new] = gained.get(new, 0) + weight
    if not gained:
        # Only paths beyond the offered ones are left; the heaviest of them joins.
        return next(path for path in paths if path & ~chosen)
    # Of equals, the one of fewer edges and then of the lower bits, so that the answer is one.
    return max(gained, key=lambda new: (gained[new] / new.bit_count(), -new.bit_count(), -new))


def _pruned(chosen: int, loads: _Loads, wanted: int, is_sound: Callable[[int], bool]) -> int:
    edges = [i for i in range(chosen.bit_length()) if chosen >> i & 1]
    load = {edge: loads.load(edge) for edge in edges}
    for edge in sorted(edges, key=lambda edge: (load[edge], edge)):
        without = chosen & ~(1 << edge)
        if is_sound(without) and loads.carried(without) >= wanted:
            chosen = without
    return chosen


def is_through(edges: int, nodes: Sequence[int], size: int) -> bool:
    """
    Check that every node lies on a way from start to end.

    Args:
        edges: The edges as bits; bit `source * size + target`.
        nodes: The nodes, below `size - 2`.
        size: How many nodes there are, the start (`size - 2`) and the end (`size - 1`) included.

    Shapes:
        none.

    Units:
        none.

    Returns:
        True when each node can be reached from the start and reaches the end.

    Source:
        By definition.
    """
    ahead: dict[int, set[int]] = {}
    back: dict[int, set[int]] = {}
    for bit in range(edges.bit_length()):
        if edges >> bit & 1:
            source, target = divmod(bit, size)
            ahead.setdefault(source, set()).add(target)
            back.setdefault(target, set()).add(source)
    reached, reaching = _reach(ahead, size - 2), _reach(back, size - 1)
    return all(node in reached and node in reaching for node in nodes)


def _reach(neighbours: dict[int, set[int]], origin: int) -> set[int]:
    seen, frontier = {origin}, [origin]
    while frontier:
        for node in neighbours.get(frontier.pop(), set()) - seen:
            seen.add(node)
            frontier.append(node)
    return seen
