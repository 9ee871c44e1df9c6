"""
A log told in the steps of a map.
"""

from __future__ import annotations

import pytest

from tests.workspace.journeys import journey, log
from touchline.eventlog.log import EventLog
from touchline.measuring.by_step import by_step, planned_way
from touchline.measuring.errors import NothingBound, NothingRecognised


def test_events_are_called_by_the_step_that_recognises_them() -> None:
    found = by_step(journey(), log())

    assert found.activities == ("call", "form", "pay")
    assert found.trace("c0").path == ("form", "call", "pay")
    assert (found.n_cases, found.n_events) == (10, log().n_events)


def test_what_no_step_recognises_is_left_out_and_accounted_for() -> None:
    events = [
        ("a", "form", "2026-01-01"),
        ("a", "advert", "2026-01-02"),
        ("b", "advert", "2026-01-03"),
    ]

    found = by_step(journey(), EventLog.from_events(events))

    assert found.trace("a").path == ("form",)
    assert found.n_cases == 1


def test_the_planned_way_holds_bound_steps_that_may_not_be_left_out() -> None:
    assert planned_way(journey()) == ("form", "pay")


def test_a_map_that_recognises_nothing_is_told() -> None:
    other = EventLog.from_events([("a", "advert", "2026-01-01")])

    with pytest.raises(NothingRecognised):
        by_step(journey(), other)
    with pytest.raises(NothingBound):
        by_step(journey().model_copy(update={"lanes": ()}), other)
