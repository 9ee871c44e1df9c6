"""
Blueprints and future states made from maps (R-054, R-055), and maps that serve as templates (P3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.oracle.map_strategies import plain_maps
from touchline.document.acts import remove, set_field
from touchline.document.diff import diff
from touchline.document.edits import EditRefused, apply
from touchline.document.read import build, journey_of, load, loads
from touchline.document.write import dumps
from touchline.i18n import LANGUAGES
from touchline.linting.engine import lint
from touchline.location import Location
from touchline.samples import SAMPLES
from touchline.templates import new_map
from touchline.templates.derive import blueprint_of, future_of
from touchline.templates.own import as_template, start_from

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: Two steps; a feeling that was surveyed, a metric that was read, an insight that was measured.
SHOP = {
    "touchline": 1,
    "id": "shop",
    "title": "A first purchase",
    "language": "en",
    "type": "current-state",
    "kind": "purchase",
    "status": "published",
    "goal": "A present by Friday",
    "scenario": "Ann needs a present by Friday.",
    "objective": {"statement": "Win more first purchases"},
    "personas": [{"id": "ann", "name": "Ann", "primary": True}],
    "review": {"last": "2026-01-05", "every": "90d"},
    "channels": [{"id": "web"}],
    "stages": [
        {
            "id": "buy",
            "name": "Buy",
            "steps": [
                {"id": "look", "name": "I look around"},
                {
                    "id": "pay",
                    "name": "I pay",
                    "targets": [{"metric": "completion", "at_least": 0.5}],
                },
            ],
        }
    ],
    "branches": [{"id": "no-card", "kind": "failure", "from": "pay", "text": "Card refused"}],
    "lanes": [
        {
            "id": "thoughts",
            "kind": "thoughts",
            "locked": True,
            "cells": [{"at": "look", "hint": "What do they hope for?"}],
        },
        {
            "id": "mood",
            "kind": "emotion",
            "cells": [
                {
                    "at": "pay",
                    "cards": [
                        {
                            "id": "m1", "text": "Nervous", "score": -0.5, "low": -0.6,
                            "high": -0.4, "persona": "ann",
                            "evidence": [{"grade": "surveyed", "source": "Survey", "n": 40}],
                        }
                    ],
                }
            ],
        },
        {
            "id": "touch",
            "kind": "touchpoints",
            "cells": [
                {
                    "at": "look",
                    "cards": [
                        {
                            "id": "t1", "text": "Home page", "channel": "web",
                            "binding": [{"activities": ["visit"]}],
                        }
                    ],
                }
            ],
        },
        {
            "id": "wishes",
            "kind": "wants",
            "cells": [{"at": "look", "owner": "Ben", "cards": [{"id": "w1", "text": "Calm"}]}],
        },
        {
            "id": "pains",
            "kind": "pain-points",
            "cells": [{"at": "pay", "cards": [{"id": "p1", "text": "No invoice"}]}],
        },
        {
            "id": "figures",
            "kind": "metrics",
            "cells": [
                {
                    "at": "pay",
                    "cards": [
                        {
                            "id": "f1", "text": "Paid", "unit": "share", "baseline": 0.2,
                            "readings": [
                                {"date": "2026-01-01", "value": 0.3},
                                {"date": "2026-02-01", "value": 0.4},
                            ],
                        }
                    ],
                }
            ],
        },
        {
            "id": "learned",
            "kind": "insights",
            "cells": [
                {
                    "at": "pay",
                    "cards": [
                        {
                            "id": "i1", "text": "60 % go on",
                            "evidence": [{"grade": "measured", "source": "Log"}],
                        },
                        {"id": "i2", "text": "They hurry", "about": ["i1", "p1"]},
                    ],
                }
            ],
        },
        {"id": "people", "kind": "notes"},
    ],
    "links": [{"id": "next", "kind": "after", "map": "use.map.yaml"}],
}  # fmt: skip


def shop(**changes: object) -> JourneyMap:
    return journey_of(build({**SHOP, **changes}))


def kinds(journey: JourneyMap) -> list[str]:
    return [lane.kind for lane in journey.lanes]


def test_a_blueprint_keeps_links_to_the_steps_of_its_source() -> None:
    #
    blueprint = blueprint_of(shop(), source="shop.map.yaml")

    told = [(link.kind, link.map, link.step, link.their_step) for link in blueprint.links]
    assert told == [
        ("source", "shop.map.yaml", None, None),
        ("source", "shop.map.yaml", "look", "look"),
        ("source", "shop.map.yaml", "pay", "pay"),
    ]


def test_a_blueprint_is_a_simplified_copy_with_what_delivers_the_service() -> None:
    # individuals, methods, processes and technologies are added.
    blueprint = blueprint_of(shop(), source="shop.map.yaml")

    assert kinds(blueprint) == [
        "thoughts", "insights", "emotion", "pain-points", "communication", "touchpoints",
        "backstage", "people", "methods", "processes", "technology",
    ]  # fmt: skip
    assert [step.id for step in blueprint.steps] == ["look", "pay"]
    assert [branch.id for branch in blueprint.branches] == ["no-card"]
    # What customers want and what the steps must reach stays behind.
    assert [card.id for _, _, card in blueprint.cards()] == ["m1", "p1", "t1"]
    assert [step.targets for step in blueprint.steps] == [(), ()]


def test_what_a_blueprint_adds_asks_at_every_step() -> None:
    blueprint = blueprint_of(shop(), source="shop.map.yaml")

    added = {lane.kind: lane for lane in blueprint.lanes}
    for kind in ("communication", "backstage", "people", "methods", "processes", "technology"):
        assert [cell.at for cell in added[kind].cells] == ["look", "pay"]
        assert all(cell.hint for cell in added[kind].cells)
    assert str(added["people"].cells[0].hint) == "Who makes this happen?"
    # The source has a lane of notes called `people`; nothing answers to two names.
    assert added["people"].id == "people-2"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"type": "current-state"}, "current"),
        ({"type": "future-state"}, "future"),
        ({"type": "linear"}, "current"),
        ({"type": "linear", "state": "future"}, "future"),
    ],
)
def test_a_blueprint_says_whether_it_shows_today_or_tomorrow(
    changes: dict[str, str], state: str
) -> None:
    #
    blueprint = blueprint_of(shop(**changes), source="shop.map.yaml")

    assert (blueprint.type, blueprint.state) == ("service-blueprint", state)
    assert (blueprint.status, blueprint.review.last, blueprint.review.every) == (
        "draft", None, "90d",
    )  # fmt: skip


def test_a_blueprint_in_a_language_asks_in_it() -> None:
    blueprint = blueprint_of(shop(language="de"), source="a.yaml")

    assert str(blueprint.title) == "Service Blueprint zu: A first purchase"
    assert "Wer sorgt dafür?" in {str(cell.hint) for lane in blueprint.lanes for cell in lane.cells}


def test_a_map_in_several_languages_gives_a_blueprint_in_all_of_them() -> None:
    sample = load(SAMPLES["online_retail_uk"].journey)

    blueprint = blueprint_of(sample, source="map.yaml")

    assert set(blueprint.title.languages) == set(LANGUAGES)
    hints = [cell.hint for lane in blueprint.lanes for cell in lane.cells if cell.hint]
    assert {frozenset(hint.languages) for hint in hints} == {frozenset(LANGUAGES)}


def test_a_future_state_begins_as_the_present_and_can_be_compared_with_it() -> None:
    present = shop()

    future = future_of(present, source="shop.map.yaml")

    # The five rows of R-051 that the source lacks are added.
    assert kinds(future) == [*kinds(present), "actions", "changes", "change-plans"]
    assert [link.kind for link in future.links] == ["as-is", "as-is", "as-is"]
    assert (future.type, future.status, future.template) == (
        "future-state", "draft", "future-state",
    )  # fmt: skip
    assert apply(present, diff(present, future)) == future


def test_what_was_found_out_about_today_is_no_evidence_of_tomorrow() -> None:
    future = future_of(shop(), source="shop.map.yaml")

    cards: dict[str, Any] = {card.id: card for _, _, card in future.cards()}
    assert {card.grade for card in cards.values()} == {"assumption"}
    assert (cards["m1"].score, cards["m1"].low, cards["m1"].high) == (-0.5, None, None)
    # The latest reading is what the future is compared with.
    assert (cards["f1"].baseline, cards["f1"].readings) == (0.4, ())
    assert "i1" not in cards
    assert cards["i2"].about == ("p1",)


@pytest.mark.parametrize("make", [blueprint_of, future_of])
def test_what_is_made_from_a_map_is_a_map_without_grave_faults(make: Any) -> None:
    for journey in (shop(), load(SAMPLES["complete_journey_grocery"].journey)):
        made = make(journey, source="shop.map.yaml")

        assert loads(dumps(made)) == made
        assert [found for found in lint(made) if found.severity == "error"] == []


def test_a_map_becomes_a_template_of_structure_and_questions() -> None:
    template = as_template(shop(), lock=True)

    assert list(template.cards()) == []
    assert template.lanes[0].cells[0].hint is not None
    # Who answers for a cell stays.
    assert [cell.owner for lane in template.lanes for cell in lane.cells] == [None, "Ben"]
    assert all(lane.is_locked for lane in template.lanes)
    assert (template.status, template.links, template.objective) == ("draft", (), None)
    assert template.review.last is None
    assert [one.id for one in template.personas] == ["ann"]


def test_a_template_keeps_its_cards_when_that_is_wanted() -> None:
    template = as_template(shop(), keep_cards=True)
    journey = start_from(template, name="house", keep_cards=True)

    assert [card.id for _, _, card in journey.cards()] == [card.id for _, _, card in shop().cards()]
    assert journey.objective == shop().objective


def test_locked_lanes_stay_locked_in_the_map_that_is_made() -> None:
    journey = start_from(as_template(shop(), lock=True), name="house", title="Ours")

    assert (journey.template, str(journey.title), journey.id) == ("house", "Ours", "ours")
    with pytest.raises(EditRefused):
        apply(journey, remove(journey, Location.parse("lane:mood")))
    with pytest.raises(EditRefused):
        apply(journey, [set_field(journey, Location.parse("lane:mood"), "title", "Moods")])


def test_a_template_in_several_languages_begins_in_the_readers() -> None:
    sample = load(SAMPLES["online_retail_uk"].journey)

    german = start_from(sample, name="shop", language="de")
    unknown = start_from(sample, name="shop", language="xx")

    assert (german.language, german.title.languages) == ("de", ())
    # What the template does not speak begins in its own language.
    assert unknown.language == journey_of(sample).language


def test_a_template_in_one_language_keeps_it() -> None:
    journey = start_from(shop(), name="house", language="de")

    assert (journey.language, str(journey.title)) == ("en", "A first purchase")


def test_a_segment_by_an_attribute_called_like_a_language_is_no_text() -> None:
    persona = {"id": "ann", "name": {"en": "Ann", "de": "Anna"}, "segment": {"de": ["yes"]}}

    journey = start_from(
        shop(title={"en": "One", "de": "Eins"}, personas=[persona]), name="x", language="de"
    )

    assert str(journey.personas[0].name) == "Anna"
    assert journey.personas[0].segment == {"de": ("yes",)}


@pytest.mark.parametrize("template", ["current-state", "service-blueprint"])
def test_a_new_map_remembers_its_template_and_has_its_type(template: str) -> None:
    journey = new_map(template)

    assert (journey.template, journey.type) == (template, template)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plain_maps())
def test_any_valid_map_can_become_a_blueprint_a_future_and_a_template(plain: Any) -> None:
    journey = journey_of(build(plain))

    for made in (
        blueprint_of(journey, source="a.yaml"),
        future_of(journey, source="a.yaml"),
        start_from(as_template(journey, lock=True), name="a", language="fa", title="b"),
        start_from(journey, name="a", keep_cards=True),
    ):
        assert loads(dumps(made)) == made
        assert [step.id for step in made.steps] == [step.id for step in journey.steps]
