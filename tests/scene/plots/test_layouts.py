"""
Where the nodes of Sankey diagrams, graphs and trees lie.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene import walking
from tests.scene.walking import overlap
from touchline.canvas.primitives import Rect, Scene
from touchline.canvas.theme import load_theme
from touchline.lanes._pen import Pen
from touchline.scene.plots._layered import Edge, layered
from touchline.scene.plots._relaxed import Band, relaxed
from touchline.scene.plots.tree import Branch, Tree

#: What a picture holds is known by its role, and not to the types.
groups: Any = walking.groups
reach: Any = walking.reach


def crossings(found, edges):
    """
    Count pairs of edges that change sides between two neighbouring layers.
    """
    n = 0
    stretches = [pair for route in found.routes for pair in pairwise(sorted(route))]
    for i, ((a, y1), (b, y2)) in enumerate(stretches):
        for (c, y3), (d, y4) in stretches[i + 1 :]:
            n += (a, b) == (c, d) and (y1 - y3) * (y2 - y4) < 0
    del edges
    return n


#: Small graphs with the fewest crossings that any drawing in layers has, by hand.
GRAPHS = {
    "a line": ([(0, 1), (1, 2), (2, 3)], 0),
    "a diamond": ([(0, 1), (0, 2), (1, 3), (2, 3)], 0),
    "crossed when drawn in order": ([(0, 3), (1, 2)], 0),
    "two to two, all joined": ([(0, 2), (0, 3), (1, 2), (1, 3)], 1),
    "three in disorder": ([(0, 5), (1, 4), (2, 3)], 0),
    "a way past two": ([(0, 1), (1, 2), (2, 3), (0, 3)], 0),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_a_small_graph_has_as_few_crossings_as_can_be(name):
    pairs, fewest = GRAPHS[name]
    n = max(max(pair) for pair in pairs) + 1

    found = layered([40.0] * n, [Edge(a, b, 1) for a, b in pairs], gap=10, thin=8)

    assert crossings(found, pairs) == fewest


def test_an_edge_against_the_flow_is_told_and_drawn_backwards():
    # Two go on, one comes back: turning the rare one round leaves a line.
    edges = [Edge(0, 1, 10), Edge(1, 2, 10), Edge(2, 0, 1)]

    found = layered([40.0] * 3, edges, gap=10, thin=8)

    assert found.layers == (0, 1, 2)
    assert found.backward == {2}
    assert [layer for layer, _ in found.routes[2]] == [2, 1, 0]


graphs = st.integers(2, 9).flatmap(
    lambda n: st.lists(
        st.tuples(st.integers(0, n - 1), st.integers(0, n - 1), st.integers(1, 9)).filter(
            lambda edge: edge[0] != edge[1]
        ),
        max_size=16,
        unique_by=lambda edge: edge[:2],
    ).map(lambda edges: (n, [Edge(*edge) for edge in edges]))
)


@given(graph=graphs)
def test_edges_follow_the_layers_and_boxes_keep_apart(graph):
    n, edges = graph
    sizes = [30.0 + 5 * (i % 3) for i in range(n)]

    found = layered(sizes, edges, gap=10, thin=8)

    for i, edge in enumerate(edges):
        is_onward = found.layers[edge.source] < found.layers[edge.target]
        assert is_onward == (i not in found.backward)
        assert found.routes[i][0] == (found.layers[edge.source], found.middles[edge.source])
        assert found.routes[i][-1] == (found.layers[edge.target], found.middles[edge.target])
    for i in range(n):
        assert found.middles[i] - sizes[i] / 2 >= -1e-6
        for j in range(i):
            if found.layers[i] == found.layers[j]:
                apart = abs(found.middles[i] - found.middles[j])
                assert apart >= (sizes[i] + sizes[j]) / 2 + 10 - 1e-6


def test_bands_of_a_sankey_diagram_are_as_thick_as_what_flows():
    # 100 begin, 60 go one way and 40 the other: the plot of 100 px has 0.9 px for each of them.
    found = relaxed([0, 1, 1], [100, 60, 40], [Band(0, 1, 60), Band(0, 2, 40)], height=100, gap=10)

    assert found.per_unit == pytest.approx(0.9)
    assert found.heights == pytest.approx((90, 54, 36))
    assert found.starts == pytest.approx((found.tops[0], found.tops[0] + 54))


@given(
    values=st.lists(st.lists(st.integers(1, 50), min_size=1, max_size=6), min_size=1, max_size=5)
)
def test_nodes_of_a_sankey_diagram_keep_apart_and_inside(values):
    columns = [i for i, column in enumerate(values) for _ in column]
    flat = [value for column in values for value in column]
    bands = [
        Band(i, j, 1)
        for i, one in enumerate(columns)
        for j, other in enumerate(columns)
        if other == one + 1
    ]

    found = relaxed(columns, flat, bands, height=300, gap=12)

    for number in set(columns):
        own = sorted(
            (found.tops[i], found.heights[i]) for i, one in enumerate(columns) if one == number
        )
        for (top, height), (below, _) in pairwise(own):
            assert top + height <= below + 1e-6
        assert own[-1][0] + own[-1][1] <= 300 + 1e-6


branches = st.recursive(
    st.builds(lambda: Branch(name="A map", note="Draft")),
    lambda inner: st.lists(inner, max_size=4).map(
        lambda found: Branch(name="A larger map with a longer name", children=tuple(found))
    ),
    max_leaves=12,
)


@given(root=branches)
def test_boxes_of_a_tree_keep_apart(root):
    pen = Pen(theme=load_theme("paper"), language="en")
    placed = Tree(roots=(root, root)).place(pen, x=20, top=20, width=900)
    scene = Scene(
        width=placed.end, height=placed.low, title="", description="", language="en", is_rtl=False,
        background="#FFFFFF", children=placed.children,
    )  # fmt: skip

    boxes = [
        reach(next(item for item in node.children if isinstance(item, Rect)))
        for node in groups(scene, "node")
    ]

    for i, one in enumerate(boxes):
        assert one[3] <= placed.low + 0.01
        assert not any(overlap(one, other) for other in boxes[:i])
