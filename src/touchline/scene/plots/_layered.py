"""
Layers for a directed graph, with few crossings: who stands in which column, how far down.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Sweeps that order the layers, and rounds that straighten the edges.
_SWEEPS, _ROUNDS = 12, 16


class Edge(NamedTuple):
    """
    One edge.

    Args:
        source: The place of the node it leaves.
        target: The place of the node it reaches.
        weight: How much it counts.
    """

    source: int
    target: int
    weight: float


class Layered(NamedTuple):
    """
    A finished layout.

    Args:
        layers: The layer of each node, from 0.
        middles: How far down the middle of each node lies, from 0.
        routes: For each edge the layers and heights it passes, from its source to its target.
        backward: Which edges lead against the direction of the layers.
        height: How far down the lowest node reaches.
    """

    layers: tuple[int, ...]
    middles: tuple[float, ...]
    routes: tuple[tuple[tuple[int, float], ...], ...]
    backward: frozenset[int]
    height: float


@dataclass(slots=True)
class _Board:
    """
    Nodes and the points where long edges pass a layer.
    """

    layers: list[int]
    sizes: list[float]
    middles: list[float]
    joined: dict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    columns: list[list[int]] = field(default_factory=list)

    def join(self, one: int, other: int, weight: float) -> None:
        self.joined[one].append((other, weight))
        self.joined[other].append((one, weight))

    def beside(self, node: int, *, is_before: bool) -> list[tuple[int, float]]:
        own = self.layers[node]
        return [
            (other, weight)
            for other, weight in self.joined[node]
            if (self.layers[other] < own) == is_before
        ]


def layered(sizes: Sequence[float], edges: Sequence[Edge], *, gap: float, thin: float) -> Layered:
    """
    Lay a directed graph out in layers.

    Args:
        sizes: The height of each node.
        edges: The edges; one that leaves and reaches the same node counts for nothing.
        gap: The least space between two nodes of a layer.
        thin: The room of an edge that passes a layer.

    Returns:
        The layout; it depends on nothing but what is given.

    Source:
        The framework of K. Sugiyama et al. (1981); backward edges by the greedy heuristic of
        P. Eades et al. (1993).
    """
    order = _ranks(len(sizes), edges)
    backward = frozenset(
        i for i, edge in enumerate(edges) if order[edge.source] > order[edge.target]
    )
    onward = [
        (edge.target, edge.source) if i in backward else (edge.source, edge.target)
        for i, edge in enumerate(edges)
    ]
    layers = _layers(len(sizes), [pair for pair in onward if pair[0] != pair[1]], order)
    board = _Board(layers, list(sizes), [0.0] * len(sizes))
    chains = [
        _chain(board, pair, edge.weight, thin) for pair, edge in zip(onward, edges, strict=True)
    ]
    _order(board)
    _straighten(board, gap)
    routes = []
    for i, chain in enumerate(chains):
        route = tuple((board.layers[node], board.middles[node]) for node in chain)
        routes.append(route[::-1] if i in backward else route)
    n = len(sizes)
    low = max((board.middles[i] + board.sizes[i] / 2 for i in range(len(board.sizes))), default=0.0)
    return Layered(tuple(board.layers[:n]), tuple(board.middles[:n]), tuple(routes), backward, low)


def _ranks(n: int, edges: Sequence[Edge]) -> list[int]:
    """
    Order the nodes so that little weight leads backwards.
    """
    out: dict[int, float] = defaultdict(float)
    into: dict[int, float] = defaultdict(float)
    for edge in edges:
        if edge.source != edge.target:
            out[edge.source] += edge.weight
            into[edge.target] += edge.weight
    left, first, last = set(range(n)), list[int](), list[int]()
    while left:
        sink = next((node for node in sorted(left) if out[node] <= 0), None)
        source = next((node for node in sorted(left) if into[node] <= 0), None)
        if source is not None:
            node = source
            first.append(node)
        elif sink is not None:
            node = sink
            last.append(node)
        else:
            node = max(sorted(left), key=lambda one: out[one] - into[one])
            first.append(node)
        left.discard(node)
        for edge in edges:
            if edge.source == node and edge.target in left:
                into[edge.target] -= edge.weight
            if edge.target == node and edge.source in left:
                out[edge.source] -= edge.weight
    ranks = [0] * n
    for place, node in enumerate([*first, *reversed(last)]):
        ranks[node] = place
    return ranks


def _layers(n: int, pairs: Sequence[tuple[int, int]], order: Sequence[int]) -> list[int]:
    """
    Put each node one layer beyond the farthest that leads to it.
    """
    layers = [0] * n
    for node in sorted(range(n), key=lambda one: order[one]):
        before = [layers[source] + 1 for source, target in pairs if target == node]
        layers[node] = max(before, default=0)
    # A node that nothing leads to stands right before what it leads to.
    for node in sorted(range(n), key=lambda one: -order[one]):
        if not any(target == node for _, target in pairs):
            after = [layers[target] for source, target in pairs if source == node]
            layers[node] = max(min(after, default=1) - 1, 0)
    return layers


def _chain(board: _Board, pair: tuple[int, int], weight: float, thin: float) -> list[int]:
    """
    Give a long edge a point in every layer that it passes.
    """
    source, target = pair
    chain = [source]
    for layer in range(board.layers[source] + 1, board.layers[target]):
        board.layers.append(layer)
        board.sizes.append(thin)
        board.middles.append(0.0)
        chain.append(len(board.layers) - 1)
    chain.append(target)
    for one, other in pairwise(chain):
        if one != other:
            board.join(one, other, weight)
    return chain


def _order(board: _Board) -> None:
    """
    Sweep over the layers, each sorted by the middle of its neighbours, and keep the best order.
    """
    columns: list[list[int]] = [[] for _ in range(max(board.layers, default=-1) + 1)]
    for node, layer in enumerate(board.layers):
        columns[layer].append(node)
    best, fewest = [list(column) for column in columns], _crossings(board, columns)
    for sweep in range(_SWEEPS):
        is_onward = sweep % 2 == 0
        places = {node: i for column in columns for i, node in enumerate(column)}
        for layer in range(len(columns)) if is_onward else range(len(columns) - 1, -1, -1):
            column = columns[layer]
            column.sort(key=lambda node: _centre(board, node, places, is_before=is_onward))
            _swap(board, columns, layer)
            places |= {node: i for i, node in enumerate(column)}
        found = _crossings(board, columns)
        if found < fewest:
            best, fewest = [list(column) for column in columns], found
    board.columns = best


def _centre(board: _Board, node: int, places: dict[int, int], *, is_before: bool) -> float:
    joined = board.beside(node, is_before=is_before)
    if not joined:
        return places[node]
    return sum(places[other] for other, _ in joined) / len(joined)


def _swap(board: _Board, columns: list[list[int]], layer: int) -> None:
    """
    Exchange neighbours of a layer wherever that saves crossings.
    """
    column = columns[layer]
    for i in range(len(column) - 1):
        before = _crossings_at(board, columns, layer)
        column[i], column[i + 1] = column[i + 1], column[i]
        if _crossings_at(board, columns, layer) >= before:
            column[i], column[i + 1] = column[i + 1], column[i]


def _crossings(board: _Board, columns: list[list[int]]) -> float:
    return sum(_between(board, columns, layer) for layer in range(1, len(columns)))


def _crossings_at(board: _Board, columns: list[list[int]], layer: int) -> float:
    beside = (one for one in (layer, layer + 1) if 0 < one < len(columns))
    return sum(_between(board, columns, one) for one in beside)


def _between(board: _Board, columns: list[list[int]], layer: int) -> float:
    """
    Count the crossings between a layer and the one before it.
    """
    places = {node: i for i, node in enumerate(columns[layer - 1])}
    ends = [
        (places[other], i)
        for i, node in enumerate(columns[layer])
        for other, _ in board.beside(node, is_before=True)
        if other in places
    ]
    return sum(
        1 for i, (a, b) in enumerate(ends) for c, d in ends[i + 1 :] if (a - c) * (b - d) < 0
    )


def _straighten(board: _Board, gap: float) -> None:
    """
    Move every node towards its neighbours, in the order that its layer has.
    """
    for column in board.columns:
        y = 0.0
        for node in column:
            board.middles[node] = y + board.sizes[node] / 2
            y += board.sizes[node] + gap
    for turn in range(_ROUNDS):
        is_onward = turn % 2 == 0
        numbers = range(len(board.columns))
        for layer in numbers if is_onward else reversed(numbers):
            _settle(board, board.columns[layer], gap, is_before=is_onward)
    top = min((board.middles[i] - board.sizes[i] / 2 for i in range(len(board.sizes))), default=0.0)
    board.middles = [middle - top for middle in board.middles]


def _settle(board: _Board, column: list[int], gap: float, *, is_before: bool) -> None:
    wished = []
    for node in column:
        joined = board.beside(node, is_before=is_before)
        whole = sum(weight for _, weight in joined)
        middle = board.middles[node]
        if whole > 0:
            middle = sum(board.middles[other] * weight for other, weight in joined) / whole
        wished.append(middle)
    placed = list(wished)
    low = float("-inf")
    for i, node in enumerate(column):
        half = board.sizes[node] / 2
        placed[i] = max(placed[i], low + half)
        low = placed[i] + half + gap
    # What was pushed down in all is taken back by half, so that a layer does not drift.
    drift = sum(one - other for one, other in zip(placed, wished, strict=True)) / max(
        len(column), 1
    )
    for i, node in enumerate(column):
        board.middles[node] = placed[i] - drift
