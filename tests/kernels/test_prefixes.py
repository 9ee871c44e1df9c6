from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.intervals import wilson
from touchline.kernels.prefixes import StateCounts, area_under_curve, last_events


def test_a_key_holds_the_last_events_and_stops_at_the_beginning() -> None:
    codes, first = np.array([0, 1, 0, 1]), np.array([0, 0, 0, 3])

    keys = last_events(codes, first, 2, 2)

    # By hand in base 3: the latest event is the first digit, 0 stands before the beginning.
    assert keys.tolist() == [[0, 0, 0, 0], [1, 2, 1, 2], [1, 2 + 3, 1 + 6, 2]]


def test_moments_of_one_case_do_not_count_as_many() -> None:
    key, case = np.zeros(40, dtype=np.int64), np.repeat(np.arange(4), 10)

    counts = StateCounts.of(key, case, np.repeat([True, True, False, False], 10))

    share, bounds = counts.share(0)
    # By hand: the variance of the ratio is 4/3 x 4 x 5² / 40² = 1/12, as of 3 independent moments.
    assert share == 0.5
    assert bounds == pytest.approx(wilson(1.5, 3))


def test_independent_moments_have_about_their_usual_interval() -> None:
    key, case = np.zeros(100, dtype=np.int64), np.arange(100)

    counts = StateCounts.of(key, case, case < 30)

    # One moment a case: only the correction of 99/100 differs.
    assert counts.share(0)[1] == pytest.approx(wilson(29.7, 99))


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 5), st.booleans()), min_size=1, max_size=40
    )
)
def test_counts_of_parts_without_a_common_case_add_up(
    moments: list[tuple[int, int, bool]],
) -> None:
    def counted(part: list[tuple[int, int, bool]]) -> StateCounts:
        columns = np.array(part, dtype=np.int64).reshape(-1, 3)
        return StateCounts.of(columns[:, 0], columns[:, 1], columns[:, 2] > 0)

    whole = counted(moments)

    parts = [counted([x for x in moments if x[1] % 2 == side]) for side in (0, 1)]
    merged = StateCounts.merged(parts)
    for name in ("key", "n", "hits", "cases", "squares", "products", "hit_squares"):
        assert getattr(merged, name).tolist() == getattr(whole, name).tolist()


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=30))
def test_the_area_is_the_share_of_pairs_in_the_right_order(
    moments: list[tuple[int, bool]],
) -> None:
    scores = np.arange(4) / 4
    n = np.array([sum(s == k for s, _ in moments) for k in range(4)])
    hits = np.array([sum(s == k and hit for s, hit in moments) for k in range(4)])

    area = area_under_curve(scores, n, hits)

    pairs = [(a, b) for a, is_hit in moments if is_hit for b, other in moments if not other]
    if pairs:
        right = sum(1 if a > b else 0.5 if a == b else 0 for a, b in pairs)
        assert area == pytest.approx(right / len(pairs))
    else:
        assert area is None


def test_ninety_five_in_a_hundred_intervals_hold_the_truth_though_moments_cluster() -> None:
    # Property: each case has a chance of its own, 0.4 on average, and one to seven moments.
    random = np.random.default_rng(5)
    draws, held = 1000, 0
    for _ in range(draws):
        case = np.repeat(np.arange(60), random.integers(1, 8, 60))
        is_hit = random.random(len(case)) < random.beta(2, 3, 60)[case]
        _, bounds = StateCounts.of(np.zeros(len(case), dtype=np.int64), case, is_hit).share(0)
        assert bounds is not None
        held += bounds[0] <= 0.4 <= bounds[1]

    assert 0.93 <= held / draws <= 0.97
