import re

import pytest
from playwright.sync_api import sync_playwright

from tests.exporters.maps import measured_shop, shop_map
from tests.exporters.pictures import HOSTILE, SENTENCES, picture
from tests.exporters.pixels import pixels, share_of_other_pixels
from touchline.exporters.html import Html
from touchline.exporters.png import Png
from touchline.exporters.svg import Svg
from touchline.i18n import percent, translate

WIDTH, HEIGHT = 1200, 700


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def shown(browser, tmp_path):
    """
    Open files in a browser that notes every word on its console and every request it makes.
    """
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    heard, asked = [], []

    def show(content, name="map.html"):
        file = tmp_path / name
        file.write_bytes(content)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield show
    context.close()
    assert heard == []
    # The page itself and what it carries inside are all that is ever asked for.
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def page_of(language="en", **fields) -> bytes:
    return Html().export(picture(language, subject=measured_shop(language), **fields))


def width_of(page):
    return page.evaluate("document.querySelector('#sheet > svg').getBoundingClientRect().width")


def test_buttons_zoom_the_picture(shown):
    page = shown(page_of())
    before = width_of(page)

    page.click("#zoom-in")
    larger = width_of(page)
    page.click("#zoom-out")
    page.click("#zoom-out")
    smaller = width_of(page)
    page.click("#zoom-actual")

    assert smaller < before < larger
    assert width_of(page) == pytest.approx(400, abs=0.5)


def test_keys_zoom_and_fit_the_picture(shown):
    page = shown(page_of())
    page.focus("#desk")

    for _ in range(12):
        page.keyboard.press("+")
    larger = width_of(page)
    page.keyboard.press("0")

    assert larger > WIDTH
    # By hand: the picture is smaller than the window, and fitting never enlarges.
    assert width_of(page) == pytest.approx(400, abs=0.5)


def test_the_wheel_zooms_only_with_control_and_keeps_the_place(shown):
    page = shown(page_of())
    page.mouse.move(600, 300)

    page.mouse.wheel(0, -300)
    untouched = width_of(page)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.wait_for_function("document.querySelector('#sheet > svg').width.baseVal.value > 400")

    assert untouched == pytest.approx(400, abs=0.5)
    # By hand: three hundred steps of the wheel multiply by e.
    assert width_of(page) == pytest.approx(400 * 2.71828, abs=1)


def test_the_zoom_is_told_in_the_digits_of_the_language(shown, language):
    page = shown(page_of(language))

    assert page.text_content("#zoom-level") == percent(1, language, digits=0)


def test_resting_on_a_card_shows_its_details(shown):
    page = shown(page_of())

    page.hover("#sheet text")

    assert page.is_visible("#details")
    assert page.text_content("#details h2") == SENTENCES["en"][0]
    page.mouse.move(5, HEIGHT - 5)
    assert not page.is_visible("#details")


def test_words_that_run_against_the_page_keep_their_own_direction(shown):
    page = shown(page_of("fa"))

    cell = page.locator("td[colspan='2'] bdi")

    assert cell.get_attribute("dir") == "ltr"
    # They stand where every other cell of a Persian page begins: at the right.
    right = "element => element.parentElement.getBoundingClientRect().right"
    edge = cell.evaluate(right) - cell.evaluate("e => e.getBoundingClientRect().right")
    page.click("#show-table")
    assert edge < 20


def test_a_card_is_reached_and_kept_open_by_keys(shown):
    page = shown(page_of())
    page.focus("#desk")

    page.keyboard.press("ArrowDown")
    place = page.evaluate("document.activeElement.dataset.at")
    told = page.is_visible("#details")
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    page.keyboard.press("Enter")
    inside = page.evaluate("document.activeElement.id")
    page.keyboard.press("Escape")

    assert (place, told, inside) == ("step:order/lane:pain", True, "details-close")
    assert page.text_content(f"#{described}") == f"14 {SENTENCES['en'][0]}"
    assert not page.is_visible("#details")
    assert page.evaluate("document.activeElement.dataset.at") == "step:order/lane:pain"


def test_dragging_moves_a_large_picture(shown):
    page = shown(page_of())
    for _ in range(10):
        page.click("#zoom-in")
    before = page.evaluate("document.getElementById('desk').scrollLeft")

    page.mouse.move(600, 600)
    page.mouse.down()
    page.mouse.move(500, 580, steps=4)
    page.mouse.up()

    assert page.evaluate("document.getElementById('desk').scrollLeft") == before + 100


def test_the_table_is_there_for_those_who_listen(shown):
    page = shown(page_of())

    assert page.get_by_role("columnheader", name="Find").get_attribute("colspan") == "2"
    assert page.get_by_role("columnheader", name="Check out moment of truth milestone").count() == 1
    assert page.get_by_role("rowheader", name="Actions").count() == 1
    # The cell that spans two steps is told once, over both.
    assert page.locator("td[colspan='2']").text_content() == "Compares two shops"


def test_the_table_can_be_looked_at_instead(shown):
    page = shown(page_of("fa"))

    page.click("#show-table")

    assert page.get_by_role("rowheader").first.is_visible()
    assert not page.is_visible("#sheet")
    assert page.get_attribute("#show-table", "aria-pressed") == "true"
    assert page.text_content("#show-table").strip() == translate("html.view.table", "fa")


def test_a_page_is_in_its_language_and_direction(shown, language):
    page = shown(page_of(language))

    root = page.locator("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
    assert page.title() == SENTENCES[language][0]


def test_hostile_words_do_nothing_but_stand_there(shown):
    subject = measured_shop(words=HOSTILE.replace("\ud800", ""))
    page = shown(Html().export(picture(words=HOSTILE, subject=subject)))

    assert page.evaluate("document.scripts.length") == 1
    assert "<script>alert('x')</script>]]>" in page.text_content("#words td li")
    assert "<script>alert('x')</script>" in page.title()


def test_nothing_but_its_own_script_may_run(shown):
    content = page_of()

    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', content.decode())

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert b"http-equiv" in content
    assert not re.search(rb'(?:src|href)="(?!#|data:|https://example\.org/)', content)


def test_without_scripts_picture_and_table_stand_below_each_other(browser, tmp_path):
    file = tmp_path / "map.html"
    file.write_bytes(page_of())
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(file.as_uri())

    assert page.locator("#sheet").is_visible()
    assert page.locator("#words table").is_visible()
    assert not page.locator("#zoom-in").is_visible()
    context.close()


def test_a_browser_draws_the_picture_as_we_do(shown, language):
    scene = picture(language)
    page = shown(Svg().export(scene), "map.svg")
    page.evaluate("document.fonts.ready")

    seen = pixels(page.screenshot(clip={"x": 0, "y": 0, "width": 400, "height": 240}))

    # Chromium smooths edges in its own way; a wrong face or a shifted word differs by ten times
    # as much.
    assert share_of_other_pixels(seen, pixels(Png(scale=1).export(scene))) <= 0.004


def test_a_map_without_measures_has_a_page_too(shown):
    page = shown(Html().export(picture(subject=shop_map())))

    assert page.locator(".source").count() == 0
    assert page.locator("#words").get_by_text(translate("html.invented", "en")).count() == 1
