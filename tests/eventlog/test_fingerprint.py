"""
A short name for the content of a log.
"""

from __future__ import annotations

from dataclasses import replace

from touchline.eventlog.log import EventLog

EVENTS = [("ann", "visit", 0), ("ann", "pay", 5), ("bob", "visit", 3)]


def test_equal_events_have_equal_fingerprints_whatever_their_rows() -> None:
    backwards = list(reversed(EVENTS))

    assert EventLog.from_events(EVENTS).fingerprint == EventLog.from_events(backwards).fingerprint


def test_a_restriction_that_leaves_the_same_events_has_the_same_fingerprint() -> None:
    more = EventLog.from_events([*EVENTS, ("cyd", "call", 5)])

    assert more.without(["call"]).fingerprint == EventLog.from_events(EVENTS).fingerprint


def test_anything_that_a_question_can_see_changes_the_fingerprint() -> None:
    log = EventLog.from_events(EVENTS)
    others = [
        EventLog.from_events(EVENTS[:2]),
        EventLog.from_events([*EVENTS[:2], ("bob", "visit", 4)]),
        EventLog.from_events([*EVENTS[:2], ("bob", "call", 3)]),
        EventLog.from_events(EVENTS, log_end=9),
        EventLog.from_events([*EVENTS, (None, "visit", 5)]),
        EventLog.from_events(EVENTS, case_attributes={"ann": {"age": 3}}),
        replace(log, zone="Asia/Tehran"),
    ]

    assert len({log.fingerprint, *(other.fingerprint for other in others)}) == 8
