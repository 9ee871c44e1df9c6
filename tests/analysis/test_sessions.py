from __future__ import annotations

import pytest

from touchline.analysis import Step
from touchline.analysis._errors import NoChannel
from touchline.analysis.sessions import Sessions
from touchline.eventlog.log import EventLog

TIMES = {
    "ann": (("visit", "10:00"), ("search", "10:20"), ("pay", "10:50"), ("visit", "12:00")),
    "ben": (("visit", "10:00"), ("search", "10:31")),
}
LOG = EventLog.from_events(
    (case, activity, f"2026-01-01T{time}")
    for case, events in TIMES.items()
    for activity, time in events
)
MINUTE = 60_000_000


def test_the_sessions_of_the_page_are_those_counted_by_hand() -> None:
    answer = Sessions().answer(LOG)

    # By hand, docs/explanation/sessions.md: 50, 0, 0 and 0 minutes.
    assert (answer.sessions, answer.cases, answer.mean_events) == (4, 2, 1.5)
    assert (answer.bounces, answer.median_us, answer.mean_sessions) == (3, 0, 2.0)
    assert answer.p90_us == 35 * MINUTE  # By hand: 0.7 of the way from 0 to 50.
    assert answer.body()["median_seconds"] == 0.0


def test_sessions_at_the_end_of_the_log_may_go_on() -> None:
    answer = Sessions().answer(LOG)

    # By hand: only ann's last visit lies within 30 minutes of 12:00.
    assert answer.still_open == 1
    assert "open-sessions" in [one.name for one in answer.warnings]


def test_midnight_of_the_reporting_zone_begins_a_session_when_asked() -> None:
    # 23:55 and 00:05 in Berlin, 22:55 and 23:05 in UTC.
    events = [("ann", "visit", "2026-01-01T22:55Z"), ("ann", "visit", "2026-01-01T23:05Z")]

    berlin = EventLog.from_events(events, zone="Europe/Berlin")
    utc = EventLog.from_events(events)

    assert Sessions().answer(berlin).sessions == 1
    assert Sessions(new_day=True).answer(berlin).sessions == 2
    assert Sessions(new_day=True).answer(utc).sessions == 1


def test_another_channel_begins_a_session_and_an_unknown_one_does_not() -> None:
    channels = ["web", None, "web", "app", None, "app"]
    events = [
        {"case": "ann", "activity": "visit", "timestamp": f"2026-01-01T10:0{i}", "channel": channel}
        for i, channel in enumerate(channels)
    ]

    answer = Sessions(new_channel=True).answer(EventLog.from_events(events))

    assert answer.sessions == 2


def test_a_log_without_channels_is_refused() -> None:
    with pytest.raises(NoChannel):
        Sessions(new_channel=True).answer(LOG)


def test_named_events_begin_a_session_and_stay_in_it() -> None:
    answer = Sessions(opening=(Step.model_validate("search"),)).answer(LOG)

    # By hand: ann's search parts her visit from search and pay.
    assert (answer.sessions, answer.mean_events) == (5, 6 / 5)


def test_sessions_are_chosen_by_their_first_event() -> None:
    answer = Sessions(start="2026-01-01T10:20", end="2026-01-01T12:00").answer(LOG)

    # By hand: only ben's search begins a session then.
    assert [(one.activity, one.sessions) for one in answer.activities] == [("search", 1)]


def test_as_many_sessions_end_as_begin() -> None:
    answer = Sessions().answer(LOG)

    assert sum(one.sessions for one in answer.activities) == answer.sessions
    assert sum(one.exits for one in answer.activities) == answer.sessions
