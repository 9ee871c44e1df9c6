"""
What every style promises of maps as odd as real ones: one step and two hundred, none at all, words
without end, signs that no face holds, forty lanes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.shop import measured
from tests.scene.odd import card, lane, steps
from tests.scene.walking import is_inside, meeting, reach, texts, walk
from touchline.canvas.mirror import mirrored
from touchline.i18n import LANGUAGES
from touchline.lanes import LANES
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Stage
from touchline.model.text import LocalText
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.canvas.primitives import Scene
    from touchline.measuring.measured import MeasuredMap

#: Three hundred letters in one word.
ENDLESS = "Donaudampfschiff" * 19
#: Emoji with joiners and flags, and writing that none of our faces holds.
STRANGE = "😀 👩‍👩‍👧 🇩🇪 𓀀 ꙮ ᚠ 𝔘 " * 3


def said_everywhere(words: str) -> JourneyMap[Any]:
    """
    Say the same words in every place of a map of six steps.
    """
    text = LocalText.of(words)
    named = tuple(
        step.model_copy(update={"name": text}) for stage in steps(6, 6) for step in stage.steps
    )
    kinds = ("actions", "touchpoints", "pain-points", "emotion", "thoughts", "opportunities")
    return JourneyMap[Any](
        id="said",
        title=text,
        scenario=text,
        stages=(
            Stage(id="a", name=text, steps=named[:1]),
            Stage(id="b", name=text, steps=named[1:]),
        ),
        lanes=tuple(
            lane(
                kind,
                tuple(
                    Cell[Any](at=step.id, cards=(card(kind, f"{kind}-{step.id}", words),))
                    for step in named
                ),
            )
            for kind in kinds
        ),
    )


def of(title: str, **parts: Any) -> JourneyMap[Any]:
    return JourneyMap[Any](id="odd", title=LocalText.of(title), **parts)


def forty_lanes() -> JourneyMap[Any]:
    kinds = sorted(LANES)
    lanes = (lane(kinds[i % len(kinds)]).model_copy(update={"id": f"l{i}"}) for i in range(40))
    return of("Forty lanes", stages=steps(4), lanes=tuple(lanes))


MAPS: dict[str, Callable[[], JourneyMap[Any] | MeasuredMap]] = {
    "one step": lambda: of("One step", stages=steps(1), lanes=(lane("actions"),)),
    "two hundred steps": lambda: of("Many", stages=steps(200, 20), lanes=(lane("actions"),)),
    "empty": lambda: of("Empty"),
    "no stages": lambda: of("No stages", lanes=(lane("actions"), lane("emotion"))),
    "endless word": lambda: said_everywhere(ENDLESS),
    "strange signs": lambda: said_everywhere(STRANGE),
    "forty lanes": forty_lanes,
    "measured": measured,
}

#: Every style with every map in two languages, and every style in all six.
CASES = [
    (style, name, LANGUAGES[(i + j + 3 * k) % len(LANGUAGES)])
    for i, style in enumerate(sorted(STYLES))
    for j, name in enumerate(MAPS)
    for k in range(2)
]


@pytest.fixture(params=CASES, ids="-".join, scope="module")
def scene(request: pytest.FixtureRequest) -> Scene:
    style, name, language = request.param
    return compose(MAPS[name](), style=style, language=language)


def test_nothing_lies_outside_the_sheet(scene: Scene) -> None:
    sheet = (0.0, 0.0, scene.width, scene.height)
    assert [item for item in scene.children if not is_inside(reach(item), sheet)] == []


def test_every_line_of_text_stands_in_its_box(scene: Scene) -> None:
    outside = [
        (text.source[:40], line.width, text.width)
        for text in texts(scene)
        for line in text.lines
        if line.x < text.x - 0.6 or line.x + line.width > text.x + text.width + 0.6
    ]
    assert outside == []


def test_no_two_texts_meet(scene: Scene) -> None:
    assert meeting(scene) == []


def test_a_scene_mirrored_twice_is_the_scene(scene: Scene) -> None:
    twice = mirrored(mirrored(scene))

    once = [found for item in walk(scene.children) if (found := reach(item))]
    again = [found for item in walk(twice.children) if (found := reach(item))]
    assert again == [pytest.approx(found, abs=1e-6) for found in once]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_signs_that_no_face_holds_are_named(style: str) -> None:
    scene = compose(said_everywhere(STRANGE), style=style, language="en")

    # An Egyptian hieroglyph and a rune are in none of the bundled faces.
    assert {"𓀀", "ᚠ"} <= set(scene.missing_characters)
