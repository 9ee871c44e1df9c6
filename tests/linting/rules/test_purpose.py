"""
Mistakes about why a map is made and what is changed.
"""

from __future__ import annotations

import pytest

from tests.linting.rules.looking import faults, found

STAGES = "stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]\n"


def _changes(*changes: str, pains: str = "") -> str:
    return f"""{STAGES}
lanes:
  - {{id: pains, kind: pain-points, cells: [{{at: order, cards: [{pains}]}}]}}
  - id: opportunities
    kind: opportunities
    cells: [{{at: order, cards: [{{id: o1, text: Be clear, answers: [{"p1" if pains else ""}]}}]}}]
  - {{id: changes, kind: changes, cells: [{{at: order, cards: [{", ".join(changes)}]}}]}}
"""


KNOWN = "{id: p1, text: Cost comes late, evidence: [{grade: surveyed, source: Survey}]}"
GUESSED = "{id: p1, text: Cost comes late}"


def test_a_change_may_answer_pain_through_the_opportunity_that_it_takes_up() -> None:
    change = "{id: c1, text: Show it, status: planned, carries_out: [o1]}"

    assert faults("change-without-pain", _changes(change, pains=KNOWN)) == []


@pytest.mark.parametrize(
    ("change", "pains", "severities"),
    [
        ("{id: c1, text: Paint it, status: planned}", KNOWN, ["warning"]),
        ("{id: c1, text: Paint it, status: idea}", KNOWN, ["hint"]),
        ("{id: c1, text: Paint it, status: dropped}", KNOWN, []),
        ("{id: c1, text: Show it, status: planned, answers: [p1]}", GUESSED, ["hint"]),
        ("{id: c1, text: Show it, status: planned, answers: [p1]}", KNOWN, []),
    ],
    ids=["planned", "only an idea", "dropped", "for assumed pain", "for known pain"],
)
def test_how_much_a_loose_change_matters(change: str, pains: str, severities: list[str]) -> None:
    told = faults("change-without-pain", _changes(change, pains=pains))

    assert told == [("step:order/lane:changes/card:c1", severity) for severity in severities]


def test_a_map_without_any_pain_point_is_told_once() -> None:
    both = ("{id: c1, text: Paint it}", "{id: c2, text: Sing it}")

    (told,) = found("change-without-pain", _changes(*both))

    assert (str(told.at), told.severity) == ("", "hint")
    assert told.told() == "2 changes answer no pain point: the map holds none."


def test_as_many_changes_as_pain_points_are_not_too_many() -> None:
    pains = ", ".join(f"{{id: p{n}, text: Pain}}" for n in range(1, 5))
    four = [f"{{id: c{n}, text: Change, status: planned}}" for n in range(1, 5)]
    five = [*four, "{id: c5, text: Change, status: planned}"]

    assert faults("too-many-changes", _changes(*four, pains=pains)) == []
    assert faults("too-many-changes", _changes(*five, pains=pains)) == [("", "warning")]


def test_three_changes_under_way_at_one_step_cannot_be_told_apart() -> None:
    doing = [f"{{id: c{n}, text: Change, status: doing}}" for n in range(1, 4)]

    assert faults("too-many-changes", _changes(*doing[:2], pains=KNOWN)) == []
    assert faults("too-many-changes", _changes(*doing, pains=KNOWN)) == [("step:order", "hint")]


@pytest.mark.parametrize(
    ("head", "lacks"),
    [
        ("", "a scenario and the customer’s goal"),
        ("scenario: On Sunday", "the customer’s goal"),
        ("goal: A present", "a scenario"),
    ],
)
def test_a_publication_says_what_it_lacks(head: str, lacks: str) -> None:
    (told,) = found("unready-publication", f"status: published\n{head}\n")

    assert told.severity == "error"
    assert told.told() == f"The map is published without {lacks}."


def test_a_draft_may_lack_scenario_and_goal() -> None:
    assert faults("unready-publication", "status: draft\n") == []


def test_the_kind_is_asked_for_loudly_once_changes_have_begun() -> None:
    idea = "{id: c1, text: Change, status: idea}"
    doing = "{id: c1, text: Change, status: doing}"

    assert faults("no-journey-kind", STAGES) == []
    assert faults("no-journey-kind", _changes(idea)) == [("", "hint")]
    assert faults("no-journey-kind", _changes(doing)) == [("", "warning")]
    assert faults("no-journey-kind", "type: service-blueprint\n" + _changes(doing)) == []


def test_a_map_of_the_whole_lifecycle_has_several_kinds() -> None:
    whole = """
stages:
  - {id: find, name: Find, kind: awareness, steps: [{id: order, name: I order}]}
  - {id: stay, name: Stay, kind: loyalty, steps: [{id: again, name: I come again}]}
lanes:
  - {id: a, kind: actions, cells: [{at: order, cards: [{id: a1, text: Orders}]}]}
"""

    assert faults("no-journey-kind", whole) == []


PAINS = """
%s
stages: [{id: buy, name: Buy, steps: [{id: pay, name: I pay}]}]
lanes:
  - id: pains
    kind: pain-points
    cells:
      - at: pay
        cards:
          - {id: p1, text: My card is refused, severity: 3}
          - {id: p2, text: The form is long, severity: 1}
          - {id: p3, text: The page is slow}
  - id: help
    kind: support
    cells: [{at: pay, cards: [{id: s1, text: A note, answers: [%s]}]}]
  - id: changes
    kind: changes
    cells: [{at: pay, cards: [{id: c1, text: Fewer fields, answers: [p2], status: %s}]}]
"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("", "p1, p3", "planned"), []),
        (("", "p3", "planned"), [("p1", "hint", 1)]),
        (("status: published", "p3", "planned"), [("p1", "warning", 1)]),
        (("", "p1", "dropped"), [("p2", "hint", 2)]),
        (("", "", "dropped"), [("p1", "hint", 3)]),
    ],
    ids=["answered", "a reason to leave", "published", "dropped", "nothing answers yet"],
)
def test_r210_pain_that_nothing_answers_is_told(
    values: tuple[str, ...], expected: list[tuple[str, str, int]]
) -> None:
    told = found("pain-without-support", PAINS % values)

    assert [
        (str(one.at).rpartition(":")[2], one.severity, one.values["n"]) for one in told
    ] == expected
