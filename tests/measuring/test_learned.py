"""
A log answers what a finished map shall answer (R-132), with numbers worked out by hand.
"""

from __future__ import annotations

import pytest

from tests.measuring.shop_with_help import customers, shop
from touchline.eventlog.log import EventLog
from touchline.kernels.intervals import wilson
from touchline.measuring.errors import NothingBound, NothingRecognised
from touchline.measuring.learned import Learned, learn
from touchline.measuring.levers import Advice


@pytest.fixture(scope="module")
def found() -> tuple[Learned, ...]:
    return learn(shop(), customers())


def of_kind(found: tuple[Learned, ...], kind: str) -> list[Learned]:
    return [one for one in found if one.kind == kind]


def test_where_most_customers_leave_comes_first(found: tuple[Learned, ...]) -> None:
    leaving = of_kind(found, "leaving")

    # By hand: 40 of 100 leave after the visit, 30 of 60 after the basket.
    assert [(one.step, one.value, one.n) for one in leaving] == [
        ("see", 0.4, 100),
        ("fill", 0.5, 60),
    ]
    assert (leaving[0].low, leaving[0].high) == pytest.approx(wilson(40, 100))


def test_each_answer_suggests_the_lever_of_its_stage(found: tuple[Learned, ...]) -> None:
    assert [one.advice for one in of_kind(found, "leaving")] == [
        Advice("find", "leaving-find"),
        Advice("guide", "leaving-guide"),
    ]


def test_what_sets_those_apart_who_do_not_reach_the_goal_is_told(
    found: tuple[Learned, ...],
) -> None:
    (reason,) = of_kind(found, "reason")

    # By hand: of 50 by web 45 do not pay, of 50 by app 25.
    assert reason.names["trait"] == "device = web"
    assert (reason.n, reason.value, reason.other) == (50, 0.9, 0.5)


def test_those_who_come_and_leave_are_counted(found: tuple[Learned, ...]) -> None:
    (never,) = of_kind(found, "never-completed")
    (bounce,) = of_kind(found, "bounce")

    # By hand: 70 of 100 never pay. On the first day 100 visits, 40 of one event; on the next 20 who
    # ask, and 14 helped so much later that it counts as a visit of its own.
    assert (never.value, never.n) == pytest.approx((0.7, 100))
    assert (bounce.value, bounce.n) == pytest.approx((74 / 134, 134))


def test_needs_are_laid_beside_where_customers_go_no_further(found: tuple[Learned, ...]) -> None:
    needs = [one for one in found if one.theme == "needs"]

    # By hand: as many as leave; the map tells a need at the basket and none before.
    assert [(one.kind, one.step, one.value, one.about) for one in needs] == [
        ("unknown-need", "see", 0.4, ()),
        ("unmet-need", "fill", 0.5, ("n1",)),
    ]


def test_support_is_answered_by_need_solution_and_time(found: tuple[Learned, ...]) -> None:
    by_kind = {one.kind: one for one in found if one.theme == "support"}

    # By hand: 20 of 100 ask, 6 of 20 are not helped, the others after 2 hours.
    assert (by_kind["need-for-help"].value, by_kind["need-for-help"].n) == (0.2, 100)
    assert (by_kind["unsolved"].value, by_kind["unsolved"].n) == (0.3, 20)
    assert (by_kind["wait-for-help"].value, by_kind["wait-for-help"].unit) == (7200, "seconds")


def test_marks_of_steps_are_no_reasons(found: tuple[Learned, ...]) -> None:
    assert not [one for one in found if "step " in one.names.get("trait", "")]


def test_a_map_without_help_answers_the_rest() -> None:
    journey = shop()
    stages = tuple(stage for stage in journey.stages if stage.id != "help")
    touchpoints = journey.lanes[0]
    cells = tuple(cell for cell in touchpoints.cells if cell.at not in {"ask", "helped"})
    lanes = (touchpoints.model_copy(update={"cells": cells}),)
    bare = journey.model_copy(update={"stages": stages, "lanes": lanes})

    found = learn(bare, customers())

    assert {one.theme for one in found} == {"leaving", "clicking", "needs"}


def test_what_is_not_bound_or_not_there_is_told() -> None:
    with pytest.raises(NothingBound):
        learn(shop().model_copy(update={"lanes": ()}), customers())
    with pytest.raises(NothingRecognised):
        learn(shop(), EventLog.from_events([("ann", "other", "2026-01-01")]))
