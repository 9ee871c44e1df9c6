from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from tests.oracle.test_completion_oracle import incidence_of
from touchline.analysis import Step
from touchline.analysis.repeat_purchase import RepeatPurchase


@given(
    events=drawn_events(max_size=30),
    apart=st.sampled_from((None, 1, 2)),
    end=st.integers(7, 12),
    top=st.integers(1, 4),
)
def test_repeats_are_counted_by_definition(
    events: list[Drawn], apart: int | None, end: int, top: int
) -> None:
    span = None if apart is None else apart * 60

    answer = RepeatPurchase(
        purchase=Step.model_validate("A"), apart=span, window=180, top=top
    ).answer(log_of(events, end=end))

    waits: dict[int, list[tuple[int, str]]] = {}
    purchases = 0
    for path in cases_of(events).values():
        ticks = [tick for name, tick in path if name == "A"]
        if apart is not None:
            ticks = [t for i, t in enumerate(ticks) if i == 0 or t - ticks[i - 1] > apart]
        purchases += len(ticks)
        for i, tick in enumerate(ticks):
            following = ticks[i + 1] if i + 1 < len(ticks) else None
            wait = (end - tick, "waiting") if following is None else (following - tick, "done")
            waits.setdefault(i + 1, []).append(wait)
    assert answer.purchases == purchases
    assert {one.number: (one.cases, one.again) for one in answer.repeats} == {
        number: (len(own), sum(outcome == "done" for _, outcome in own))
        for number, own in waits.items()
        if number <= top
    }
    for one in answer.repeats:
        own = waits[one.number]
        shares = [s for time, (s, _) in incidence_of(own).items() if time <= 180_000_000]
        longest = max(time for time, _ in own)
        if (longest, "waiting") in own and longest < 3:
            assert one.share_within is None
        else:
            assert one.share_within == pytest.approx(shares[-1] if shares else 0.0)
