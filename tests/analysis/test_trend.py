from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.shop import SHOP
from touchline.analysis.trend import Trend, TrendAnswer
from touchline.compiled.compile import compile_events
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog
from touchline.kernels.intervals import newcombe

FUNNEL = {"name": "funnel", "steps": ["visit", "pay"], "window": "7d"}


def ask(log: EventLog = SHOP, **options: Any) -> TrendAnswer:
    return Trend(**{"of": FUNNEL, **options}).answer(log)


def test_each_week_counts_those_who_entered_in_it() -> None:
    answer = ask(per="week")

    # By hand: 1 January 2026 is a Thursday. ann and cam of four enter in the first week and pay
    # within 7 days; ben's visit on the 6th does not; dee and fay enter in the last.
    found = [(p.period, p.n, p.value, p.is_complete) for p in answer.points]
    assert found == [
        ("2026-W01", 4, 0.5, True),
        ("2026-W02", 1, 0.0, True),
        ("2026-W03", 0, None, True),
        ("2026-W04", 0, None, False),
        ("2026-W05", 2, 0.0, False),
    ]


def test_a_change_carries_its_interval_and_a_corrected_p_value() -> None:
    answer = ask(per="week")

    point = answer.points[1]
    assert (point.change, point.change_interval) == (-0.5, newcombe(0, 1, 2, 4))
    assert answer.tests == 1
    # By hand: with 2 of 5 in all, 0/1 has probability 3/5 and 1/1 2/5, so both tables count.
    assert point.q == pytest.approx(1.0)


def test_months_begin_in_the_zone_of_the_log() -> None:
    events = [("ann", "visit", "2026-03-31T23:30:00+00:00"), ("ben", "visit", "2026-04-30T12:00Z")]
    log = EventLog.from_events(events, zone="Europe/Berlin")

    points = ask(log, per="month", of="variants").points

    # 23:30 in London is already April in Berlin.
    assert [(p.period, p.n, p.start) for p in points] == [
        ("2026-04", 2, "2026-04-01T00:00:00+02:00")
    ]


def test_the_hour_that_a_clock_change_repeats_is_two_hours() -> None:
    events = [("ann", "visit", f"2026-10-25T0{h}:30:00+00:00") for h in range(3)]
    log = EventLog.from_events(events, zone="Europe/Berlin")

    points = ask(log, per="hour")

    # 02:30 summer time, 02:30 and 03:30 winter time.
    assert [point.start for point in points.points] == [
        "2026-10-25T02:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
        "2026-10-25T03:00:00+01:00",
    ]


def test_a_trend_of_times_tells_seconds() -> None:
    between = {"name": "time-between", "source": "visit", "target": "pay"}

    answer = ask(of=between, per="month")

    # By hand: 2, 3 and 14 days.
    assert (answer.unit, [p.value for p in answer.points]) == ("seconds", [3 * 86400.0])


def test_where_customers_stand_is_never_tested_against_the_week_before() -> None:
    answer = ask(of={"name": "occupancy", "steps": ["visit", "sign up", "pay"]}, per="week")

    # By hand: at the end of the first week (4 January) ann has paid, of four who had begun.
    assert (answer.points[0].value, answer.tests) == (0.25, 0)
    assert all(point.change_interval is None for point in answer.points)


def test_the_whole_answer_of_a_period_comes_along() -> None:
    body = ask(per="week").to_dict()["answer"]["points"][0]["answer"]

    assert [step["reached"] for step in body["steps"]] == [4, 2]


@pytest.mark.parametrize("per", ["hour", "day", "week", "month", "quarter", "year"])
def test_the_ends_of_the_calendar_have_their_period(per: str) -> None:
    for day in ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"):
        log = EventLog.from_events([("ann", "visit", day)])

        assert len(ask(log, per=per).points) == 1


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"of": {"name": "trend", "of": FUNNEL}}, "nested-trend"),
        ({"of": "funel"}, "unknown-question"),
        ({"of": "{"}, "unreadable-question"),
        ({"of": {"name": "funnel", "steps": ["visit"]}}, "too-few-steps"),
    ],
)
def test_a_trend_of_nothing_sensible_is_refused(options: Any, name: str) -> None:
    with pytest.raises(TouchlineError) as fault:
        ask(**options)

    assert fault.value.key == name


def test_more_periods_than_anybody_can_look_at_are_refused() -> None:
    log = EventLog.from_events([("ann", "visit", 0), ("ann", "pay", 10**15)])

    with pytest.raises(TouchlineError) as fault:
        ask(log, per="hour")

    assert fault.value.key == "too-many-periods"


def test_a_log_on_disk_has_the_trend_of_the_same_log_in_memory(tmp_path) -> None:
    events = [("ann", "visit", "2026-01-05"), ("ben", "visit", "2026-02-05")]
    log = EventLog.from_events(
        [*events, ("ann", "pay", "2026-01-06"), ("cai", "pay", "2026-02-07")]
    )
    options: dict[str, Any] = {"of": FUNNEL}
    trend = Trend(**options)

    compiled = compile_events(log, tmp_path / "log", n_buckets=2)

    assert trend.answer(compiled).to_dict() == trend.answer(log).to_dict()


def test_a_period_whose_windows_have_not_passed_is_not_tested() -> None:
    of: Any = {"name": "funnel", "steps": ["visit", "pay"], "step_windows": ["7d"]}

    answer = Trend(of=of, per="week").answer(SHOP)

    # By hand: the windows of the last week have not passed, and its predecessor saw nobody enter.
    last = answer.points[-1]
    assert (last.is_complete, last.q) == (False, None)
    assert answer.tests == 1


def test_a_trend_of_a_segment_looks_at_its_customers_alone() -> None:
    of: Any = {"name": "funnel", "steps": ["visit", "pay"], "window": "7d"}
    segment: Any = "did sign up"

    answer = Trend(of=of, per="week", segment=segment).answer(SHOP)

    # By hand: of the four who sign up ann, ben and eve enter in the first week, and ann pays in it.
    assert (answer.n_cases, answer.points[0].n, answer.points[0].value) == (4, 3, 1 / 3)
