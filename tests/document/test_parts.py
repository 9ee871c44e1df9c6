"""
A map is filtered by lane, kind, stage, owner, channel, persona, moments of truth and words, and
says how much is left out (R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.shop import journey as shop
from tests.oracle.map_strategies import maps_of
from touchline.document.parts import (
    MOMENTS,
    NothingShown,
    UnknownFilter,
    UnknownPart,
    asked_for,
    choices,
    part_of,
    read_only,
)
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.model.partial import LeftOut, PartialMap
from touchline.model.view import Only

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

MAP = """
touchline: 1
id: shop
title: Shop
channels: [{id: app, name: {en: The app, de: Die App}}, {id: store}]
personas: [{id: ana, name: Ana}, {id: bo, name: Bo}]
stages:
  - id: buy
    name: {en: Buy, de: Kaufen}
    owner: Ines
    steps:
      - {id: look, name: I look}
      - {id: order, name: I order, moment_of_truth: true}
  - id: use
    name: Use
    steps: [{id: unpack, name: I unpack}, {id: ask, name: I ask}]
branches: [{id: b1, kind: loop, from: ask, to: look}]
lanes:
  - id: do
    kind: actions
    cells: [{at: look, through: unpack, cards: [{id: a1, text: Compares teapots}]}]
  - id: meet
    kind: touchpoints
    cells:
      - {at: look, cards: [{id: t1, text: Shelf, channel: store, owner: Otto}]}
      - {at: order, cards: [{id: t2, text: Basket, channel: app}, {id: t3, text: Counter}]}
  - id: feel
    kind: emotion
    cells:
      - {at: look, cards: [{id: f1, score: 0.5, persona: ana}, {id: f2, score: -0.5, persona: bo}]}
      - {at: ask, cards: [{id: f3, score: -1, text: Nobody answers}]}
  - {id: done, kind: completion}
"""


def journey() -> JourneyMap:
    return journey_of(loads(MAP))


def part(*asked: str) -> JourneyMap:
    whole = journey()
    return part_of(whole, read_only(whole, asked))


def cards(found: JourneyMap) -> list[str]:
    return [card.id for _, _, card in found.cards()]


@pytest.mark.parametrize(
    ("asked", "steps", "kept", "out"),
    [
        # By hand, from the map above: stages, steps, lanes and cards that are not shown.
        (("lane=meet",), 4, ["t1", "t2", "t3"], LeftOut(0, 0, 3, 4)),
        (("kind=emotion",), 4, ["f1", "f2", "f3"], LeftOut(0, 0, 3, 4)),
        (("stage=Kaufen",), 2, ["a1", "t1", "t2", "t3", "f1", "f2"], LeftOut(1, 2, 0, 1)),
        (("owner=otto",), 4, ["t1"], LeftOut(0, 0, 2, 6)),
        (("owner=Ines",), 4, ["a1", "t2", "t3", "f1", "f2"], LeftOut(0, 0, 0, 2)),
        (("channel=the app",), 1, ["a1", "t2", "t3"], LeftOut(1, 3, 1, 4)),
        (("persona=Bo",), 4, ["a1", "t1", "t2", "t3", "f2", "f3"], LeftOut(0, 0, 0, 1)),
        (("moments-of-truth",), 1, ["a1", "t2", "t3"], LeftOut(1, 3, 0, 4)),
        (("text=teapot",), 3, ["a1"], LeftOut(0, 1, 2, 6)),
        (("text=i ask",), 1, ["f3"], LeftOut(1, 3, 2, 6)),
        (("stage=buy", "kind=touchpoints", "owner=Ines"), 2, ["t2", "t3"], LeftOut(1, 2, 3, 5)),
        (("lane=do", "lane=meet"), 4, ["a1", "t1", "t2", "t3"], LeftOut(0, 0, 2, 3)),
    ],
)
def test_what_was_asked_for_stays_and_the_rest_is_counted(
    asked: tuple[str, ...], steps: int, kept: list[str], out: LeftOut
) -> None:
    found = part(*asked)

    assert (len(found.steps), cards(found)) == (steps, kept)
    assert isinstance(found, PartialMap)
    assert found.left_out == out


def test_spanning_cells_end_where_the_part_ends() -> None:
    found = part("stage=buy")

    cell = found.lanes[0].cells[0]
    assert (cell.at, cell.through) == ("look", "order")
    assert found.branches == ()


def test_nothing_asked_for_is_the_whole_map() -> None:
    whole = journey()

    assert part_of(whole, Only()) is whole


def test_what_a_part_knows_of_itself_is_in_no_file() -> None:
    found = part("lane=meet")

    assert "kept" not in dumps(found)
    assert "left_out" not in dumps(found)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("channel=phone", "app, store"),
        ("stage=bye", "buy, use"),
        ("owner=nobody", "Ines, Otto"),
        ("kind=wants", "actions, completion, emotion, touchpoints"),
    ],
)
def test_an_unknown_name_is_told_with_those_there_are(asked: str, told: str) -> None:
    with pytest.raises(UnknownPart) as caught:
        part(asked)

    assert told in caught.value.hint()


@pytest.mark.parametrize("asked", ["colour=red", "channel", "channel=", "=app", ""])
def test_an_unknown_filter_is_told_with_those_there_are(asked: str) -> None:
    with pytest.raises(UnknownFilter) as caught:
        part(asked)

    assert MOMENTS in caught.value.hint()


def test_a_part_without_anything_is_refused() -> None:
    with pytest.raises(NothingShown):
        part("text=dragons")
    with pytest.raises(NothingShown):
        part("stage=use", "channel=store")


def test_filters_can_be_written_as_they_were_asked() -> None:
    asked = ("lane=do", "channel=app", "text=a=b", MOMENTS)

    assert asked_for(read_only(journey(), asked)) == list(asked)


@given(journey=maps_of(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_part_of_any_map_holds_together(journey: JourneyMap, data: st.DataObject) -> None:
    kinds = ("lane", "kind", "stage", "department", "owner", "channel", "persona")
    kind = data.draw(st.sampled_from(kinds))
    names = sorted(choices(journey, kind))
    if not names:
        return
    name = data.draw(st.sampled_from(names))
    field = {"persona": "personas"}.get(kind, f"{kind}s")

    try:
        found = part_of(journey, Only.model_validate({field: (name,)}))
    except NothingShown:
        return

    check_cells(found)
    assert isinstance(found, PartialMap)
    assert min(found.left_out) >= 0
    known = {step.id for step in found.steps}
    assert all(one.origin in known for one in found.branches)


def check_cells(found: JourneyMap) -> None:
    """
    Cells stand at steps that there are, and none covers another.
    """
    order = [step.id for step in found.steps]
    for lane in found.lanes:
        taken: set[str] = set()
        for cell in lane.cells:
            first, last = order.index(cell.at), order.index(cell.through or cell.at)
            span = set(order[first : last + 1])
            assert span
            assert not span & taken
            taken |= span


def test_the_order_of_filters_does_not_matter() -> None:
    whole = shop()
    stage, lane = whole.stages[0].id, whole.lanes[0].id
    one = part_of(part_of(whole, Only(stages=(stage,))), Only(lanes=(lane,)))
    other = part_of(part_of(whole, Only(lanes=(lane,))), Only(stages=(stage,)))

    assert dumps(one) == dumps(other) == dumps(part_of(whole, Only(stages=(stage,), lanes=(lane,))))
