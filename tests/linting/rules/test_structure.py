"""
Mistakes in stages, steps, ways and lanes.
"""

from __future__ import annotations

import pytest

from tests.linting.rules.looking import TODAY, faults, found
from touchline.document.read import journey_of, loads
from touchline.linting.engine import lint
from touchline.templates import new_map

CARD = "lanes: [{id: a, kind: actions, cells: [{at: x0, cards: [{id: a1, text: Acts}]}]}]\n"


def _stages(*kinds: str, head: str = "") -> str:
    rows = "".join(
        f"  - {{id: s{n}, name: Stage, {f'kind: {kind},' if kind else ''}"
        f" steps: [{{id: x{n}, name: I act}}]}}\n"
        for n, kind in enumerate(kinds)
    )
    return f"{head}\nstages:\n{rows}{CARD}"


@pytest.mark.parametrize(
    ("kinds", "head", "severities"),
    [
        (("awareness", "purchase", "use"), "", []),
        (("purchase", "use"), "", ["warning"]),
        (("purchase", "use", ""), "", ["hint"]),
        (("", ""), "", ["hint"]),
        (("use", "support"), "", []),
        (("purchase", "use"), "kind: retention", []),
        (("purchase", "use"), "type: service-blueprint", []),
        (("purchase", "use"), "links: [{id: k, kind: before, map: first.map.yaml}]", []),
        (("purchase", "use"), "links: [{id: k, kind: related, map: x.map.yaml}]", ["warning"]),
    ],
)
def test_r002_a_journey_with_a_purchase_begins_with_a_first_contact(
    kinds: tuple[str, ...], head: str, severities: list[str]
) -> None:
    told = faults("no-first-contact", _stages(*kinds, head=head))

    assert told == [("", severity) for severity in severities]


@pytest.mark.parametrize(
    ("kinds", "head", "severities"),
    [
        (("awareness", "consideration"), "", ["warning"]),
        (("awareness", ""), "", ["hint"]),
        (("", ""), "", []),
        (("awareness", "purchase", "support"), "", []),
        (("awareness", "purchase"), "", ["hint"]),
        (("awareness", "purchase"), "kind: purchase", []),
        (("awareness", "purchase"), "type: staged", []),
        (("awareness",), "links: [{id: k, kind: after, map: next.map.yaml}]", []),
    ],
)
def test_r002_a_journey_comes_to_a_result(
    kinds: tuple[str, ...], head: str, severities: list[str]
) -> None:
    told = faults("no-outcome", _stages(*kinds, head=head))

    assert told == [("", severity) for severity in severities]


def test_r002_a_milestone_at_the_last_step_is_a_result() -> None:
    lead = _stages("awareness", "consideration").replace(
        "{id: x1, name: I act}", "{id: x1, name: I leave my address, milestone: true}"
    )

    assert faults("no-outcome", lead) == []


def _steps(*steps: str, branches: str = "") -> str:
    rows = ", ".join(
        f"{{id: {name}, name: {name.title()}, path: {path}}}"
        for name, _, path in (step.partition(" ") for step in steps)
    )
    return f"stages: [{{id: s, name: Stage, steps: [{rows}]}}]\nbranches: [{branches}]\n"


FAILS = "{id: b1, kind: failure, from: pay, to: declined}"


@pytest.mark.parametrize(
    ("steps", "branches", "told"),
    [
        (("pay main", "declined failure"), FAILS, [("branch:b1", "warning")]),
        (("pay main", "declined failure"), "", [("step:declined", "hint")]),
        (("pay main", "declined failure", "call recovery"), FAILS, []),
        (("pay main", "declined failure", "wait main"), FAILS, [("branch:b1", "warning")]),
        (
            ("pay main", "declined failure"),
            FAILS + ", {id: b2, kind: loop, from: declined, to: pay}",
            [],
        ),
        (
            ("pay main", "declined failure"),
            FAILS + ", {id: b2, kind: recovery, from: pay, to: pay}",
            [],
        ),
        (("pay main", "declined failure", "lost failure"), FAILS, [("branch:b1", "warning")]),
        (("pay main",), "{id: b1, kind: failure, from: pay}", [("branch:b1", "warning")]),
        (("pay main", "cash main"), "{id: b1, kind: failure, from: pay, to: cash}", []),
    ],
    ids=[
        "dead end",
        "no branch yet",
        "recovery follows",
        "failing is no way on",
        "tries again",
        "helped before",
        "fails twice, told once",
        "ends at once",
        "takes another way",
    ],
)
def test_r029_a_failure_leads_to_recovery(
    steps: tuple[str, ...], branches: str, told: list[tuple[str, str]]
) -> None:
    assert faults("dead-end-failure", _steps(*steps, branches=branches)) == told


FORM_AGAIN = """
  {id: b1, kind: recovery, from: form, to: call}, {id: b2, kind: choice, from: form, to: pay}
"""


@pytest.mark.parametrize(
    ("steps", "branches", "told"),
    [
        (("pay main", "call recovery", "wait main"), "", []),
        (("pay main", "call recovery"), "", [("step:call", "hint")]),
        (
            ("pay main", "call recovery"),
            "{id: b1, kind: recovery, from: pay, to: call}",
            [("branch:b1", "warning")],
        ),
        (("pay main",), "{id: b1, kind: recovery, from: pay}", [("branch:b1", "warning")]),
        (
            ("pay main", "call recovery"),
            "{id: b1, kind: loop, from: call, to: call}",
            [("step:call", "error")],
        ),
        (
            ("pay main", "call recovery", "form recovery"),
            FORM_AGAIN,
            [],
        ),
    ],
    ids=["goes on", "no branch yet", "ends", "leads nowhere", "only to itself", "a way out"],
)
def test_r030_a_recovery_leads_back_to_the_planned_way(
    steps: tuple[str, ...], branches: str, told: list[tuple[str, str]]
) -> None:
    assert faults("endless-recovery", _steps(*steps, branches=branches)) == told


def test_r030_a_loop_of_recoveries_is_named_once() -> None:
    loop = """
      {id: b1, kind: recovery, from: pay, to: call},
      {id: b2, kind: recovery, from: call, to: form},
      {id: b3, kind: recovery, from: form, to: mail},
      {id: b4, kind: recovery, from: mail, to: call}
    """
    steps = ("pay main", "call recovery", "form recovery", "mail recovery")

    (told,) = found("endless-recovery", _steps(*steps, branches=loop))

    assert (str(told.at), told.severity) == ("branch:b1", "error")
    assert told.told() == (
        "The recovery goes round in a loop and never leads back: “Call”, “Form” and “Mail”."
    )


def test_r223_steps_are_compared_only_once_most_are_told() -> None:
    silent = "stages: [{id: s, name: S, steps: [%s]}]\n" % ", ".join(  # noqa: UP031 (braces)
        f"{{id: x{n}, name: I act}}" for n in range(4)
    )
    cells = [f"{{at: x{n}, cards: [{{id: a{n}, text: Acts}}]}}" for n in range(3)]
    lane = "lanes: [{id: a, kind: %s, cells: [%s]}]\n"

    assert faults("irrelevant-step", silent) == []
    assert faults("irrelevant-step", silent + lane % ("actions", ", ".join(cells[:2]))) == []
    told = faults("irrelevant-step", silent + lane % ("actions", ", ".join(cells)))
    assert told == [("step:x3", "hint")]
    # What the company does behind the scenes says nothing of the customer.
    assert faults("irrelevant-step", silent + lane % ("backstage", ", ".join(cells))) == []


SKIPPED = """
stages:
  - id: s
    name: S
    steps: [{id: x0, name: I look}, {id: x1, name: I register}, {id: x2, name: I pay}]
lanes:
  - id: a
    kind: actions
    cells: [{at: x0, through: x2, cards: [{id: a1, text: Buys}]}]
measured:
  provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 100,
    n_events: 400, measured_at: 2026-01-01T00:00:00Z}
  steps:
    - {step: x1, is_bound: true, visitors: {value: %d, n: 100, unit: customers}}
  conformance:
    follows: {value: 0.2, n: 100, unit: share}
    in_order: {value: 0.2, n: 100, unit: share}
    complete: {value: 0.2, n: 100, unit: share}
    unknown_events: {value: 0, n: 400, unit: share}
    deviations: [{kind: skipped, step: x1, share: {value: 0.6, n: 100, unit: share}}]
"""


def test_r223_a_step_that_most_customers_pass_by_is_asked_about() -> None:
    # By hand: sixty of a hundred pass by.
    (told,) = found("irrelevant-step", SKIPPED % 40)

    assert told.told() == "More customers pass “I register” by (60) than stop at it (40)."
    assert found("irrelevant-step", SKIPPED % 60) == ()


def test_r044_a_support_lane_is_behind_the_line_too() -> None:
    blueprint = "type: service-blueprint\nlanes: [{id: t, kind: %s}]\n"

    assert faults("missing-backstage", blueprint % "technology") == []
    assert faults("missing-backstage", blueprint % "thoughts") == [("", "warning")]


def test_r033_an_unknown_icon_is_told_with_the_nearest_name() -> None:
    (told,) = found("unknown-icon", "personas: [{id: ana, name: Ana, icon: shopping-kart}]\n")

    assert str(told.at) == "persona:ana"
    assert told.told() == "There is no icon “shopping-kart”. Did you mean “shopping-cart”?"


OURS = """
touchline: 1
id: ours
title: Ours
lanes:
  - {id: doing, kind: actions, title: What they do, locked: true}
  - {id: pains, kind: pain-points, title: What hurts}
"""


def test_p3_a_map_just_made_from_a_template_has_all_its_lanes() -> None:
    assert lint(new_map("service-blueprint"), rules=["missing-template-lane"], today=TODAY) == ()


def test_a_template_that_is_not_at_hand_is_not_asked() -> None:
    journey = loads("touchline: 1\nid: m\ntitle: M\ntemplate: nobody-has-it\n")

    assert lint(journey, rules=["missing-template-lane"], today=TODAY) == ()


@pytest.mark.parametrize(
    ("lanes", "told"),
    [
        (
            "{id: pains, kind: pain-points}",
            [("", "warning", "The template’s locked lane “What they do” is gone.")],
        ),
        (
            "{id: doing, kind: actions, title: Acts}, {id: hurts, kind: pain-points}",
            [
                (
                    "lane:doing",
                    "warning",
                    "The locked lane “What they do” is not as the template has it.",
                )
            ],
        ),
        (
            "{id: doing, kind: actions, title: What they do}",
            [("", "hint", "1 lane of the template is gone: “What hurts”.")],
        ),
    ],
    ids=["gone", "renamed", "free"],
)
def test_p3_locked_lanes_stay_as_the_template_has_them(
    lanes: str, told: list[tuple[str, str, str]]
) -> None:
    ours = journey_of(loads(OURS))
    journey = loads(f"touchline: 1\nid: m\ntitle: M\ntemplate: ours\nlanes: [{lanes}]\n")

    findings = lint(journey, rules=["missing-template-lane"], template=ours)

    assert [(str(one.at), one.severity, one.told()) for one in findings] == told


BLUEPRINT = """
type: %s
stages:
  - id: help
    name: Help
    steps: [{id: ask, name: I ask}, {id: wait, name: I wait}, {id: done, name: I go on}]
lanes:
  - {id: front, kind: frontstage, cells: [
      {at: ask, cards: [{id: f1, text: Answers}]}, {at: wait, cards: [{id: f2, text: Writes}]},
      {at: done, cards: [{id: f3, text: Thanks}]}]}
  - {id: behind, kind: technology, %s cells: [{at: ask, cards: [{id: b1, text: Desk}]}]}
"""


def test_r045_each_step_at_the_front_needs_somebody_behind_it() -> None:
    (told,) = found("blueprint-gap", BLUEPRINT % ("service-blueprint", ""))

    assert (told.values["n"], str(told.at)) == (2, "step:wait")


def test_r045_other_maps_are_asked_once_they_tell_most_of_what_is_behind() -> None:
    # By hand: one of three steps is told behind the line.
    assert faults("blueprint-gap", BLUEPRINT % ("current-state", "")) == []


WAY = """
channels: [{id: web, name: Web}, {id: phone, name: Hotline}]
stages:
  - id: buy
    name: Buy
    kind: %s
    steps: [{id: order, name: I order}, {id: confirm, name: I confirm%s}, {id: pay, name: I pay}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - {at: order, cards: [{id: p1, text: Shop, channel: web}]}
      - {at: confirm, cards: [{id: p2, text: Call, channel: phone}%s]}
      - {at: pay, cards: [{id: p3, text: Till, channel: web}]}
"""


@pytest.mark.parametrize(
    ("kind", "more", "other", "is_told"),
    [
        ("purchase", "", "", True),
        ("purchase", "", ", {id: p4, text: Link, channel: web}", False),
        ("purchase", "", ", {id: p4, text: Link, channel: web, use: wanted}", True),
        ("purchase", "", ", {id: p4, text: Somewhere}", False),
        ("purchase", ", optional: true", "", False),
        ("delivery", "", "", False),
    ],
    ids=["forced", "a choice", "only wanted", "unknown", "optional", "the thing itself"],
)
def test_r203_a_channel_is_not_left_for_one_step(
    kind: str, more: str, other: str, is_told: bool
) -> None:
    told = found("channel-conflict", WAY % (kind, more, other))

    expected = "For “I confirm” the customer has to leave “Web” for “Hotline” and come back."
    assert [one.told() for one in told] == ([expected] if is_told else [])


def test_m5_a_map_is_too_large_from_a_step_on() -> None:
    steps = ", ".join(f"{{id: s{n}, name: I do {n}}}" for n in range(31))
    fewer = steps.rpartition(", {")[0]

    def with_steps(listed: str) -> str:
        return f"stages: [{{id: all, name: All, steps: [{listed}]}}]"

    assert [one.values["n"] for one in found("unreadable-size", with_steps(steps))] == [31]
    assert faults("unreadable-size", with_steps(fewer)) == []


@pytest.mark.parametrize(
    ("words", "is_long"),
    [("a" * 280, False), ("a" * 281, True), ("字" * 140, False), ("字" * 141, True)],
    ids=["letters", "a letter more", "characters", "a character more"],
)
def test_m5_a_card_is_too_long_by_what_it_takes_on_paper(words: str, is_long: bool) -> None:
    text = f"""
stages: [{{id: buy, name: Buy, steps: [{{id: order, name: I order}}]}}]
lanes:
  - {{id: notes, kind: notes, cells: [{{at: order, cards: [{{id: n1, text: {words}}}]}}]}}
"""

    assert bool(faults("unreadable-size", text)) is is_long
