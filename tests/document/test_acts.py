"""
What people do to a map: each act is complete and leaves a valid map.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.map_strategies import changed, maps
from touchline.document.acts import (
    add_card,
    add_stage,
    add_step,
    free_id,
    move_card,
    move_step,
    remove,
    rename,
)
from touchline.document.edits import EditRefused, apply
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.location import Location

SHOP = journey_of(
    loads("""
touchline: 1
id: shop
title: Shop
stages:
  - {id: look, name: Look, steps: [{id: find, name: I find it}, {id: weigh, name: I weigh it}]}
  - {id: buy, name: Buy, steps: [{id: pay, name: I pay}]}
lanes:
  - id: notes
    kind: notes
    cells:
      - {at: find, cards: [{id: n1, text: One}]}
      - {at: weigh, through: pay, cards: [{id: n2, text: Two}, {id: n3, text: Three}]}
  - {id: more, kind: notes}
""")
)


def _cells(journey, lane=0):
    return [
        (cell.at, cell.through, [card.id for card in cell.cards])
        for cell in journey.lanes[lane].cells
    ]


@given(st.data())
def test_any_acts_leave_a_map_that_survives_its_file(data) -> None:
    journey = data.draw(maps.flatmap(changed))

    assert loads(dumps(journey)) == journey


def test_a_removed_step_takes_its_cells_along_and_shrinks_those_that_span_it() -> None:
    without_pay = apply(SHOP, remove(SHOP, Location.parse("step:pay")))
    without_find = apply(SHOP, remove(SHOP, Location.parse("step:find")))
    without_weigh = apply(SHOP, remove(SHOP, Location.parse("step:weigh")))

    assert _cells(without_pay) == [("find", None, ["n1"]), ("weigh", None, ["n2", "n3"])]
    assert _cells(without_find) == [("weigh", "pay", ["n2", "n3"])]
    assert _cells(without_weigh) == [("find", None, ["n1"]), ("pay", None, ["n2", "n3"])]


def test_a_removed_stage_takes_its_steps_along() -> None:
    journey = apply(SHOP, remove(SHOP, Location.parse("stage:look")))

    assert [step.id for step in journey.steps] == ["pay"]
    assert _cells(journey) == [("pay", None, ["n2", "n3"])]


def test_a_card_goes_into_the_cell_that_covers_the_step() -> None:
    journey = apply(SHOP, add_card(SHOP, "notes", "pay", "Four"))

    assert _cells(journey)[1] == ("weigh", "pay", ["n2", "n3", "notes-pay"])


def test_a_card_brings_its_cell_where_there_is_none() -> None:
    journey = apply(SHOP, add_card(SHOP, "more", "weigh", {"id": "m1", "text": "New"}))

    assert _cells(journey, 1) == [("weigh", None, ["m1"])]


def test_a_moved_card_leaves_no_empty_cell() -> None:
    journey = apply(SHOP, move_card(SHOP, "n1", lane="notes", step="pay", after="n2"))

    assert _cells(journey) == [("weigh", "pay", ["n2", "n1", "n3"])]


def test_a_step_moves_to_another_stage() -> None:
    plain = apply(SHOP, remove(SHOP, Location.parse("lane:notes")))

    journey = apply(plain, move_step(plain, "find", stage="buy", after="pay"))

    assert [[step.id for step in stage.steps] for stage in journey.stages] == [
        ["weigh"],
        ["pay", "find"],
    ]


def test_new_things_go_to_the_end_under_a_free_name() -> None:
    journey = apply(SHOP, add_stage(SHOP, "Look!"))
    journey = apply(journey, add_step(journey, "look-2", "付款"))

    assert [stage.id for stage in journey.stages] == ["look", "buy", "look-2"]
    assert journey.stages[-1].steps[0].id == "付款"


def test_a_second_language_stands_beside_the_first() -> None:
    journey = apply(SHOP, [rename(SHOP, Location.parse("stage:buy"), "Kaufen", "de")])

    assert journey.stages[1].name.plain() == {"en": "Buy", "de": "Kaufen"}


@pytest.mark.parametrize("at", ["step:gone", "lane:gone", "card:gone"])
def test_what_does_not_exist_cannot_be_removed(at: str) -> None:
    with pytest.raises(EditRefused, match="gone"):
        remove(SHOP, Location.parse(at))


def test_a_name_without_letters_takes_the_kind() -> None:
    assert free_id("!!!", {"stage"}, "stage") == "stage-2"
