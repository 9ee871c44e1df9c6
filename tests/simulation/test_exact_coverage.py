"""
How often an interval holds the truth where every possible sample can be weighed: no simulation, no
chance.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from touchline.kernels.intervals import median_interval, newcombe, wilson
from touchline.kernels.scores import net_of

#: What an interval of nominal 95 % has to hold.
LEAST, MOST = 0.93, 0.97

#: Where so many of either kind are expected, the bounds of shares are said to hold.
EXPECTED = 5


@pytest.mark.parametrize("n", [20, 30, 50, 100, 300, 1000])
def test_the_bounds_of_a_share_hold_it_in_ninety_five_of_a_hundred_samples(n: int) -> None:
    low, high = np.asarray([wilson(k, n) for k in range(n + 1)]).T
    truths = np.linspace(EXPECTED / n, 1 - EXPECTED / n, 401)

    held = [
        stats.binom.pmf(np.arange(n + 1), n, truth) @ ((low <= truth) & (truth <= high))
        for truth in truths
    ]

    # A count jumps and a share does not, so that coverage swings around its mean; Brown, Cai &
    # DasGupta (2001), Statistical Science 16, 101-133, figure 5.
    assert 0.945 <= np.mean(held) <= 0.955
    assert min(held) >= LEAST - 0.005
    assert max(held) <= MOST + 0.01


@pytest.mark.parametrize(("n", "m"), [(20, 30), (50, 80), (100, 40), (150, 150)])
def test_the_bounds_of_a_difference_hold_it_in_ninety_five_of_a_hundred_samples(
    n: int, m: int
) -> None:
    bounds = np.asarray([[newcombe(i, n, j, m) for j in range(m + 1)] for i in range(n + 1)])
    draw = np.random.default_rng(3)

    for _ in range(200):
        one, other = (draw.uniform(EXPECTED / size, 1 - EXPECTED / size) for size in (n, m))
        truth = one - other
        is_held = (bounds[..., 0] <= truth) & (truth <= bounds[..., 1])
        held = (
            stats.binom.pmf(np.arange(n + 1), n, one)
            @ is_held
            @ stats.binom.pmf(np.arange(m + 1), m, other)
        )
        assert LEAST <= held <= MOST


@pytest.mark.parametrize("n", [*range(6, 60), 100, 300, 1000, 1001, 5000, 100_000])
def test_the_bounds_of_a_median_hold_it_at_least_as_often_as_they_say(n: int) -> None:
    bounds = median_interval(np.arange(n, dtype=np.int64))
    assert bounds is not None

    # The median is missed when fewer than `low` values, counted from either end, lie beyond it.
    held = 1 - 2 * stats.binom.cdf(bounds[0], n, 0.5)

    # Whole ranks cannot meet 95 % exactly, so they err on the safe side: the next narrower ones
    # would hold less, except that large samples take a rank that may be one too wide.
    narrower = 1 - 2 * stats.binom.cdf(bounds[0] + 1, n, 0.5)
    assert held >= 0.95
    assert narrower < (0.95 if n <= 1000 else 0.957)
    if n >= 50:
        assert held <= 0.975


@pytest.mark.parametrize("n", [10, 20, 30, 60])
def test_the_bounds_of_a_net_score_hold_it_in_ninety_five_of_a_hundred_samples(n: int) -> None:
    counts = [(i, j) for i in range(n + 1) for j in range(n + 1 - i)]
    bounds = np.asarray([net_of(i, j, n)[1] for i, j in counts])
    draw, seen = np.random.default_rng(3), 0

    for shares in draw.dirichlet((1.5, 1, 1), 150):
        if n * shares.min() < 2:
            continue
        truth = 100 * (shares[0] - shares[1])
        chances = stats.multinomial.pmf([(i, j, n - i - j) for i, j in counts], n, shares)
        held = chances @ ((bounds[:, 0] <= truth) & (truth <= bounds[:, 1]))
        seen += 1
        # With hardly anybody at one end nearly every interval holds it.
        assert LEAST <= held <= 0.985
    assert seen > 15
