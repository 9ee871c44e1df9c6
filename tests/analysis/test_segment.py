from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.shop import SHOP
from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from touchline.analysis import UnknownAttribute
from touchline.analysis._errors import UnreadableSegment
from touchline.analysis._segment import Segment
from touchline.analysis.funnel import Funnel
from touchline.analysis.transitions import Transitions
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog
from touchline.units import UnreadableDuration

TOWNS = EventLog.from_events(
    [
        {"case": "ann", "activity": "visit", "timestamp": "2026-01-01", "channel": "web"},
        {"case": "ann", "activity": "pay", "timestamp": "2026-01-03", "channel": "shop"},
        {"case": "ben", "activity": "visit", "timestamp": "2026-01-02", "channel": "web"},
        {"case": "ben", "activity": "pay", "timestamp": "2026-01-20", "channel": "web"},
        {"case": "cam", "activity": "visit", "timestamp": "2026-01-28", "channel": "app"},
        {"case": None, "activity": "visit", "timestamp": "2026-01-31", "channel": "app"},
    ],
    case_attributes={
        "ann": {"town": "Bonn", "age": 30},
        "ben": {"town": "Ulm", "age": 29.5},
        "cam": {"town": None, "age": 61},
    },
    log_end="2026-01-31",
)


def funnel(**options: Any) -> Funnel:
    return Funnel(**options)


def transitions(**options: Any) -> Transitions:
    return Transitions(**options)


def cases(log: EventLog, segment: Any) -> list[str]:
    mask = Segment.model_validate(segment).mask(log)
    return [case for case, belongs in zip(log.cases, mask.tolist(), strict=True) if belongs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By hand from the six events above.
        ("town=Bonn", ["ann"]),
        ("town=Bonn|Ulm", ["ann", "ben"]),
        ("town!=Bonn", ["ben", "cam"]),
        ("age>=30", ["ann", "cam"]),
        ("age<30", ["ben"]),
        ("age=30", ["ann"]),
        ("channel=shop", ["ann"]),
        ("channel!=web", ["cam"]),
        ("did pay", ["ann", "ben"]),
        ("did not pay", ["cam"]),
        ("did pay within 7d", ["ann"]),
        # Of cam nobody knows yet: three days have passed.
        ("did not pay within 7d", ["ben"]),
        ("did not pay within 3d", ["ben", "cam"]),
        ("did visit at least 2", []),
        ("age>=30 & did pay", ["ann"]),
    ],
)
def test_a_segment_tells_customers_by_what_they_are_and_did(text: str, expected: list[str]) -> None:
    assert cases(TOWNS, text) == expected


def test_a_segment_can_be_written_as_a_mapping() -> None:
    written = {
        "name": "young payers",
        "where": {"town": ["Bonn", "Ulm"]},
        "deeds": [{"step": {"activities": ["pay"], "where": {"channel": "web"}}}],
    }

    assert cases(TOWNS, written) == ["ben"]
    assert Segment.model_validate(written).name == "young payers"


@pytest.mark.parametrize("text", ["", "Bonn", "town=", "age>=old", "did"])
def test_a_text_that_is_no_condition_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnreadableSegment) as refusal:
        transitions(segment=text)

    assert "did not pay" in refusal.value.told("en")


def test_a_time_that_is_no_duration_is_refused() -> None:
    with pytest.raises(UnreadableDuration):
        transitions(segment="did pay within 7 bananas")


def test_an_attribute_that_the_log_lacks_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownAttribute) as refusal:
        transitions(segment="twn=Bonn").answer(TOWNS)

    assert "segment" in refusal.value.at
    assert "town" in refusal.value.told("en")


def test_a_question_to_a_segment_is_answered_by_its_customers_alone() -> None:
    answer = funnel(steps=("visit", "pay"), window="7d", segment="town=Bonn|Ulm").answer(TOWNS)

    # By hand: ann pays within the week, ben does not; the visit of nobody is in no segment.
    assert (answer.n_cases, answer.n_events) == (2, 4)
    assert [step.reached for step in answer.steps] == [2, 1]
    assert "anonymous-events" not in [warning.name for warning in answer.warnings]


def test_observation_of_a_segment_ends_when_that_of_all_does() -> None:
    # By hand: eve's week has passed by the 31st, although her own last event is on the 20th.
    answer = funnel(steps=("visit", "pay"), window="7d", segment="did not pay").answer(SHOP)

    assert [step.pending for step in answer.steps] == [0, 2]


def test_a_segment_survives_json() -> None:
    question = transitions(segment="town=Bonn & did not pay within 7d")

    assert Transitions.from_json(question.to_json()) == question


@given(events=drawn_events(), step=st.sampled_from("ABX"), ticks=st.integers(1, 7))
def test_who_did_something_in_time_is_found_as_by_definition(
    events: list[Drawn], step: str, ticks: int
) -> None:
    log = log_of(events, end=7)
    paths = cases_of(events)

    expected = [
        case
        for case, path in paths.items()
        if any(activity == step and t - path[0][1] <= ticks for activity, t in path)
    ]
    undone = [
        case for case, path in paths.items() if case not in expected and 7 - path[0][1] >= ticks
    ]

    assert cases(log, f"did {step} within {ticks}m") == expected
    assert cases(log, f"did not {step} within {ticks}m") == undone


@given(events=drawn_events(max_size=20), text=st.sampled_from(["did A", "did not B", "did X"]))
def test_a_compiled_log_has_the_same_segments(
    events: list[Drawn], text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = log_of(events)
    compiled = compile_events(log, tmp_path_factory.mktemp("log"), n_buckets=4)

    for question in (
        funnel(steps=("A", "B"), window="120s", per_case=True, segment=text),
        transitions(segment=text),
    ):
        assert question.answer(compiled).to_dict() == question.answer(log).to_dict()


def test_segments_and_the_rest_sum_to_the_whole() -> None:
    did, did_not = (Segment.model_validate(text).mask(TOWNS) for text in ("did pay", "did not pay"))

    assert np.array_equal(did, ~did_not)
