"""
Every word and every icon of every style can be told from its ground, in every theme.
"""

from __future__ import annotations

import pytest

from tests.golden.shop import measured
from tests.scene.grounds import seen
from touchline.canvas.company import company_theme
from touchline.canvas.theme import THEMES, load_theme
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("style", STYLES)
def test_every_word_and_icon_stands_out_from_its_ground(style: str, theme: str) -> None:
    # WCAG 2.2, criteria 1.4.3, 1.4.6 (7 to 1 in the theme of high contrast) and 1.4.11.
    needed = load_theme(theme).text_contrast

    journey = measured()
    found = list(seen(compose(journey, style=style, theme=theme, here=journey.journey.steps[1].id)))

    assert found
    faint = [one for one in found if one.ratio < (3.0 if one.is_large else needed) - 0.005]
    assert faint == []


@pytest.mark.parametrize("style", ["grid", "chart", "story"])
def test_a_companys_pale_colours_are_drawn_so_that_they_can_be_read(style: str) -> None:
    theme = company_theme({"brand": "#FFE14D", "tokens": {"second": "#B8B8B8", "good": "#9FE8B0"}})

    found = list(seen(compose(measured(), style=style, theme=theme)))

    assert [one for one in found if one.ratio < (3.0 if one.is_large else 4.5) - 0.005] == []
