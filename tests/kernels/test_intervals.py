from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

from touchline.kernels.intervals import (
    benjamini_hochberg,
    cases_needed,
    median_interval,
    newcombe,
    proportions_p,
    wilson,
)

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_score_interval_gives_the_published_bounds() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0000, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }

    found = {key: wilson(*key) for key in published}

    assert {k: tuple(round(b, 4) for b in v or ()) for k, v in found.items()} == published


@given(COUNTS)
def test_the_score_interval_equals_that_of_statsmodels(counts: tuple[int, int]) -> None:
    assert wilson(*counts) == pytest.approx(proportion_confint(*counts, method="wilson"), abs=1e-12)


@given(COUNTS)
def test_a_share_lies_inside_its_interval_and_the_interval_inside_zero_and_one(
    counts: tuple[int, int],
) -> None:
    low, high = wilson(*counts) or (math.nan, math.nan)

    assert 0.0 <= low <= counts[0] / counts[1] <= high <= 1.0


def test_nothing_out_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert newcombe(0, 0, 1, 2) is None
    assert proportions_p(0, 0, 1, 2) is None


def test_the_difference_of_two_shares_gives_the_published_bounds() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10, (a) to (e).
    published = {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (10, 10, 0, 20): (0.6791, 1.0000),
    }

    found = {key: newcombe(*key) for key in published}

    assert {k: tuple(round(b, 4) for b in v or ()) for k, v in found.items()} == published


@given(COUNTS, COUNTS)
def test_the_difference_of_two_shares_equals_that_of_statsmodels(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    oracle = confint_proportions_2indep(*a, *b, method="newcomb", compare="diff", correction=False)

    assert newcombe(*a, *b) == pytest.approx(oracle, abs=1e-9)


@given(COUNTS, COUNTS)
def test_two_shares_are_tested_as_scipy_does(a: tuple[int, int], b: tuple[int, int]) -> None:
    table = np.array([[a[0], a[1] - a[0]], [b[0], b[1] - b[0]]])
    if not table.sum(axis=0).all():
        expected = 1.0
    else:
        pearson = chi2_contingency(table, correction=False)
        is_small = pearson.expected_freq.min() < 5
        expected = fisher_exact(table)[1] if is_small else pearson.pvalue

    found = proportions_p(*a, *b)

    assert found == pytest.approx(expected, rel=1e-5, abs=1e-12)


def test_p_values_are_corrected_as_by_hand() -> None:
    # By hand: sorted .01 .03 .04 .5; times 4/rank .04 .06 .0533 .5; the lowest from the right on.
    found = benjamini_hochberg([0.01, 0.04, 0.03, 0.5])

    assert found == pytest.approx((0.04, 0.16 / 3, 0.16 / 3, 0.5))


def test_of_fifteen_published_p_values_four_are_discoveries() -> None:
    # Benjamini & Hochberg (1995), section 3.2, after Neuhaus et al. (1992): at 5 % their procedure
    # rejects four of these fifteen, Bonferroni's three.
    published = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
        *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]

    found = benjamini_hochberg(published)

    assert sum(q <= 0.05 for q in found) == 4
    # By hand: 15 x .0095 / 4 = .035625, and 15 x .0201 / 5 = .0603 is too much.
    assert found[3:5] == pytest.approx((0.035625, 0.0603))


def test_the_lady_who_tells_three_of_four_cups_proves_nothing() -> None:
    # Fisher (1935), The Design of Experiments, chapter II: 1 + 16 of 70 ways are as good; both
    # tails 34 / 70 = 0.4857.
    assert proportions_p(3, 4, 1, 4) == pytest.approx(34 / 70)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_p_values_are_corrected_as_statsmodels_does(p_values: list[float]) -> None:
    oracle = multipletests(p_values, method="fdr_bh")[1]

    assert benjamini_hochberg(p_values) == pytest.approx(oracle, abs=1e-12)


def test_no_comparison_needs_no_correction() -> None:
    assert benjamini_hochberg([]) == ()


def test_a_median_of_six_lies_between_the_smallest_and_the_largest() -> None:
    # By hand: P(all six on one side) = 2 / 64 = 3.1 % < 5 %; with five it is 2 / 32 = 6.3 %.
    six, five = np.array([60, 10, 50, 20, 40, 30]), np.array([1, 2, 3, 4, 5])

    assert median_interval(six) == (10, 60)
    assert median_interval(five) is None


def test_a_median_of_one_hundred_has_the_tabulated_ranks() -> None:
    # Conover (1999), table of the binomial: for n = 100 the ranks are 40 and 61.
    assert median_interval(np.arange(1, 101)[::-1]) == (40, 61)


def test_many_values_bound_their_median_as_the_binomial_does() -> None:
    # scipy.stats.binom.ppf(0.025, 5000, 0.5) = 2431.
    assert median_interval(np.arange(1, 5001)) == (2431, 2570)


@given(st.floats(0, 1), st.floats(0.02, 0.9))
def test_with_the_cases_needed_the_interval_is_narrow_enough_and_not_with_fewer(
    share: float, width: float
) -> None:
    def width_at(n: int) -> float:
        # Wilson's formula with a share that need not be a fraction of n.
        z = 1.959963984540054
        return 2 * z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)

    n = cases_needed(share, width)

    assert width_at(n) <= width * (1 + 1e-9)
    assert n == 1 or width_at(n - 1) >= width * (1 - 1e-9)
