"""
Mistakes that figures and scales show. Today is the first of June 2026.
"""

from __future__ import annotations

import pytest

from tests.linting.rules.looking import faults, found

FEELINGS = """
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}, {id: pay, name: I pay}]}]
lanes:
  - id: feelings
    kind: emotion
    scale: {low: 1, high: 5}
    cells:
      - at: order
        cards:
          - {id: told, text: Glad, score: %s%s}
          - {id: asked, text: Torn, score: 2.1, low: 1.9, high: 2.3}
"""


@pytest.mark.parametrize(
    ("score", "more", "is_contradicted"),
    [
        # By hand: a tenth of the scale from 1 to 5 is 0.4, so that 1.5 to 2.7 is a shade.
        ("2.7", "", False),
        ("2.8", "", True),
        ("1.5", "", False),
        ("1.4", "", True),
        ("4.0", ", persona: lea", False),
        ("9.0", ", scale: {low: 0, high: 10}", False),
    ],
    ids=["above", "too high", "below", "too low", "of another persona", "on another scale"],
)
def test_r139_an_assumed_feeling_is_held_against_a_surveyed_one(
    score: str, more: str, is_contradicted: bool
) -> None:
    text = "personas: [{id: lea, name: Lea}]" + FEELINGS % (score, more)

    expected = [("step:order/lane:feelings/card:told", "warning")] if is_contradicted else []
    assert faults("contradicted-feeling", text) == expected


def test_a_score_outside_its_own_interval_is_told() -> None:
    text = FEELINGS % ("2.0", ", low: 2.2, high: 2.6")

    (told,) = found("contradicted-feeling", text)

    assert told.told() == "“Glad” at “I order” has a score outside the interval of its own answers."


LOST = """
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
lanes:
  - id: feelings
    kind: emotion
    cells: [{at: order, cards: [{id: told, text: Glad, score: %s}]}]
measured:
  provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 200,
    n_events: 400, measured_at: 2026-01-01T00:00:00Z}
  steps:
    - step: order
      is_bound: true
      lost: {value: 0.6, n: 200, low: %s, high: 0.67, unit: share, is_thin: %s}
"""


@pytest.mark.parametrize(
    ("score", "low", "is_thin", "expected"),
    [
        # By hand: from -1 to 1, a score of 0.4 lies at seven tenths.
        ("0.4", "0.53", "false", ["hint"]),
        ("0.3", "0.53", "false", []),
        ("0.4", "0.49", "false", []),
        ("0.4", "0.53", "true", []),
    ],
    ids=["good and lost", "not so good", "perhaps not most", "too few"],
)
def test_m3_a_good_feeling_where_most_are_lost_is_questioned(
    score: str, low: str, is_thin: str, expected: list[str]
) -> None:
    told = faults("contradicted-feeling", LOST % (score, low, is_thin))

    assert [severity for _, severity in told] == expected


TOUCHPOINT = """
personas: [{id: lea, name: Lea, segment: {plan: [pro]}}]
channels: [{id: web}, {id: phone}]
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: order
        cards: [{id: p1, text: Shop, %s, binding: [{activities: [order]%s}]}]
measured:
  provenance: {source: log.csv, fingerprint: x, first: 2026-01-01T00:00:00Z,
    last: 2026-03-01T00:00:00Z, n_cases: 200, n_events: 400, measured_at: 2026-03-02T00:00:00Z}
  steps:
    - step: order
      is_bound: true
      events: 180
      channels: [{channel: %s, share: {value: 1.0, n: 180, unit: share}}]
      touchpoint_events: {p1: %s}
  personas: [{persona: lea, share: {value: %s, n: 200, unit: share}}]
"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("use: now", "", "web", "180", "0.2"), []),
        (("use: now", "", "web", "0", "0.2"), ["silent"]),
        (("use: now", ", until: 2025-12-31", "web", "0", "0.2"), []),
        (("use: now", ", since: 2026-04-01", "web", "0", "0.2"), []),
        (("use: wanted", "", "web", "180", "0.2"), ["wanted"]),
        (("use: wanted", "", "web", "0", "0.2"), []),
        (("channel: phone", "", "web", "180", "0.2"), ["channel"]),
        (("channel: web", "", "web", "180", "0.2"), []),
        (("channel: phone", "", "(none)", "180", "0.2"), []),
        (("use: now", "", "web", "180", "0.0"), ["nobody"]),
    ],
)
def test_m3_what_the_log_knows_better_is_told(values: tuple[str, ...], expected: list[str]) -> None:
    told = found("contradicted-card", TOUCHPOINT % values)

    assert [one.values["fault"] for one in told] == expected


def test_m3_a_map_of_the_future_contradicts_no_log() -> None:
    future = "type: future-state" + TOUCHPOINT % ("use: now", "", "web", "0", "0.2")

    assert faults("contradicted-card", future) == []


SCENARIO = """
%s
measured:
  provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: %s,
    n_events: 900, measured_at: 2026-01-01T00:00:00Z}
  conformance:
    follows: {value: 0.02, n: 400, low: 0.01, high: 0.04, unit: share}
    in_order: {value: 0.08, n: 400, low: 0.06, high: %s, unit: share}
    complete: {value: 0.01, n: 400, low: 0.0, high: 0.03, unit: share}
    unknown_events: {value: %s, n: 900, unit: share}
    unknown_activities: {chat: 300, visit: 200, call: 90, mail: 10}
"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("", "400", "0.09", "0.5"), ["order"]),
        (("", "400", "0.11", "0.5"), []),
        (("", "400", "0.11", "0.51"), ["events"]),
        (("", "29", "0.09", "0.51"), []),
        (("type: future-state", "400", "0.09", "0.51"), []),
    ],
    ids=["order", "perhaps one in ten", "another story", "too few", "planned"],
)
def test_r211_a_scenario_that_hardly_anybody_plays_is_told(
    values: tuple[str, ...], expected: list[str]
) -> None:
    told = found("distant-scenario", SCENARIO % values)

    assert [one.values["fault"] for one in told] == expected


def test_r211_the_commonest_of_what_is_not_on_the_map_is_named() -> None:
    (told,) = found("distant-scenario", SCENARIO % ("", "400", "0.11", "0.62"))

    assert told.told() == (
        "62% of 900 events belong to no touchpoint of the map, most of all “chat”, “visit” and"
        " “call”."
    )


EXPECTED = """
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
lanes:
  - id: hopes
    kind: expectations
    scale: {low: 1, high: 5}
    cells: [{at: order, cards: [{id: e1, text: At once, expected: 5%s}]}]
  - id: feelings
    kind: emotion
    scale: {low: %s, high: %s}
    cells: [{at: order, cards: [{id: f1, text: Slow, score: 2}]}]
"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("", "1", "10"), [("step:order/lane:hopes/card:e1", "hint")]),
        (("", "1", "5"), []),
        ((", experienced: 2", "1", "10"), []),
    ],
    ids=["apart", "alike", "says it itself"],
)
def test_r039_an_expectation_is_scored_as_the_feeling_is(
    values: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert faults("mixed-scales", EXPECTED % values) == expected
