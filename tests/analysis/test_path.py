"""
One customer's events, by hand.
"""

from __future__ import annotations

import pytest

from touchline.analysis.path import Path
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog
from touchline.eventlog.trace import UnknownCase

HOUR = 3_600_000_000
EVENTS: list[dict[str, object]] = [
    {"case": "ann", "activity": "visit", "timestamp": 1 * HOUR, "channel": "web", "value": None},
    {"case": "ann", "activity": "pay", "timestamp": 3 * HOUR, "channel": None, "value": 9.5},
    {"case": "ben", "activity": "visit", "timestamp": 2 * HOUR, "channel": "app", "value": None},
]


@pytest.fixture
def log() -> EventLog:
    return EventLog.from_events(EVENTS, zone="Europe/Berlin")


def test_r007_the_path_of_one_customer_is_shown_event_by_event(log: EventLog) -> None:
    answer = Path(case_id="ann").answer(log)

    # By hand: one o'clock in UTC is two in Berlin.
    assert [(e.activity, e.time, e.channel, e.worth, e.after_us) for e in answer.events] == [
        ("visit", "1970-01-01T02:00:00+01:00", "web", None, None),
        ("pay", "1970-01-01T04:00:00+01:00", None, 9.5, 2 * HOUR),
    ]
    assert answer.duration_us == 2 * HOUR


def test_a_log_of_dates_shows_dates() -> None:
    log = EventLog.from_events([("ann", "visit", "2026-01-02")], is_day_precise=True)

    assert [event.time for event in Path(case_id="ann").answer(log).events] == ["2026-01-02"]


def test_a_customer_is_found_in_whichever_bucket_it_lies(log: EventLog, tmp_path) -> None:
    compiled = compile_events(log, tmp_path / "log", n_buckets=8)

    for case in ("ann", "ben"):
        question = Path(case_id=case)
        assert question.answer(compiled).to_dict() == question.answer(log).to_dict()


def test_a_customer_who_came_earlier_has_no_events_to_show_and_is_not_unknown(
    log: EventLog,
) -> None:
    answer = Path(case_id="ann", start="1970-01-02").answer(log)

    assert (answer.events, answer.duration_us) == ((), 0)


def test_an_unknown_customer_is_told_with_the_nearest_one(log: EventLog) -> None:
    with pytest.raises(UnknownCase, match="did you mean “ann”"):
        Path(case_id="anne").answer(log)
