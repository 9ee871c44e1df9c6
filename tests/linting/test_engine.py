"""
Running the rules and taking out what a map allows.
"""

from __future__ import annotations

import pytest

from touchline.document.read import loads
from touchline.linting.engine import UnknownRule, lint

MAP = """
touchline: 1
id: shop
title: Shop
stages:
  - id: buy
    name: Buy
    {stage}
    steps:
      - {{id: order, name: I order}}
      - {{id: pay, name: I pay, {step}}}
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: order
        cards: [{{id: p1, text: Shop, binding: [{{activities: [order]}}]}}]
"""


def _map(stage="kind: purchase", step="icon: card"):
    return loads(MAP.format(stage=stage, step=step))


def _names(found):
    return [finding.name for finding in found]


def test_findings_stand_in_the_order_of_the_map_with_the_graver_first() -> None:
    named = ("unbound-step", "too-few-steps", "no-objective", "forgotten-needs", "assumptions-only")

    found = lint(_map(), rules=named)

    assert [(one.name, one.severity, one.path) for one in found] == [
        ("assumptions-only", "warning", "$"),
        ("forgotten-needs", "warning", "$"),
        ("no-objective", "warning", "$"),
        ("too-few-steps", "warning", "$"),
        ("unbound-step", "hint", "$.stages[0].steps[1]"),
    ]


def test_only_the_rules_that_are_asked_for_run() -> None:
    assert _names(lint(_map(), rules=["no-objective"])) == ["no-objective"]


@pytest.mark.parametrize(
    "place",
    [
        {"step": "allow: {unbound-step: paid in cash}"},
        {"stage": "allow: {unbound-step: offline}"},
    ],
    ids=["beside the thing", "at what holds it"],
)
def test_a_reason_beside_the_thing_or_around_it_allows_a_finding(place) -> None:
    assert "unbound-step" not in _names(lint(_map(**place)))


def test_an_empty_reason_allows_nothing_and_is_told() -> None:
    found = lint(_map(step='allow: {unbound-step: " "}'))

    assert {"unbound-step", "unexplained-allowance"} <= set(_names(found))


def test_a_rule_that_does_not_exist_is_told_with_the_nearest_name() -> None:
    found = lint(_map(step="allow: {unbound-steps: cash}"), rules=["unexplained-allowance"])

    told = "There is no rule “unbound-steps” to allow. Did you mean “unbound-step”?"
    assert [(one.path, one.told()) for one in found] == [("$.stages[0].steps[1]", told)]


def test_an_unknown_rule_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownRule, match="too-few-steps"):
        lint(_map(), rules=["too-few-step"])
