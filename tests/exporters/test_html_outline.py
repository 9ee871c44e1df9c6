"""
Pages as an outline and as a story, on phones, by keyboard and for those who listen.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.exporters.maps import measured_shop, shop_map
from tests.golden.support import support
from touchline.exporters.html import Html
from touchline.i18n import translate
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from touchline.measuring.measured import MeasuredMap

    Open = Callable[..., Page]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 700}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def show(
        subject: JourneyMap | MeasuredMap,
        *,
        style: str = "grid",
        language: str = "en",
        is_phone: bool = False,
    ) -> Page:
        file = tmp_path / "map.html"
        file.write_bytes(Html().export(compose(subject, style=style, language=language)))
        context = browser.new_context(viewport=PHONE if is_phone else DESK)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


def test_a_phone_shows_the_outline_first_and_a_desk_the_picture(shown: Open) -> None:
    phone, desk = shown(measured_shop(), is_phone=True), shown(measured_shop())

    assert phone.is_visible("#outline h3")
    assert not phone.is_visible("#sheet")
    assert phone.get_attribute("#show-outline", "aria-pressed") == "true"
    assert desk.is_visible("#sheet")
    assert not desk.is_visible("#outline h3")


@pytest.mark.parametrize("language", ["de", "fa"])
def test_nothing_on_a_phone_is_wider_than_the_phone(shown: Open, language: str) -> None:
    page = shown(measured_shop(), style="story", language=language, is_phone=True)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate("document.getElementById('outline').scrollWidth") <= PHONE["width"]


def test_the_outline_holds_stages_steps_and_lanes_as_headings_and_lists(shown: Open) -> None:
    page = shown(measured_shop(), is_phone=True)

    outline = page.get_by_role("region", name="Outline")
    levels = [(3, "Find"), (4, "See an ad"), (4, "Search the web"), (3, "Buy"), (4, "Check out")]
    for level, name in levels:
        assert outline.get_by_role("heading", level=level, name=name, exact=True).count() == 1
    told = outline.locator("li", has_text="Looks for the delivery cost")
    assert told.first.text_content() == "ActionsLooks for the delivery costPays"
    # What spans two steps is told at the first of them.
    assert outline.get_by_text("Compares two shops").count() == 1


@pytest.mark.parametrize("style", ["grid", "story"])
def test_no_heading_leaves_a_level_out(shown: Open, style: str) -> None:
    page = shown(support(), style=style, is_phone=True)

    levels = page.evaluate(
        "[...document.querySelectorAll('h1, #outline :is(h2,h3,h4,h5)')].map(h => +h.tagName[1])"
    )

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_views_are_switched_by_keys_alone(shown: Open) -> None:
    page = shown(measured_shop())

    page.focus("#show-outline")
    page.keyboard.press("Enter")
    outline = page.is_visible("#outline h3")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    table = page.is_visible("#words table")

    assert (outline, table) == (True, True)
    assert not page.is_visible("#outline h3")
    assert page.get_attribute("#show-table", "aria-pressed") == "true"


def test_a_link_of_the_contents_moves_reader_and_page_to_the_stage(shown: Open) -> None:
    page = shown(measured_shop(), is_phone=True)

    link = page.get_by_role("navigation", name="Contents").get_by_role("link", name="Buy")
    link.focus()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.textContent") == "Buy"
    assert page.locator("#stage-1-name").is_visible()


def test_the_outline_scrolls_by_keys(shown: Open) -> None:
    page = shown(support(), style="story", is_phone=True)

    page.focus("#outline")
    page.keyboard.press("End")

    page.wait_for_function("document.getElementById('outline').scrollTop > 100")


@pytest.mark.parametrize("style", ["grid", "story"])
def test_ids_are_unique_and_links_lead_somewhere(shown: Open, style: str) -> None:
    page = shown(support(), style=style)

    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    links = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(e => e.hash.slice(1))"
    )

    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


@pytest.mark.parametrize("language", ["ms", "zh-Hant", "fa"])
def test_the_views_are_named_in_the_language_of_the_page(shown: Open, language: str) -> None:
    grid = shown(measured_shop(), language=language, is_phone=True)
    names = [grid.get_attribute(f"#show-{view}", "aria-label") for view in ("picture", "outline")]
    story = shown(measured_shop(), style="story", language=language, is_phone=True)

    assert names == [translate(f"html.view.{view}", language) for view in ("picture", "outline")]
    assert story.get_attribute("#show-outline", "aria-label") == translate("story.view", language)
    assert story.is_visible("#outline h3")
    edge = "e => getComputedStyle(e).direction"
    assert story.locator("#outline h3").first.evaluate(edge) == (
        "rtl" if language == "fa" else "ltr"
    )


def test_r008_a_story_is_read_as_prose(shown: Open) -> None:
    page = shown(measured_shop(), style="story", is_phone=True)

    told = page.get_by_role("region", name="Story")
    assert told.get_by_role("heading", level=3, name="Chapter 2 Buy").count() == 1
    assert "Looks for the delivery cost. Pays.*" in (told.text_content() or "")
    assert "“Tell me the full price.”" in (told.locator("blockquote").first.text_content() or "")
    assert "Measured in events.csv" in (told.locator(".source").last.text_content() or "")


def test_words_that_look_like_markup_stay_words_in_a_story(shown: Open) -> None:
    page = shown(shop_map(words="<script>alert(1)</script> <b>x</b>"), style="story")

    page.click("#show-outline")

    assert page.evaluate("document.scripts.length") == 1
    assert "<script>alert(1)</script> <b>x</b>." in (page.text_content("#outline") or "")


@pytest.mark.parametrize("style", ["grid", "story"])
def test_an_empty_map_has_all_views(shown: Open, style: str) -> None:
    page = shown(JourneyMap(id="m", title=LocalText.of("Empty")), style=style)

    for view, place in (("table", "#words h2"), ("outline", "#outline h2")):
        page.click(f"#show-{view}")
        assert page.text_content(place) == "Empty"


def test_a_printed_outline_is_not_cut_at_the_window() -> None:
    content = Html().export(compose(shop_map())).decode()

    printed = re.search(r"@media print \{.*", content, re.DOTALL)
    assert printed is not None
    assert ".scripted:not(.outline) #outline { display: none; }" in printed[0]
    # The picture and the table are printed across, prose is printed upright.
    assert "@page prose { size: portrait;" in printed[0]
    assert ".scripted.outline #outline { page: prose; }" in printed[0]
