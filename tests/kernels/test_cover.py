from __future__ import annotations

from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.cover import cover_paths, is_through


def always(_: int) -> bool:
    return True


def test_the_heaviest_paths_for_their_edges_are_kept() -> None:
    # Weight a new edge: 60/2, 30/1 after the first, 10/3; 90 of 100 needs the first two only.
    paths, weights = [0b0011, 0b0111, 0b111000], [60, 30, 10]

    assert cover_paths(paths, weights, 90, always) == 0b0111


def test_an_edge_that_is_not_needed_after_all_is_given_back() -> None:
    # By weight per edge 0b01 (10 / 1) joins first; then 0b1110 is needed, and alone is enough.
    paths, weights = [0b1110, 0b0001], [28, 10]

    assert cover_paths(paths, weights, 28, always) == 0b1110


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers(1, 20)),
        min_size=1,
        max_size=12,
    ),
    st.floats(0.05, 1.0),
)
def test_the_wanted_weight_is_carried_and_every_node_stays_on_a_way(
    walks: list[tuple[list[int], int]], coverage: float
) -> None:
    size = 6
    merged: dict[int, int] = {}
    for walk, weight in walks:
        stops = [size - 2, *walk, size - 1]
        moves = 0
        for source, target in pairwise(stops):
            moves |= 1 << (source * size + target)
        merged[moves] = merged.get(moves, 0) + weight
    nodes = sorted({node for walk, _ in walks for node in walk})
    wanted = coverage * sum(merged.values())

    kept = cover_paths(
        list(merged),
        list(merged.values()),
        int(wanted),
        partial(is_through, nodes=nodes, size=size),
    )

    assert sum(w for moves, w in merged.items() if not moves & ~kept) >= int(wanted)
    assert is_through(kept, nodes, size)
