"""
Views are kept in the map, and seen by their name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.golden.shop import measured
from touchline.document.acts import set_field
from touchline.document.diff import diff
from touchline.document.edits import apply
from touchline.document.parts import UnknownPart
from touchline.document.read import journey_of, loads
from touchline.document.views import (
    UnknownFold,
    UnknownView,
    asked_collapse,
    entitled,
    look,
    read_collapse,
    seen,
    view_of,
)
from touchline.document.write import dumps
from touchline.location import Location
from touchline.model.partial import LeftOut, PartialMap
from touchline.model.text import LocalText
from touchline.model.view import Collapse, Only, View

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

MAP = """\
touchline: 1
id: shop
title: {en: Shop, de: Laden}
stages:
  - id: buy
    name: Buy
    steps: [{id: look, name: I look}]
  - id: use
    name: Use
    steps: [{id: unpack, name: I unpack}]
lanes:
  - id: do
    kind: actions
    title: Doing
    cells: [{at: look, cards: [{id: a1, text: Looks}]}]
views:
  - id: buying
    name: {en: Buying, de: Der Kauf}
    only: {stages: [buy]}
    collapse: {lanes: all}
    style: grid
    theme: dark
  - id: old
    only: {stages: [sold]}
"""


def journey() -> JourneyMap:
    return journey_of(loads(MAP))


@pytest.mark.parametrize("name", ["buying", "Buying", "der kauf"])
def test_a_view_is_found_by_its_id_or_its_name(name: str) -> None:
    assert view_of(journey(), name).id == "buying"


def test_an_unknown_view_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownView) as caught:
        view_of(journey(), "sell")

    assert "buying, old" in caught.value.hint()


def test_a_map_is_shown_as_its_view_says() -> None:
    found = seen(journey(), view_of(journey(), "buying"))

    assert [stage.id for stage in found.stages] == ["buy"]
    assert all(lane.is_collapsed for lane in found.lanes)
    assert found.title.said("en") == "Shop · Buying"
    assert found.title.said("de") == "Laden · Der Kauf"


def test_a_view_of_what_was_removed_says_so() -> None:
    with pytest.raises(UnknownPart) as caught:
        seen(journey(), view_of(journey(), "old"))

    assert "“sold”" in caught.value.problem()


def test_views_are_written_and_read_back() -> None:
    assert dumps(loads(dumps(loads(MAP)))) == dumps(loads(MAP))
    assert journey().views[0] == View(
        id="buying",
        name=LocalText.of({"en": "Buying", "de": "Der Kauf"}),
        only=Only(stages=("buy",)),
        collapse=Collapse(lanes="all"),
        style="grid",
        theme="dark",
    )


def test_views_and_marks_are_edited_like_everything_else() -> None:
    before = journey()
    edits = [
        set_field(before, Location.of(("view", "buying")), ("theme",), "paper"),
        set_field(before, Location.of(("lane", "do")), ("collapsed",), True),
    ]

    after = apply(before, edits)

    assert after.views[0].theme == "paper"
    assert after.lanes[0].is_collapsed
    assert len(diff(before, after)) == 2


def test_what_shall_be_collapsed_is_read_and_written() -> None:
    found = read_collapse(journey(), ["stage=Buy", "stage=use", "lane=doing", "stage=buy"])

    assert found == Collapse(stages=("buy", "use"), lanes=("do",))
    assert asked_collapse(found) == ["stage=buy", "stage=use", "lane=do"]
    assert asked_collapse(read_collapse(journey(), ["stages", "lanes"])) == ["stages", "lanes"]


@pytest.mark.parametrize("asked", ["steps", "stage", "stage=", "lane=", "step=look"])
def test_what_cannot_be_collapsed_is_told(asked: str) -> None:
    with pytest.raises(UnknownFold) as caught:
        read_collapse(journey(), [asked])

    assert "stage=STAGE" in caught.value.hint()


def test_a_plain_title_takes_a_name_in_one_language() -> None:
    plain = journey().model_copy(update={"title": LocalText.of("Shop")})

    named = entitled(plain, LocalText.of({"en": "Buying", "de": "Der Kauf"}))
    alike = entitled(plain, LocalText.of("Buying"))

    assert named.title.said("de") == "Shop · Der Kauf"
    assert alike.title == LocalText.of("Shop · Buying")


def test_a_measured_map_keeps_its_measures_when_a_part_is_looked_at() -> None:
    whole = measured()
    stage = whole.journey.stages[0].id

    part = look(whole, f"stage={stage}", collapse=["lanes"])

    assert part.measures is whole.measures
    assert isinstance(part.journey, PartialMap)
    assert part.journey.left_out.stages == len(whole.journey.stages) - 1


def test_what_a_view_a_department_and_filters_leave_out_is_counted_together() -> None:
    part = look(journey(), "lane=do", view="buying")

    assert isinstance(part, PartialMap)
    # By hand: of the map above the stage “Use” with its step is not shown.
    assert part.left_out == LeftOut(stages=1, steps=1)
    assert part.kept == Only(stages=("buy",), lanes=("do",))


def test_looking_at_nothing_in_particular_is_the_map_itself() -> None:
    whole = journey()

    assert look(whole) is whole
