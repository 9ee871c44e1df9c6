"""
A few slides for those who decide (M19).
"""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation

from tests.exporters.slides import faults
from tests.golden.shop import measured
from tests.golden.support import support
from tests.scene.maps import way
from touchline.exporters.pptx import Pptx
from touchline.i18n import LANGUAGES
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText


def titles(content: bytes) -> list[str]:
    deck = Presentation(io.BytesIO(content))
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


@pytest.mark.parametrize("language", LANGUAGES)
def test_m19_a_full_map_is_told_in_six_to_ten_slides(language: str) -> None:
    content = Pptx(briefing=True, language=language).export(measured())

    told = titles(content)
    assert 6 <= len(told) <= 10
    assert len(set(told)) == len(told)
    assert faults(content) == []


def test_the_slides_follow_one_thought_after_the_other() -> None:
    told = titles(Pptx(briefing=True, language="en").export(measured()))

    wanted = ["In short", "Strengths and weaknesses", "What came of it", "Methods and sources"]
    assert [title for title in told if title in wanted] == wanted
    assert any(title.startswith("Where it goes wrong: “") for title in told)


@pytest.mark.parametrize("journey", [support(), way(1), way(40)], ids=["support", "one", "forty"])
def test_little_and_much_is_told_in_at_most_ten(journey: JourneyMap[Any]) -> None:
    content = Pptx(briefing=True).export(journey)

    assert len(titles(content)) <= 10
    assert faults(content) == []


def test_of_an_empty_map_nothing_is_claimed() -> None:
    empty = JourneyMap[Any](id="m", title=LocalText.of("Empty"))

    told = titles(Pptx(briefing=True).export(empty))

    assert not any(title.startswith("Where it goes wrong") for title in told)
    assert "In short" in told
