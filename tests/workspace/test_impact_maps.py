"""
From a goal through people to what can be made (P18).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspace.planned import put_map, record
from touchline.workspace.impact_maps import impact_branches

if TYPE_CHECKING:
    from touchline.workspace import Workspace

CHANGES = """
- id: changes
  kind: changes
  cells:
  - {at: pay, cards: [{id: by-phone, text: Pay by phone, status: doing}]}
"""


@pytest.fixture
def found(workspace_in_a_file: Workspace) -> Workspace:
    put_map(workspace_in_a_file, CHANGES)
    return workspace_in_a_file


def rows(workspace: Workspace) -> list[tuple[str, ...]]:
    return [
        tuple(str(text) if text else "" for text in (one.why, one.who, one.how, one.what))
        for one in impact_branches(workspace)
    ]


def test_every_way_from_the_goal_has_a_row_also_where_it_ends_early(workspace: Workspace) -> None:
    made = {"how": "orders sooner", "deliverables": [{"what": "Reminder"}, {"what": "Coupon"}]}
    parties = [
        {"persona": "mei", "impacts": [made, {"how": "calls less"}]},
        {"stakeholder": "law"},
        {"who": "The couriers"},
    ]
    workspace.put(
        record("persona", "mei", title="Mei Lin"),
        record("stakeholder", "law", title="Legal", power=4, interest=2),
        record("impact-map", "orders", why="More orders", parties=parties),
        record("impact-map", "bare", why="Fewer calls"),
    )

    assert rows(workspace) == [
        ("Fewer calls", "", "", ""),
        ("More orders", "Mei Lin", "orders sooner", "Reminder"),
        ("More orders", "Mei Lin", "orders sooner", "Coupon"),
        ("More orders", "Mei Lin", "calls less", ""),
        ("More orders", "Legal", "", ""),
        ("More orders", "The couriers", "", ""),
    ]


def test_a_change_in_a_map_says_how_far_it_has_come(found: Workspace) -> None:
    named = {"what": "Pay by phone", "map": "tea", "change": "by-phone", "status": "idea"}
    lost = {"what": "Pay by smile", "map": "tea", "change": "by-smile"}
    impacts = [{"how": "pays sooner", "deliverables": [named, lost]}]
    found.put(record("impact-map", "im", why="More", parties=[{"who": "All", "impacts": impacts}]))

    branches = impact_branches(found)

    assert [(one.status, one.is_lost) for one in branches] == [("doing", False), ("idea", True)]


def test_the_goal_may_be_one_of_a_programme(found: Workspace) -> None:
    goals = "goals: [{id: again, statement: More second orders}]"
    (found.folder / "all.programme.yaml").write_text(
        f"touchline: 1\nid: all\ntitle: All\n{goals}\n", encoding="utf-8"
    )
    fields = {"programme": "all.programme.yaml"}
    found.put(
        record("impact-map", "a", goal="again", **fields),
        record("impact-map", "b", goal="lost", **fields),
        record("impact-map", "c", goal="again", programme="lost.programme.yaml"),
    )

    assert [why for why, *_ in rows(found)] == ["More second orders", "lost", "again"]
