"""
How studies stand, and what is the matter with them (R-107 to R-111, R-226).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.shop_research import TODAY, fill, item, study
from touchline.i18n import LANGUAGES
from touchline.model.work.study import Group, Study
from touchline.workspace.fieldwork import StudyExists, plan_study, study_state, study_states

if TYPE_CHECKING:
    from touchline.workspace import Workspace


def names(**more: Any) -> list[str]:
    found = [item("q1", places=["shop/card:slow"])]
    return [one.name for one in study_state(study(**more), found, TODAY).findings]


def test_a_study_that_is_as_it_should_be_has_no_findings() -> None:
    assert names() == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"question": None}, "study-without-question"),
        ({"start": "2026-05-21"}, "study-ends-early"),
        ({"status": "running"}, "study-overdue"),
        ({"consent": None}, "study-without-consent"),
        (
            {"consent": {"purpose": "x", "date": "2025-01-01", "until": "2026-05-31"}},
            "consent-ended",
        ),
        ({"participants": []}, "study-of-unknown"),
        ({"participants": [{"sort": "employees", "n": 3}]}, "study-of-others"),
        (
            {"participants": [{"sort": "customers", "n": 2}, {"sort": "others", "n": 1}]},
            "study-with-others",
        ),
    ],
)
def test_what_is_the_matter_with_a_study_is_told(more: dict[str, Any], found: str) -> None:
    assert names(**more) == [found]


def test_a_study_of_a_log_asks_nobody_for_consent() -> None:
    assert names(method="analytics", consent=None, participants=[]) == []


def test_a_study_that_brought_nothing_to_light_is_told() -> None:
    found = study_state(study(), [], TODAY)

    assert [one.name for one in found.findings] == ["study-without-items"]


def test_items_without_a_place_are_told_unless_they_tell_of_the_whole() -> None:
    found = [item("q1"), item("q2"), item("q3", topic="motive")]

    state = study_state(study(), found, TODAY)

    assert [(one.name, one.values.get("n")) for one in state.findings] == [
        ("items-without-place", 2)
    ]


def test_people_are_counted_by_what_they_are() -> None:
    # two pseudonyms of customers, one employee; the study itself says nothing of numbers.
    own = study(participants=[{"sort": "customers", "wanted": 6}])
    found = [
        item("q1", who="P1"),
        item("q2", who="P1"),
        item("q3", who="P2"),
        item("q4", who="E1", participants=["employees"]),
    ]

    state = study_state(own, found, TODAY)

    assert (state.asked, state.others, state.wanted, state.items) == (2, 1, 6, 4)


def test_a_study_is_planned_and_never_over_another(workspace: Workspace) -> None:
    groups = [Group(sort="prospects", wanted=3)]

    plan_study(workspace, "new", "user-test", title="Tests", maps=["shop"], participants=groups)

    assert workspace.get(Study, "new").status == "planned"
    with pytest.raises(StudyExists):
        plan_study(workspace, "new", "survey", title="Other")
    assert workspace.get(Study, "new").method == "user-test"


def test_all_studies_are_told_with_their_items(workspace: Workspace) -> None:
    fill(workspace, item("q1", places=["shop/card:slow"]), item("q2"))
    workspace.put(study("old", title="An old survey", method="survey", end=dt.date(2020, 1, 1)))

    states = study_states(workspace, TODAY)

    assert [(one.study.id, one.items, one.placed) for one in states] == [
        ("old", 0, 0),
        ("talks", 2, 1),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_are_told_in_every_language(language: str) -> None:
    own = study(question=None, consent=None, participants=[{"sort": "employees", "n": 3}])

    told = [one.told(language) for one in study_state(own, [item("q1")], TODAY).findings]

    assert len(set(told)) == 4
