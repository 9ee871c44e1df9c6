from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from touchline.kernels.survival import kaplan_meier

# Freireich et al. (1963), weeks of remission under 6-MP, as in Kalbfleisch & Prentice (1980).
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_the_curve_of_a_textbook_has_its_published_values() -> None:
    curve = kaplan_meier(np.array(WEEKS), np.array(RELAPSED, dtype=np.bool_))

    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    # Published survival .857 .807 .753 .690 .627 .538 .448, median 23 weeks.
    survival = [round(1 - p, 3) for p in curve.probability.tolist()]
    assert survival == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.median == 23


def test_the_bounds_are_those_of_the_log_log_transformation() -> None:
    curve = kaplan_meier(np.array(WEEKS), np.array(RELAPSED, dtype=np.bool_))

    # By hand at 6 weeks: S = 18/21; 1.96 sqrt(3 / (21 x 18)) / -ln S = 1.1327; S to the powers of
    # exp(1.1327) and exp(-1.1327) is 0.620 and 0.952.
    assert (1 - curve.upper[0], 1 - curve.lower[0]) == pytest.approx((0.620, 0.952), abs=5e-4)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30).filter(
        lambda pairs: any(observed for _, observed in pairs)
    )
)
def test_the_curve_equals_that_of_statsmodels(pairs: list[tuple[int, bool]]) -> None:
    spans, observed = (np.array(column) for column in zip(*pairs, strict=True))

    curve = kaplan_meier(spans, observed)

    oracle = SurvfuncRight(spans, observed.astype(int))
    happened = oracle.n_events > 0
    assert curve.times.tolist() == oracle.surv_times[happened].tolist()
    assert curve.probability == pytest.approx(1 - oracle.surv_prob[happened], abs=1e-12)


def test_with_nobody_waiting_the_curve_is_the_share_done() -> None:
    curve = kaplan_meier(np.array([1, 2, 3, 4]), np.ones(4, dtype=np.bool_))

    assert curve.probability.tolist() == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert curve.median == 2
    assert (curve.lower <= curve.probability).all()
    assert (curve.upper >= curve.probability).all()


def test_the_last_of_many_to_have_the_event_makes_nobody_less_sure_of_the_others() -> None:
    alone = kaplan_meier(np.array([1, 1, 1, 1, 1, 1, 1, 1, 1, 2]), np.ones(10, dtype=np.bool_))
    together = kaplan_meier(np.ones(10, dtype=np.int64), np.ones(10, dtype=np.bool_))

    # By hand: nine of ten at 1 are at least some share, which one more at 2 cannot lower.
    assert alone.lower[1] == alone.lower[0] > 0.5
    # By hand: with a share left of 1 - 0.05^(1/10) = 0.2589 nobody of ten would be left in 5 %.
    assert together.lower[0] == pytest.approx(1 - 0.2589, abs=1e-4)


def test_a_curve_that_stays_below_a_half_has_no_median() -> None:
    curve = kaplan_meier(np.array([1, 9, 9, 9]), np.array([True, False, False, False]))

    assert curve.median is None
