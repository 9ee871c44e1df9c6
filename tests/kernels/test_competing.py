from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from touchline.kernels.competing import aalen_johansen, half_bounds
from touchline.kernels.survival import kaplan_meier


def test_the_share_of_a_small_sample_is_that_worked_by_hand() -> None:
    spans, outcomes = np.array([1, 2, 2, 3, 4]), np.array([1, 2, 0, 1, 0])

    curve = aalen_johansen(spans, outcomes, 1)

    # By hand: 1/5 at 1; survival falls to 4/5 and at 2 to 4/5 x 3/4 = 3/5; two are left at 3.
    assert curve.times.tolist() == [1, 3]
    assert curve.probability.tolist() == pytest.approx([0.2, 0.2 + 0.6 / 2])
    assert curve.at_risk.tolist() == [5, 2]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2)), min_size=2, max_size=30).filter(
        lambda pairs: {1, 2} <= {outcome for _, outcome in pairs}
    )
)
def test_shares_and_errors_equal_those_of_statsmodels(pairs: list[tuple[int, int]]) -> None:
    spans, outcomes = (np.array(column) for column in zip(*pairs, strict=True))

    curve = aalen_johansen(spans, outcomes, 1)

    with np.errstate(all="ignore"):
        oracle = CumIncidenceRight(spans, outcomes)
    places = np.searchsorted(oracle.times, curve.times)
    assert curve.probability == pytest.approx(oracle.cinc[0][places], abs=1e-12)
    # The oracle divides nought by nought once nobody is left, where its error is not a number.
    known = np.isfinite(oracle.cinc_se[0][places]) & (curve.probability < 1)
    share, error = curve.probability[known], oracle.cinc_se[0][places][known]
    # Squares below this are nothing but rounding, here as there.
    known_error = error > 1e-6
    share, error = share[known_error], error[known_error]
    lower = share ** np.exp(-1.959963984540054 * error / (share * np.log(share)))
    assert curve.lower[known][known_error] == pytest.approx(lower, abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30))
def test_without_a_rival_the_share_is_that_of_kaplan_and_meier(
    pairs: list[tuple[int, bool]],
) -> None:
    spans, observed = (np.array(column) for column in zip(*pairs, strict=True))

    curve = aalen_johansen(spans, observed.astype(np.int64), 1)

    plain = kaplan_meier(spans, observed)
    assert curve.times.tolist() == plain.times.tolist()
    assert curve.probability == pytest.approx(plain.probability, abs=1e-12)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=30))
def test_bounds_hold_the_share_and_stay_between_nought_and_one(
    pairs: list[tuple[int, int]],
) -> None:
    spans, outcomes = (np.array(column) for column in zip(*pairs, strict=True))

    curve = aalen_johansen(spans, outcomes, 1)

    assert (curve.lower >= 0).all()
    assert (curve.upper <= 1).all()
    assert (curve.lower <= curve.probability + 1e-12).all()
    assert (curve.upper >= curve.probability - 1e-12).all()


@pytest.mark.parametrize(
    ("pairs", "shares"),
    [
        # By hand: one of five at 1, then all three that are left; the sum of floats exceeds one.
        ([(1, 0), (1, 1), (2, 1), (2, 1), (2, 1)], [0.2, 1.0]),
        # By hand: one of seven, then four of five, then the last; the sum falls short of one.
        ([(1, 0), (1, 1), (2, 1), (2, 1), (2, 1), (2, 1), (3, 1)], [1 / 7, 29 / 35, 1.0]),
    ],
)
def test_when_all_have_had_it_the_share_is_one_and_no_less_sure_than_before(
    pairs: list[tuple[int, int]], shares: list[float]
) -> None:
    spans, outcomes = (np.array(column) for column in zip(*pairs, strict=True))

    curve = aalen_johansen(spans, outcomes, 1)

    assert curve.probability.tolist() == pytest.approx(shares, abs=1e-12)
    assert (curve.probability[-1], curve.upper[-1]) == (1.0, 1.0)
    assert curve.lower[-2] <= curve.lower[-1] < 1


def test_the_median_is_bounded_by_where_the_bounds_cross_a_half() -> None:
    # Freireich et al. (1963), weeks of remission under 6-MP; published 95 % bounds of the median 23
    # by log(-log) are 13 weeks and none.
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    relapsed = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]

    curve = kaplan_meier(np.array(weeks), np.array(relapsed, dtype=np.bool_))

    assert half_bounds(curve) == (13, None)


def test_ninety_five_in_a_hundred_intervals_hold_the_truth() -> None:
    # Property: exponential times to completion (mean 10) and failure (mean 20), seen for up to 40;
    # by 8 a share of 2/3 x (1 - exp(-1.2)) has completed.
    random = np.random.default_rng(5)
    truth, draws, held = 2 / 3 * (1 - np.exp(-1.2)), 1000, 0
    for _ in range(draws):
        done, failed = random.exponential(10, 120), random.exponential(20, 120)
        seen = np.minimum(np.minimum(done, failed), random.uniform(0, 40, 120))
        outcomes = np.where(seen == done, 1, np.where(seen == failed, 2, 0))
        curve = aalen_johansen((seen * 1e6).astype(np.int64), outcomes, 1)
        i = int(np.searchsorted(curve.times, 8e6, side="right")) - 1
        held += curve.lower[i] <= truth <= curve.upper[i]

    assert 0.93 <= held / draws <= 0.97
