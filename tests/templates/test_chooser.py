"""
The chooser, against the conditions that the sources give (R-060, R-070 to R-078, R-084, R-090 to
R-095, R-102, R-124).
"""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest

from touchline.exporters import EXPORTERS
from touchline.i18n import LANGUAGES, has_message
from touchline.lanes import LANES
from touchline.model.map import JourneyKind, MapType
from touchline.scene.styles import STYLES
from touchline.templates import template_names
from touchline.templates.chooser import (
    UnknownAnswer,
    UnknownJourneyKind,
    UnknownMapType,
    recommend,
    view_for,
    watched,
)
from touchline.templates.journey_kinds import journey_kinds
from touchline.templates.map_types import map_types
from touchline.templates.situations import (
    AUDIENCES,
    BUSINESSES,
    GOALS,
    KNOWLEDGE,
    Situation,
    goal_in,
)

#: For each map type the goal under which its source recommends it.
CONDITIONS = {
    "current-state": "improve",  # incremental change
    "future-state": "plan",  # planning
    "day-in-the-life": "find-needs",  # unmet needs in the market
    "service-blueprint": "organise-service",  # what delivers the service
    "linear": "follow-path",  # clear, linear journeys
    "circular": "win-loyalty",  # retention and loyalty
    "staged": "understand-decisions",  # awareness, interest, decision, action
    "channel-based": "improve-channel",  # to optimise one channel
    "role-based": "compare-roles",  # consumer, decision maker, buyer
}
CHOICES: dict[str, Any] = {
    "goal": GOALS, "business": BUSINESSES, "known": KNOWLEDGE, "audience": AUDIENCES,
}  # fmt: skip


@pytest.mark.parametrize(("type_", "goal"), CONDITIONS.items())
def test_a_map_type_is_recommended_under_the_condition_of_its_source(type_: str, goal: str) -> None:
    found = recommend(Situation(goal=goal))

    # each type has a template of its name.
    assert (found.type, found.template) == (type_, type_)


def test_there_are_nine_map_types_and_four_kinds_of_journey() -> None:
    assert {one.name for one in map_types()} == set(get_args(MapType)) == set(CONDITIONS)
    assert {one.name for one in journey_kinds()} == set(get_args(JourneyKind))


def test_every_type_and_kind_begins_with_a_template_that_exists() -> None:
    wanted = {one.template for one in map_types()} | {one.template for one in journey_kinds()}
    wanted |= {one.template for one in BUSINESSES if one.template}
    wanted |= {template for goal in GOALS for template in goal.templates}

    assert wanted - set(template_names()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_types_and_kinds_speak_every_language(language: str) -> None:
    told = [text for one in map_types() for text in (one.title, one.about, one.when)]
    told += [
        text
        for one in journey_kinds()
        for text in (one.title, one.about, one.when, one.start, one.end, one.caution)
    ]
    said = [text(language) for text in told]
    said += [metric for one in journey_kinds() for metric in one.watched(language)]

    assert all(said)
    assert len(set(said)) > len(said) * 0.9


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("purchase", "landing page", "purchase"),
        ("lead-generation", "first time", "Contact details"),
        ("engagement", "content", "comes back"),
        ("retention", "first purchase", "buys again"),
    ],
)
def test_a_kind_starts_and_ends_where_its_source_says(kind: str, start: str, end: str) -> None:
    guide = next(one for one in journey_kinds() if one.name == kind)

    assert start in guide.start()
    assert end in guide.end()
    # each carries its metrics and its caution.
    assert len(guide.metrics) >= 3
    assert guide.caution()
    assert guide.watched()[0] in watched(guide).told()


def test_the_cautions_are_those_of_the_sources() -> None:
    cautions = {one.name: one.caution() for one in journey_kinds()}

    assert "hard to track" in cautions["lead-generation"]
    assert "direct benefit" in cautions["engagement"]


def test_an_industry_brings_its_own_stages_unless_the_goal_shapes_the_map() -> None:
    # no e-commerce-only assumption.
    improving = recommend(Situation(goal="improve", business="insurance"))
    organising = recommend(Situation(goal="organise-service", business="insurance"))

    assert (improving.template, improving.type) == ("insurance", "current-state")
    assert "Insurance" in improving.reasons["template"].told()
    assert organising.template == "service-blueprint"
    assert organising.alternatives[0].template == "insurance"


def test_planning_in_an_industry_keeps_its_stages_and_looks_ahead() -> None:
    found = recommend(Situation(goal="plan", business="software"))

    assert (found.template, found.type) == ("software", "future-state")


@pytest.mark.parametrize(
    ("template", "goal", "type_"),
    [
        ("linear", "win-loyalty", "linear"),
        ("service-blueprint", "improve", "service-blueprint"),
        ("bank", "plan", "future-state"),
        ("current-state", "win-loyalty", "circular"),
    ],
)
def test_a_template_with_a_form_of_its_own_keeps_it(template: str, goal: str, type_: str) -> None:
    found = recommend(Situation(goal=goal), among=[template])

    assert found.type == type_


def test_nobody_is_said_to_purchase_where_nothing_is_sold() -> None:
    kinds = {
        business.name: recommend(Situation(goal="improve", business=business.name)).kind
        for business in BUSINESSES
    }

    # the most common kind, for whoever sells.
    assert kinds["retail"] == "purchase"
    assert (kinds["hospital"], kinds["public-office"]) == (None, None)


@pytest.mark.parametrize("kind", get_args(JourneyKind))
def test_a_kind_that_is_asked_for_is_taken_with_its_caution(kind: JourneyKind) -> None:
    found = recommend(Situation(goal="improve", kind=kind))

    assert (found.template, found.kind) == (kind, kind)
    assert found.reasons["caution"].told() == next(
        one.caution() for one in journey_kinds() if one.name == kind
    )


@pytest.mark.parametrize("type_", get_args(MapType))
def test_a_type_that_is_asked_for_is_taken_whatever_the_goal(type_: MapType) -> None:
    found = recommend(Situation(goal="see-whole", business="bank", type=type_))

    assert (found.template, found.type) == (type_, type_)


def test_a_broad_goal_needs_several_maps_and_a_specific_one_does_not() -> None:
    #
    broad = recommend(Situation(breadth="broad"))
    specific = recommend(Situation(goal="improve", breadth="specific"))

    assert broad.template == "lifecycle"
    assert broad.further == ("purchase", "lead-generation", "engagement", "retention")
    assert "several maps" in broad.reasons["scope"].told()
    assert specific.further == ()
    assert "departments" in specific.reasons["scope"].told()


@pytest.mark.parametrize("known", KNOWLEDGE, ids=lambda one: one.name)
def test_what_is_known_decides_which_lanes_are_added(known: Any) -> None:
    name = known.name
    found = recommend(Situation(goal="improve", known=name))

    # The current state of R-050 has none of these lanes.
    assert found.lanes == known.lanes
    assert set(found.lanes) <= set(LANES)
    assert ("data" in found.reasons) == (name == "events")


def test_lanes_that_the_template_has_are_not_added() -> None:
    found = recommend(Situation(kind="purchase", known="research"), among=["linear"])

    lanes = recommend(Situation(kind="purchase", known="research"), among=["current-state"]).lanes
    assert lanes == ("emotion", "evidence", "metrics")
    assert "emotion" not in found.lanes


@pytest.mark.parametrize(
    ("audience", "style"),
    [
        ("leadership", "executive"),  # strengths and weaknesses on one page
        ("planning", "timeline"),  # time order and key nodes
        ("analysts", "chart"),  # data and trends
        ("operations", "flow"),  # interactions and processes
        ("marketing", "portrait"),  # features and needs of the target group
        ("team", "board"),  # M19
        ("support", "script"),  # M19
        ("developers", "events"),  # M19
        ("everyone", "story"),
        ("authors", "grid"),
    ],
)
def test_the_audience_chooses_the_style_as_far_as_it_can_be_drawn(
    audience: str, style: str
) -> None:
    #
    every = tuple(STYLES)
    wished = recommend(Situation(audience=audience), styles=every)
    today = recommend(Situation(audience=audience))

    assert wished.style == style
    assert today.style == "grid"
    assert (wished.reasons["style"].told() in today.reasons["style"].told()) is True
    assert ("cannot be drawn yet" in today.reasons["style"].told()) == (style != "grid")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", [one.name for one in AUDIENCES])
def test_m19_every_audience_has_a_style_a_format_and_a_reason(audience: str, language: str) -> None:
    view = view_for(audience, styles=tuple(STYLES))

    assert view.style in STYLES
    assert view.audience.format in EXPORTERS
    assert view.reason.told(language)
    assert view.audience.title(language)


def test_an_audience_answers_to_its_other_names() -> None:
    assert view_for("executive") == view_for("leadership")


def test_nobody_of_such_a_name_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownAnswer) as caught:
        view_for("teem")

    assert "“team”" in caught.value.told()


def test_without_an_audience_the_map_type_chooses_the_style() -> None:
    found = recommend(Situation(goal="win-loyalty"), styles=("grid", "cycle"))

    assert found.style == "cycle"


def test_without_any_answer_the_most_used_template_is_recommended() -> None:
    found = recommend(Situation())

    assert (found.template, found.type, found.kind) == ("current-state", "current-state", None)


def test_templates_that_are_not_there_are_not_recommended() -> None:
    found = recommend(Situation(goal="win-loyalty"), among=["current-state", "retention"])

    assert found.template == "retention"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("goal", "business"), [*product([one.name for one in GOALS], ["other", "hospital"])]
)
def test_every_recommendation_has_its_reasons_in_every_language(
    goal: str, business: str, language: str
) -> None:
    found = recommend(
        Situation(goal=goal, business=business, known="events", audience="leadership")
    )

    told = [reason.told(language) for reason in found.reasons.values()]
    told += [one.reason.told(language) for one in found.alternatives]
    assert all(told)
    assert found.template in template_names()
    assert {"template", "style", "lanes", "data"} <= set(found.reasons)


@pytest.mark.parametrize("question", CHOICES)
def test_an_answer_that_is_none_is_met_with_the_nearest_one(question: str) -> None:
    name = CHOICES[question][1].name

    answers: dict[str, Any] = {question: name[:-1]}
    with pytest.raises(UnknownAnswer, match=f"did you mean “{name}”"):
        recommend(Situation(**answers))


def test_unknown_types_and_kinds_are_met_with_the_nearest_one() -> None:
    type_: Any = "circlar"
    kind: Any = "retenton"
    with pytest.raises(UnknownMapType, match="did you mean “circular”"):
        recommend(Situation(type=type_))
    with pytest.raises(UnknownJourneyKind, match="did you mean “retention”"):
        recommend(Situation(kind=kind))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_has_its_words(language: str) -> None:
    answers = [one for choices in CHOICES.values() for one in choices]

    titles = [one.title(language) for one in answers]
    assert len(set(titles)) == len(titles)
    assert all(has_message(f"goal.{goal.name}.words", language) for goal in GOALS)


@pytest.mark.parametrize(
    ("words", "language", "goal"),
    [
        # R-101 names the first two: a specific issue, and satisfaction overall.
        ("Fewer complaints about late delivery", "en", "improve"),
        ("Raise satisfaction overall", "en", "see-whole"),
        ("Less churn in the first year", "en", "win-loyalty"),
        ("Weniger Kündigungen", "de", "win-loyalty"),
        ("Kundenbindung", "de", "win-loyalty"),
        ("Mengurangkan aduan", "ms", "improve"),
        ("减少投诉", "zh-Hans", "improve"),
        ("贏得新客戶", "zh-Hant", "win-prospects"),
        ("کاهش شکایت‌ها", "fa", "improve"),
        ("new leads", "fa", "win-prospects"),
        ("Explain the spaceplane", "en", None),
    ],
)
def test_a_goal_is_understood_in_somebodys_own_words(
    words: str, language: str, goal: str | None
) -> None:
    assert goal_in(words, language) == goal


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", GOALS, ids=lambda one: one.name)
def test_a_goal_is_understood_by_its_own_title(goal: Any, language: str) -> None:
    found = goal_in(goal.title(language), language)

    assert found == goal.name
