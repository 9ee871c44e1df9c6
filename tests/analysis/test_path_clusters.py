from __future__ import annotations

import numpy as np
import pytest

from touchline.analysis import path_clusters
from touchline.analysis.path_clusters import PathClusters
from touchline.analysis.segments import Segments
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES


def log_of(paths, **attributes) -> EventLog:
    return EventLog.from_events(
        {"case": f"c{i:04d}", "activity": activity, "timestamp": t * 60_000_000}
        | {name: values[i] for name, values in attributes.items()}
        for i, path in enumerate(paths)
        for t, activity in enumerate(path)
    )


def test_planted_kinds_are_found_and_named() -> None:
    # By construction: three kinds that share the visit only, with a little noise.
    chance = np.random.default_rng(4)
    kinds = (["visit", "search", "pay"], ["visit", "help", "call"], ["visit", "leave"])
    paths = [[*kinds[i % 3], *(["visit"] if chance.random() < 0.1 else [])] for i in range(300)]

    answer = PathClusters(clusters=3).answer(log_of(paths))

    found = {one.path: (one.cases, set(one.marks), one.verdict) for one in answer.clusters}
    assert found == {
        ("visit", "search", "pay"): (100, {"search", "pay"}, "stable"),
        ("visit", "help", "call"): (100, {"help", "call"}, "stable"),
        ("visit", "leave"): (100, {"leave"}, "stable"),
    }
    assert sum(one.share or 0 for one in answer.clusters) == pytest.approx(1)


def test_paths_without_kinds_are_said_to_have_none() -> None:
    # Eight activities, each there or not by the toss of a coin, always in the same order.
    chance = np.random.default_rng(5)
    paths = [["a", *(letter for letter in "bcdefghi" if chance.random() < 0.5)] for _ in range(400)]

    answer = PathClusters(most=3).answer(log_of(paths))

    names = [one.name for one in answer.warnings]
    assert answer.silhouette is not None
    assert answer.silhouette < path_clusters.WEAK
    assert "weak-clusters" in names
    assert {"unstable", "tentative"} & {one.verdict for one in answer.clusters}


def test_a_kind_that_is_not_found_again_is_called_unstable() -> None:
    verdicts = [path_clusters._verdict(x) for x in (None, 0.59, 0.6, 0.74, 0.75)]

    # Hennig (2007): 0.75 and 0.6.
    assert verdicts == [None, "unstable", "tentative", "tentative", "stable"]


def test_kinds_that_are_sought_in_a_sample_take_in_every_case() -> None:
    paths = [list("abc") if i % 2 else list("xyz") for i in range(200)]

    answer = PathClusters(clusters=2, sample=20).answer(log_of(paths))

    assert answer.sampled == 20
    assert [one.cases for one in answer.clusters] == [100, 100]
    assert "sampled-paths" in [one.name for one in answer.warnings]


def test_attributes_that_go_with_a_kind_are_its_profile() -> None:
    paths = [list("abc") if i % 2 else list("xyz") for i in range(200)]
    channels = ["web" if i % 2 else "shop" for i in range(200)]

    answer = PathClusters(clusters=2).answer(log_of(paths, channel=channels))

    told = {(one.segment, one.name, one.share, one.share_of_rest) for one in answer.profile}
    # By construction: one kind is on the web only, the other in the shop only.
    assert told == {
        ("1", "web", 1.0, 0.0),
        ("1", "shop", 0.0, 1.0),
        ("2", "web", 0.0, 1.0),
        ("2", "shop", 1.0, 0.0),
    }
    assert answer.tests == 4


def test_a_log_of_one_path_has_one_kind() -> None:
    answer = PathClusters().answer(log_of(["ab"] * 30))

    assert [(one.cases, one.path, one.stability) for one in answer.clusters] == [
        (30, ("a", "b"), 1.0)
    ]
    assert answer.silhouette is None
    assert answer.clusters[0].called() == "kind 1"


def test_nothing_to_group_is_an_answer_too() -> None:
    assert PathClusters().answer(EventLog.from_events([])).clusters == ()


def test_every_kind_has_a_name_in_every_language() -> None:
    answer = PathClusters(clusters=2).answer(log_of([list("abc"), list("xyz")] * 20))

    names = {tag: answer.to_dict(tag)["answer"]["clusters"][0]["name"] for tag in LANGUAGES}

    assert names["en"] == "with a, b and c; without x, y and z"
    assert len(set(names.values())) == len(LANGUAGES)


def test_a_very_long_path_breaks_off() -> None:
    shown = PathClusters().answer(log_of(["ab" * 60] * 3)).clusters[0].path

    # By hand: a hundred of a hundred and twenty.
    assert (len(shown), shown[-1]) == (101, "…")


def test_the_rule_of_a_kind_is_a_segment_that_picks_it_out() -> None:
    # By hand: b and c, but not x, are done by the first kind only; the third shares c with it.
    log = log_of(["abc"] * 30 + ["ax"] * 20 + ["acx"] * 10)

    answer = PathClusters(clusters=2).answer(log)
    one = answer.clusters[0]
    picked = Segments.model_validate({"segments": [one.rule]}).answer(log).segments[0]

    assert (one.cases, one.rule) == (30, "did b")
    assert (one.precision, one.recall, picked.cases) == (1.0, 1.0, 30)


def test_a_rule_may_pick_others_and_says_so() -> None:
    # Two features at most part these paths: some of those who do x belong to neither end.
    log = log_of(["ab"] * 20 + ["abx"] * 10 + ["ax"] * 5 + ["a"] * 15)

    for one in PathClusters(clusters=3).answer(log).clusters:
        picked = Segments.model_validate({"segments": [one.rule]}).answer(log).segments[0].cases
        # By definition: those picked that are of the kind, counted from both sides.
        assert one.precision is not None
        assert one.recall is not None
        assert one.precision * picked == pytest.approx(one.recall * one.cases)


def test_a_name_that_reads_like_a_segment_has_no_rule() -> None:
    log = log_of([["a", "terms & conditions"]] * 20 + [["a", "b"]] * 20)

    rules = {one.rule for one in PathClusters(clusters=2).answer(log).clusters}

    assert rules <= {None, "did b", "did not b"}
