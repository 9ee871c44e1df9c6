"""
Quantiles of Student's t against printed tables and SciPy.
"""

from __future__ import annotations

import pytest
from scipy import stats

from touchline.kernels.student import student_quantile


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_students_quantiles_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    # Fisher & Yates (1963), Statistical Tables, table III, two-sided 5 %.
    assert student_quantile(0.975, freedom) == pytest.approx(quantile, abs=6e-4)


@pytest.mark.parametrize("probability", [0.75, 0.95, 0.975, 0.9995])
@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 30, 199, 200, 300, 10_000_000])
def test_quantiles_are_those_of_scipy_to_nine_digits(probability: float, freedom: int) -> None:
    expected = stats.t.ppf(probability, freedom)

    assert student_quantile(probability, freedom) == pytest.approx(expected, rel=1e-9)
