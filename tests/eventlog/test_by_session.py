from __future__ import annotations

import pytest

from touchline.eventlog.log import EventLog
from touchline.units import UnreadableDuration

EVENTS = [
    ("ann", "visit", "2026-01-01T10:00"),
    ("ann", "pay", "2026-01-01T10:30"),
    ("ann b", "visit", "2026-01-01T10:00"),
    ("ann", "visit", "2026-01-01T11:01"),
    (None, "visit", "2026-01-01T11:02"),
]


def test_each_session_is_a_case_of_its_own() -> None:
    log = EventLog.from_events(EVENTS).by_session("30m")

    # By hand; a space sorts before #, so that the customers change places.
    assert list(log.cases) == ["ann b#1", "ann#1", "ann#2"]
    assert log.trace("ann#1").path == ("visit", "pay")
    assert log.trace("ann#2").path == ("visit",)
    assert log.n_events == 5


def test_a_session_has_the_attributes_of_its_customer() -> None:
    attributes = {"ann": {"plan": "gold"}, "ann b": {"plan": "free"}}
    log = EventLog.from_events(EVENTS, case_attributes=attributes).by_session()

    column = log.case_attributes["plan"]
    assert [column.text(i) for i in range(3)] == ["free", "gold", "gold"]  # type: ignore[union-attr]


def test_ten_sessions_keep_their_numbers_and_ties_their_order() -> None:
    events = [("ann", name, f"2026-01-{day:02d}") for day in range(1, 12) for name in ("b", "a")]

    log = EventLog.from_events(events).by_session("1h")

    assert log.n_cases == 11
    assert log.trace("ann#10").path == ("b", "a")
    assert log.trace("ann#10").timestamps[0] < log.trace("ann#11").timestamps[0]


def test_a_timeout_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableDuration):
        EventLog.from_events(EVENTS).by_session("soon")
