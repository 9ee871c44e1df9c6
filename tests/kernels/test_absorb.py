from __future__ import annotations

import numpy as np
import pytest

from touchline.kernels import absorb
from touchline.kernels.absorb import Chain

#: Two states 0 and 1, the start 2, conversion 3 and loss 4.
CHAIN = Chain(2, np.array([0, 0, 0, 1, 1, 2, 2]), np.array([1, 3, 4, 3, 4, 0, 1]))
#: The walks of docs/explanation/attribution.md: 0 is the ad and 1 the mail.
WEIGHTS = np.array([[10.0, 1, 9, 5, 15, 20, 10]])
REWARDS = np.array([[[1.0, 5]]])


@pytest.mark.parametrize("dense", [200, 0])
def test_what_is_lost_without_a_state_is_solved(dense: int, monkeypatch) -> None:
    monkeypatch.setattr(absorb, "DENSE", dense)

    total, lost = CHAIN.gains(WEIGHTS, REWARDS, np.eye(2, dtype=np.bool_))

    # By hand, docs/explanation/attribution.md: 1/5; 1/12 is left without 0 and 1/30 without 1.
    assert total.tolist() == [[pytest.approx(1 / 5)]]
    assert lost[0, 0].tolist() == pytest.approx([1 / 5 - 1 / 12, 1 / 5 - 1 / 30])


def test_sweeping_equals_inverting_for_chains_that_run_in_circles(monkeypatch) -> None:
    generator = np.random.default_rng(5)
    n = 30
    source = np.repeat(np.arange(n + 1), 6)
    target = np.concatenate([
        [*generator.choice(n, 4, replace=False), n + 1, n + 2] for _ in range(n + 1)
    ])  # fmt: skip
    weights = generator.integers(1, 50, (3, len(source))).astype(np.float64)
    weights[:, (target == n + 1) & (source == n)] = 0
    converts = target == n + 1
    rewards = np.zeros((1, 3, n))
    rewards[0][:, source[converts][:n]] = weights[:, converts][:, :n]
    holds = generator.random((4, n)) < 0.2
    chain = Chain(n, source, target)

    inverted = chain.gains(weights, rewards, holds)
    monkeypatch.setattr(absorb, "DENSE", 0)
    swept = chain.gains(weights, rewards, holds)

    # The first draw is exact, the others stop earlier from a good beginning.
    for one, other in zip(inverted, swept, strict=True):
        assert np.abs(one[:, 0] - other[:, 0]).max() < 1e-13
        assert np.abs(one - other).max() < 1e-6


def test_what_a_step_more_adds_is_the_slope_of_what_is_brought(monkeypatch) -> None:
    monkeypatch.setattr(absorb, "DENSE", 0)
    holds = np.eye(2, dtype=np.bool_)
    found = CHAIN.linear(WEIGHTS[0], REWARDS[:, 0], holds)

    assert found is not None
    brought, adds, per_visit = found
    total, lost = CHAIN.gains(WEIGHTS, REWARDS, holds)
    assert brought[0].tolist() == pytest.approx([total[0, 0], *(total[0, 0] - lost[0, 0])])
    # Property: the slope, found by taking each step a little more often.
    for step in range(len(CHAIN.source)):
        more = WEIGHTS.copy()
        more[0, step] += 1e-4
        total_more, lost_more = CHAIN.gains(more, REWARDS, holds)
        after = np.append(total_more[0, 0], total_more[0, 0] - lost_more[0, 0])
        assert (after - brought[0]) / 1e-4 == pytest.approx(adds[0, step], abs=1e-5)
    more_brought = REWARDS.copy()
    more_brought[0, 0, 0] += 1
    total_more, lost_more = CHAIN.gains(WEIGHTS, more_brought, holds)
    after = np.append(total_more[0, 0], total_more[0, 0] - lost_more[0, 0])
    assert after - brought[0] == pytest.approx(per_visit[0])
