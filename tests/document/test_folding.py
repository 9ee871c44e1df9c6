"""
Collapsed stages are drawn as one column, collapsed lanes as a row of counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.document.test_parts import check_cells
from tests.golden.shop import measured
from tests.oracle.map_strategies import maps_of
from touchline.document.folding import collapsed, folded, stand_ins
from touchline.document.parts import UnknownPart
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.model.experience import Feeling
from touchline.model.partial import hidden_in, unfolded
from touchline.model.view import Collapse

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

MAP = """
touchline: 1
id: shop
title: Shop
stages:
  - id: buy
    name: Buy
    steps:
      - {id: look, name: I look, icon: eye}
      - {id: order, name: I order, moment_of_truth: true}
      - {id: refused, name: My card is refused, path: failure}
  - id: use
    name: Use
    steps: [{id: unpack, name: I unpack}, {id: ask, name: I ask}]
branches:
  - {id: b1, kind: loop, from: ask, to: look}
  - {id: b2, kind: failure, from: order, to: refused}
lanes:
  - id: do
    kind: actions
    cells:
      - {at: look, cards: [{id: a1, text: Looks}]}
      - {at: order, through: unpack, cards: [{id: a2, text: Waits}]}
      - {at: ask, cards: [{id: a3, text: Calls}]}
  - id: feel
    kind: emotion
    cells:
      - {at: look, cards: [{id: f1, score: -0.5}]}
      - {at: order, cards: [{id: f2, score: 0.4}]}
      - {at: refused, cards: [{id: f3, score: -1}]}
  - id: hurts
    kind: pain-points
    cells:
      - {at: look, cards: [{id: p1, text: Slow, severity: 1}, {id: p2, text: Dear, severity: 3}]}
      - {at: order, cards: [{id: p3, text: Long, severity: 2}]}
"""


def journey(what: Collapse) -> JourneyMap:
    return collapsed(journey_of(loads(MAP)), what)


def test_a_collapsed_stage_stands_as_the_step_that_feels_worst() -> None:
    found = folded(journey(Collapse(stages=("buy",))), None)

    # By hand: the refused card feels worse, but lies beside the planned way.
    assert [step.id for step in found.steps] == ["look", "unpack", "ask"]
    step = found.steps[0]
    assert step.name.said("en") == "3 steps; weakest: I look"
    assert step.name.said("de") == "3 Schritte; am schwächsten: I look"
    assert (step.icon, step.path, step.is_moment_of_truth) == (None, "main", True)


def test_a_collapsed_stage_stands_as_the_step_at_which_most_are_lost() -> None:
    shop = measured()
    stage = next(one for one in shop.journey.stages if len(one.steps) > 1)
    found = collapsed(shop.journey, Collapse(stages=(stage.id,)))
    shares = {}
    for step in stage.steps:
        figures = shop.measures.of(step.id)
        figure = figures.completion_to_read if figures else None
        if figure and figure.value is not None and step.path == "main":
            shares[step.id] = figure.value

    stood_for = stand_ins(found, shop.measures)

    assert len(shares) > 1
    assert set(stood_for.values()) == {min(shares, key=lambda step: shares[step])}


def test_of_a_collapsed_stage_the_gravest_is_shown_and_the_rest_is_counted() -> None:
    found = folded(journey(Collapse(stages="all")), None)
    cells = {lane.id: lane.cells for lane in found.lanes}

    feelings = [card for card in cells["feel"][0].cards if isinstance(card, Feeling)]
    assert [card.id for card in feelings] == ["f3"]
    assert [card.id for card in cells["hurts"][0].cards] == ["p2"]
    assert [card.id for card in hidden_in(cells["hurts"][0])] == ["p1", "p3"]
    assert cells["do"][0].hint is not None
    # By hand: what begins in the stage and leads on has no room of its own, so it counts here too.
    assert cells["do"][0].hint.said("en") == "2 entries"


def test_ways_inside_a_collapsed_stage_fall_away_and_others_keep_their_ends() -> None:
    found = folded(journey(Collapse(stages=("buy",))), None)

    assert [(one.id, one.origin, one.to) for one in found.branches] == [("b1", "ask", "look")]


def test_a_collapsed_lane_counts_its_cards() -> None:
    found = folded(journey(Collapse(lanes=("do",))), None)
    lane = found.lanes[0]

    assert [len(hidden_in(cell)) for cell in lane.cells] == [1, 1, 1]
    assert not any(cell.cards for cell in lane.cells)
    assert [card.id for cell in found.lanes[1].cells for card in cell.cards] == ["f1", "f2", "f3"]


def test_what_stands_behind_a_picture_is_not_lost() -> None:
    whole = journey(Collapse(stages="all", lanes="all"))

    assert unfolded(folded(whole, None)) is whole
    assert unfolded(whole) is whole


def test_marks_are_kept_in_the_file() -> None:
    marked = journey(Collapse(stages=("use",), lanes=("do",)))

    again = loads(dumps(marked))

    assert dumps(again) == dumps(marked)
    assert "collapsed: true" in dumps(marked)


def test_a_stage_of_one_step_keeps_its_name() -> None:
    plain = journey(Collapse())
    use = plain.stages[1].model_copy(update={"steps": plain.stages[1].steps[:1]})
    short = plain.model_copy(update={"stages": (plain.stages[0], use), "lanes": ()})

    drawn = folded(collapsed(short, Collapse(stages=("use",))), None)

    assert drawn.steps[-1].name.said("en") == "I unpack"


def test_nothing_collapsed_is_the_map_itself() -> None:
    plain = journey(Collapse())

    assert folded(plain, None) is plain


def test_an_unknown_stage_is_told() -> None:
    with pytest.raises(UnknownPart) as caught:
        journey(Collapse(stages=("sell",)))

    assert "buy, use" in caught.value.hint()


@given(journey=maps_of(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_map_holds_together_when_stages_are_collapsed(
    journey: JourneyMap, data: st.DataObject
) -> None:
    ids = [stage.id for stage in journey.stages]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    lanes = data.draw(st.sampled_from(["all", ()]))
    marked = collapsed(journey, Collapse.model_validate({"stages": tuple(chosen), "lanes": lanes}))

    found = folded(marked, None)

    check_cells(found)
    known = {step.id for step in found.steps}
    assert all(one.origin in known and one.to in {None, *known} for one in found.branches)
    shown = [card.id for _, _, card in found.cards()]
    counted = [card.id for lane in found.lanes for cell in lane.cells for card in hidden_in(cell)]
    assert sorted(shown + counted) == sorted(card.id for _, _, card in journey.cards())
