"""
Response time within business hours (R-157): by hand, and minute by minute by definition.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.analysis._business import (
    TooLongForHours,
    UnreadableHoliday,
    UnreadableHours,
    business_time,
)
from touchline.analysis.time_between import TimeBetween
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog
from touchline.kernels.business import open_time
from touchline.units import parse_instant

HOUR = 3_600_000_000
OFFICE = ("Mo-Fr 9-17",)


def response_time(source: str, target: str, **options: Any) -> TimeBetween:
    return TimeBetween(**{"source": source, "target": target, **options})


def waited(asked: str, answered: str, zone: str = "UTC", **options: Any) -> float:
    log = EventLog.from_events([("ann", "ask", asked), ("ann", "tell", answered)], zone=zone)
    found = TimeBetween(**{"source": "ask", "target": "tell", **options}).answer(log).median_us
    assert found is not None
    return found / HOUR


@pytest.mark.parametrize(
    ("asked", "answered", "hours"),
    [
        # 2026-01-02 is a Friday. By hand: within a day; over a weekend; asked at night; answered
        # at night; asked and answered on a Sunday.
        ("2026-01-02T10:00", "2026-01-02T12:30", 2.5),
        ("2026-01-02T16:00", "2026-01-05T10:00", 2),
        ("2026-01-01T20:00", "2026-01-02T09:30", 0.5),
        ("2026-01-01T16:00", "2026-01-01T23:00", 1),
        ("2026-01-04T10:00", "2026-01-04T12:00", 0),
    ],
)
def test_only_business_hours_count(asked: str, answered: str, hours: float) -> None:
    assert waited(asked, answered, business_hours=OFFICE) == hours


def test_holidays_do_not_count_with_hours_or_without() -> None:
    # By hand: Friday 16:00 to Tuesday 10:00; Monday is a holiday.
    span = ("2026-01-02T16:00", "2026-01-06T10:00")

    assert waited(*span, business_hours=OFFICE, holidays=("2026-01-05",)) == 2
    # Without hours: 90 hours less the 24 of Monday.
    assert waited(*span, holidays=("2026-01-05",)) == 66


def test_lunch_and_saturdays_have_hours_of_their_own() -> None:
    hours = ("Mo-Fr 9-12:30, 13-17; Sa 10-13",)

    # By hand: Friday 12 to 12:30 and 13 to 17, Saturday 10 to 11.
    assert waited("2026-01-02T12:00", "2026-01-03T11:00", business_hours=hours) == 5.5


def test_hours_are_those_of_the_reporting_zone_also_when_clocks_change() -> None:
    # Clocks in Berlin go forward on Sunday, 29 March 2026: 9:00 is 8:00 UTC before, 7:00 after.
    asked, answered = "2026-03-27T16:00+01:00", "2026-03-30T10:00+02:00"

    assert waited(asked, answered, "Europe/Berlin", business_hours=OFFICE) == 2
    # All around the clock: Friday 16:00 to Monday 10:00 are 66 hours less the lost one.
    assert waited(asked, answered, "Europe/Berlin", business_hours=("Mo-Su 0-24",)) == 65


def test_the_window_is_meant_in_business_time() -> None:
    log = EventLog.from_events(
        [("ann", "ask", "2026-01-02T16:00"), ("ann", "tell", "2026-01-05T10:00")]
    )
    asked: dict[str, Any] = {"source": "ask", "target": "tell", "window": "3h"}

    assert TimeBetween(**asked).answer(log).reached == 0
    assert TimeBetween(**asked, business_hours=OFFICE).answer(log).reached == 1


@pytest.mark.parametrize(
    "text", ["", "9-17", "Mo-Fr", "Mo-Fr 17-9", "Xx 9-17", "Mo 9-25", "7 bananas"]
)
def test_what_tells_no_hours_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnreadableHours) as fault:
        response_time("a", "b", business_hours=(text,))

    assert fault.value.told("zh-Hans")


def test_what_is_no_day_and_what_lasts_for_ever_is_refused_in_words() -> None:
    with pytest.raises(UnreadableHoliday):
        response_time("a", "b", holidays=("Christmas",))

    with pytest.raises(TooLongForHours) as fault:
        waited("0001-01-02T16:00", "9999-12-31T23:00", business_hours=OFFICE)

    assert fault.value.told("ms")


@settings(max_examples=60)
@given(
    begin=st.integers(0, 9 * 24 * 4),
    length=st.integers(0, 9 * 24 * 4),
    holiday=st.integers(0, 12),
)
def test_business_time_is_what_counting_quarters_of_an_hour_gives(
    begin: int, length: int, holiday: int
) -> None:
    # By definition: count each quarter that begins within hours, over the change of clocks.
    zone, quarter = ZoneInfo("Europe/Berlin"), HOUR // 4
    first = parse_instant("2026-03-24T00:00", "Europe/Berlin")
    closed = date(2026, 3, 24) + timedelta(days=holiday)
    expected = 0
    for i in range(begin, begin + length):
        moment = datetime.fromtimestamp((first + i * quarter) / 1e6, zone)
        is_open = moment.weekday() < 5 and 9 <= moment.hour < 17 and moment.date() != closed
        expected += quarter * is_open

    found = business_time(
        np.asarray([first + begin * quarter]),
        np.asarray([first + (begin + length) * quarter]),
        OFFICE,
        (closed.isoformat(),),
        "Europe/Berlin",
    )

    assert found.tolist() == [expected]


def test_the_answer_does_not_depend_on_how_the_log_is_cut(tmp_path: Any) -> None:
    log = EventLog.from_events(
        event
        for i in range(20)
        for event in (
            (f"case {i}", "ask", f"2026-01-{1 + i:02d}T{i:02d}:10"),
            (f"case {i}", "tell", f"2026-01-{3 + i:02d}T{23 - i:02d}:40"),
        )
    )
    question = response_time("ask", "tell", business_hours=OFFICE)

    compiled = compile_events(log, tmp_path / "log", n_buckets=4)

    assert question.answer(compiled).to_dict() == question.answer(log).to_dict()


def test_hours_that_overlap_are_a_bug() -> None:
    moments = np.asarray([0])
    with pytest.raises(AssertionError):
        open_time(moments, moments, np.asarray([0, 5]), np.asarray([6, 9]))
