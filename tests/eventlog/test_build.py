"""
Sorting and coding events.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.eventlog.log import EventLog
from touchline.units import UnreadableInstant

MOMENTS = st.integers(min_value=0, max_value=3)
EVENTS = st.lists(
    st.tuples(st.sampled_from(["ann", "bob", None]), st.sampled_from(["a", "b", "c"]), MOMENTS),
    max_size=12,
)


def test_events_come_by_case_then_time_whatever_their_order() -> None:
    events = [
        ("bob", "pay", "2026-01-03"),
        ("ann", "pay", "2026-01-02"),
        ("bob", "visit", "2026-01-01"),
    ]

    log = EventLog.from_events(events)

    assert [(t.case, t.path) for t in log.traces()] == [
        ("ann", ("pay",)),
        ("bob", ("visit", "pay")),
    ]
    assert log.offsets.tolist() == [0, 1, 3]
    assert log.row.tolist() == [2, 3, 1]


def test_ties_go_by_priority_then_by_source_row() -> None:
    events = [("ann", name, "2026-01-01T12:00") for name in ("pay", "look", "visit", "click")]

    log = EventLog.from_events(events, priority=["visit", "pay"])

    # visit and pay are ranked; look (row 2) and click (row 4) keep the order of the source.
    assert log.trace("ann").path == ("visit", "pay", "look", "click")


def test_an_event_without_a_case_counts_in_totals_and_in_no_journey() -> None:
    log = EventLog.from_events([("ann", "visit", 0), (None, "visit", 1), ("  ", "visit", 2)])

    assert (log.n_cases, log.n_events, len(log.timestamp)) == (1, 3, 1)
    assert log.quality.n_without_case == 2


def test_each_anonymous_event_can_be_a_case_of_its_own() -> None:
    events = [("ann", "visit", 0), (None, "visit", 1), (None, "visit", 2)]

    log = EventLog.from_events(events, anonymous="each")

    assert log.cases == ("ann", "anonymous #2", "anonymous #3")
    assert log.quality.n_without_case == 0


def test_an_anonymous_case_never_takes_the_name_of_a_known_one() -> None:
    log = EventLog.from_events([("anonymous #2", "visit", 0), (None, "visit", 1)], anonymous="each")

    assert log.cases == ("anonymous ##2", "anonymous #2")


def test_an_event_that_does_not_say_what_happened_is_left_out_and_counted() -> None:
    log = EventLog.from_events([("ann", None, 0), ("ann", " ", 1), ("ann", "visit", 2)])

    assert log.n_events == 1
    assert [(d.reason, d.n, [e.row for e in d.examples]) for d in log.quality.drops] == [
        ("missing-activity", 2, [1, 2])
    ]


def test_a_time_without_a_zone_is_meant_in_the_zone_of_the_log() -> None:
    events = [("ann", "a", "2026-07-01T12:00"), ("ann", "b", "2026-07-01T12:00Z")]

    log = EventLog.from_events(events, zone="Europe/London")

    # Summer time: noon in London is 11:00 in UTC.
    noon = int(datetime(2026, 7, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000
    assert log.timestamp.tolist() == [noon - 3_600_000_000, noon]


def test_mappings_bring_value_channel_and_attributes() -> None:
    events = [
        {"case": "ann", "activity": "a", "timestamp": 0, "value": 2.5, "channel": "web", "n": 1},
        {"case": "ann", "activity": "b", "timestamp": 1, "country": "de"},
    ]

    log = EventLog.from_events(events, case_attributes={"ann": {"age": 40}, "bob": {"age": 50}})

    assert log.value is not None
    assert log.channel is not None
    assert (log.value.values[0], log.channel.text(0), log.channel.text(1)) == (2.5, "web", None)
    assert list(log.attributes) == ["country", "n"]
    assert log.cases_where("age", 40).cases == ("ann",)


def test_an_unreadable_moment_is_refused_by_name() -> None:
    with pytest.raises(UnreadableInstant, match="next tuesday"):
        EventLog.from_events([("ann", "visit", "next tuesday")])


def test_an_empty_log_has_no_beginning_and_no_end() -> None:
    log = EventLog.from_events([])

    assert (log.n_cases, log.n_events, log.log_start, log.log_end) == (0, 0, None, None)
    assert log.offsets.tolist() == [0]


def test_the_end_is_the_last_event_unless_stated() -> None:
    events = [("ann", "visit", "1970-01-01T00:00:01")]

    assert EventLog.from_events(events).log_end == 1_000_000
    assert EventLog.from_events(events, log_end="1970-01-01T00:00:02").log_end == 2_000_000


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59.999999"])
def test_the_first_and_the_last_year_are_kept(moment: str) -> None:
    log = EventLog.from_events([("ann", "visit", moment)], zone="Asia/Tehran")

    assert log.n_events == 1


@given(EVENTS)
def test_the_order_is_that_of_a_plain_sort(events: list[tuple[str | None, str, int]]) -> None:
    log = EventLog.from_events(events, priority=["b"])

    # By definition: analytics, section 0.
    known = [(case, at, name != "b", i) for i, (case, name, at) in enumerate(events, 1) if case]
    assert log.row.tolist() == [i for _, _, _, i in sorted(known)]


@given(EVENTS)
def test_codes_point_into_a_sorted_vocabulary_without_strangers(
    events: list[tuple[str | None, str, int]],
) -> None:
    log = EventLog.from_events(events)

    names = log.activity.vocabulary
    assert list(names) == sorted(set(names))
    assert sorted({names[code] for code in log.activity.codes.tolist()}) == list(names)
