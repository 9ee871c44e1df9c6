"""
Where one customer stands on a map (R-006, R-034).
"""

from typing import Any

import pytest

from tests.scene.maps import text, way
from tests.scene.odd import lane
from touchline.eventlog.log import EventLog
from touchline.eventlog.trace import UnknownCase
from touchline.measuring.errors import NothingBound, StandsNowhere
from touchline.measuring.standing import standing
from touchline.model.binding import Matcher
from touchline.model.experience import Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell


def bound(*activities: str) -> JourneyMap[Any]:
    cells = tuple(
        Cell[Any](
            at=f"x{i}",
            cards=(
                Touchpoint(id=f"t{i}", text=text(name), binding=(Matcher(activities=(name,)),)),
            ),
        )
        for i, name in enumerate(activities)
    )
    return way(len(activities), lanes=(lane("touchpoints", cells),))


def log(*activities: str) -> EventLog:
    """
    Give the case `c` one event a day, among others.
    """
    own = [("c", name, f"2026-01-{day:02}") for day, name in enumerate(activities, 1)]
    return EventLog.from_events([("a", "visit", "2026-01-01"), *own, ("d", "order", "2026-02-01")])


def test_a_customer_stands_at_the_step_that_was_met_last() -> None:
    assert standing(bound("visit", "order"), log("visit", "order", "visit"), "c") == "x0"
    assert standing(bound("visit", "order"), log("visit", "order"), "c") == "x1"


def test_events_of_no_step_move_nobody() -> None:
    assert standing(bound("visit", "order"), log("visit", "newsletter"), "c") == "x0"


def test_the_second_of_equal_events_is_the_second_step() -> None:
    # As in measuring: an event goes to the next step that recognises it.
    assert standing(bound("visit", "order", "order"), log("order", "order"), "c") == "x2"


def test_an_unknown_customer_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCase, match="The log has no customer “cc”"):
        standing(bound("visit"), log("visit"), "cc")


def test_a_customer_who_met_no_step_is_told_with_the_events_there_are() -> None:
    with pytest.raises(StandsNowhere) as caught:
        standing(bound("order"), log("visit", "search"), "c")

    assert caught.value.told().splitlines()[-1] == "  hint: its events are: visit, search"


def test_a_map_without_bindings_cannot_tell() -> None:
    with pytest.raises(NothingBound):
        standing(way(2), log("visit"), "c")
