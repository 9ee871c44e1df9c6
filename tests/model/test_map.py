"""
The nouns of a map: frozen, typed and mute.
"""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from touchline.model.experience import Feeling, Persona, Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Evidence, Lane, Scale, Stage, Step
from touchline.model.text import LocalText

ANA = Persona(id="ana", name=LocalText.of("Ana"))
BO = Persona(id="bo", name=LocalText.of("Bo"))
STAGES = (
    Stage(
        id="look", name=LocalText.of("Look"), steps=(Step(id="find", name=LocalText.of("Find")),)
    ),
    Stage(id="buy", name=LocalText.of("Buy"), steps=(Step(id="pay", name=LocalText.of("Pay")),)),
)
POINT = Touchpoint(id="p1", text=LocalText.of("Shop"))
JOURNEY = JourneyMap(
    id="shop",
    title=LocalText.of("Shop"),
    stages=STAGES,
    lanes=(Lane(id="t", kind="touchpoints", cells=(Cell(at="find", cards=(POINT,)),)),),
)


def test_a_map_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        JOURNEY.title = LocalText.of("Other")


def test_steps_stand_in_order_across_the_stages() -> None:
    assert [step.id for step in JOURNEY.steps] == ["find", "pay"]


def test_the_stage_of_a_step_is_found() -> None:
    assert JOURNEY.stage_of("pay").id == "buy"
    with pytest.raises(KeyError):
        JOURNEY.stage_of("gone")


def test_cards_keep_their_own_type_inside_an_open_lane() -> None:
    (found,) = JOURNEY.cards()

    assert found[2] is POINT
    assert JOURNEY.model_dump()["lanes"][0]["cells"][0]["cards"][0]["use"] == "now"


@pytest.mark.parametrize(
    ("personas", "primary"),
    [
        ((), None),
        ((ANA,), "ana"),
        ((ANA, BO), None),
        ((ANA, BO.model_copy(update={"is_primary": True})), "bo"),
    ],
)
def test_the_primary_persona_is_the_marked_one_or_the_only_one(personas, primary) -> None:
    found = JOURNEY.model_copy(update={"personas": personas}).primary_persona

    assert (found.id if found else None) == primary


def test_the_best_evidence_grades_a_card() -> None:
    evidence = tuple(
        Evidence(grade=grade, source=LocalText.of("A")) for grade in ("surveyed", "quoted")
    )

    assert Card(id="a").grade == "assumption"
    assert Card(id="a", evidence=evidence).grade == "surveyed"


@pytest.mark.parametrize("score", [-1.5, 11])
def test_a_score_lies_inside_its_scale(score: float) -> None:
    with pytest.raises(ValidationError, match="outside"):
        Feeling(id="f", score=score, scale=Scale(low=0, high=10) if score > 0 else Scale())


def test_a_scale_has_two_ends() -> None:
    with pytest.raises(ValidationError):
        Scale(low=1, high=1)
