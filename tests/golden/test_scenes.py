"""
Pictures compared exactly, as text; `make accept` takes them as they are drawn now.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.golden.accepted import hold
from tests.golden.blank import blank
from tests.golden.elements import elements
from tests.golden.plain import scene_lines
from tests.golden.shop import measured
from tests.golden.support import support
from touchline.scene.compose import compose

MAPS: dict[str, Callable[[], Any]] = {
    "blank": blank,
    "elements": elements,
    "shop": measured,
    "support": support,
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_drawn_as_it_was_accepted(name, language):
    found = scene_lines(compose(MAPS[name](), language=language))

    hold(f"{name}.{language}", found)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("style", ["cycle", "timeline"])
def test_a_style_is_drawn_as_it_was_accepted(style, language):
    found = scene_lines(compose(measured(), style=style, language=language))

    hold(f"shop-{style}.{language}", found)
