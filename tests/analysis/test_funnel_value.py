"""
What those who reach a step are worth.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import drawn_events, log_of
from touchline.analysis.funnel import Funnel
from touchline.compiled.compile import compile_events
from touchline.eventlog.columns import NumberColumn
from touchline.eventlog.log import EventLog
from touchline.kernels.segments import NOWHERE

EVENTS: list[dict[str, Any]] = [
    {"case": "ann", "activity": "buy", "timestamp": "2026-01-01", "value": 100.0},
    {"case": "ann", "activity": "visit", "timestamp": "2026-01-02", "value": None},
    {"case": "ann", "activity": "pay", "timestamp": "2026-01-03", "value": 20.0},
    {"case": "ann", "activity": "buy", "timestamp": "2026-01-20", "value": 7.0},
    {"case": "ben", "activity": "visit", "timestamp": "2026-01-02", "value": 1.0},
    {"case": "cem", "activity": "buy", "timestamp": "2026-01-02", "value": 50.0},
]


def funnel(**options: Any) -> Funnel:
    return Funnel(**{"steps": ("visit", "pay"), **options})


def worths(answer):
    return [(step.value, step.mean_value) for step in answer.steps]


def test_value_counts_from_entry_on_and_within_the_window():
    log = EventLog.from_events(EVENTS)

    # Ann bought for 100 before she came, paid 20 within the week and bought for 7 after it.
    assert worths(funnel(window="7d").answer(log)) == [(21.0, 10.5), (20.0, 20.0)]
    assert worths(funnel().answer(log)) == [(28.0, 14.0), (27.0, 27.0)]


def test_groups_share_the_value_out():
    about = {"ann": {"town": "Bonn"}, "ben": {"town": "Ulm"}}
    log = EventLog.from_events(EVENTS, case_attributes=about)

    answer = funnel(by="town").answer(log)

    groups = {one.group: one.steps[0].value for one in answer.groups or ()}
    assert groups == {"Bonn": 27.0, "Ulm": 1.0}


def test_a_log_without_values_states_none():
    events = [{name: one[name] for name in ("case", "activity", "timestamp")} for one in EVENTS]
    log = EventLog.from_events(events)

    assert worths(funnel().answer(log)) == [(None, None)] * 2


def test_a_step_that_nobody_reached_is_worth_nothing():
    log = EventLog.from_events(EVENTS[4:])

    assert worths(funnel().answer(log)) == [(1.0, 1.0), (0.0, None)]


@given(events=drawn_events(max_size=30), window=st.sampled_from([None, 1, 3]))
def test_value_is_what_a_plain_loop_adds(events, window, tmp_path_factory):
    log = log_of(events)
    # An empty log is compiled without the column.
    assume(log.n_cases)
    values = (log.row % 7 - 2) / 3
    log = EventLog(**{**_fields(log), "value": NumberColumn(values)})
    question = funnel(
        steps=[{"name": name, "activities": [name]} for name in "AB"],
        window=None if window is None else window * 60,
    )
    limit = math.inf if window is None else window * 60_000_000
    expected = [0.0, 0.0]
    for case, row in enumerate(question.match(log).events):
        if row[0] == NOWHERE:
            continue
        inside = [
            values[event]
            for event in range(row[0], log.offsets[case + 1])
            if log.timestamp[event] - log.timestamp[row[0]] <= limit
        ]
        for step in range(2):
            expected[step] += math.fsum(inside) if row[step] != NOWHERE else 0

    answers = [question.answer(log)]
    folder = tmp_path_factory.mktemp("log")
    answers += [question.answer(compile_events(log, folder / str(n), n_buckets=n)) for n in (1, 4)]

    found = [[step.value for step in answer.steps] for answer in answers]
    assert found[0] == found[1] == found[2]
    assert found[0] == pytest.approx(expected, abs=1e-9)


def _fields(log):
    return {name: getattr(log, name) for name in log.__dataclass_fields__}
