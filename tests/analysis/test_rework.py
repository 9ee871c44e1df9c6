from __future__ import annotations

from tests.analysis.claims import AGAIN, CASUAL, CHECK, CLAIMS, DECIDE, HOUR
from tests.analysis.shop import SHOP
from touchline.analysis.rework import Rework


def test_the_rework_of_a_published_log_is_that_counted_by_hand() -> None:
    answer = Rework().answer(CLAIMS)

    # By hand: the third and the fifth request are taken up again, the fifth twice.
    assert {one.activity: one.repeated for one in answer.activities if one.repeated} == {
        CHECK: 2,
        DECIDE: 2,
        CASUAL: 1,
        AGAIN: 1,
    }
    assert (answer.paths, answer.reworked, answer.share) == (6, 2, 1 / 3)
    # By hand: 2 more checks and decisions for the fifth and 1 for the third, 2 examinations, 1
    # taking up; of 42 events.
    assert (answer.extra_events, answer.share_of_events) == (9, 9 / 42)


def test_an_activity_tells_how_often_and_over_how_long() -> None:
    one = next(x for x in Rework().answer(CLAIMS).activities if x.activity == CHECK)

    # By hand: from the third to the seventh event, and from the third to the eleventh.
    assert (one.cases, one.most, one.extra_events, one.in_a_row) == (6, 3, 3, 0)
    assert one.median_us == 6 * HOUR


def test_repeats_with_nothing_in_between_are_told_apart() -> None:
    one = Rework().answer(SHOP).activities[0]

    # By hand: ben visits on the 1st and the 6th.
    assert (one.activity, one.repeated, one.in_a_row, one.cases) == ("visit", 1, 1, 6)


def test_only_cases_that_begin_in_the_span_count() -> None:
    answer = Rework(start="2026-01-02").answer(SHOP)

    assert (answer.paths, answer.reworked) == (4, 0)
