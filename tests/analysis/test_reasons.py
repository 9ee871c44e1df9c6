from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.shop import SHOP
from touchline.analysis import UnknownAttribute
from touchline.analysis.reasons import Reason, Reasons, ReasonsAnswer
from touchline.eventlog.log import EventLog


def ask(log: EventLog = SHOP, **options: Any) -> ReasonsAnswer:
    return Reasons(**{"least": 1, **options}).answer(log)


def only(answer: ReasonsAnswer, kind: str, value: str) -> Reason:
    return next(one for one in answer.reasons if (one.kind, one.value) == (kind, value))


def forms(n: int = 200) -> EventLog:
    """
    Draw up forms of which every second follows an error; of these 80 in 100 are left, of the others
    20 in 100.
    """
    events = []
    for i in range(n):
        has_error, is_left = i % 2 == 0, (i // 2) % 10 < (8 if i % 2 == 0 else 2)
        path = ["error"] * has_error + ["form"] + ["pay"] * (not is_left)
        channel = "app" if i % 4 < 2 else "web"
        events += [
            {"case": f"{i:03}", "activity": name, "timestamp": t, "channel": channel, "age": i % 40}
            for t, name in enumerate(path)
        ]
    return EventLog.from_events(events)


def test_an_error_before_the_form_goes_with_leaving() -> None:
    answer = ask(forms(), after="form", target="pay")

    # By hand: of 100 with an error 80 left, of 100 without it 20.
    one = only(answer, "activity-before", "error")
    assert (one.cases, one.exits, one.share, one.share_without) == (100, 80, 0.8, 0.2)
    assert (one.difference, one.lift, one.lost) == pytest.approx((0.6, 4.0, 60.0))
    assert one.is_notable
    assert one == answer.reasons[0]
    # Newcombe (1998), method 10, by hand: Wilson of 80/100 is 0.7112-0.8666, of 20/100 its mirror
    # image 0.1334-0.2888; 0.6 - hypot(0.0888, 0.0888) and 0.6 + hypot(0.0666, 0.0666).
    assert one.interval_of_difference == pytest.approx((0.4744, 0.6943), abs=2e-4)


def test_who_still_has_time_is_compared_with_nobody() -> None:
    answer = ask(after="visit", target="pay", window="7d")

    # By hand: ann and cam pay within 7 days of their first visit; ben pays after 14, eve never, and
    # dee and fay visited three days before the end of the log or later.
    assert (answer.exits, answer.went_on, answer.open) == (2, 2, 2)


def test_without_a_target_any_other_event_is_going_on() -> None:
    answer = ask(after="visit")

    # By hand: dee and fay do nothing after their first visit; ben's second visit is not going on,
    # but his sign-up is.
    assert (answer.exits, answer.went_on) == (2, 4)
    assert "all-paths-ended" in [warning.name for warning in answer.warnings]


def test_only_what_was_there_before_the_step_is_compared() -> None:
    answer = ask(after="visit", target="pay")

    # By hand: fay alone did something before her first visit, and she did not pay.
    assert [(one.value, one.cases, one.exits) for one in answer.reasons] == [("sign up", 1, 1)]


def test_numbers_are_compared_by_quarters_and_the_groups_add_up() -> None:
    answer = ask(forms(), after="form", target="pay", attributes=("age",))

    ages = [one for one in answer.reasons if one.attribute == "age"]
    assert {one.value for one in ages} == {"0 – 9", "10 – 19", "20 – 29", "30 – 39"}
    assert sum(one.cases for one in ages) == answer.exits + answer.went_on
    assert sum(one.exits for one in ages) == answer.exits


def test_small_values_are_pooled() -> None:
    names = ["big"] * 5 + ["one", "two", "three"]
    log = EventLog.from_events(
        {"case": str(i), "activity": "form", "timestamp": i, "name": name}
        for i, name in enumerate(names)
    )

    answer = ask(log, after="form", least=3)

    assert {(one.value, one.cases) for one in answer.reasons} == {("big", 5), ("(other)", 3)}


def test_an_attribute_that_nobody_has_is_refused() -> None:
    with pytest.raises(UnknownAttribute):
        ask(forms(), after="form", attributes=("agee",))
