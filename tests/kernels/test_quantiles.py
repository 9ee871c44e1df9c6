from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.quantiles import Ranked, quantile, quantile_by_group


def test_a_median_of_two_lies_half_way() -> None:
    assert quantile(np.array([10, 20]), 0.5) == 15


def test_nine_in_ten_of_eleven_lie_at_the_tenth() -> None:
    # By hand: place (11 - 1) x 0.9 = 9, counted from 0.
    assert quantile(np.arange(0, 110, 10), 0.9) == 90


def test_nothing_has_no_quantile() -> None:
    assert quantile(np.array([], dtype=np.int64), 0.5) is None


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6)), min_size=1, max_size=40),
    st.sampled_from((0.0, 0.25, 0.5, 0.9, 1.0)),
)
def test_each_group_has_the_quantile_of_its_own_values(
    pairs: list[tuple[int, int]], share: float
) -> None:
    groups, values = np.array(pairs).T

    found = quantile_by_group(groups, values, 5, share)

    expected = [quantile(values[groups == g], share) or 0 for g in range(5)]
    # Rounding a half may go either way when it is reached from another side.
    assert np.abs(found - np.array(expected)).max() <= 1


@given(
    st.lists(st.integers(0, 10**15), max_size=40),
    st.sampled_from((0.0, 0.1, 0.25, 0.5, 0.9, 0.95, 1.0)),
)
def test_one_sweep_finds_what_each_quantile_by_itself_finds(
    values: list[int], share: float
) -> None:
    given_values = np.array(values, dtype=np.int64)

    ranked = Ranked.of(given_values, (share, 0.5), range(min(len(values), 3)))

    assert ranked.quantile(share) == quantile(given_values, share)
    assert ranked.values[:3].tolist() == sorted(values)[:3]
