from __future__ import annotations

from typing import Any

from tests.analysis.shop import DAY, SHOP
from touchline.analysis.occupancy import Occupancy, OccupancyAnswer


def ask(**options: Any) -> OccupancyAnswer:
    return Occupancy(**{"steps": ("visit", "sign up", "pay"), **options}).answer(SHOP)


def test_at_the_end_everybody_stands_at_the_last_step_they_met() -> None:
    answer = ask()

    # By hand: dee and fay at visit, eve at sign up, ann, ben and cam at pay.
    assert [(one.step, one.cases) for one in answer.places] == [
        ("visit", 2),
        ("sign up", 1),
        ("pay", 3),
        ("(none)", 0),
    ]
    # By hand: on the 31st they have stood there 27, 16 and 26 days.
    assert answer.places[2].median_us == 26 * DAY


def test_a_moment_in_the_past_knows_nothing_of_what_came_later() -> None:
    answer = ask(at="2026-01-06")

    # By hand: ben came back on the 6th, but has stood at visit since the 1st; dee and fay had not
    # begun; eve stood at visit since the 2nd.
    assert [(one.step, one.cases) for one in answer.places] == [
        ("visit", 2),
        ("sign up", 0),
        ("pay", 2),
        ("(none)", 0),
    ]
    assert (answer.begun, answer.places[0].median_us) == (4, 4.5 * DAY)


def test_customers_who_have_met_no_step_are_a_group_of_their_own() -> None:
    answer = ask(steps=("pay",))

    assert [(one.step, one.cases) for one in answer.places] == [("pay", 3), ("(none)", 3)]


def test_without_steps_all_activities_are_places() -> None:
    assert [one.step for one in ask(steps=()).places] == ["pay", "sign up", "visit", "(none)"]


def test_those_who_have_long_done_nothing_are_not_active() -> None:
    answer = ask(inactivity="7d")

    # By hand: within the last 7 days only dee and fay did anything.
    assert [one.active for one in answer.places] == [2, 0, 0, 0]


def test_each_customer_can_be_asked_for_its_own_place() -> None:
    answer = ask(per_case=True)

    # By hand, R-006: the same six customers as above, each at its last step; ann, ben and cam have
    # stood at pay for 27, 16 and 26 days.
    assert answer.cases is not None
    assert [(one.case, one.step) for one in answer.cases] == [
        ("ann", "pay"),
        ("ben", "pay"),
        ("cam", "pay"),
        ("dee", "visit"),
        ("eve", "sign up"),
        ("fay", "visit"),
    ]
    paid = {one.waited_us for one in answer.cases if one.step == "pay"}
    assert paid == {16 * DAY, 26 * DAY, 27 * DAY}


def test_a_customer_who_has_met_no_step_stands_nowhere() -> None:
    answer = ask(steps=("pay",), per_case=True)

    assert answer.cases is not None
    assert [(one.case, one.waited_us) for one in answer.cases if one.step == "(none)"] == [
        ("dee", None),
        ("eve", None),
        ("fay", None),
    ]
