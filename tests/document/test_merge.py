"""
Three-way merge: what both did comes in, and what does not go together is kept and told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.oracle.map_strategies import three_sides
from touchline.document.acts import (
    add_card,
    add_stage,
    add_step,
    move_card,
    remove,
    rename,
    set_field,
)
from touchline.document.closed import plain
from touchline.document.diff import differing
from touchline.document.edits import apply
from touchline.document.merge import merge
from touchline.document.read import build, journey_of, loads
from touchline.document.tree import address, things
from touchline.i18n import LANGUAGES
from touchline.location import Location

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

BASE = journey_of(
    loads("""
touchline: 1
id: shop
title: Shop
personas: [{id: ana, name: Ana}]
stages:
  - {id: look, name: Look, steps: [{id: find, name: I find it}, {id: weigh, name: I weigh it}]}
  - {id: buy, name: Buy, steps: [{id: pay, name: I pay}]}
lanes:
  - id: mood
    kind: emotion
    cells: [{at: find, cards: [{id: f1, score: 0.5}]}, {at: pay, cards: [{id: f2, score: -0.5}]}]
  - {id: notes, kind: notes, cells: [{at: find, cards: [{id: n1, text: One}]}]}
""")
)
F1 = Location.parse("step:find/lane:mood/card:f1")
BUY = Location.parse("stage:buy")


def _facts(journey):
    """
    Everything that a map says, one fact at a time: that a thing exists, where, and each field.
    """
    facts: dict[tuple[tuple[str, ...], object], object] = {}
    for thing in things(plain(journey)):
        where = address(thing.at)
        held = {collection.name for collection in thing.inner}
        facts[where, "exists"] = True
        facts[where, "place"] = address(thing.parent.at) if thing.parent else None
        facts |= {(where, field): value for field, _, value in differing({}, thing.item, held)}
    return facts


def _excused(base, theirs, conflicts):
    """
    What conflicts speak of: the things they name, and everything inside those.

    A conflict about an addition of theirs quotes it whole, with what stands in it.
    """
    inside = {address(conflict.at) for conflict in conflicts}
    quoted = {address(one.at) for one in conflicts if one.kind in {"refused", "added-twice"}}
    for source, known in ((base, inside), (theirs, quoted)):
        for thing in things(plain(source)):
            if thing.parent is not None and address(thing.parent.at) in known:
                known.add(address(thing.at))
    return inside | quoted


@given(three_sides())
def test_no_edit_of_either_side_is_lost(sides) -> None:
    base, ours, theirs = sides

    merged = merge(base, ours, theirs)

    excused = _excused(base, theirs, merged.conflicts)
    before, now = _facts(base), _facts(merged.journey)
    for side in (_facts(ours), _facts(theirs)):
        changed = {key for key in before.keys() | side.keys() if before.get(key) != side.get(key)}
        lost = {key for key in changed if now.get(key) != side.get(key) and key[0] not in excused}
        assert lost == set()


@given(three_sides())
def test_a_side_that_changed_nothing_gives_way(sides) -> None:
    base, ours, _ = sides

    assert merge(base, ours, base).journey == ours
    assert merge(base, base, ours).journey == ours
    assert merge(base, ours, ours).conflicts == ()


def stages(*rows: tuple[str, tuple[str, ...]]) -> JourneyMap:
    named = [
        {"id": stage, "name": stage, "steps": [{"id": step, "name": step} for step in steps]}
        for stage, steps in rows
    ]
    return journey_of(build({"touchline": 1, "id": "m", "title": "M", "stages": named}))


def test_a_step_moved_out_of_a_stage_that_the_other_side_removed_is_kept_and_told() -> None:
    base = stages(("buy", ()), ("leave", ("ask", "go")))
    ours = stages(("buy", ("ask",)), ("leave", ("go",)))
    theirs = stages(("buy", ()))

    merged = merge(base, ours, theirs)

    assert [step.id for step in merged.journey.steps] == ["ask"]
    assert [(one.kind, str(one.at)) for one in merged.conflicts] == [("kept", "step:ask")]


def test_one_step_added_in_two_places_keeps_ours_and_tells_theirs() -> None:
    base = stages(("buy", ("pay",)))
    ours = stages(("buy", ("pay", "new")))
    theirs = stages(("buy", ("pay",)), ("leave", ("new",)))

    merged = merge(base, ours, theirs)

    assert [(one.id, [step.id for step in one.steps]) for one in merged.journey.stages] == [
        ("buy", ["pay", "new"]),
        ("leave", []),
    ]
    assert [(one.kind, str(one.at)) for one in merged.conflicts] == [("added-twice", "step:new")]


def test_one_step_added_to_two_stages_that_both_know_keeps_ours_and_tells_theirs() -> None:
    base = stages(("s", ("a",)), ("t", ()))
    ours, theirs = stages(("s", ("a", "m")), ("t", ())), stages(("s", ("a",)), ("t", ("m",)))

    merged = merge(base, ours, theirs)

    assert merged.journey == ours
    assert [(one.kind, str(one.at)) for one in merged.conflicts] == [("added-twice", "step:m")]


def test_edits_of_different_fields_both_come_in() -> None:
    ours = apply(BASE, [set_field(BASE, F1, "cause", "Luck")])
    theirs = apply(BASE, [set_field(BASE, F1, "score", 0.75), *add_step(BASE, "buy", "I leave")])

    merged = merge(BASE, ours, theirs)

    assert merged.conflicts == ()
    assert merged.journey == apply(theirs, [set_field(theirs, F1, "cause", "Luck")])


def test_the_same_field_changed_twice_keeps_ours_and_tells_theirs() -> None:
    ours = apply(BASE, [rename(BASE, BUY, "Pay")])
    theirs = apply(BASE, [rename(BASE, BUY, "Order")])

    merged = merge(BASE, ours, theirs)

    (conflict,) = merged.conflicts
    assert merged.journey == ours
    assert (conflict.kind, conflict.at, conflict.field) == ("changed-twice", BUY, ("name",))
    assert (conflict.ours, conflict.theirs) == ("Pay", "Order")


@pytest.mark.parametrize("is_ours", [True, False], ids=["ours removed", "theirs removed"])
def test_what_one_removed_and_the_other_changed_is_kept(is_ours: bool) -> None:
    removed = apply(BASE, remove(BASE, Location.parse("step:find")))
    edited = apply(BASE, [set_field(BASE, F1, "score", 0.75)])
    sides = (removed, edited) if is_ours else (edited, removed)

    merged = merge(BASE, *sides)

    assert "find" in [step.id for step in merged.journey.steps]
    assert 0.75 in [getattr(card, "score", None) for _, _, card in merged.journey.cards()]
    assert "kept" in {conflict.kind for conflict in merged.conflicts}


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_step_comes_back_with_the_card_that_the_other_side_put_there(is_ours: bool) -> None:
    without = apply(BASE, remove(BASE, BUY))
    filled = apply(BASE, add_card(BASE, "notes", "pay", {"id": "n2", "text": "New"}))

    merged = merge(BASE, without, filled) if is_ours else merge(BASE, filled, without)

    assert [step.id for step in merged.journey.steps] == ["find", "weigh", "pay"]
    assert "n2" in [card.id for _, _, card in merged.journey.cards()]
    assert {conflict.kind for conflict in merged.conflicts} == {"kept"}


def test_a_card_that_both_moved_has_one_place() -> None:
    ours = apply(BASE, move_card(BASE, "n1", lane="notes", step="weigh"))
    theirs = apply(BASE, move_card(BASE, "n1", lane="notes", step="pay"))

    merged = merge(BASE, ours, theirs)

    places = [cell.at for _, cell, card in merged.journey.cards() if card.id == "n1"]
    assert places == ["weigh"]
    assert "moved-twice" in {conflict.kind for conflict in merged.conflicts}


def test_cards_that_both_added_to_one_new_cell_stand_side_by_side() -> None:
    ours = apply(BASE, add_card(BASE, "notes", "pay", {"id": "n2", "text": "Ours"}))
    theirs = apply(BASE, add_card(BASE, "notes", "pay", {"id": "n3", "text": "Theirs"}))

    merged = merge(BASE, ours, theirs)

    assert merged.conflicts == ()
    assert {card.id for _, cell, card in merged.journey.cards() if cell.at == "pay"} == {
        "f2",
        "n2",
        "n3",
    }


def test_an_edit_that_would_break_the_map_is_left_out_and_told() -> None:
    ours = apply(BASE, remove(BASE, Location.parse("persona:ana")))
    theirs = apply(BASE, [set_field(BASE, F1, "persona", "ana")])

    merged = merge(BASE, ours, theirs)

    (conflict,) = merged.conflicts
    assert merged.journey == ours
    assert (conflict.kind, conflict.field, conflict.theirs) == ("refused", ("persona",), "ana")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conflict_shows_both_values_in_every_language(language: str) -> None:
    ours = apply(BASE, [rename(BASE, BUY, "Pay")])
    theirs = apply(BASE, [rename(BASE, BUY, "Order")])

    told = merge(BASE, ours, theirs).conflicts[0].told(language)

    assert "Pay" in told
    assert "Order" in told


def test_a_step_that_both_added_under_one_id_keeps_our_name_and_their_owner() -> None:
    step = Location.parse("step:leave")
    ours = apply(BASE, add_step(BASE, "buy", "I leave", id="leave"))
    theirs = apply(BASE, add_step(BASE, "buy", "I go", id="leave"))
    theirs = apply(theirs, [set_field(theirs, step, "owner", "Bo")])

    merged = merge(BASE, ours, theirs)

    (conflict,) = merged.conflicts
    assert (merged.journey.steps[-1].name.said("en"), merged.journey.steps[-1].owner) == (
        "I leave",
        "Bo",
    )
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("added-twice", "I leave", "I go")


def test_a_step_that_both_added_to_different_stages_stands_once() -> None:
    ours = apply(BASE, add_step(BASE, "look", "I leave", id="leave"))
    theirs = apply(BASE, add_stage(BASE, "After", id="after"))
    theirs = apply(theirs, add_step(theirs, "after", "I go", id="leave"))

    merged = merge(BASE, ours, theirs)

    assert [step.id for step in merged.journey.steps].count("leave") == 1
    assert merged.journey.stages[-1].id == "after"
    assert [conflict.kind for conflict in merged.conflicts] == ["added-twice"]


def test_a_stage_comes_back_with_what_the_other_side_changed_in_it() -> None:
    ours = apply(BASE, remove(BASE, Location.parse("stage:look")))
    theirs = apply(BASE, [rename(BASE, Location.parse("step:weigh"), "I compare")])

    merged = merge(BASE, ours, theirs)

    assert [step.name.said("en") for step in merged.journey.steps] == ["I compare", "I pay"]
    assert [str(conflict.at) for conflict in merged.conflicts] == ["stage:look"]
