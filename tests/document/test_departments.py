"""
A map is filtered by department (R-043).
"""

from typing import Any

import pytest

from tests.scene.maps import text, way
from tests.scene.odd import lane
from touchline.document.departments import UnknownDepartment, of_department
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Stage, Step


def card(name: str, department: str | None = None) -> Card:
    return Card(id=name, text=text(name), department=department)


def shared_map() -> JourneyMap[Any]:
    """
    Give every level a department, so that the nearest one decides.
    """
    steps = (
        Step(id="x0", name=text("Order"), department="Sales"),
        Step(id="x1", name=text("Receive")),
    )
    cells = (
        Cell[Any](at="x0", cards=(card("of-step"), card("of-card", "Shipping"))),
        Cell[Any](at="x1", cards=(card("of-stage"),)),
    )
    of_cell = Cell[Any](at="x0", department="Shipping", cards=(card("of-cell"),))
    of_lane = lane("backstage", (Cell[Any](at="x0", cards=(card("of-lane"),)),))
    return way(2).model_copy(
        update={
            "stages": (Stage(id="s", name=text("Buy"), department="Shipping", steps=steps),),
            "lanes": (
                lane("actions", cells),
                lane("notes", (of_cell,)),
                of_lane.model_copy(update={"department": "IT"}),
                lane("completion"),
            ),
        }
    )


def kept(journey: JourneyMap[Any]) -> list[str]:
    return [item.id for _, _, item in journey.cards()]


def test_the_nearest_department_decides() -> None:
    assert kept(of_department(shared_map(), "Shipping")) == ["of-card", "of-stage", "of-cell"]
    assert kept(of_department(shared_map(), "Sales")) == ["of-step"]
    assert kept(of_department(shared_map(), "IT")) == ["of-lane"]


def test_the_steps_stay_and_so_do_lanes_filled_from_a_log() -> None:
    found = of_department(shared_map(), "IT")

    assert found.stages == shared_map().stages
    assert [item.id for item in found.lanes] == ["backstage", "completion"]


def test_the_title_says_that_it_is_a_part() -> None:
    assert str(of_department(shared_map(), "shipping").title) == "Way · Shipping"


def test_the_map_that_was_given_is_as_before() -> None:
    given = shared_map()

    of_department(given, "IT")

    assert given == shared_map()


def test_an_unknown_department_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownDepartment) as caught:
        of_department(shared_map(), "Shiping")

    assert caught.value.told() == (
        "No part of the map belongs to a department “Shiping”.\n"
        "  hint: did you mean “Shipping”? It names IT, Sales, Shipping"
    )


def test_a_map_without_departments_says_how_to_name_one() -> None:
    with pytest.raises(UnknownDepartment, match="give parts a department"):
        of_department(way(1), "Shipping")
