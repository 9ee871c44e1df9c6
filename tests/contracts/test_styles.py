from collections.abc import Callable
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
import pytest

from tests.golden.shop import journey, measured
from tests.scene.odd import lane, odd_map, steps
from tests.scene.walking import groups, is_inside, overlap, reach, texts, walk
from touchline.canvas.colour import contrast
from touchline.canvas.mirror import mirrored
from touchline.canvas.primitives import Group, Rect, Text
from touchline.canvas.theme import THEMES
from touchline.i18n import LANGUAGES
from touchline.lanes import LANES
from touchline.measuring.measured import MeasuredMap
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES

MAPS: dict[str, Callable[[], JourneyMap[Any] | MeasuredMap]] = {
    "measured": measured,
    "unmeasured": journey,
    "odd": lambda: odd_map(*LANES),
    "empty": lambda: JourneyMap(id="m", title=LocalText.of("Empty")),
    "without lanes": lambda: JourneyMap(id="m", title=LocalText.of("Steps"), stages=steps(3)),
    "one step": lambda: JourneyMap(
        id="m", title=LocalText.of("One"), stages=steps(1), lanes=(lane("actions"),)
    ),
}


@pytest.fixture(params=tuple(STYLES))
def style(request):
    return request.param


#: Every style, map and language; a picture is composed once for all that is asked of it.
PICTURES = tuple(product(STYLES, MAPS, LANGUAGES))


@pytest.fixture(params=PICTURES, ids="-".join, scope="module")
def scene(request):
    style, name, language = request.param
    return compose(MAPS[name](), style=style, language=language)


def test_nothing_lies_outside_the_sheet(scene):
    sheet = (0.0, 0.0, scene.width, scene.height)
    assert [item for item in scene.children if not is_inside(reach(item), sheet)] == []


def test_no_line_of_text_is_wider_than_its_box(scene):
    # A glyph more than a box of a few pixels holds cannot be divided; none of ours is so narrow.
    wide = [
        (text.source[:40], line.width, text.width)
        for text in texts(scene)
        for line in text.lines
        if line.width > text.width + 0.6
    ]
    assert wide == []


def test_every_line_of_text_stands_in_its_box(scene):
    outside = [
        text.source[:40]
        for text in texts(scene)
        for line in text.lines
        if line.x < text.x - 0.6 or line.x + line.width > text.x + text.width + 0.6
    ]
    assert outside == []


def test_no_two_cards_of_a_lane_overlap(scene):
    for found in groups(scene, "lane"):
        # The points of a curve may lie on each other, as two people feel alike.
        if found.at is None or found.at.id_of("lane") == "emotion":
            continue
        cards = [
            reach(item)
            for item in walk(found.children)
            if isinstance(item, Group) and item.role == "card"
        ]
        hits = [
            (one, other)
            for one, other in combinations([box for box in cards if box], 2)
            if overlap(one, other)
        ]
        assert hits == [], found.title


def test_no_two_lanes_overlap(scene):
    found = [box for item in groups(scene, "lane") if (box := reach(item))]
    assert [(one, other) for one, other in pairwise(found) if overlap(one, other)] == []


def test_whatever_stands_for_a_thing_in_the_map_carries_its_place(scene):
    roles = {"stage", "step", "lane", "lane-head", "cell", "card", "persona"}
    without = [
        item.role
        for item in walk(scene.children)
        if isinstance(item, Group) and item.role in roles and item.at is None
    ]
    assert without == []


def test_a_scene_mirrored_twice_is_the_scene(style, language):
    scene = compose(measured(), style=style, language=language)

    twice = mirrored(mirrored(scene))

    again = [found for item in walk(twice.children) if (found := reach(item))]
    once = [found for item in walk(scene.children) if (found := reach(item))]
    assert twice.is_rtl == scene.is_rtl
    assert np.array(again) == pytest.approx(np.array(once), abs=1e-6)


def test_the_same_map_gives_the_same_scene(style, language):
    scenes = [compose(measured(), style=style, language=language) for _ in range(2)]

    assert scenes[0] == scenes[1]


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_what_lies_behind_it(style, theme):
    scene = compose(measured(), style=style, theme=theme)

    # WCAG 2.2 criterion 1.4.3; stages are paths, and their contrast is checked with the theme.
    faint = []
    fields: list[Rect] = []
    titles = {item.source for item in walk(groups(scene, "stage")) if isinstance(item, Text)}
    for item in walk(scene.children):
        if isinstance(item, Rect) and item.fill and item.opacity == 1:
            fields.append(item)
        if not isinstance(item, Text) or not item.lines or item.source in titles:
            continue
        x, y = item.x + item.width / 2, item.y + item.height / 2
        under = [
            field.fill
            for field in fields
            if field.x <= x <= field.x + field.width and field.y <= y <= field.y + field.height
        ]
        ratio = contrast(item.colour, under[-1] or scene.background)
        if ratio < 4.5 and not item.source.isupper():
            faint.append((item.source, item.colour, under[-1], round(ratio, 2)))
    assert faint == []


def test_two_hundred_steps_give_a_sane_picture(style):
    found = JourneyMap(
        id="long", title=LocalText.of("Long"), stages=steps(200), lanes=(lane("actions"),)
    )

    scene = compose(found, style=style)

    assert scene.width < 200 * 260
    # A style may lay the steps in rows; the room for each of them stays the same.
    assert scene.width * scene.height < 200 * 260 * 1000
