from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.exact_sums import KeyedSums
from touchline.kernels.resample import (
    GROUPS,
    drawn,
    group_of,
    percentile_bounds,
    rank_stability,
    redrawn,
)


def test_each_draw_draws_as_many_groups_as_there_are() -> None:
    times = drawn(50, seed=1)

    assert times.shape == (50, GROUPS)
    assert (times.sum(axis=1) == GROUPS).all()
    # Drawing with replacement has variance 1 - 1/GROUPS in each place (multinomial).
    assert times.var() == pytest.approx(1, abs=0.03)


def test_the_seed_alone_decides_the_draws() -> None:
    assert (drawn(3, seed=1) == drawn(3, seed=1)).all()
    assert (drawn(3, seed=1) != drawn(3, seed=2)).any()


def test_groups_are_filled_evenly() -> None:
    groups = group_of(np.arange(100 * GROUPS, dtype=np.uint64))

    # A hundred in each, give or take six standard deviations of ten.
    assert np.abs(np.bincount(groups, minlength=GROUPS) - 100).max() < 60


def test_redrawing_adds_the_groups_of_each_row() -> None:
    times = np.zeros((2, GROUPS))
    times[0, 3], times[1, 5] = 2, 1

    found = redrawn(np.array([1, 0, 1]), np.array([3, 5, 5]), np.array([1.5, 4, 8]), 2, times)

    # By hand: draw 0 has group 3 twice, draw 1 group 5 once.
    assert found.tolist() == [[0, 3], [4, 8]]


def test_rank_stability_counts_the_draws_that_keep_the_order() -> None:
    draws = np.array([[3.0, 2, 1], [3, 1, 2], [2, 3, 1], [3, 2, 1]])

    # By hand: the first keeps its rank in three of four, the second in two, the third in three.
    assert rank_stability(draws, np.array([9.0, 5, 1])).tolist() == [0.75, 0.5, 0.75]


def test_so_many_draws_lie_outside_of_their_bounds_as_should() -> None:
    # By hand: of 199 draws the 5th and the 195th leave five of two hundred places on either side.
    assert percentile_bounds(np.arange(1.0, 200.0)) == pytest.approx((5, 195))


def test_a_number_that_few_draws_know_has_no_bounds() -> None:
    assert percentile_bounds(np.array([1.0, np.nan, np.nan])) is None
    assert percentile_bounds(np.array([1.0, 1.0, np.nan])) == (1, 1)


@given(
    values=st.lists(st.tuples(st.integers(0, 2), st.floats(-1e6, 1e6)), max_size=30),
    at=st.integers(0, 30),
)
def test_sums_are_the_same_however_the_numbers_are_split(values, at) -> None:
    def sums(part):
        key = np.array([key for key, _ in part], dtype=np.int64)
        amounts = np.array([value for _, value in part], dtype=np.float64)
        return KeyedSums.of(key, amounts, np.ones(len(part), dtype=np.int64))

    whole = sums(values)
    split = KeyedSums.merged([sums(values[at:]), sums(values[:at])])

    assert split.key.tolist() == whole.key.tolist()
    assert split.values.tolist() == whole.values.tolist()
    wanted = {key: sum(v for k, v in values if k == key) for key, _ in values}
    assert dict(zip(whole.key.tolist(), whole.values, strict=True)) == pytest.approx(
        wanted, abs=1e-6
    )
