"""
NPS, CSAT, CES and other scores: by hand, against the answer sheet of the invented shop, and by
definition.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.surveys import shop_survey, survey_of, truth
from touchline.analysis._scales import UnlikeScale, UnreadableScale, UnstatedScale
from touchline.analysis._segment import Segment
from touchline.analysis.satisfaction import Satisfaction, Score
from touchline.compiled.compile import compile_events
from touchline.errors import NotFound
from touchline.eventlog.log import EventLog


def only(question: Satisfaction, replies: list[dict[str, Any]]) -> Score:
    (score,) = question.answer(survey_of(replies)).scores
    return score


def scores(*given: float | None) -> list[dict[str, Any]]:
    return [{"score": one} for one in given]


def test_a_net_promoter_score_is_promoters_less_detractors() -> None:
    # By hand: 2 promoters (9, 10), 3 detractors (6, 0, 3) of 6.
    score = only(Satisfaction(kind="nps"), scores(9, 10, 8, 6, 0, 3))

    assert (score.n, score.method) == (6, "nps")
    assert score.score == pytest.approx(100 * (2 - 3) / 6)
    assert score.share_favourable == pytest.approx(2 / 6)
    assert score.share_unfavourable == pytest.approx(3 / 6)


def test_a_satisfaction_score_is_the_share_of_the_two_best() -> None:
    # By hand: 4 and 5 are 3 of 5; 1 and 2 are below the middle.
    score = only(Satisfaction(kind="CSAT"), scores(5, 4, 4, 3, 1))

    assert (score.kind, score.method) == ("csat", "top-two")
    assert score.score == pytest.approx(3 / 5)
    assert score.share_unfavourable == pytest.approx(1 / 5)
    assert score.mean == pytest.approx(17 / 5)


def test_effort_counts_from_the_other_end() -> None:
    # By hand: asked for effort from 1 to 7, 1 to 3 are the three best.
    question = Satisfaction(kind="ces", method="top-three", low_is_good=True)

    score = only(question, scores(1, 3, 4, 7))

    assert score.score == pytest.approx(2 / 4)
    assert score.share_unfavourable == pytest.approx(1 / 4)
    assert score.high_is_good is False


def test_a_mean_has_students_interval() -> None:
    # By hand: 3, 4, 5 have mean 4 and standard error 1/√3; t with 2 degrees is 4.3027.
    score = only(Satisfaction(kind="ces"), scores(3, 4, 5))

    assert score.score == pytest.approx(4)
    assert score.score_interval == pytest.approx((4 - 4.3027 / 3**0.5, 4 + 4.3027 / 3**0.5), 1e-4)


def test_unlike_kinds_and_scales_are_never_joined() -> None:
    replies: list[dict[str, Any]] = [
        {"kind": "CSAT", "scale_low": 1, "scale_high": 5, "score": 5},
        {"kind": "CSAT", "scale_low": 1, "scale_high": 7, "score": 5},
        {"kind": "importance", "scale_low": 1, "scale_high": 5, "score": 5},
    ]

    answer = Satisfaction().answer(survey_of(replies))

    found = [(one.kind, one.scale_high, one.n) for one in answer.scores]
    assert found == [("csat", 5, 1), ("csat", 7, 1), ("importance", 5, 1)]


def test_what_cannot_count_is_counted_and_told() -> None:
    replies: list[dict[str, Any]] = [
        {"kind": "csat", "score": 6, "date": "2026-01-01"},
        {"kind": "csat", "score": None, "date": "2026-01-01"},
        {"kind": "delight", "score": 3, "date": "2026-01-01"},
        {"kind": "csat", "score": 3, "date": "some day"},
        {"kind": "csat", "score": 4, "date": "2026-01-01"},
    ]

    answer = Satisfaction(per="month").answer(survey_of(replies))

    assert [one.n for one in answer.scores] == [1]
    assert (answer.off_scale, answer.without_score, answer.without_scale) == (1, 1, 1)
    assert answer.undated == 1
    told = {warning.name for warning in answer.warnings}
    assert {"off-scale", "without-scale", "undated"} <= told


def test_replies_without_a_date_are_told_where_a_date_is_asked_for() -> None:
    question = Satisfaction(kind="csat", start="2026-01-01")

    answer = question.answer(survey_of(scores(4, 5)))

    assert (answer.scores, answer.undated) == ((), 2)
    assert [warning.name for warning in answer.warnings] == ["undated"]


def test_nobodys_replies_count_like_anybodys() -> None:
    people = ("ann", "ann", None, None)
    replies: list[dict[str, Any]] = [{"customer": who, "score": 5} for who in people]

    answer = Satisfaction(kind="csat").answer(survey_of(replies))

    # By hand: ann and two strangers.
    assert (answer.n_cases, answer.n_events) == (3, 4)
    assert (answer.scores[0].n, answer.scores[0].respondents) == (4, 3)
    assert any(warning.name == "repeated-replies" for warning in answer.warnings)


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({}, UnstatedScale),
        ({"kind": "delight"}, UnstatedScale),
        ({"kind": "csat", "method": "nps"}, UnlikeScale),
        ({"kind": "csat", "score": "scores"}, NotFound),
        ({"kind": "csat", "by": "segmnt"}, NotFound),
    ],
)
def test_what_cannot_be_computed_is_refused_in_words(options: Any, refusal: Any) -> None:
    with pytest.raises(refusal) as fault:
        Satisfaction(**options).answer(survey_of([{"score": 5, "segment": "new"}]))

    assert fault.value.told("fa")


@pytest.mark.parametrize("scale", ["7 bananas", "5-1", "1-1", ""])
def test_a_scale_needs_two_ends_in_order(scale: str) -> None:
    with pytest.raises(UnreadableScale):
        Satisfaction(scale=scale)


def test_the_shops_satisfaction_is_as_counted_row_by_row_by_r_160() -> None:
    # truth.yaml has the normal interval, two decimals; Student's is wider by a few hundredths.
    answer = Satisfaction(kind="csat", by="segment").answer(shop_survey())

    found = {(one.moment, one.group): one for one in answer.scores}
    for moment, groups in truth()["satisfaction"].items():
        for group, counted in groups.items():
            one = found[moment, group]
            assert one.n == counted["n"]
            assert one.mean == pytest.approx(counted["mean"], abs=0.0051)
            assert one.mean_interval == pytest.approx((counted["low"], counted["high"]), abs=0.03)


def test_the_shops_loyalty_is_as_counted_row_by_row_by_r_164() -> None:
    (score,) = Satisfaction(kind="NPS").answer(shop_survey()).scores

    counted = truth()["recommended"]
    assert score.n == counted["n"]
    assert score.score == pytest.approx(counted["score"], abs=0.051)
    assert score.share_favourable == pytest.approx(counted["promoters"] / counted["n"])


def test_periods_add_up_and_the_last_one_is_not_over() -> None:
    question = Satisfaction(kind="nps")
    (whole,) = question.answer(shop_survey()).scores

    months = question.model_copy(update={"per": "month"}).answer(shop_survey()).scores

    assert sum(one.n for one in months) == whole.n
    assert [one.is_complete for one in months] == [True] * 5 + [False]
    assert months[0].period == "2026-01"


def test_a_segment_narrows_the_replies() -> None:
    by = {
        one.group: one
        for one in Satisfaction(kind="ces", by="segment").answer(shop_survey()).scores
    }

    (one,) = (
        Satisfaction(kind="ces", segment=Segment.model_validate("segment=gift"))
        .answer(shop_survey())
        .scores
    )

    assert one.model_copy(update={"group": "gift"}) == by["gift"]


REPLY = st.fixed_dictionaries(
    {
        "case": st.sampled_from(["ann", "ben", "cam", "dee"]),
        "activity": st.sampled_from(["browse", "pay"]),
        "timestamp": st.integers(0, 3).map(lambda day: f"2026-01-0{day + 1}T10:00"),
        "score": st.sampled_from([1, 2, 3, 4, 5, 6, None]),
        "segment": st.sampled_from(["new", "old", None]),
    }
)


@settings(max_examples=40)
@given(replies=st.lists(REPLY, min_size=1, max_size=20))
def test_the_answer_is_what_the_definition_says_however_a_log_is_cut(
    replies: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    # The definition: group by hand, keep scores from 1 to 5, average.
    replies = [*replies, {**replies[0], "score": 5, "segment": "new"}]
    log = EventLog.from_events(replies)
    question = Satisfaction(kind="csat", by="segment", per="day")
    expected: dict[tuple[Any, ...], list[int]] = {}
    for reply in replies:
        if reply["score"] is not None and 1 <= reply["score"] <= 5:
            key = (reply["activity"], reply["segment"], reply["timestamp"][:10])
            expected.setdefault(key, []).append(reply["score"])

    answer = question.answer(log)

    found = {(one.moment, one.group, one.period): one for one in answer.scores}
    assert found.keys() == expected.keys()
    for key, given_scores in expected.items():
        assert found[key].n == len(given_scores)
        assert found[key].mean == pytest.approx(math.fsum(given_scores) / len(given_scores))
        top = sum(score >= 4 for score in given_scores)
        assert found[key].score == pytest.approx(top / len(given_scores))
    compiled = compile_events(log, tmp_path_factory.mktemp("log") / "log", n_buckets=4)
    assert question.answer(compiled).to_dict() == answer.to_dict()
