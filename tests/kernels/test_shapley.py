from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from touchline.kernels import shapley
from touchline.kernels.shapley import shares_of_rate

GENERATOR = np.random.default_rng(11)
MEMBERS = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 1, 1, 1], [1, 0, 1, 0]]) == 1
GAINS = GENERATOR.integers(0, 9, (2, 5)).astype(np.float64)
TRIES = GAINS + GENERATOR.integers(1, 9, (2, 5))


def by_definition(draw: int) -> list[float]:
    def worth(coalition: set[int]) -> float:
        inside = [s for s in range(5) if set(np.flatnonzero(MEMBERS[s]).tolist()) <= coalition]
        tries = sum(TRIES[draw, s] for s in inside)
        return float(sum(GAINS[draw, s] for s in inside) / tries) if tries else 0.0

    orders = list(permutations(range(4)))
    return [
        sum(
            worth({*order[: order.index(player) + 1]}) - worth({*order[: order.index(player)]})
            for order in orders
        )
        / len(orders)
        for player in range(4)
    ]


def test_shares_are_the_mean_over_all_orders() -> None:
    found, slack = shares_of_rate(MEMBERS, GAINS, TRIES)

    for draw in range(2):
        assert found[draw].tolist() == pytest.approx(by_definition(draw))
    assert slack.tolist() == [0, 0, 0, 0]


def test_drawn_orders_sum_exactly_and_state_their_error(monkeypatch) -> None:
    exact, _ = shares_of_rate(MEMBERS, GAINS, TRIES)

    monkeypatch.setattr(shapley, "MOST_EXACT", 2)
    drawn, slack = shares_of_rate(MEMBERS, GAINS, TRIES, seed=3)

    assert drawn.sum(axis=1) == pytest.approx(GAINS.sum(axis=1) / TRIES.sum(axis=1))
    # Five standard errors: with a fixed seed this holds always or never.
    assert (np.abs(drawn[0] - exact[0]) <= 5 * slack + 1e-12).all()
