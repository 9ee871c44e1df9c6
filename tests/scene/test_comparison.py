"""
Two maps on one sheet: aligned, marked by shape and colour, in every language (P19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.canvas.primitives import Group, Rect, Text
from touchline.document.compare import compare
from touchline.document.read import journey_of, loads
from touchline.exporters import exporter_for
from touchline.i18n import LANGUAGES, translate
from touchline.model.text import LocalText
from touchline.samples import SAMPLES
from touchline.scene.comparison import compose_comparison, sides
from touchline.templates import new_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.model.map import JourneyMap

LEFT = """\
touchline: 1
id: today
title: Today
type: current-state
stages:
  - {id: buying, name: Buying, steps: [{id: find, name: Find}, {id: wait, name: Wait}]}
lanes:
  - id: acts
    kind: actions
    cells:
      - {at: find, cards: [{id: a1, text: Searches the web}]}
      - {at: wait, cards: [{id: a2, text: Asks where it is}]}
  - id: mood
    kind: emotion
    cells: [{at: find, cards: [{id: e1, score: -0.5}]}]
  - id: wishes
    kind: wants
    cells: [{at: find, cards: [{id: w1, text: One price}]}]
"""
RIGHT = """\
touchline: 1
id: soon
title: Soon
type: future-state
stages:
  - {id: buying, name: Buying, steps: [{id: find, name: Find}, {id: track, name: Track}]}
lanes:
  - id: acts
    kind: actions
    cells:
      - {at: find, cards: [{id: a1, text: Asks the assistant}]}
      - {at: track, cards: [{id: b2, text: Gets one message}]}
  - id: mood
    kind: emotion
    cells: [{at: find, cards: [{id: e1, score: 0.25}]}]
  - id: wishes
    kind: wants
    cells: [{at: find, cards: [{id: w1, text: One price}]}]
"""


def journey(text: str) -> JourneyMap:
    return journey_of(loads(text))


def drawn(left: JourneyMap, right: JourneyMap, language: str = "en") -> Scene:
    return compose_comparison(left, right, compare(left, right), language=language)


def walk(primitives: tuple[Primitive, ...]) -> Iterator[Primitive]:
    for item in primitives:
        yield item
        if isinstance(item, Group):
            yield from walk(item.children)


def words(scene: Scene) -> dict[str, Text]:
    return {item.source: item for item in walk(scene.children) if isinstance(item, Text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_differs_is_said_in_the_readers_words(language: str) -> None:
    found = words(drawn(journey(LEFT), journey(RIGHT), language))

    said = {translate(f"compare.change-{change}", language) for change in ("added", "removed")}
    said |= {translate(f"compare.side-{side}", language) for side in ("as-is", "to-be")}
    said.add(translate("compare.same-in-both", language))
    assert said <= found.keys()


def test_a_step_stands_above_its_cells_of_both_maps() -> None:
    found = words(drawn(journey(LEFT), journey(RIGHT)))

    left, right = found["Searches the web"], found["Asks the assistant"]
    assert left.x == right.x == found["Find"].x
    assert left.y < right.y
    assert found["Wait"].x < found["Track"].x


def test_a_lane_that_is_the_same_in_both_is_drawn_once() -> None:
    scene = drawn(journey(LEFT), journey(RIGHT))

    shown = [item for item in walk(scene.children) if isinstance(item, Text)]
    assert [item.source for item in shown].count("One price") == 1
    assert [item.source for item in shown].count("As is") == 3  # header, actions, emotion


def test_marks_differ_in_shape_as_well_as_in_colour() -> None:
    scene = drawn(journey(LEFT), journey(RIGHT))

    fields = {
        (item.fill, item.dash)
        for item in walk(scene.children)
        if isinstance(item, Rect) and item.opacity == 0.42
    }
    assert len({fill for fill, _ in fields}) == 3  # gone, new or better, changed
    assert any(dash for _, dash in fields)


@pytest.mark.parametrize("title", ["Today", "A very long title " * 12])
def test_an_invented_map_is_marked_beside_its_title(title: str) -> None:
    changes = {"is_invented": True, "title": LocalText.of(title)}

    scene = drawn(journey(LEFT).model_copy(update=changes), journey(RIGHT))

    mark = words(scene)[translate("scene.invented", "en")]
    assert mark.x + mark.width < scene.width
    assert mark.y < words(scene)["Soon"].y


def test_nothing_leaves_the_sheet() -> None:
    scene = drawn(journey(LEFT), journey(RIGHT), "de")

    for item in walk(scene.children):
        if isinstance(item, Text):
            assert item.x >= 0
            assert item.x + item.width <= scene.width
            assert item.y + item.height <= scene.height


def test_persian_runs_from_right_to_left() -> None:
    scene = drawn(journey(LEFT), journey(RIGHT), "fa")

    found = words(scene)
    assert scene.is_rtl
    assert found["Wait"].x > found["Track"].x


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "html", "md"])
def test_every_format_shows_or_tells_both_maps(form: str) -> None:
    content = exporter_for(form).export(drawn(journey(LEFT), journey(RIGHT)))

    assert content
    if form in {"html", "md"}:
        told = content.decode()
        assert "Asks where it is" in told
        assert "Gets one message" in told


@pytest.mark.parametrize("name", list(SAMPLES))
def test_maps_that_have_nothing_in_common_are_drawn(name: str) -> None:
    other = journey_of(loads(SAMPLES[name].journey.read_text(encoding="utf-8")))

    scene = drawn(new_map("current-state"), other)

    assert scene.width > 0


def test_maps_without_any_step_are_drawn() -> None:
    bare = journey("touchline: 1\nid: bare\ntitle: Bare\n")

    assert drawn(bare, bare).height > 0
    assert drawn(bare, journey(RIGHT)).height > 0


def test_only_maps_that_say_so_are_called_as_is_and_to_be() -> None:
    assert sides(journey(LEFT), journey(RIGHT), "en") == ("As is", "To be")
    assert sides(journey(RIGHT), journey(LEFT), "en") == ("Map A", "Map B")
