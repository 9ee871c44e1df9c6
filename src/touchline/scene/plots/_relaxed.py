"""
Where nodes and bands of a Sankey diagram lie: each node near the middle of what it is joined to.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Rounds of relaxation; the pull weakens with each.
_ROUNDS = 24
_WEAKER = 0.97


class Band(NamedTuple):
    """
    What flows from one node to another.

    Args:
        source: The place of the node it leaves, among all nodes.
        target: The place of the node it reaches.
        value: How much flows.
    """

    source: int
    target: int
    value: float


@dataclass(slots=True)
class _Node:
    column: int
    value: float
    y: float = 0.0
    height: float = 0.0
    inward: list[Band] = field(default_factory=list)
    outward: list[Band] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class Relaxed(NamedTuple):
    """
    A finished layout.

    Args:
        tops: The upper edge of each node.
        heights: The height of each node.
        starts: Where each band leaves its node, from the top of the plot.
        ends: Where each band reaches its node.
        per_unit: The thickness of a band of value 1.
    """

    tops: tuple[float, ...]
    heights: tuple[float, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    per_unit: float


def relaxed(
    columns: Sequence[int],
    values: Sequence[float],
    bands: Sequence[Band],
    *,
    height: float,
    gap: float,
) -> Relaxed:
    """
    Lay out a Sankey diagram of given columns.

    Args:
        columns: The column of each node, in the order in which they begin.
        values: How much passes each node.
        bands: What flows between them, from lower to higher columns.
        height: The height of the plot.
        gap: The wished space between two nodes of a column.

    Returns:
        The layout; it depends on nothing but what is given.

    Source:
        The relaxation of M. Bostock's d3-sankey (2012), after P. Riehmann et al., Interactive
        Sankey diagrams, 2005.
    """
    nodes = [_Node(column, value) for column, value in zip(columns, values, strict=True)]
    for band in bands:
        nodes[band.source].outward.append(band)
        nodes[band.target].inward.append(band)
    by_column: dict[int, list[_Node]] = defaultdict(list)
    for node in nodes:
        by_column[node.column].append(node)
    most = max((len(column) for column in by_column.values()), default=1)
    gap = min(gap, 0.5 * height / max(most, 1))
    per_unit = min(
        (
            (height - gap * (len(column) - 1)) / max(sum(node.value for node in column), 1e-9)
            for column in by_column.values()
        ),
        default=1.0,
    )
    for column in by_column.values():
        y = 0.0
        for node in column:
            node.y, node.height = y, node.value * per_unit
            y += node.height + gap
    pull = 1.0
    for _ in range(_ROUNDS):
        pull *= _WEAKER
        _pull(by_column, nodes, pull, (height, gap), is_onward=True)
        _pull(by_column, nodes, pull, (height, gap), is_onward=False)
    starts, ends = _ports(nodes, bands, per_unit)
    return Relaxed(
        tuple(node.y for node in nodes),
        tuple(node.height for node in nodes),
        starts,
        ends,
        per_unit,
    )


def _pull(
    by_column: Mapping[int, list[_Node]],
    nodes: Sequence[_Node],
    pull: float,
    sizes: tuple[float, float],
    *,
    is_onward: bool,
) -> None:
    """
    Move each node towards the middle of its neighbours before or after it.
    """
    for number in sorted(by_column, reverse=not is_onward):
        for node in by_column[number]:
            joined = node.inward if is_onward else node.outward
            whole = sum(band.value for band in joined)
            if whole <= 0:
                continue
            others = ((band.source if is_onward else band.target, band.value) for band in joined)
            wished = sum(nodes[other].middle * value for other, value in others) / whole
            node.y += (wished - node.middle) * pull
        _part(by_column[number], *sizes)


def _part(column: list[_Node], height: float, gap: float) -> None:
    """
    Move nodes that meet apart, down first and then up from the lower edge.
    """
    column.sort(key=lambda node: node.middle)
    y = 0.0
    for node in column:
        node.y = max(node.y, y)
        y = node.y + node.height + gap
    y = height
    for node in reversed(column):
        node.y = min(node.y, y - node.height)
        y = node.y - gap


def _ports(
    nodes: Sequence[_Node], bands: Sequence[Band], per_unit: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """
    Order the bands at each node by where they go, so that few of them cross.
    """
    starts, ends = [0.0] * len(bands), [0.0] * len(bands)
    leaving: dict[int, list[int]] = defaultdict(list)
    reaching: dict[int, list[int]] = defaultdict(list)
    for i, band in enumerate(bands):
        leaving[band.source].append(i)
        reaching[band.target].append(i)
    for source, own in leaving.items():
        y = nodes[source].y
        for i in sorted(own, key=lambda i: (nodes[bands[i].target].middle, i)):
            starts[i] = y
            y += bands[i].value * per_unit
    for target, own in reaching.items():
        y = nodes[target].y
        for i in sorted(own, key=lambda i: (nodes[bands[i].source].middle, i)):
            ends[i] = y
            y += bands[i].value * per_unit
    return tuple(starts), tuple(ends)
