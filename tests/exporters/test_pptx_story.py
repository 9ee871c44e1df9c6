"""
A story as slides (R-008).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pptx import Presentation

from tests.exporters.maps import measured_shop
from tests.golden.shop import measured
from touchline.exporters.pptx import Pptx
from touchline.model.map import JourneyMap
from touchline.model.structure import Stage
from touchline.model.text import LocalText
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from touchline.measuring.measured import MeasuredMap


def deck(subject: JourneyMap | MeasuredMap, language: str = "en") -> Deck:
    scene = compose(subject, style="story", language=language)
    return Presentation(io.BytesIO(Pptx().export(scene)))


def titles(shown: Deck) -> list[str]:
    return [slide.shapes.title.text for slide in shown.slides if slide.shapes.title]


def test_r008_a_story_has_a_slide_for_its_opening_its_people_each_step_and_its_end():
    shown = deck(measured_shop())

    assert titles(shown) == [
        "Online shopper buys a first outfit",
        "Whose story this is",
        "See an ad",
        "Search the web",
        "Check out",
        "How it ends",
    ]


@pytest.mark.parametrize("language", ["de", "fa"])
def test_everything_stands_on_its_slide(language):
    shown = deck(measured(), language)

    width, height = shown.slide_width, shown.slide_height
    assert (width, height) == (1280 * 9525, 720 * 9525)
    outside = [
        (number, shape.name)
        for number, slide in enumerate(shown.slides)
        for shape in slide.shapes
        if not shape.is_placeholder
        and not (
            shape.left >= 0
            and shape.top >= 0
            and shape.left + shape.width <= width
            and shape.top + shape.height <= height
        )
    ]
    assert outside == []


def test_the_sentences_of_a_slide_are_its_notes_too():
    last = list(deck(measured_shop()).slides)[4]

    assert last.has_notes_slide
    notes = last.notes_slide.notes_text_frame
    assert notes is not None
    assert "Looks for the delivery cost. Pays.*" in notes.text


def test_a_stage_without_steps_has_a_slide_of_its_own():
    text = LocalText.of
    shown = deck(
        JourneyMap(
            id="m",
            title=text("M"),
            stages=(Stage(id="a", name=text("First")), Stage(id="b", name=text("Second"))),
        )
    )

    assert titles(shown) == ["M", "First", "Second"]


def test_equal_stories_give_equal_slides():
    scene = compose(measured_shop(), style="story")

    assert Pptx().export(scene) == Pptx().export(scene)
