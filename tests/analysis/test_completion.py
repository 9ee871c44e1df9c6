from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.shop import DAY, SHOP
from touchline.analysis.completion import Completion, CompletionAnswer
from touchline.eventlog.log import EventLog


def asked(log: EventLog = SHOP, **options: Any) -> CompletionAnswer:
    return Completion(**{"target": "pay", **options}).answer(log)


def test_the_curve_of_the_shop_is_that_of_the_page() -> None:
    answer = asked()

    # By hand, docs/explanation/completion.md.
    assert [(one.us // DAY, one.at_risk) for one in answer.curve] == [(2, 5), (3, 4), (14, 2)]
    assert [one.probability for one in answer.curve] == pytest.approx([0.2, 0.4, 0.7])
    assert (answer.n, answer.completed, answer.waiting) == (6, 3, 3)
    assert answer.median_us == 14 * DAY
    assert answer.to_dict()["answer"]["median_seconds"] == 14 * 86_400


def test_remissions_have_their_published_curve() -> None:
    # Freireich et al. (1963), weeks of remission under 6-MP, as in Kalbfleisch & Prentice (1980):
    # survival .857 .807 .753 .690 .627 .538 .448 and median 23 weeks, bounded below by 13.
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    week = 7 * DAY
    begin = 100 * week
    # Everybody is seen until the same moment, so that each enters as long before it as they wait.
    events = [(f"c{i}", "enter", begin - w * week) for i, w in enumerate(censored)]
    events += [(f"r{i}", "enter", 0) for i in range(len(relapsed))]
    events += [(f"r{i}", "relapse", w * week) for i, w in enumerate(relapsed)]

    answer = asked(EventLog.from_events(events, log_end=begin), target="relapse")

    survival = [round(1 - one.probability, 3) for one in answer.curve]
    assert survival == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert answer.median_us == 23 * week
    assert answer.interval_us is None


def test_whichever_comes_first_decides() -> None:
    answer = asked(failing=("sign up",))

    # By hand: cam pays without signing up; ann, ben, eve and fay sign up first; dee waits.
    assert (answer.completed, answer.failed, answer.waiting) == (1, 4, 1)
    # By hand: fay fails at once, ann after 1 day; 4 are left when cam pays after 2.
    assert [(one.us // DAY, one.at_risk) for one in answer.curve] == [(2, 4)]
    assert answer.curve[0].probability == pytest.approx(4 / 6 / 4)
    assert answer.failing_curve is not None
    assert len(answer.failing_curve) == 4


def test_time_counts_from_the_event_that_is_named() -> None:
    answer = asked(since="sign up")

    # By hand: ann pays 2 days after she signs up and ben 8; eve waits for 11 and fay for 1.
    assert [(one.us // DAY, one.at_risk) for one in answer.curve] == [(2, 3), (8, 2)]
    assert answer.n == 4


def test_an_event_is_never_its_own_target() -> None:
    answer = asked(target="visit", since="visit")

    # By hand: only ben visits twice, five days apart.
    assert [one.us // DAY for one in answer.curve] == [5]
    assert answer.n == 6


def test_the_first_event_may_be_the_target_when_time_counts_from_it() -> None:
    answer = asked(target="visit")

    # By hand: five begin with a visit, fay visits a day after she signs up.
    assert [one.us // DAY for one in answer.curve] == [0, 1]


def test_a_target_at_the_very_same_time_counts_as_later() -> None:
    events = [("ann", "pay", "2026-01-01"), ("ann", "visit", "2026-01-01")]

    answer = asked(EventLog.from_events(events), since="visit")

    assert [one.us for one in answer.curve] == [0]


def test_the_share_by_a_horizon_is_read_off_the_curve() -> None:
    at = asked(horizon="7d").at_horizon

    assert at is not None
    assert at.probability == pytest.approx(0.4)
    assert at.at_risk == 2


def test_nothing_is_said_of_a_horizon_that_nobody_was_seen_for() -> None:
    answer = asked(horizon="60d")

    assert answer.at_horizon is None
    assert "beyond-observation" in [one.name for one in answer.warnings]


def test_before_the_first_completion_the_share_is_nought_with_an_upper_bound() -> None:
    at = asked(horizon="1d").at_horizon

    assert at is not None
    assert at.probability == at.lower == 0.0
    assert 0.3 < at.upper < 0.4  # Wilson's bound of 0 among 6 is 0.39.


def test_long_curves_are_thinned_out_and_keep_their_ends() -> None:
    events = [(f"c{i}", name, i * t * 1_000_000) for i in range(50) for t, name in enumerate("ab")]

    answer = asked(EventLog.from_events(events), target="b", points=10)

    assert len(answer.curve) == 10
    assert (answer.curve[0].us, answer.curve[-1].us) == (0, 49_000_000)


def test_a_target_that_never_happens_is_a_flat_curve_and_a_warning() -> None:
    answer = asked(target="pays")

    assert (answer.curve, answer.completed, answer.median_us) == ((), 0, None)
    assert "unmatched-step" in [one.name for one in answer.warnings]
