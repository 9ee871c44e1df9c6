from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.interventions import TransitionMatrix

if TYPE_CHECKING:
    import numpy.typing as npt

#: Three activities; rows 0, 1, 2 and the start, columns 0, 1, 2, goal and exit.
COUNTS = [
    [0, 6, 0, 0, 4],
    [0, 1, 3, 2, 1],
    [0, 0, 0, 2, 1],
    [10, 0, 0, 0, 0],
]


def moves(counts: object = None) -> TransitionMatrix:
    table: npt.NDArray[np.float64] = np.asarray(
        COUNTS if counts is None else counts, dtype=np.float64
    )
    return TransitionMatrix.of(np.arange(3), table)


def test_the_chain_completes_as_often_as_those_who_made_it() -> None:
    # By hand: ten start, four come to the goal.
    assert moves().completing() == pytest.approx(0.4)


def test_whoever_would_have_come_to_what_is_gone_is_lost_or_goes_on() -> None:
    # By hand: of ten, six come to activity 1, which 2 of 6 leave for the goal, 3 for activity 2 (of
    # whom 2 of 3 reach the goal) and 1 for the exit.
    assert moves().without(1, skips=False).completing() == pytest.approx(0.0)
    assert moves().without(1, skips=True).completing() == pytest.approx(0.6 * (2 + 2) / 5)
    assert moves().without(2, skips=False).completing() == pytest.approx(0.2)
    assert moves().without(2, skips=True).completing() == pytest.approx(0.5)


def test_half_of_an_exit_goes_on_like_the_others() -> None:
    # By hand: 0.8 instead of 0.6 go on from activity 0, and of these two thirds complete.
    assert moves().kept(0, 0.5).completing() == pytest.approx(0.8 * 2 / 3)


def test_those_who_are_moved_behave_as_those_who_are_there() -> None:
    source, target = np.asarray([4, -1, -1]), np.asarray([2, -1, -1])

    # By hand: half of the 0.4 who exit come to activity 2, where two of three complete.
    found = moves().redirected(0, source, target, 0.5).completing()
    assert found == pytest.approx(0.4 + 0.2 * 2 / 3)


def test_what_only_circles_never_completes() -> None:
    circling = [[0, 1, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 0, 1, 0], [2, 0, 1, 0, 0]]

    # By hand: with its exit cut to nothing, activity 1 only follows itself.
    assert moves(circling).kept(1, 1.0).completing() == pytest.approx(1 / 3)


def test_whoever_only_circles_in_what_is_gone_is_lost() -> None:
    circling = [[0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [1, 0, 1, 0, 0]]

    # By hand: activities 0 and 1 only lead to each other; without 1, and then without 0, half is
    # left, who begin at 2.
    chain = moves(circling).without(1, skips=True).without(0, skips=True)
    assert chain.completing() == pytest.approx(0.5)


TABLES = st.lists(st.lists(st.integers(0, 5), min_size=5, max_size=5), min_size=4, max_size=4).map(
    lambda rows: [[*row[:4], row[4] + 1] for row in rows]
)


@given(counts=TABLES, label=st.integers(0, 2))
def test_no_change_is_exactly_no_change_and_more_is_never_less(
    counts: list[list[int]], label: int
) -> None:
    chain = moves(counts)

    parts = [chain.kept(label, part).completing() for part in (0.0, 0.25, 0.5, 1.0)]

    assert parts[0] == chain.completing()
    assert all(after >= before - 1e-12 for before, after in pairwise(parts))
    place = np.zeros(3, dtype=np.int64)
    assert chain.redirected(label, place, place + 1, 0.0).completing() == chain.completing()


@given(counts=TABLES, label=st.integers(0, 2), skips=st.booleans(), part=st.floats(0, 1))
def test_every_row_still_sums_to_one(
    counts: list[list[int]], label: int, skips: bool, part: float
) -> None:
    chain = moves(counts).kept(label, part).without((label + 1) % 3, skips=skips)

    assert chain.share.sum(axis=1) == pytest.approx(1.0)
    assert 0 <= chain.completing() <= 1 + 1e-12
