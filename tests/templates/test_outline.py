"""
Which maps an objective needs: one, or a hierarchy (R-102, P7).
"""

from __future__ import annotations

import pytest

from touchline.i18n import LANGUAGES
from touchline.templates.areas import AREAS
from touchline.templates.chooser import UnknownAnswer
from touchline.templates.outline import outline, stages_of, step_at
from touchline.templates.situations import BUSINESSES, GOALS, Situation

LIFE = {area.name for area in AREAS}


def test_a_broad_objective_needs_an_overview_journeys_and_closer_parts() -> None:
    found = outline(Situation(goal="improve", breadth="broad"))

    # By hand: purchase ends at the till, retention tells of what follows; each has a moment of
    # truth.
    assert [(one.level, one.name, one.part_of) for one in found] == [
        ("lifecycle", "lifecycle", None),
        ("journey", "purchase", "lifecycle"),
        ("journey", "retention", "lifecycle"),
        ("micro-journey", "purchase-choose", "purchase"),
        ("micro-journey", "retention-trouble", "retention"),
    ]
    assert [one.before for one in found[1:3]] == [None, "purchase"]


@pytest.mark.parametrize("business", [one.name for one in BUSINESSES if one.sells])
def test_the_journeys_together_tell_the_whole_life(business: str) -> None:
    found = outline(Situation(goal="improve", business=business, breadth="broad"))

    journeys = [one for one in found if one.level == "journey"]
    told = [stage for one in journeys for stage in one.stages]
    assert set(told) == LIFE
    # Property: no part of life is told by two journeys.
    assert len(told) == len(set(told))


def test_where_nothing_is_sold_no_journey_of_buying_is_invented() -> None:
    found = outline(Situation(goal="improve", business="hospital", breadth="broad"))

    assert [one.advice.template for one in found if one.level == "journey"] == ["hospital"]


def test_a_part_that_a_broad_objective_speaks_of_is_told_closely() -> None:
    found = outline(Situation(goal="improve", breadth="broad"), ("delivery",))

    step = step_at("retention", "delivery")
    assert step is not None
    close = next(one for one in found if one.name == f"retention-{step.id}")
    assert close.step == step
    assert "delivery" in close.reasons["level"].told("en")


@pytest.mark.parametrize(
    ("deepest", "levels"),
    [("lifecycle", {"lifecycle"}), ("journey", {"lifecycle", "journey"})],
)
def test_a_hierarchy_ends_where_it_shall(deepest: str, levels: set[str]) -> None:
    found = outline(Situation(goal="improve", breadth="broad"), deepest=deepest)  # type: ignore[arg-type] # (a level)

    assert {one.level for one in found} == levels


def test_a_goal_that_calls_for_a_kind_of_journey_gets_it() -> None:
    found = outline(Situation(goal="win-prospects", breadth="broad"))

    journeys = [one.advice.template for one in found if one.level == "journey"]
    # In the order of life: nobody buys before they know.
    assert journeys == ["lead-generation", "purchase", "retention"]


def test_a_specific_objective_needs_one_close_map_of_its_part() -> None:
    (one,) = outline(Situation(goal="improve", breadth="specific"), ("support", "delivery"))

    assert (one.level, one.advice.template) == ("micro-journey", "current-state")
    assert one.stages == ("delivery", "support")


def test_the_form_of_the_business_is_left_where_it_lacks_the_part() -> None:
    # The template of shops has no stage of delivery, that of telephone companies has one.
    (shop,) = outline(Situation(goal="improve", business="retail"), ("delivery",))
    (line,) = outline(Situation(goal="improve", business="telecom"), ("delivery",))

    assert "delivery" not in stages_of("retail")
    assert (shop.advice.template, line.advice.template) == ("current-state", "telecom")


@pytest.mark.parametrize("goal", [goal.name for goal in GOALS])
@pytest.mark.parametrize("breadth", ["broad", "specific"])
def test_every_map_says_why_in_every_language(goal: str, breadth: str) -> None:
    for one in outline(Situation(goal=goal, breadth=breadth)):  # type: ignore[arg-type] # (a breadth)
        assert {"level", "template"} <= set(one.reasons)
        for language in LANGUAGES:
            assert all(why.told(language) for why in one.reasons.values())


def test_an_unknown_goal_is_told() -> None:
    with pytest.raises(UnknownAnswer):
        outline(Situation(goal="fame", breadth="broad"))
