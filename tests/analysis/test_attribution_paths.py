"""
What each channel gets of the most frequent paths.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings

from tests.oracle.oracle_logs import drawn_events, log_of
from touchline.analysis._attribution_errors import NoTimes
from touchline.analysis.attribution import AggregatedPath, Attribution
from touchline.compiled.compile import compile_events

GIVEN = [
    AggregatedPath(("web", "app", "web"), 6, 60.0, 1),
    AggregatedPath(("app",), 3, 30.0, 2),
    AggregatedPath(("web",), 1, 10.0, 5),
]


def asked(**options: Any) -> Attribution:
    return Attribution(**{"top_paths": 10, "draws": 0, **options})


def told(answer):
    return {
        one.path: {share.channel: share.share for share in one.credits} for one in answer.top_paths
    }


@pytest.mark.parametrize(
    ("model", "shares"),
    [
        # By hand: of three touches the first has 40 %, the last 40 %, the one between 20 %.
        ("position", {"web": 0.8, "app": 0.2}),
        ("linear", {"web": 2 / 3, "app": 1 / 3}),
        ("first", {"web": 1.0, "app": 0.0}),
        ("participation", {"web": 1.0, "app": 1.0}),
        ("shapley", {"web": 0.5, "app": 0.5}),
    ],
)
def test_a_path_is_shared_as_the_model_shares_all(model, shares):
    answer = asked(model=model).answer_paths(GIVEN)

    found = told(answer)
    assert list(found) == [("web", "app", "web"), ("app",), ("web",)]
    assert found[("web", "app", "web")] == pytest.approx(shares)
    assert found[("app",)] == {"app": 1.0}


def test_a_markov_path_is_shared_by_the_removal_effects_of_its_channels():
    answer = asked(model="markov").answer_paths(GIVEN)

    effect = {one.channel: one.removal_effect or 0 for one in answer.credits}
    both = effect["web"] + effect["app"]
    expected = {name: effect[name] / both for name in ("web", "app")}
    assert told(answer)[("web", "app", "web")] == pytest.approx(expected)


def test_a_path_says_how_often_it_led_where_and_what_it_was_worth():
    first = asked(model="linear").answer_paths(GIVEN).top_paths[0]

    assert (first.conversions, first.nulls, first.value) == (6, 1, 60.0)
    assert first.share == 0.6
    assert first.interval is not None


def test_only_as_many_paths_as_asked_for_are_listed():
    assert len(asked(model="linear", top_paths=2).answer_paths(GIVEN).top_paths) == 2
    assert asked(model="linear", top_paths=0).answer_paths(GIVEN).top_paths == ()


def test_how_old_touches_are_is_no_matter_of_the_path():
    with pytest.raises(NoTimes):
        asked(model="time-decay", conversion="pay")


@pytest.mark.parametrize("model", ["first", "last", "linear", "position", "shapley"])
@settings(max_examples=15)
@given(events=drawn_events(max_size=30))
def test_all_paths_together_give_each_channel_its_credit(model, events, tmp_path_factory):
    log = log_of(events)
    question = asked(model=model, conversion="B", attribute="activity", top_paths=1000)

    answer = question.answer(log)

    credit: dict[str, float] = {}
    for one in answer.top_paths:
        for share in one.credits:
            credit[share.channel] = credit.get(share.channel, 0.0) + share.credit
    touched = {one.channel: one.credit for one in answer.credits if one.channel in credit}
    assert all(math.isclose(credit[name], touched[name], abs_tol=1e-9) for name in credit)
    assert sum(one.conversions for one in answer.top_paths) == answer.conversions - answer.untouched
    folder = tmp_path_factory.mktemp("log") / "log"
    compiled = compile_events(log, folder, n_buckets=4)
    assert question.answer(compiled).top_paths == answer.top_paths
