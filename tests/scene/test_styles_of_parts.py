"""
Every style draws every part of a map, collapsed or not: nothing stands outside the sheet, nothing
covers anything else, and what is left out is said on the picture (R-043).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.shop import measured
from tests.scene.odd import card, lane, steps
from tests.scene.walking import groups, is_inside, meeting, reach, texts, walk
from touchline.document.folding import collapsed
from touchline.document.parts import part_of
from touchline.document.read import journey_of, load
from touchline.exporters.svg import Svg
from touchline.lanes._folded import HEIGHT
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell
from touchline.model.text import LocalText
from touchline.model.view import Collapse, Only
from touchline.samples import INVENTED
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene

FILTERS: dict[str, Only] = {
    "all": Only(),
    "stage": Only(stages=("buy", "help")),
    "lanes": Only(kinds=("emotion", "pain-points", "touchpoints")),
    "channel": Only(channels=("app",)),
    "persona": Only(personas=("leo",)),
    "moments": Only(moments_of_truth=True),
    "text": Only(text=("parcel",)),
}
COLLAPSES: dict[str, Collapse] = {
    "whole": Collapse(),
    "stages": Collapse(stages="all"),
    "one": Collapse(stages=("buy",)),
    "lanes": Collapse(lanes="all"),
    "both": Collapse(stages="all", lanes="all"),
}
#: Each filter and each way to collapse occurs, in a language of either direction or of neither.
CASES = [
    ("all", "stages", "en"),
    ("all", "lanes", "fa"),
    ("all", "both", "zh-Hans"),
    ("stage", "whole", "de"),
    ("stage", "one", "fa"),
    ("lanes", "stages", "de"),
    ("channel", "whole", "fa"),
    ("persona", "lanes", "ms"),
    ("moments", "both", "en"),
    ("text", "whole", "zh-Hant"),
]


@cache
def shop() -> JourneyMap[Any]:
    return journey_of(load(INVENTED["invented_shop"].journey))


def seen(only: str, collapse: str) -> JourneyMap[Any]:
    asked = FILTERS[only]
    return part_of(collapsed(shop(), COLLAPSES[collapse]), asked)


def outside(scene: Scene) -> list[object]:
    sheet = (0.0, 0.0, scene.width, scene.height)
    return [item for item in walk(scene.children) if not is_inside(reach(item), sheet)]


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize(("only", "collapse", "language"), CASES)
def test_parts_are_drawn_inside_the_sheet_and_beside_each_other(
    style: str, only: str, collapse: str, language: str
) -> None:
    scene = compose(seen(only, collapse), style=style, language=language)

    assert outside(scene) == []
    assert meeting(scene) == []


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_left_out_is_said_on_the_picture(style: str, language: str) -> None:
    # By hand, from the sample: two of its six stages are asked for, with five of its twelve steps.
    scene = compose(seen("stage", "whole"), style=style, language=language)

    said = [text.source for text in texts(scene)]
    told = {
        "en": "Left out: 4 stages, 7 steps and 82 entries.",
        "fa": "کنار گذاشته شده: ۴ مرحله، ۷ گام و ۸۲ مورد.",
    }
    only = {"en": "Only – stage: Buy and Get help", "fa": "فقط – مرحله: خرید و کمک گرفتن"}
    assert {told[language], only[language]} <= set(said)
    assert told[language] in scene.description


def test_a_collapsed_lane_is_a_thin_row() -> None:
    plain = compose(shop(), language="en")
    scene = compose(seen("all", "lanes"), language="en")

    heights = [box[3] - box[1] for one in groups(scene, "lane-head") if (box := reach(one))]
    assert max(heights) <= HEIGHT
    assert scene.height < plain.height / 2
    assert scene.width <= plain.width


def test_a_collapsed_stage_is_one_column() -> None:
    plain = compose(shop(), language="en")
    scene = compose(seen("all", "stages"), language="en")

    assert len(groups(scene, "step")) == len(shop().stages)
    assert scene.width < plain.width
    said = [text.source for text in texts(scene)]
    assert "3 steps; weakest: I check out" in said


def test_who_stands_in_a_collapsed_stage_is_still_shown() -> None:
    scene = compose(seen("all", "stages"), language="en", here="ordered")

    (sign,) = groups(scene, "here")
    assert sign.at is not None
    assert sign.at.id_of("step") == "pay"


@pytest.mark.parametrize("style", ["board", "executive", "story"])
def test_styles_that_list_show_everything(style: str) -> None:
    plain = compose(shop(), style=style, language="en")
    scene = compose(seen("all", "both"), style=style, language="en")

    assert scene.children == plain.children


def test_a_map_of_five_thousand_cells_is_drawn_collapsed() -> None:
    # By hand: 100 steps in 10 stages, 50 lanes.
    lanes = tuple(
        lane(
            "actions",
            tuple(
                Cell[Any](at=f"x{i}", cards=(card("actions", f"c{row}-{i}", "Does it"),))
                for i in range(100)
            ),
        ).model_copy(update={"id": f"l{row}"})
        for row in range(50)
    )
    whole = JourneyMap[Any](id="big", title=LocalText.of("Big"), stages=steps(100, 10), lanes=lanes)

    scene = compose(collapsed(whole, Collapse(stages="all", lanes="all")), language="en")

    assert outside(scene) == []
    assert len(groups(scene, "step")) == len(whole.stages)
    assert scene.width < 2400
    assert scene.height < 50 * (HEIGHT + 2) + 400
    assert len(Svg().export(scene)) < 1_000_000


def test_a_measured_map_shows_the_figures_of_the_weakest_step() -> None:
    found = measured()
    scene = compose(replace(found, journey=collapsed(found.journey, Collapse(stages="all"))))

    assert outside(scene) == []
    assert meeting(scene) == []
