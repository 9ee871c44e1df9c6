from typing import Any

import pytest

from tests.contracts.test_lanes import pen, row
from tests.scene.odd import lane, steps
from tests.scene.walking import walk, words
from touchline.canvas.primitives import Ellipse, Line, Path
from touchline.lanes import LANES
from touchline.model.experience import Rating
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Scale
from touchline.model.text import LocalText

TEN = Scale(low=0, high=10)


def _drawn(*scores: float, scale: Scale = TEN, last: Scale | None = None):
    cells = tuple(
        Cell[Any](
            at=f"x{i}",
            cards=(Rating(id=f"r{i}", score=score, scale=last if i + 1 == len(scores) else None),),
        )
        for i, score in enumerate(scores)
    )
    journey = JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        stages=steps(4),
        lanes=(lane("importance", cells).model_copy(update={"scale": scale}),),
    )
    given = row(journey, "importance")
    return LANES["importance"].draw(given, pen()).children, given


def test_a_step_that_matters_more_stands_higher_above_the_ground() -> None:
    drawn, _ = _drawn(0, 5, 10)

    heights = [dot.cy for dot in walk(drawn) if isinstance(dot, Ellipse)]
    (ground,) = [item.y1 for item in walk(drawn) if isinstance(item, Line)]
    assert heights[0] == pytest.approx(ground)
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2])


def test_the_ends_of_the_scale_are_written_beside_it() -> None:
    drawn, _ = _drawn(6, 9.5)

    assert words(drawn) == ["10", "0", "6.0", "9.5"]


def test_importance_on_different_scales_is_not_joined() -> None:
    drawn, _ = _drawn(6, 3, last=Scale(low=1, high=5))

    assert [item for item in walk(drawn) if isinstance(item, Path)] == []
    assert "Scores on different scales are not joined." in words(drawn)


def test_importance_is_told_with_its_score() -> None:
    _, given = _drawn(6, 9.5)

    assert LANES["importance"].tell(given, "x1") == ("9.5",)
