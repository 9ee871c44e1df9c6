"""
What the models cannot see: branches and links that lead nowhere, scores outside a lane's scale.
"""

from __future__ import annotations

import pytest

from touchline.document.acts import remove, set_field
from touchline.document.edits import EditRefused, apply
from touchline.document.faults import UnreadableMap
from touchline.document.read import journey_of, loads
from touchline.location import Location

MAP = """
touchline: 1
id: visit
title: Visit
stages:
  - id: go
    name: Go
    steps:
      - {id: book, name: I book}
      - {id: come, name: I come}
      - {id: wait, name: I wait in vain, path: failure}
branches:
  - {id: late, kind: failure, from: book, to: wait, text: The slot is gone}
  - {id: again, kind: recovery, from: wait, to: come}
lanes:
  - id: feelings
    kind: emotion
    locked: true
    scale: {low: 1, high: 5, names: [awful, fine, lovely]}
    cells: [{at: book, cards: [{id: f1, score: 4.5}]}]
links:
  - {id: next, kind: after, map: recovery.map.yaml, step: come, their_step: start}
"""


def journey(text=MAP):
    return journey_of(loads(text))


@pytest.mark.parametrize(
    ("was", "becomes", "path"),
    [
        ("from: book", "from: bok", "$.branches[0].from"),
        ("to: come}", "to: came}", "$.branches[1].to"),
        ("step: come,", "step: came,", "$.links[0].step"),
    ],
)
def test_a_branch_or_link_that_names_no_step_is_a_fault(was, becomes, path):
    with pytest.raises(UnreadableMap) as caught:
        journey(MAP.replace(was, becomes))

    assert [(fault.name, fault.path) for fault in caught.value.faults] == [("dangling-id", path)]


def test_a_score_outside_the_scale_of_its_lane_is_a_fault_at_its_card():
    with pytest.raises(UnreadableMap) as caught:
        journey(MAP.replace("score: 4.5", "score: 5.5"))

    assert [(fault.name, fault.path) for fault in caught.value.faults] == [
        ("score-outside-scale", "$.lanes[0].cells[0].cards[0]")
    ]


def test_removing_a_step_removes_the_branches_and_links_that_name_it():
    given = journey()

    changed = apply(given, remove(given, Location.parse("step:come")))

    assert [branch.id for branch in changed.branches] == ["late"]
    assert changed.links == ()


@pytest.mark.parametrize("field", ["title", "hint", "kind", "id"])
def test_a_locked_lane_is_not_renamed(field):
    with pytest.raises(EditRefused, match="locks the lane"):
        set_field(journey(), Location.parse("lane:feelings"), field, "Ours")


def test_a_locked_lane_is_not_removed():
    with pytest.raises(EditRefused, match="locks the lane"):
        remove(journey(), Location.parse("lane:feelings"))


def test_the_owner_of_a_locked_lane_may_change():
    given = journey()

    changed = apply(given, [set_field(given, Location.parse("lane:feelings"), "owner", "Ana")])

    assert changed.lanes[0].owner == "Ana"
