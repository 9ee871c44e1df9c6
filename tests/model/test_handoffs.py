"""
Touchpoints between different parts of a service are found (R-031).
"""

from typing import Any

from tests.scene.maps import met, text, way
from tests.scene.odd import lane
from touchline.model.experience import Touchpoint
from touchline.model.handoffs import Handoff, handoffs
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Stage, Step


def places(journey: JourneyMap[Any]) -> list[tuple[str, str]]:
    return [(found.before, found.after) for found in handoffs(journey)]


def test_a_customer_is_handed_over_where_the_channel_changes() -> None:
    assert handoffs(met(["web", "web", "phone"])) == (
        Handoff(kind="channel", before="x1", after="x2", origin=("web",), target=("phone",)),
    )


def test_steps_without_touchpoints_are_passed_over() -> None:
    assert places(met(["web", None, "phone"])) == [("x0", "x2")]


def test_nobody_is_handed_over_who_can_stay_in_the_channel() -> None:
    journey = met(["web", "web"])
    more = Touchpoint(id="more", text=text("Call"), channel="phone")
    first, second = journey.lanes[0].cells
    cells = (first.model_copy(update={"cards": (*first.cards, more)}), second)
    both = journey.lanes[0].model_copy(update={"cells": cells})

    assert places(journey.model_copy(update={"lanes": (both,)})) == []


def test_a_step_beside_the_planned_way_hands_nobody_over() -> None:
    journey = met(["web", "phone", "web"])
    steps = [step.model_dump(by_alias=True) for step in journey.steps]
    steps[1]["path"] = "failure"
    stage = Stage(id="s", name=text("Stage"), steps=tuple(Step(**step) for step in steps))

    assert places(journey.model_copy(update={"stages": (stage,)})) == []


def test_a_change_of_department_counts_even_within_one_channel() -> None:
    cells = tuple(
        Cell[Any](
            at=f"x{i}",
            department=name,
            cards=(Touchpoint(id=f"t{i}", text=text("Mail"), channel="email"),),
        )
        for i, name in enumerate(["Sales", "Shipping"])
    )

    (found,) = handoffs(way(2, lanes=(lane("touchpoints", cells),)))

    assert (found.kind, found.origin, found.target) == ("department", ("Sales",), ("Shipping",))


def test_a_wanted_touchpoint_bridges_nothing_yet() -> None:
    journey = met(["web", "phone"])
    chat = Touchpoint(id="chat", text=text("Web chat"), channel="web", use="wanted")
    first, second = journey.lanes[0].cells
    cells = (first, second.model_copy(update={"cards": (*second.cards, chat)}))
    wished = journey.lanes[0].model_copy(update={"cells": cells})

    assert places(journey.model_copy(update={"lanes": (wished,)})) == [("x0", "x1")]


def test_a_touchpoint_that_spans_steps_is_met_at_each() -> None:
    card = Touchpoint(id="t", text=text("App"), channel="app")
    last = Touchpoint(id="u", text=text("Shop"), channel="shop")
    cells = (
        Cell[Any](at="x0", through="x2", cards=(card,)),
        Cell[Any](at="x3", cards=(last,)),
    )

    assert places(way(4, lanes=(lane("touchpoints", cells),))) == [("x2", "x3")]
