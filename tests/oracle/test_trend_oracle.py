from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import (
    newcombe_interval,
    p_value,
    q_values,
    score_interval,
)
from tests.oracle.oracle_logs import TICK, Drawn, cases_of
from touchline.analysis.trend import Trend
from touchline.eventlog.log import EventLog

#: So many minutes lie between two ticks, so that a log spans a few hours.
STEP = 20

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(("a", "b", "c", "d", "e", "f", None)),
        st.sampled_from(("A", "B", "C", None)),
        st.integers(0, 11),
    ),
    max_size=30,
)


@given(events=EVENTS, window=st.sampled_from((None, 2)), later=st.integers(0, 4))
def test_each_point_is_the_answer_for_those_who_entered_then(
    events: list[Drawn], window: int | None, later: int
) -> None:
    paths = cases_of(events)
    end = max((tick for path in paths.values() for _, tick in path), default=0) + later
    log = EventLog.from_events(
        [(case, name, tick * STEP * TICK) for case, name, tick in events],
        log_end=end * STEP * TICK,
    )
    of: dict[str, Any] = {"name": "funnel", "steps": ["A", "B"]}
    if window is not None:
        of["window"] = f"{STEP * window}m"

    answer = Trend(of=of, per="hour").answer(log)  # type: ignore[arg-type]

    # By definition: with one activity a step, whoever completes in time from any entry completes;
    # the latest entry of the earliest completion counts, else the latest entry of all.
    entered: dict[int, list[bool]] = {}
    begin = min((tick for path in paths.values() for _, tick in path), default=None)
    hours = [] if begin is None else list(range(begin * STEP // 60, end * STEP // 60 + 1))
    for path in paths.values():
        for hour in hours:
            starts = [t for name, t in path if name == "A" and t * STEP // 60 == hour]
            if starts:
                is_done = any(
                    name == "B" and t >= s and (window is None or t - s <= window)
                    for s in starts
                    for name, t in path
                )
                entered.setdefault(hour, []).append(is_done)
    assert [point.start[11:13] for point in answer.points] == [f"{hour:02}" for hour in hours]
    groups = []
    for hour, point in zip(hours, answer.points, strict=True):
        own = entered.get(hour, [])
        groups.append((sum(own), len(own)))
        assert (point.n, point.value) == (len(own), sum(own) / len(own) if own else None)
        if own:
            assert point.interval == pytest.approx(score_interval(sum(own), len(own)), abs=1e-9)
        passed = end * STEP - 60 * (hour + 1)
        assert point.is_complete == (passed >= (0 if window is None else STEP * window))
    p_values: dict[int, float] = {}
    for i, (before, now) in enumerate(pairwise(groups), 1):
        point = answer.points[i]
        if not before[1] or not now[1]:
            assert point.change is None
            continue
        assert point.change == pytest.approx(now[0] / now[1] - before[0] / before[1])
        assert point.change_interval == pytest.approx(newcombe_interval(*now, *before), abs=1e-8)
        p = p_value(*now, *before)
        if p is not None and point.is_complete and answer.points[i - 1].is_complete:
            p_values[i] = p
    wanted = dict(zip(p_values, q_values([*p_values.values()]), strict=True)) if p_values else {}
    told = {i: point.q for i, point in enumerate(answer.points) if point.q is not None}
    assert told == pytest.approx(wanted)
    assert answer.tests == len(p_values)
