"""
A new map as it was recommended: sound, and about whom and what was told.
"""

from __future__ import annotations

from typing import Any

import pytest

from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.i18n import LANGUAGES
from touchline.linting.engine import lint
from touchline.templates import new_map
from touchline.templates.beginning import fitted, told
from touchline.templates.chooser import recommend
from touchline.templates.situations import BUSINESSES, GOALS, Situation


@pytest.mark.parametrize("business", BUSINESSES, ids=lambda one: one.name)
@pytest.mark.parametrize("goal", GOALS, ids=lambda one: one.name)
def test_a_map_begun_as_recommended_is_sound(goal: Any, business: Any) -> None:
    advice = recommend(Situation(goal=goal.name, business=business.name, known="events"))

    journey = fitted(new_map(advice.template), advice)
    journey = told(journey, objective="Fewer late deliveries", personas=["Mei Lin"])

    assert loads(dumps(journey)) == journey
    assert (journey.template, journey.type) == (advice.template, advice.type)
    assert {lane.kind for lane in journey.lanes} >= {"reached", "completion", "evidence"}
    assert [found for found in lint(journey) if found.severity != "hint"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lane_of_metrics_asks_for_those_of_the_kind(language: str) -> None:
    advice = recommend(Situation(kind="retention"), among=["current-state"])

    journey = fitted(new_map("current-state", language=language), advice)

    lane = next(lane for lane in journey.lanes if lane.kind == "metrics")
    # keeping those who have already bought.
    assert advice.kind == "retention"
    assert lane.hint is not None
    assert lane.hint.languages == ()
    assert journey.kind == "retention"


def test_lanes_that_are_there_are_not_added_again() -> None:
    advice = recommend(Situation(goal="improve", known="research", kind="purchase"))

    once = fitted(new_map("current-state"), advice)

    assert fitted(once, advice) == once


def test_the_objective_is_the_goal_in_the_authors_words() -> None:
    #
    journey = told(new_map("current-state"), objective="Fewer complaints")
    again = told(journey, objective="No complaints")

    assert [str(one.objective.statement) for one in (journey, again) if one.objective] == [
        "Fewer complaints", "No complaints",
    ]  # fmt: skip
    assert told(journey) == journey


def test_the_first_persona_is_the_one_whose_perspective_it_is() -> None:
    # exactly one perspective.
    journey = told(new_map("current-state"), personas=["Noor", "Noor", "!!!"])

    assert [(one.id, one.is_primary) for one in journey.personas] == [
        ("noor", True), ("noor-2", False), ("persona", False),
    ]  # fmt: skip


def test_a_name_is_given_to_the_primary_role_of_a_template() -> None:
    roles = new_map("role-based").personas

    journey = told(new_map("role-based"), personas=["Mei Lin"])

    # the roles stay.
    assert {one.id for one in journey.personas} == {one.id for one in roles}
    assert str(journey.personas[0].name) == "Mei Lin"
    assert [one.is_primary for one in journey.personas].count(True) == 1
    assert loads(dumps(journey)) == journey
