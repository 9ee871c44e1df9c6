"""
A story on sheets of paper (R-008).
"""

from __future__ import annotations

import pypdfium2
import pytest

from tests.exporters.maps import measured_shop
from tests.golden.shop import measured
from tests.scene.odd import steps
from touchline.canvas.primitives import Group
from touchline.exporters._pdf.book import book_pages, book_scale
from touchline.exporters._pdf.paper import papers
from touchline.exporters.pdf import Pdf
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.scene.compose import compose


def test_r008_no_step_is_cut_between_two_sheets():
    scene = compose(measured(), style="story")

    pages = book_pages(scene, papers("a4"))

    shown = [
        item.title
        for page in pages
        for placed in page.placed
        for item in placed.scene.children
        if isinstance(item, Group) and item.role == "step"
    ]
    assert shown == [str(step.name) for step in measured().journey.steps]
    for page in pages:
        (placed,) = page.placed
        assert placed.x >= 0
        assert placed.x + placed.width <= page.width
        assert placed.y + placed.height <= page.height


@pytest.mark.parametrize(("paper", "least"), [("a4", 0.4), ("a3", 0.7), ("a5-portrait", 0.2)])
def test_letters_are_as_large_as_the_paper_allows(paper, least):
    scene = compose(measured(), style="story", language="de")

    assert least < book_scale(scene, papers(paper)) <= 1


def test_short_steps_share_a_sheet():
    short = JourneyMap(id="m", title=LocalText.of("M"), stages=steps(4))

    pages = book_pages(compose(short, style="story"), papers("a3"))

    assert len(pages) == 2


def test_the_words_of_a_story_can_be_searched():
    scene = compose(measured_shop(), style="story")

    written = pypdfium2.PdfDocument(Pdf(paper="a4").export(scene))

    told = " ".join(page.get_textpage().get_text_range() for page in written)
    assert "Chapter 1" in told
    assert "Check out" in told
    assert len(written) > 1
    assert len(pypdfium2.PdfDocument(Pdf().export(scene))) == 1
