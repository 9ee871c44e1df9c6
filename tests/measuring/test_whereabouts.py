"""
At which step every customer stands, and since when.
"""

from __future__ import annotations

import datetime as dt

import pytest

from touchline.document.read import journey_of, loads
from touchline.eventlog.log import EventLog
from touchline.measuring.errors import NothingBound
from touchline.measuring.measure import measure
from touchline.measuring.replay import UNKNOWN
from touchline.measuring.standing import standing
from touchline.measuring.whereabouts import whereabouts

MAP = """\
touchline: 1
id: tea
title: Tea
stages:
- {id: buy, name: Buy, steps: [{id: find, name: F}, {id: pay, name: P}, {id: wait, name: W}]}
lanes:
- id: contacts
  kind: touchpoints
  cells:
  - {at: find, cards: [{id: a, text: A, binding: [{activities: [visit, mail]}]}]}
  - {at: pay, cards: [{id: b, text: B, binding: [{activities: [pay, mail]}]}]}
"""
EVENTS = [
    # Ann visits twice, the second time after a stop elsewhere that no step knows.
    ("ann", "visit", "2026-01-01"),
    ("ann", "other", "2026-01-02"),
    ("ann", "visit", "2026-01-03"),
    # Ben's second mail is that of the step which he has not reached.
    ("ben", "mail", "2026-01-01"),
    ("ben", "mail", "2026-01-05"),
    # Cleo goes back.
    ("cleo", "visit", "2026-01-01"),
    ("cleo", "pay", "2026-01-02"),
    ("cleo", "visit", "2026-01-04"),
    # Of Dan the map knows nothing.
    ("dan", "other", "2026-01-01"),
]


def day(instant_us: int) -> str:
    return dt.datetime.fromtimestamp(instant_us / 1e6, dt.UTC).date().isoformat()


def test_each_stands_where_the_last_event_that_the_map_knows_was() -> None:
    found = whereabouts(journey_of(loads(MAP)), EventLog.from_events(EVENTS))

    # By hand from the events above; the steps are numbered from 0.
    assert found.step.tolist() == [0, 1, 0, UNKNOWN]
    assert [day(since) for since in found.since.tolist()[:3]] == [
        "2026-01-01",
        "2026-01-05",
        "2026-01-04",
    ]


def test_it_agrees_with_the_place_of_one_customer_and_with_the_lane_of_occupancy() -> None:
    journey, log = journey_of(loads(MAP)), EventLog.from_events(EVENTS)

    found = whereabouts(journey, log)

    steps = [step.id for step in journey.steps]
    for number, case in enumerate(log.cases[:3]):
        assert steps[found.step[number]] == standing(journey, log, case)
    for number, step in enumerate(measure(journey, log).measures.steps):
        if step.occupancy is not None:
            assert step.occupancy.value == (found.step == number).sum() / log.n_cases


def test_an_empty_log_has_nobody_anywhere() -> None:
    found = whereabouts(journey_of(loads(MAP)), EventLog.from_events([]))

    assert (found.step.tolist(), found.since.tolist()) == ([], [])


def test_a_map_that_is_bound_to_nothing_is_told() -> None:
    bare = journey_of(loads(MAP.partition("lanes:")[0]))

    with pytest.raises(NothingBound):
        whereabouts(bare, EventLog.from_events(EVENTS))
