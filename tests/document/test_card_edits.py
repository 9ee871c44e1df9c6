"""
The short way to set a field of a card ends where the long way does.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.map_strategies import maps
from touchline.document.card_edits import with_fields
from touchline.document.closed import plain
from touchline.document.edits import Draft, EditRefused, SetField, apply
from touchline.document.images import Kept
from touchline.document.read import journey_of, loads
from touchline.document.tree import things
from touchline.lanes import LANES
from touchline.location import Location
from touchline.model.experience import Feeling
from touchline.model.map import JourneyMap  # noqa: TC001 (Hypothesis reads the signature)

KEYS = sorted({key for lane in LANES.values() for key in lane.card.model_fields})
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 11),
    st.floats(-2, 2),
    st.text(max_size=6),
    st.sampled_from(["high", "done", "idea", "2026-03-01", {"low": 0, "high": 10}, {"de": "Wort"}]),
    st.lists(st.text("nm", min_size=1, max_size=2), max_size=2),
)


def long_way(journey: JourneyMap, edit: SetField) -> JourneyMap | str:
    draft = Draft(plain(journey))
    try:
        draft.make(edit)
        return draft.finished(Kept(journey))
    except EditRefused as refused:
        return refused.told()


def as_applied(journey: JourneyMap, edit: SetField) -> JourneyMap | str:
    try:
        return apply(journey, [edit])
    except EditRefused as refused:
        return refused.told()


@given(maps, st.data())
def test_any_field_of_any_card_becomes_what_the_long_way_makes_of_it(
    journey: JourneyMap, data: st.DataObject
) -> None:
    cards = [thing for thing in things(plain(journey)) if thing.kind == "card"]
    if not cards:
        return
    at = data.draw(st.sampled_from(cards)).at
    edit = SetField(at=at, field=(data.draw(st.sampled_from(KEYS)),), value=data.draw(VALUES))

    assert as_applied(journey, edit) == long_way(journey, edit)


SHOP = journey_of(
    loads("""
touchline: 1
id: shop
title: Shop
personas: [{id: ana, name: Ana}]
stages:
  - {id: look, name: Look, steps: [{id: find, name: I find it}, {id: weigh, name: I weigh it}]}
lanes:
  - id: mood
    kind: emotion
    cells:
      - {at: find, cards: [{id: f1, score: 0.5, persona: ana}]}
      - {at: weigh, cards: [{id: f2, score: -0.5}]}
  - id: does
    kind: actions
    cells:
      - {at: find, cards: [{id: a1, text: Reads}]}
""")
)
FIRST = Location.parse("step:find/lane:mood/card:f1")


def test_what_an_edit_does_not_reach_stays_the_very_same() -> None:
    after = apply(SHOP, [SetField(at=FIRST, field=("score",), value=0.75, was=0.5)])

    (feeling,) = after.lanes[0].cells[0].cards
    assert isinstance(feeling, Feeling)
    assert feeling.score == 0.75
    assert after.lanes[0].cells[1] is SHOP.lanes[0].cells[1]
    assert after.lanes[1] is SHOP.lanes[1]
    assert after.stages is SHOP.stages


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "a1"),  # There is such a card.
        ("persona", "bo"),  # There is no such persona.
        ("score", 2),  # A feeling lies between -1 and 1.
        ("score", "much"),
        ("colour", "red"),  # No card has it.
    ],
)
def test_what_the_short_way_cannot_judge_is_left_to_the_long_way(field: str, value: object) -> None:
    edit = SetField.model_validate({"at": str(FIRST), "field": (field,), "value": value})

    assert with_fields(SHOP, [edit]) is None
    with pytest.raises(EditRefused):
        apply(SHOP, [edit])
