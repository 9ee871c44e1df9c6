from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from touchline.kernels.interrupted import interrupted

if TYPE_CHECKING:
    import numpy.typing as npt


def middles(first: int, last: int) -> npt.NDArray[np.float64]:
    """
    Find the middles of numbered periods.
    """
    return np.arange(first, last, dtype=np.float64) + np.float64(0.5)


def test_a_series_without_noise_is_found_as_it_was_made() -> None:
    times = middles(-10, 10)
    values = 2 + 0.5 * times + (times > 0) * (3 - 0.25 * times)

    found = interrupted(values, np.ones(20), times)

    # By hand: after the change the mean distance is 3 - 0.25 * 5.
    assert found is not None
    assert found.slope.value == pytest.approx(0.5)
    assert found.level_change.value == pytest.approx(3)
    assert found.slope_change.value == pytest.approx(-0.25)
    assert found.effect.value == pytest.approx(1.75)
    assert found.effect.high - found.effect.low == pytest.approx(0, abs=1e-9)


def test_with_equal_weights_and_no_memory_the_bounds_are_those_of_least_squares() -> None:
    times = middles(-4, 4)
    values = np.asarray([1, -1, 1, -1, 1, -1, 1, -1], dtype=np.float64)

    found = interrupted(values, np.ones(8), times)

    # The residuals alternate, so that no memory is seen. numpy.linalg: the classic standard error
    # of the jump, times Student's quantile for four degrees of freedom.
    assert found is not None
    assert found.memory == 0
    x: npt.NDArray[np.float64] = np.column_stack(
        (np.ones(8), times, np.asarray(times > 0, dtype=np.float64), times * (times > 0))
    )
    beta, rest, *_ = np.linalg.lstsq(x, values, rcond=None)
    error = np.sqrt(rest[0] / 4 * np.linalg.inv(x.T @ x)[2, 2])
    assert found.level_change.value == pytest.approx(beta[2])
    assert found.level_change.high == pytest.approx(beta[2] + 2.776445 * error)


@pytest.mark.parametrize(("memory", "least", "most"), [(0.0, 0.93, 0.98), (0.4, 0.88, 0.98)])
def test_the_bounds_hold_what_they_promise(memory: float, least: float, most: float) -> None:
    # Simulation with a fixed seed; nominal 95 %. Errors that last cannot be told from a trend in
    # full, which costs a few points.
    random = np.random.default_rng(7)
    times = middles(-20, 20)
    held = 0
    for _ in range(400):
        noise = random.normal(size=60)
        for i in range(1, 60):
            noise[i] = memory * noise[i - 1] + np.sqrt(1 - memory**2) * noise[i]
        found = interrupted(0.1 * times + 2 * (times > 0) + noise[20:], np.ones(40), times)
        assert found is not None
        held += found.effect.low <= 2 <= found.effect.high
    assert least <= held / 400 <= most


def test_two_periods_on_a_side_show_nothing() -> None:
    times = middles(-2, 10)

    assert interrupted(times, np.ones(12), times) is None
