"""
Drivers of overall satisfaction: by hand, and by definition.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.analysis.surveys import shop_survey, survey_of
from touchline.analysis._scales import UnstatedOverall
from touchline.analysis.drivers import Drivers
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog


def reply(who: str, moment: str, kind: str, score: float) -> dict[str, Any]:
    return {"customer": who, "moment": moment, "kind": kind, "score": score}


def test_a_moment_is_paired_with_the_whole_customer_by_customer() -> None:
    # By hand: ranks 1, 2, 3 against 1, 3, 2 differ by 0, 1, 1: 1 - 6 * 2 / (3 * 8) = 0.5.
    replies = [
        *(reply(who, "pay", "csat", score) for who, score in (("ann", 1), ("ben", 3), ("cam", 5))),
        *(reply(who, "all", "nps", score) for who, score in (("ann", 2), ("ben", 9), ("cam", 7))),
        reply("dee", "pay", "csat", 5),
    ]

    answer = Drivers(overall="NPS").answer(survey_of(replies))

    (driver,) = answer.drivers
    assert (driver.moment, driver.kind, driver.n) == ("pay", "csat", 3)
    assert driver.correlation == pytest.approx(0.5)
    assert driver.mean == pytest.approx(3)
    assert (answer.n_overall, answer.tests) == (3, 0)


def test_a_moment_that_decides_is_notable_and_a_random_one_is_not_by_r_161() -> None:
    # Planted: the overall score is the score of the delivery plus one; the shop's look is a cycle.
    replies = []
    for i in range(60):
        who = f"customer {i}"
        replies += [
            reply(who, "delivery", "csat", 1 + i % 5),
            reply(who, "look", "csat", 1 + (i // 5) % 5),
            reply(who, "all", "nps", 2 + i % 5),
        ]

    answer = Drivers().answer(survey_of(replies))

    first, second = answer.drivers
    assert (first.moment, first.is_notable) == ("delivery", True)
    assert first.correlation == pytest.approx(1)
    assert (second.moment, second.is_notable) == ("look", False)
    assert answer.tests == 2


def test_scores_of_unlike_scales_are_never_one_driver() -> None:
    replies = [
        {**reply("ann", "pay", "csat", 3), "scale_low": 1, "scale_high": 5},
        {**reply("ben", "pay", "csat", 3), "scale_low": 1, "scale_high": 7},
        {**reply("ann", "all", "nps", 3), "scale_low": 0, "scale_high": 10},
    ]

    answer = Drivers().answer(survey_of(replies))

    assert sorted((one.scale_high, one.n) for one in answer.drivers) == [(5, 1), (7, 0)]


def test_an_overall_score_that_nobody_gave_or_on_two_scales_is_refused() -> None:
    replies = [reply("ann", "pay", "csat", 3)]
    two = [
        {**reply("ann", "all", "nps", 3), "scale_low": 0, "scale_high": 10},
        {**reply("ben", "all", "nps", 3), "scale_low": 1, "scale_high": 5},
    ]

    for given_replies in (replies, two):
        with pytest.raises(UnstatedOverall) as fault:
            Drivers().answer(survey_of(given_replies))
        assert fault.value.told("de")


def test_the_shop_planted_no_driver_and_none_is_claimed() -> None:
    # The shop's overall scores are drawn without a look at the scores of moments.
    answer = Drivers(kind="csat").answer(shop_survey())

    assert {one.moment for one in answer.drivers} == {"browse", "pay", "unpack", "ask", "reorder"}
    assert not any(one.is_notable for one in answer.drivers)
    assert answer.n_overall == 284


REPLY = st.fixed_dictionaries(
    {
        "case": st.sampled_from(["ann", "ben", "cam", "dee", "eve", "fay"]),
        "activity": st.sampled_from(["browse", "pay", "all"]),
        "timestamp": st.just("2026-01-01T10:00"),
        "score": st.sampled_from([1, 2, 4, None]),
    }
)


@settings(max_examples=30)
@given(replies=st.lists(REPLY, max_size=40))
def test_the_answer_is_what_the_definition_says_however_a_log_is_cut(
    replies: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    replies = [
        *replies,
        {"case": "gus", "timestamp": "2026-01-01", "activity": "all", "score": 1},
    ]
    given_scores: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in replies:
        if one["score"] is not None:
            given_scores[one["activity"], one["case"]].append(one["score"])
    mean = {key: fmean(own) for key, own in given_scores.items()}
    log = EventLog.from_events(replies)
    question = Drivers(overall="all")

    answer = question.answer(log)

    for driver in answer.drivers:
        who = sorted(
            case for moment, case in mean if moment == driver.moment and ("all", case) in mean
        )
        own = [mean[driver.moment, case] for case in who]
        whole = [mean["all", case] for case in who]
        assert driver.n == len(who)
        if len(set(own)) > 1 and len(set(whole)) > 1:
            assert driver.correlation == pytest.approx(stats.spearmanr(own, whole).statistic)
        else:
            assert driver.correlation is None
    compiled = compile_events(log, tmp_path_factory.mktemp("log") / "log", n_buckets=4)
    assert question.answer(compiled).to_dict() == answer.to_dict()
