"""
A picture that takes over what an edit left is the picture drawn from scratch.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene.odd import card
from tests.scene.test_any_map import WORDS, maps, owned_maps
from touchline.canvas.drafts import Drafts
from touchline.canvas.primitives import Group, Scene
from touchline.document.read import journey_of, loads
from touchline.i18n import LANGUAGES
from touchline.location import Location
from touchline.model.map import JourneyMap
from touchline.model.structure import Lane
from touchline.model.text import LocalText
from touchline.samples import SAMPLES
from touchline.scene.compose import compose


def rounded(item: object) -> object:
    """
    Take a scene apart into its values: a row that was moved is the row drawn lower, to rounding.
    """
    if isinstance(item, bool | str) or item is None:
        return item
    if isinstance(item, float | int):
        return pytest.approx(item, abs=1e-6)
    if isinstance(item, tuple):
        return tuple(rounded(one) for one in item)
    if isinstance(item, Scene):
        return (rounded(item.width), rounded(item.height), item.title, rounded(item.children))
    names: tuple[str, ...] = getattr(type(item), "__slots__", ())
    if not names or isinstance(item, Location):
        return item
    return (type(item).__name__, *(rounded(getattr(item, name)) for name in names))


def exact(item: object) -> object:
    """
    The same, for the side that is compared.
    """
    if isinstance(item, tuple):
        return tuple(exact(one) for one in item)
    if isinstance(item, Scene):
        return (item.width, item.height, item.title, exact(item.children))
    names: tuple[str, ...] = getattr(type(item), "__slots__", ())
    if not names or isinstance(item, Location):
        return item
    return (type(item).__name__, *(exact(getattr(item, name)) for name in names))


def with_lane(journey: JourneyMap[Any], i: int, lane: Lane[Any]) -> JourneyMap[Any]:
    return journey.model_copy(update={"lanes": (*journey.lanes[:i], lane, *journey.lanes[i + 1 :])})


@st.composite
def edited(draw: st.DrawFn, journey: JourneyMap[Any]) -> JourneyMap[Any]:
    """
    Change something of a map, anew from end to end as an edit of a file makes it.
    """
    what = draw(st.sampled_from(["cell", "cell", "cell", "name", "title", "lanes", "lane"]))
    if what in {"cell", "lane"} and journey.lanes:
        i = draw(st.integers(0, len(journey.lanes) - 1))
        lane = journey.lanes[i]
        if what == "lane" or not lane.cells:
            change = {"title": LocalText.of(draw(WORDS)), "owner": draw(st.none() | WORDS)}
            return with_lane(journey, i, lane.model_copy(update=change))
        j = draw(st.integers(0, len(lane.cells) - 1))
        words = draw(st.lists(WORDS, max_size=3))
        cards = tuple(card(lane.kind, f"new-{k}", said) for k, said in enumerate(words))
        cells = list(lane.cells)
        cells[j] = cells[j].model_copy(update={"cards": cards})
        journey = with_lane(journey, i, lane.model_copy(update={"cells": tuple(cells)}))
    elif what == "lanes":
        journey = journey.model_copy(update={"lanes": journey.lanes[::-1]})
    elif what == "title":
        journey = journey.model_copy(update={"title": LocalText.of(draw(WORDS))})
    else:
        first, *rest = journey.stages
        step, *others = first.steps
        named = step.model_copy(update={"name": LocalText.of(draw(WORDS)), "is_milestone": True})
        stage = first.model_copy(update={"steps": (named, *others)})
        journey = journey.model_copy(update={"stages": (stage, *rest)})
    return journey.model_copy(deep=draw(st.booleans()))


@given(
    data=st.data(),
    journey=maps() | owned_maps(),
    language=st.sampled_from(LANGUAGES),
    n=st.integers(1, 4),
)
def test_after_any_edits_the_picture_is_the_one_drawn_from_scratch(
    data: st.DataObject, journey: JourneyMap[Any], language: str, n: int
) -> None:
    drafts = Drafts()
    compose(journey, language=language, drafts=drafts)
    for _ in range(n):
        journey = data.draw(edited(journey))

        again = compose(journey, language=language, drafts=drafts)

        scratch = compose(journey, language=language)
        assert exact(again) == rounded(scratch)
        assert again.missing_characters == scratch.missing_characters


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_edit_of_one_cell_leaves_the_other_lanes_the_very_same(name: str, language: str) -> None:
    journey = journey_of(loads(SAMPLES[name].journey.read_text(encoding="utf-8")))
    drafts = Drafts()
    before = compose(journey, language=language, drafts=drafts)
    i, lane = next((i, lane) for i, lane in enumerate(journey.lanes) if lane.cells)
    cards = tuple(
        one.model_copy(update={"text": LocalText.of("Ok")}) for one in lane.cells[0].cards
    )
    cell = lane.cells[0].model_copy(update={"cards": cards})
    new = lane.model_copy(update={"cells": (cell, *lane.cells[1:])})

    after = compose(with_lane(journey, i, new), language=language, drafts=drafts)

    parts = {id(child) for child in before.children}
    drawn = [one for one in after.children if isinstance(one, Group) and one.role == "lane"]
    anew = [one.at for one in drawn if id(one) not in parts]
    # Where the row keeps its height nothing moves: only the lane that was edited, and those that
    # tell its cards, are drawn again.
    if after.height == before.height:
        assert Location.of(("lane", lane.id)) in anew
        assert len(anew) < len(drawn)
    assert exact(after) == rounded(compose(with_lane(journey, i, new), language=language))
