from __future__ import annotations

from typing import Any

import pytest

from touchline.analysis.prospects import Prospects, ProspectsAnswer
from touchline.eventlog.log import EventLog

DAY = 86_400_000_000

# A hundred customers, one a day: all visit, every second searches a day later, and of those who
# search three in four pay a day after that. The last customer begins on day 99.
EVENTS = [
    (f"c{i:03d}", name, (i + place) * DAY)
    for i in range(100)
    for place, name in enumerate(
        ["visit", *(["search"] if i % 2 else []), *(["pay"] if i % 2 and i % 8 != 7 else [])]
    )
]
LOG = EventLog.from_events(EVENTS, log_end=101 * DAY)


def asked(log: EventLog = LOG, **options: Any) -> ProspectsAnswer:
    answer = Prospects(**{"target": "pay", "horizon": "5d", **options}).answer(log)
    assert isinstance(answer, ProspectsAnswer)
    return answer


def test_the_chance_depends_on_what_was_done_last() -> None:
    answer = asked(order=1)

    # By hand: visits up to day 96 have five days in sight, customers 0 to 96; searches those up to
    # customer 95. Of the 48 odd ones among them 36 are not 7 modulo 8.
    chances = {one.path: (one.completed, one.n) for one in answer.states}
    assert chances == {(): (72, 145), ("visit",): (36, 97), ("search",): (36, 48)}


def test_a_rare_state_gives_way_to_a_shorter_one() -> None:
    answer = asked(order=2, end="1970-02-10")

    # By hand: of the 40 customers until then 20 search, fewer than 30.
    assert [one.path for one in answer.states] == [(), ("(start)", "visit"), ("visit",)]


def test_only_customers_on_the_way_are_predicted() -> None:
    answer = asked(order=1, per_case=True)

    # By hand: on day 101 customers 96 and 98 visited no more than five days ago, and 95 searched
    # five days ago and has not paid.
    assert answer.cases is not None
    assert [one.case for one in answer.cases] == ["c095", "c096", "c098"]
    assert answer.now == 3
    assert answer.expected == pytest.approx(36 / 48 + 2 * 36 / 97)
    # By hand: the other 48 even customers, and the other 11 who search in vain.
    assert answer.silent == 59


def test_predictions_are_tried_on_later_customers() -> None:
    found = asked(order=1).calibration

    # By hand: customers 0 to 69 are earlier; of 35 who search 8 do not pay, 7 to 63 by 8.
    visit, search = 27 / 70, 27 / 35
    # Later are the visits of 70 to 96 and the searches of 71 to 95 by two; 71, 79, 87, 95 do not
    # pay.
    brier = 9 * (1 - visit) ** 2 + 18 * visit**2 + 9 * (1 - search) ** 2 + 4 * search**2
    assert (found.fitted, found.n) == (105, 40)
    assert found.brier == pytest.approx(brier / 40)
    assert found.brier_base == pytest.approx((18 * (51 / 105) ** 2 + 22 * (54 / 105) ** 2) / 40)
    assert found.auc == pytest.approx((9 * (18 + 4 / 2) + 9 * 18 / 2) / (18 * 22))


def test_predictions_that_could_not_be_tried_are_not_to_be_trusted() -> None:
    answer = asked(end="1970-01-05")

    assert "untried-predictions" in [one.name for one in answer.warnings]


def test_what_rules_completion_out_ends_the_way() -> None:
    answer = asked(order=0, failing=("search",))

    # By hand: nobody pays without a search before.
    assert [(one.path, one.completed) for one in answer.states] == [((), 0)]


def test_a_silence_lowers_the_chance() -> None:
    answer = asked(horizon="8d")

    # By hand: visits up to day 93 have eight days in sight, and of the 94 the 47 odd ones are
    # followed by a search, which up to customer 92 has them in sight too, 46. The 35 odd customers
    # up to 92 that are not 7 modulo 8 pay: after 35 searches and after 36 visits, customer 93 too.
    at_once, after_a_day = answer.silence[:2]
    assert (at_once.n, at_once.cases, at_once.completed) == (140, 94, 71)
    # By hand: after a day without a search there is no search and no payment any more; a payment
    # comes just a day after the search, so that there is no silence longer than that before it.
    assert after_a_day.completed == 0
    assert after_a_day.after_us == DAY
    assert sum(one.now for one in answer.silence) == answer.now + answer.silent


def test_the_calibration_error_is_the_mean_distance_of_the_classes() -> None:
    found = asked(order=1).calibration

    # By definition, from the table that is shown.
    distances = [one.n * abs(one.predicted - one.observed) for one in found.reliability]
    assert found.calibration_error == pytest.approx(sum(distances) / found.n)
    assert found.calibration_error is not None
    assert 0 < found.calibration_error < 0.2
