"""
What goes into a journey, and what it takes before and after a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.journeys import journey, lane
from touchline.document.acts import remove_step
from touchline.document.edits import apply
from touchline.model.work.resource import Resource
from touchline.workspace.resources import (
    catalogue_of,
    distinct,
    resource_lines,
    restructuring,
    summed,
)

if TYPE_CHECKING:
    from touchline.workspace import Workspace

DESK: dict[str, Any] = {"id": "desk", "text": "Help desk", "cost": 100, "currency": "EUR"}


def test_resources_are_listed_with_the_step_that_they_serve() -> None:
    tool = {**DESK, "sort": "tool", "availability": "need", "every": "month", "hours": 2}

    (line,) = resource_lines(journey(lane("resources", call=[tool])))

    assert (line.step, line.step_name, line.availability) == ("call", "I call", "need")
    # By hand: twelve times a year.
    assert (line.once, line.yearly, line.hours_yearly) == (0.0, 1200.0, 24.0)


def test_what_a_card_leaves_open_stands_in_the_catalogue(workspace: Workspace) -> None:
    desk = Resource.model_validate(
        {
            "id": "desk",
            "title": {"en": "Help desk", "de": "Helpdesk"},
            "sort": "tool",
            "availability": "need",
            "cost": 50,
            "currency": "EUR",
            "every": "year",
            "effect": "Nobody waits twice",
        }
    )
    workspace.put(desk)
    given = journey(lane("resources", call=[{"id": "r", "entry": "desk"}]))

    (line,) = resource_lines(given, catalogue_of(workspace), language="de")

    assert (line.text, line.sort, line.availability) == ("Helpdesk", "tool", "need")
    assert (line.cost, line.currency, line.every) == (50.0, "EUR", "year")
    assert line.effect == "Nobody waits twice"


def test_a_resource_that_several_steps_share_is_paid_for_once() -> None:
    shared = {**DESK, "entry": "desk"}
    given = journey(
        lane("resources", form=[{**shared, "id": "a"}], call=[{**shared, "id": "b"}], pay=[DESK])
    )

    lines = resource_lines(given)

    assert (len(lines), len(distinct(lines))) == (3, 2)
    (total,) = summed(lines)
    assert (total.currency, total.once, total.n) == ("EUR", 200.0, 2)


def test_sums_never_mix_currencies() -> None:
    cards = [
        DESK,
        {"id": "b", "text": "b", "cost": 10, "currency": "USD", "every": "month"},
        {"id": "c", "text": "c", "cost": 7},
        {"id": "d", "text": "d"},
    ]

    found = summed(resource_lines(journey(lane("resources", call=cards))))

    # By hand; what states no cost is in no sum.
    assert [(one.currency, one.once, one.yearly, one.n) for one in found] == [
        (None, 7.0, 0.0, 1),
        ("EUR", 100.0, 0.0, 1),
        ("USD", 0.0, 120.0, 1),
    ]
    assert found[2].over(2) == 240.0


def test_effort_and_cost_are_held_before_and_after() -> None:
    """
    R-185, R-192: effort and cost behind the scenes before and after a restructuring.
    """
    desk = {"id": "desk", "text": "Desk", "cost": 100, "currency": "EUR", "every": "month"}
    tool = {"id": "tool", "text": "Tool", "cost": 600, "currency": "EUR", "availability": "need"}
    before = journey(lane("resources", call=[{**desk, "hours": 10}]))
    after = journey(
        lane("resources", call=[{**desk, "cost": 60, "hours": 4}, {**tool, "hours": 8}]), id="later"
    )

    found = restructuring(before, after)

    (step,) = found.steps
    # By hand: twelve months each.
    assert (step.today.hours, step.later.hours) == (120.0, 48.0)
    assert (found.today.costs, found.later.costs) == ({"EUR": 1200.0}, {"EUR": 720.0})
    assert found.saving("EUR") == 480.0
    assert (found.once, found.hours_once) == ({"EUR": 600.0}, 8.0)
    assert [line.card for line in found.fresh] == ["tool"]


@pytest.mark.parametrize("gone", ["call", "pay"])
def test_a_step_that_goes_takes_its_cost_along(gone: str) -> None:
    cost = {"id": "r", "text": "r", "cost": 12, "currency": "EUR", "every": "year"}
    before = journey(lane("resources", **{gone: [cost]}))
    after = apply(journey(id="later"), remove_step(journey(id="later"), gone))

    found = restructuring(before, after)

    assert found.saving("EUR") == 12.0
    assert [one.before for one in found.steps] == [gone]
    assert found.unsaid == ()


def test_what_the_map_to_be_does_not_mention_saves_nothing() -> None:
    cost = {"id": "r", "text": "r", "cost": 12, "currency": "EUR", "every": "year"}

    found = restructuring(journey(lane("resources", call=[cost])), journey(id="later"))

    assert found.saving("EUR") == 0.0
    assert found.unsaid == ("I call",)
