"""
Means, net scores and rank correlations.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from touchline.kernels.scores import mean_of, net_of, rank_correlation

#: Simulated samples per setting.
N_SAMPLES = 4000


def test_a_mean_and_its_bounds_are_those_of_the_single_scores() -> None:
    values, counts = np.asarray([1.0, 4.0, 5.0]), np.asarray([2, 3, 4])
    every = np.repeat(values, counts)

    mean, bounds = mean_of(values, counts)

    # Oracle: scipy on the scores one by one.
    assert mean == pytest.approx(every.mean())
    expected = stats.t.interval(0.95, len(every) - 1, every.mean(), stats.sem(every))
    assert bounds == pytest.approx(expected, rel=1e-9)


def test_too_few_scores_have_no_bounds() -> None:
    assert mean_of(np.zeros(0), np.zeros(0, dtype=np.int64)) == (None, None)
    assert mean_of(np.asarray([3.0]), np.asarray([1])) == (3.0, None)
    assert net_of(0, 0, 0) == (None, None)


def test_scores_that_are_all_the_same_do_not_tell_how_sure_they_are() -> None:
    assert mean_of(np.asarray([5.0]), np.asarray([7])) == (5.0, None)


@pytest.mark.parametrize(
    ("order", "found", "p"),
    [
        # Published: Zar (1972), J. Am. Stat. Assoc. 67, 578-580, exact probabilities; by counting:
        # 2 of 24 orders of four, 2 x 5 of 120 orders of five, 2 of 720 orders of six.
        ((1, 2, 3, 4), 1.0, 2 / 24),
        ((2, 1, 3, 4, 5), 0.9, 10 / 120),
        ((6, 5, 4, 3, 2, 1), -1.0, 2 / 720),
    ],
)
def test_few_pairs_in_perfect_order_are_no_proof(
    order: tuple[int, ...], found: float, p: float
) -> None:
    left = np.arange(len(order), dtype=np.float64)

    told, bounds, probability = rank_correlation(left, np.asarray(order, dtype=np.float64))

    assert told == pytest.approx(found)
    assert probability == pytest.approx(p)
    assert bounds is not None
    assert bounds[1] - bounds[0] > 0.1


def test_many_pairs_in_perfect_order_are_as_likely_as_their_ties_allow() -> None:
    left = np.repeat([1.0, 2.0], [4, 5])

    _, bounds, p = rank_correlation(left, left)

    # By hand: 4! x 5! of the 9! orders look the same, and at most as many the other way round.
    assert p == pytest.approx(2 * 24 * 120 / 362880)
    assert bounds is not None
    assert bounds[0] < bounds[1] == 1


@pytest.mark.parametrize(("good", "bad", "n"), [(0.5, 0.2, 30), (0.1, 0.05, 40), (0.4, 0.4, 100)])
def test_the_bounds_of_a_net_score_hold_it_as_often_as_they_say(
    good: float, bad: float, n: int
) -> None:
    drawn = np.random.default_rng(4).multinomial(n, [good, 1 - good - bad, bad], size=N_SAMPLES)

    held = []
    for above, _, below in drawn:
        _, bounds = net_of(int(above), int(below), n)
        assert bounds is not None
        held.append(bounds[0] <= 100 * (good - bad) <= bounds[1])

    share = sum(held) / len(held)
    # Nominal 95 %.
    assert 0.93 <= share <= 0.975


@pytest.mark.parametrize("seed", range(6))
def test_a_rank_correlation_is_that_of_scipy(seed: int) -> None:
    random = np.random.default_rng(seed)
    left = random.integers(1, 6, 30 + seed).astype(np.float64)
    right = left + random.integers(0, 5, 30 + seed)

    found, bounds, p = rank_correlation(left, right)

    expected = stats.spearmanr(left, right)
    assert found == pytest.approx(expected.statistic)
    assert p == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)
    assert bounds is not None
    assert found is not None
    assert bounds[0] < found < bounds[1]


def test_what_never_varies_correlates_with_nothing() -> None:
    assert rank_correlation(np.ones(9), np.arange(9.0)) == (None, None, None)
