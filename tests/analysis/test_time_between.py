from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.shop import DAY, SHOP
from touchline.analysis import UnknownActivity
from touchline.analysis.time_between import TimeBetween, TimeBetweenAnswer


def ask(**options: Any) -> TimeBetweenAnswer:
    return TimeBetween(**{"source": "visit", "target": "pay", **options}).answer(SHOP)


def test_those_who_paid_took_three_days_in_the_middle() -> None:
    answer = ask()

    # By hand: ann 3, ben 14, cam 2 days; dee, eve and fay have not paid.
    assert (answer.starts, answer.reached, answer.open) == (6, 3, 3)
    assert (answer.median_us, answer.share) == (3 * DAY, 0.5)


def test_those_who_have_not_paid_yet_make_the_median_longer() -> None:
    answer = ask()

    # By hand, docs/explanation/time-between.md: 1 - 4/5, x 3/4, x 1/2.
    assert answer.curve is not None
    assert [(p.us // DAY, round(p.probability, 9), p.at_risk) for p in answer.curve] == [
        (2, 0.2, 5),
        (3, 0.4, 4),
        (14, 0.7, 2),
    ]
    assert answer.median_us_to_reach == 14 * DAY
    assert "many-open" in [warning.name for warning in answer.warnings]


def test_every_source_can_have_its_own_time() -> None:
    answer = ask(pairs="each")

    # By hand: ben's second visit too, 9 days before he pays: 2, 3, 9 and 14.
    assert (answer.starts, answer.reached, answer.median_us) == (7, 4, 6 * DAY)


def test_a_target_after_the_window_does_not_count_and_is_not_awaited() -> None:
    answer = ask(window="7d")

    # By hand: ann and cam; dee (28th) and fay (31st) still have time on the 31st.
    assert (answer.reached, answer.open) == (2, 2)


def test_the_same_activity_can_be_source_and_target() -> None:
    answer = ask(target="visit", pairs="each")

    # By hand: only ben comes again, after 5 days.
    assert (answer.starts, answer.reached, answer.median_us) == (7, 1, 5 * DAY)


def test_an_activity_that_the_log_does_not_know_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownActivity) as fault:
        ask(target="pays")

    assert (fault.value.at, fault.value.values["suggestion"]) == ("target", "pay")
