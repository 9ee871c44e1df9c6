"""
Charts of answers compared exactly, as text; `make accept` takes them as they are drawn now.
"""

import pytest

from tests.golden.accepted import hold
from tests.golden.plain import scene_lines
from tests.scene.charts.shop_answers import answer
from touchline.scene.charting import chart


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("attribution", "zh-Hans"),
        ("funnel", "de"),
        ("satisfaction", "ms"),
        ("step-flow", "fa"),
        ("transitions", "zh-Hant"),
        ("trend", "fa"),
    ],
)
def test_an_answer_is_drawn_as_it_was_accepted(name: str, language: str) -> None:
    found = scene_lines(chart(answer(name), language=language))

    hold(f"chart-{name}.{language}", found)
