"""
Edits: named, checked, invertible values over places of stable ids.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.oracle.map_strategies import maps
from touchline.document.diff import described, diff
from touchline.document.edits import (
    EditRefused,
    InsertItem,
    MoveItem,
    RemoveItem,
    SetField,
    apply,
    from_json,
    invert,
    inverted,
    to_json,
)
from touchline.document.read import journey_of, loads
from touchline.i18n import LANGUAGES
from touchline.location import Location

SHOP = journey_of(
    loads("""
touchline: 1
id: shop
title: {en: Shop, de: Laden}
personas: [{id: ana, name: Ana}]
stages:
  - {id: look, name: Look, steps: [{id: find, name: I find it}, {id: weigh, name: I weigh it}]}
  - {id: buy, name: Buy, steps: [{id: pay, name: I pay}]}
lanes:
  - id: mood
    kind: emotion
    cells:
      - {at: find, cards: [{id: f1, score: 0.5, persona: ana}]}
      - {at: weigh, through: pay, cards: [{id: f2, score: -0.5}, {id: f3, score: -1}]}
""")
)
MAP = Location()
LOOK = Location.parse("stage:look")


@given(maps, maps)
def test_the_difference_of_any_two_maps_turns_the_one_into_the_other(before, after) -> None:
    assert apply(before, diff(before, after)) == after


@given(maps, maps)
def test_any_edits_are_undone_exactly(before, after) -> None:
    edits = diff(before, after)

    assert apply(after, inverted(edits)) == before


@given(maps, maps)
def test_any_edits_go_through_json_unchanged(before, after) -> None:
    edits = diff(before, after)

    assert from_json(to_json(edits)) == edits


@given(maps)
def test_a_map_does_not_differ_from_itself(journey) -> None:
    assert diff(journey, journey) == ()


def test_a_field_is_set_in_one_language() -> None:
    edit = SetField(at=MAP, field=("title", "de"), value="Geschäft", was="Laden")

    assert apply(SHOP, [edit]).title.said("de") == "Geschäft"
    assert apply(apply(SHOP, [edit]), [invert(edit)]) == SHOP


def test_an_insert_by_one_person_does_not_move_the_place_of_another() -> None:
    first = InsertItem(at=LOOK, kind="step", item={"id": "hear", "name": "I hear of it"})
    second = SetField(at=Location.parse("step:weigh"), field=("milestone",), value=True)

    changed = apply(SHOP, [first, second])

    assert [(step.id, step.is_milestone) for step in changed.steps] == [
        ("hear", False),
        ("find", False),
        ("weigh", True),
        ("pay", False),
    ]


def test_a_moved_step_is_one_move() -> None:
    moved = apply(
        SHOP,
        [
            MoveItem(kind="step", id="find", at=Location.parse("stage:buy"), was_at=LOOK),
            RemoveItem(
                at=Location.parse("lane:mood"), kind="cell", item={"at": "weigh", "through": "pay"}
            ),
        ],
    )

    edits = [edit for edit in diff(SHOP, moved) if edit.edit == "move"]

    assert [(edit.kind, edit.id, str(edit.at), edit.after) for edit in edits] == [
        ("step", "find", "stage:buy", None)
    ]


def test_edits_are_checked_together() -> None:
    persona = RemoveItem(at=MAP, kind="persona", item={"id": "ana", "name": "Ana"})
    feeling = SetField(
        at=Location.parse("step:find/lane:mood/card:f1"), field=("persona",), was="ana"
    )

    assert apply(SHOP, [persona, feeling]).personas == ()
    with pytest.raises(EditRefused, match="ana"):
        apply(SHOP, [persona])


def test_a_vanished_place_is_refused_with_its_name() -> None:
    edit = SetField(at=Location.parse("step:gone"), field=("name",), value="x")

    with pytest.raises(EditRefused, match="step:gone"):
        apply(SHOP, [edit])


def test_a_place_takes_only_what_it_can_hold() -> None:
    with pytest.raises(EditRefused, match="cannot hold a card"):
        apply(SHOP, [InsertItem(at=LOOK, kind="card", item={"id": "x"})])


def test_what_followed_a_vanished_neighbour_goes_to_the_end() -> None:
    edit = InsertItem(at=LOOK, kind="step", item={"id": "x", "name": "X"}, after="gone")

    assert [step.id for step in apply(SHOP, [edit]).stages[0].steps] == ["find", "weigh", "x"]


def test_edits_are_told_in_plain_words() -> None:
    changed = journey_of(
        loads("""
touchline: 1
id: shop
title: {en: Shop, de: Geschäft}
personas: [{id: ana, name: Ana, primary: true}]
stages:
  - {id: buy, name: Buy, steps: [{id: pay, name: I pay}, {id: leave, name: I leave}]}
  - {id: look, name: Look, steps: [{id: find, name: I find it}]}
lanes:
  - id: mood
    kind: emotion
    cells: [{at: find, cards: [{id: f1, score: 0.75, persona: ana}]}]
""")
    )

    assert described(diff(SHOP, changed), SHOP) == (
        "Moved stage “Buy”, first",
        "Added step “I leave” to stage “Buy”",
        "map “Shop”: title · de changed from “Laden” to “Geschäft”",
        "persona “Ana”: primary is now yes",
        "card “f1”: score changed from 0.5 to 0.75",
        "Removed cell “I weigh it” from lane “emotion” with 2 items",
        "Removed step “I weigh it” from stage “Look”",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_edits_are_told_in_every_language(language: str) -> None:
    edits = (
        SetField(at=MAP, field=("invented",), value=True),
        SetField(at=LOOK, field=("owner",), was="Ana"),
        SetField(at=LOOK, field=("name",), value="See", was="Look"),
        InsertItem(at=LOOK, kind="step", item={"id": "x", "name": "X"}),
        RemoveItem(at=LOOK, kind="step", item={"id": "x", "name": "X"}),
        MoveItem(kind="stage", id="buy", at=MAP, was_at=MAP, was_after="look"),
    )

    told = described(edits, SHOP, language)

    assert len(set(told)) == len(edits)
    assert not any("{" in sentence for sentence in told)
