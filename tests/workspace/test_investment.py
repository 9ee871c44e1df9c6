"""
Whether an investment pays.

The ten customers are those of docs/explanation/what-if.md and roi.md: half of them pay; to keep
half of those who leave after the form lets two in three pay.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace.journeys import journey, lane, log
from touchline.analysis import UnknownActivity
from touchline.analysis.roi import Roi
from touchline.errors import TouchlineError
from touchline.measuring.by_step import by_step
from touchline.workspace.investment import (
    UnknownResource,
    UnusableCurrency,
    investment_case,
)
from touchline.workspace.investment_money import Plan

FORM: dict[str, Any] = {
    "id": "help",
    "text": "Help beside the form",
    "availability": "need",
    "cost": 2000,
    "currency": "EUR",
}
PLAN: dict[str, Any] = {"cut_exit": ("form:0.5",), "worth": 30, "customers": 600}


def needing(*cards: dict[str, Any]) -> Any:
    return journey(lane("resources", form=list(cards)))


def test_money_is_that_of_the_page_on_returns() -> None:
    """
    R-127, R-128, R-165, M8, M16: what is needed, its cost, the gain and the return with a range.
    """
    case = investment_case(needing(FORM), Plan(**PLAN), log=log())

    outcome = case.outcome
    assert outcome is not None
    assert case.forecast is not None
    # docs/explanation/roi.md: 100 more of 600 pay 30 each, against 2000.
    assert outcome.gained == pytest.approx(100)
    assert (outcome.spent, outcome.gain) == pytest.approx((2000, 3000))
    assert (outcome.net, outcome.roi) == pytest.approx((1000, 0.5))
    # By hand: 2000 / 30, and two thirds of a year.
    assert case.break_even == pytest.approx(2000 / 30)
    assert outcome.payback_years == pytest.approx(2 / 3)
    assert case.currency == "EUR"


def test_intervals_are_those_of_the_question() -> None:
    given = needing(FORM)

    case = investment_case(given, Plan(**PLAN), log=log(40))

    asked: dict[str, Any] = {"target": "pay", "cut_exit": ("form:0.5",), "cost": 2000}
    answer = Roi(**asked, worth=30, customers=600).answer(by_step(given, log(40)))
    outcome, one = case.outcome, answer.returns[0]
    assert outcome is not None
    assert outcome.interval_of_net is not None
    assert one.bounds_of_net is not None
    assert outcome.interval_of_net == pytest.approx(one.bounds_of_net)
    assert outcome.interval_of_roi == pytest.approx(one.bounds_of_roi)
    assert outcome.chance == answer.chance_of_gain


def test_costs_return_and_customers_come_every_year() -> None:
    yearly = {**FORM, "cost": 500, "every": "year"}

    case = investment_case(
        needing(FORM, {**yearly, "id": "upkeep"}), Plan(**PLAN, years=2, cost_each=1), log=log()
    )

    outcome = case.outcome
    assert outcome is not None
    # By hand: 2000 once, 500 a year and 1 a customer; 100 more a year.
    assert outcome.spent == 2000 + 2 * 500 + 2 * 600
    assert outcome.net == pytest.approx(2 * 3000 - outcome.spent)
    assert outcome.payback_years == pytest.approx(2000 / (3000 - 500 - 600))


def test_what_the_result_rests_on_most_comes_first() -> None:
    case = investment_case(needing(FORM), Plan(**PLAN), log=log())

    # By hand: a quarter instead of half of the exits cut gives 1/12 more, three quarters 1/4.
    found = {one.name: (one.net_low, one.net_high) for one in case.sensitivity}
    assert found["effect"] == pytest.approx((1500 - 2000, 4500 - 2000))
    assert found["worth"] == pytest.approx((400, 1600))
    assert found["customers"] == pytest.approx((400, 1600))
    assert found["cost"] == pytest.approx((1400, 600))
    assert case.sensitivity[0].name == "effect"


@pytest.mark.parametrize(
    ("worth", "verdict"), [(30, "pays"), (20.5, "may-pay"), (10, "does-not-pay")]
)
def test_the_verdict_asks_for_the_whole_range(worth: float, verdict: str) -> None:
    case = investment_case(needing(FORM), Plan(**{**PLAN, "worth": worth}), log=log(40))

    assert case.verdict == verdict


def test_too_little_data_carry_no_verdict() -> None:
    case = investment_case(needing(FORM), Plan(**PLAN), log=log())

    assert case.verdict == "unknown"
    assert "thin" in {one.name for one in case.warnings}


def test_currencies_are_never_mixed() -> None:
    dollars = {**FORM, "id": "tool", "cost": 500, "currency": "USD"}
    given = needing(FORM, dollars)

    without = investment_case(given, Plan(**PLAN), log=log(40))
    euros = investment_case(given, Plan(**PLAN, currency="EUR"), log=log(40))

    assert (without.currency, without.outcome, without.verdict) == (None, None, "unknown")
    assert euros.outcome is not None
    assert (euros.outcome.spent, euros.verdict) == (2000, "unknown")
    told = next(one for one in euros.warnings if one.name == "currencies")
    assert told.values["others"] == ("USD",)


def test_a_need_without_a_price_leaves_the_verdict_open() -> None:
    case = investment_case(
        needing(FORM, {"id": "x", "text": "Timetable", "availability": "need"}),
        Plan(**PLAN),
        log=log(40),
    )

    assert case.unpriced == ("Timetable",)
    assert case.verdict == "unknown"


def test_what_does_not_pay_already_does_not_pay_with_more_costs() -> None:
    unpriced = {"id": "x", "text": "Timetable", "availability": "need"}

    case = investment_case(needing(FORM, unpriced), Plan(**{**PLAN, "worth": 5}), log=log(40))

    assert case.verdict == "does-not-pay"


def test_without_a_log_only_the_break_even_is_told() -> None:
    case = investment_case(needing(FORM), Plan(worth=30, customers=600))

    assert (case.forecast, case.outcome, case.verdict) == (None, None, "unknown")
    assert case.break_even == pytest.approx(2000 / 30)
    assert [one.name for one in case.warnings] == ["no-log"]


def test_customers_come_at_the_pace_of_the_log_unless_stated() -> None:
    plan = Plan(cut_exit=("form:0.5",), worth=30)

    case = investment_case(needing(FORM), plan, log=log())

    # By hand: ten customers in the two days from the first event to the last.
    assert case.customers == pytest.approx(10 * 365.25 / 2, rel=0.01)
    assert "short-log" in {one.name for one in case.warnings}


def test_cards_may_be_chosen() -> None:
    had = {**FORM, "id": "had", "availability": "have", "cost": 10}
    given = needing(FORM, {**FORM, "id": "other", "cost": 5}, had)

    case = investment_case(given, Plan(cards=("other",)))

    assert [line.card for line in case.needs] == ["other"]
    assert [line.card for line in case.has] == ["had"]


def test_what_is_saved_pays_too() -> None:
    """
    R-185: backstage cost before and after, in the case.
    """
    desk = {"id": "desk", "text": "Desk", "cost": 100, "currency": "EUR", "every": "month"}
    tool = {"id": "tool", "text": "Tool", "cost": 600, "currency": "EUR", "availability": "need"}
    before = journey(lane("resources", call=[desk]))
    after = journey(lane("resources", call=[{**desk, "cost": 60}, tool]), id="later")

    one, two = (investment_case(before, Plan(years=years), after=after) for years in (1, 2))

    assert one.outcome is not None
    assert two.outcome is not None
    # By hand: 480 a year against 600 once.
    assert (one.outcome.net, two.outcome.net) == (-120, 360)
    assert one.outcome.payback_years == 1.25
    assert (one.verdict, two.verdict) == ("does-not-pay", "pays")
    assert [line.card for line in one.needs] == ["tool"]


@pytest.mark.parametrize(
    ("plan", "kind"),
    [
        ({"cut_exit": ("forms:0.5",)}, UnknownActivity),
        ({"target": "payment"}, UnknownActivity),
        ({"cut_exit": ("form",)}, TouchlineError),
        ({"cut_exit": ("form:2",)}, TouchlineError),
        ({"remove": ("call",)}, TouchlineError),
        ({"inactivity": "long"}, TouchlineError),
        ({"cards": ("helps",)}, UnknownResource),
        ({"currency": "euro"}, UnusableCurrency),
    ],
)
def test_what_cannot_be_reckoned_is_told(plan: dict[str, Any], kind: type[TouchlineError]) -> None:
    with pytest.raises(kind) as caught:
        investment_case(needing(FORM), Plan(**{"worth": 30, **plan}), log=log())

    assert caught.value.told("fa")
