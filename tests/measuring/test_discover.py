"""
Draft maps, against a small log that can be read at a glance.
"""

from __future__ import annotations

import pytest

from touchline.eventlog.log import EventLog
from touchline.measuring.discover import discover
from touchline.measuring.errors import NothingToDiscover
from touchline.measuring.measure import measure

# Eight customers walk visit, basket, pay; one of them asks for help in between; two only visit.
PATHS = {
    **{f"c{i}": ("visit", "basket", "pay") for i in range(7)},
    "c7": ("visit", "help", "basket", "pay"),
    "c8": ("visit",),
    "c9": ("visit",),
}


@pytest.fixture
def log() -> EventLog:
    return EventLog.from_events(
        [
            (case, activity, f"2026-01-{day:02}")
            for case, path in PATHS.items()
            for day, activity in enumerate(path, start=1)
        ],
        source="shop.csv",
    )


def test_the_most_walked_way_is_planned_and_the_rest_is_optional(log: EventLog) -> None:
    journey = discover(log)

    # By hand: nine in ten paths never meet help.
    assert [(step.id, step.is_optional) for step in journey.steps] == [
        ("visit", False),
        ("help", True),
        ("basket", False),
        ("pay", False),
    ]


def test_a_draft_says_what_it_covers_and_that_nobody_reviewed_it(log: EventLog) -> None:
    journey = discover(log, coverage=1.0)

    assert journey.is_discovered
    assert "10 customers" in str(journey.scenario)
    assert "100.0%" in str(journey.scenario)


def test_every_card_of_a_draft_rests_on_measured_evidence(log: EventLog) -> None:
    journey = discover(log)

    assert {card.grade for _, _, card in journey.cards()} == {"measured"}


def test_a_draft_is_bound_so_that_its_own_log_measures_it(log: EventLog) -> None:
    measured = measure(discover(log), log)

    # By hand: ten visit, eight of them fill a basket, and all eight pay.
    reached = [step.reached.value for step in measured.measures.steps if step.reached]
    assert reached == [10, 8, 8]


def test_a_draft_speaks_the_language_it_is_asked_for(log: EventLog) -> None:
    journey = discover(log, language="de")

    assert str(journey.title) == "Journey aus shop.csv"
    assert journey.language == "de"


def test_activities_that_differ_in_signs_only_get_ids_of_their_own() -> None:
    log = EventLog.from_events([("a", "pay!", "2026-01-01"), ("a", "pay?", "2026-01-02")])

    assert [step.id for step in discover(log).steps] == ["pay", "pay-2"]


def test_an_empty_log_is_refused() -> None:
    with pytest.raises(NothingToDiscover):
        discover(EventLog.from_events([]))
