from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.clusters import (
    PARTS,
    best_clusters,
    cluster,
    distances,
    overlaps,
    silhouette,
)

ROWS = st.lists(st.tuples(*[st.integers(0, 1)] * 4), min_size=1, max_size=8, unique=True)


def test_two_kinds_of_rows_become_two_groups() -> None:
    rows = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 1], [0, 0, 1, 1]], dtype=np.float64)
    weights = np.array([3, 1, 3, 1])

    centres, score = best_clusters(rows, weights, 2)

    # By hand: the first two rows and the last two; the third feature is in one of four of each.
    assert (centres / PARTS).tolist() == [[1, 1, 0.25, 0], [0, 0, 0.25, 1]]
    # By hand: three of four are 0.25 from their own centre and sqrt(3.0625) from the other; the
    # fourth is 0.75 and sqrt(3.5625) away.
    expected = (3 * (1 - 0.25 / math.sqrt(3.0625)) + 1 - 0.75 / math.sqrt(3.5625)) / 4
    assert score == pytest.approx(expected)


@given(rows=ROWS, data=st.data(), n=st.integers(1, 4))
def test_groups_are_found_as_they_are_defined(rows, data, n: int) -> None:
    weights = data.draw(st.lists(st.integers(1, 5), min_size=len(rows), max_size=len(rows)))

    found = cluster(np.array(rows, dtype=np.float64), np.array(weights), n)

    assert found.tolist() == slow_clusters(rows, weights, n)


def slow_clusters(rows, weights, n: int) -> list[list[int]]:
    """
    Find groups in plain Python, in whole numbers.
    """
    seeds = [max(range(len(rows)), key=lambda i: (weights[i], -i))]
    while len(seeds) < n:
        loads = [
            min(squared([PARTS * x for x in rows[s]], row) for s in seeds) * weight
            for row, weight in zip(rows, weights, strict=True)
        ]
        if not any(loads):
            break
        seeds.append(loads.index(max(loads)))
    centres = [[PARTS * x for x in rows[s]] for s in seeds]
    assigned = None
    while True:
        gaps = [[squared(centre, row) for centre in centres] for row in rows]
        nearest = [gap.index(min(gap)) for gap in gaps]
        if nearest == assigned:
            return centres
        assigned = nearest
        for i in range(len(centres)):
            own = [j for j in range(len(rows)) if assigned[j] == i]
            if own:
                total = sum(weights[j] for j in own)
                # A half is rounded up.
                centres[i] = [
                    (2 * PARTS * sum(weights[j] * rows[j][f] for j in own) + total) // (2 * total)
                    for f in range(4)
                ]


def squared(centre, row) -> int:
    return sum((PARTS * x - c) ** 2 for x, c in zip(row, centre, strict=True))


@given(rows=ROWS, data=st.data())
def test_distances_are_exact_and_do_not_depend_on_the_rows_beside(rows, data) -> None:
    centres = data.draw(st.lists(st.tuples(*[st.integers(0, PARTS)] * 4), min_size=1, max_size=3))
    table = np.array(rows, dtype=np.float64)

    found = distances(table, np.array(centres, dtype=np.float64))

    expected = [[squared(centre, row) for centre in centres] for row in rows]
    assert found.tolist() == expected


def test_one_group_has_no_silhouette() -> None:
    rows = np.ones((1, 2))

    assert silhouette(rows, np.array([4]), cluster(rows, np.array([4]), 3)) is None


def test_each_group_is_compared_with_the_most_similar_one() -> None:
    found = overlaps(
        np.array([0, 0, 1, 1, 2]), np.array([0, 0, 0, 1, 1]), np.array([1, 1, 1, 1, 0]), 3, 2
    )

    # By hand: two of three; one of two; no weight at all.
    assert found.tolist()[:2] == pytest.approx([2 / 3, 1 / 2])
    assert math.isnan(found[2])
