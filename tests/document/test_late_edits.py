"""
Edits that meet a map which others changed meanwhile.
"""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from tests.oracle.map_strategies import maps, three_sides
from touchline.document.acts import add_step, move_card, remove
from touchline.document.diff import diff
from touchline.document.edits import Edit, EditRefused, RemoveItem, SetField, apply, inverted
from touchline.document.late_edits import LostWords, take
from touchline.document.read import journey_of, loads
from touchline.location import Location
from touchline.model.map import JourneyMap  # noqa: TC001 (Hypothesis reads the signatures)

SHOP = journey_of(
    loads("""
touchline: 1
id: shop
title: Shop
stages:
  - {id: look, name: Look, steps: [{id: find, name: I find it}]}
lanes:
  - id: hurts
    kind: pain-points
    cells:
      - {at: find, cards: [{id: p1, text: The search is slow, severity: 2}]}
""")
)
WIDE = apply(SHOP, [*add_step(SHOP, "look", "I try it", id="try")])
WIDE = apply(WIDE, [*add_step(WIDE, "look", "I keep it", id="keep")])
CARD = Location.parse("step:find/lane:hurts/card:p1")
LOOK = Location.parse("stage:look")


def set_to(value: object, was: object, *, at: Location = CARD, field: str = "text") -> SetField:
    return SetField.model_validate({"at": str(at), "field": [field], "value": value, "was": was})


@given(maps, maps)
def test_edits_that_meet_the_map_they_were_made_on_are_made_as_they_are(
    before: JourneyMap, after: JourneyMap
) -> None:
    assume(not any(lane.is_locked for lane in before.lanes))

    taken = take(before, diff(before, after))

    assert taken.journey == after
    assert taken.lost == ()


@given(three_sides())
def test_what_was_made_can_be_undone_exactly(
    sides: tuple[JourneyMap, JourneyMap, JourneyMap],
) -> None:
    base, ours, theirs = sides
    for edit in diff(base, theirs):
        try:
            taken = take(ours, [edit])
        except EditRefused:
            continue

        assert apply(taken.journey, inverted(taken.edits)) == ours
        ours = taken.journey


@pytest.mark.parametrize(
    ("at", "field", "words", "merged"),
    [
        # By hand: what it was, what each of two made of it, and both together.
        (
            CARD,
            "text",
            ("The search is slow", "The search is very slow", "The old search is slow"),
            "The old search is very slow",
        ),
        (LOOK, "name", ("Look", "Look around", "First Look around"), "First Look around"),
    ],
)
def test_words_of_two_people_are_merged(
    at: Location, field: str, words: tuple[str, str, str], merged: str
) -> None:
    was, first, second = words
    moved_on = take(SHOP, [set_to(first, was, at=at, field=field)]).journey

    taken = take(moved_on, [set_to(second, was, at=at, field=field)])

    # The edit says what it met and what it made.
    (edit,) = taken.edits
    assert isinstance(edit, SetField)
    assert (edit.was, edit.value) == (first, merged)


def test_words_that_did_not_get_in_are_given_back() -> None:
    moved_on = take(SHOP, [set_to("The search is broken", "The search is slow")]).journey

    taken = take(moved_on, [set_to("The search is late", "The search is slow")])

    assert taken.journey == moved_on
    assert taken.lost == (LostWords(at=CARD, field=("text",), words="late"),)


def test_a_choice_is_what_the_last_one_chose() -> None:
    moved_on = take(SHOP, [set_to(1, 2, field="severity")]).journey

    taken = take(moved_on, [set_to(3, 2, field="severity")])

    assert taken.edits == (set_to(3, 1, field="severity"),)
    assert taken.lost == ()


def test_a_name_of_a_person_is_not_merged_word_by_word() -> None:
    moved_on = take(SHOP, [set_to("Ana Berg", "Ana", field="owner")]).journey

    taken = take(moved_on, [set_to("Bo", "Ana", field="owner")])

    assert taken.edits == (set_to("Bo", "Ana Berg", field="owner"),)


@pytest.mark.parametrize(
    "edit",
    [
        SetField(at=Location.parse("lane:hurts"), field=("title",), value="Mine"),
        RemoveItem(at=Location(), kind="lane", item={"id": "hurts"}),
    ],
)
def test_what_a_template_locks_stays(edit: Edit) -> None:
    locked = apply(SHOP, [SetField(at=Location.parse("lane:hurts"), field=("locked",), value=True)])

    with pytest.raises(EditRefused, match="lock"):
        take(locked, [edit])


def test_what_others_moved_before_it_was_removed_comes_back_to_where_they_put_it() -> None:
    stale = remove(WIDE, CARD)
    moved = apply(WIDE, move_card(WIDE, "p1", lane="hurts", step="try"))

    taken = take(moved, stale)

    assert apply(taken.journey, inverted(taken.edits)) == moved


def test_what_others_moved_before_it_was_moved_comes_back_to_where_they_put_it() -> None:
    stale = move_card(WIDE, "p1", lane="hurts", step="keep")
    moved = apply(WIDE, move_card(WIDE, "p1", lane="hurts", step="try"))

    taken = take(moved, stale)

    assert apply(taken.journey, inverted(taken.edits)) == moved


def test_an_edit_of_something_that_is_gone_is_refused() -> None:
    gone = apply(SHOP, diff(SHOP, SHOP.model_copy(update={"lanes": ()})))

    with pytest.raises(EditRefused):
        take(gone, [set_to("Faster", "The search is slow")])
