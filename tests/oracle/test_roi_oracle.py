from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from touchline.analysis.roi import Roi
from touchline.analysis.what_if import WhatIf


@given(
    events=drawn_events(max_size=25),
    part=st.sampled_from((0.0, 0.25, 1.0)),
    cost=st.sampled_from((0.0, 10.0)),
    cost_each=st.sampled_from((0.0, 0.5)),
    customers=st.sampled_from((None, 1000.0)),
)
def test_money_is_customers_times_worth_less_cost(
    events: list[Drawn], part: float, cost: float, cost_each: float, customers: float | None
) -> None:
    paths = cases_of(events)
    assume(any(name == "A" for path in paths.values() for name, _ in path))
    assume(any(name == "B" for path in paths.values() for name, _ in path))
    plan: dict[str, Any] = {"target": "B", "cut_exit": (f"A:{part}",)}
    money: dict[str, Any] = {
        "cost": cost,
        "cost_each": cost_each,
        "worth": 7.0,
        "customers": customers,
    }
    log = log_of(events)

    answer, forecast = Roi(**plan, **money).answer(log), WhatIf(**plan).answer(log)

    n = forecast.paths if customers is None else customers
    spent = cost + cost_each * n
    for told, outlook in zip(answer.returns, forecast.forecasts, strict=True):
        gain = 7.0 * n * outlook.difference
        assert told.gained == pytest.approx(n * outlook.difference, abs=1e-9)
        assert told.gain == pytest.approx(gain, abs=1e-9)
        assert (told.spent, told.net) == pytest.approx((spent, gain - spent))
        assert told.roi == (pytest.approx((gain - spent) / spent) if spent else None)
    bounds = forecast.forecasts[0].interval_of_difference
    if bounds is not None:
        wanted = [7.0 * n * bound - spent for bound in bounds]
        assert answer.returns[0].bounds_of_net == pytest.approx(wanted, abs=1e-9)
    assert answer.break_even == (pytest.approx(spent / (7.0 * n)) if n else None)
    assert 0 <= answer.chance_of_gain <= 1
    if part == 0:
        # Nothing that is changed changes nothing, exactly.
        assert [told.gained for told in answer.returns] == [0] * len(answer.returns)
