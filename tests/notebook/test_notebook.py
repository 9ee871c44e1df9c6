"""
What a notebook shows when a cell ends in a value of ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import sync_playwright

import touchline
from touchline import notebook
from touchline.notebook import widget
from touchline.samples import SAMPLES

PATHS = [
    ("ann", "visit", "2026-01-01"),
    ("ann", "pay", "2026-01-02"),
    ("ben", "visit", "2026-01-03"),
]


def answer():
    return touchline.Variants().answer(touchline.EventLog.from_events(PATHS))


def authored() -> Any:
    return touchline.load(SAMPLES["online_retail_uk"].journey)


VALUES = {
    "an answer": answer,
    "an answer without few": lambda: answer().guarded(5),
    "a map": lambda: touchline.load(SAMPLES["online_retail_uk"].journey),
    "a measured map": lambda: touchline.measure(
        authored(),
        touchline.read_log(SAMPLES["online_retail_uk"].path),
    ),
    "a scene": lambda: touchline.chart(answer(), language="fa"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_shows_itself_as_one_svg_document(name):
    value = VALUES[name]()

    root = ET.fromstring(value._repr_svg_())

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert value._repr_html_().startswith("<div")


def test_answers_are_shown_in_the_language_of_the_computer(monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)

    assert "Pfaden" in answer()._repr_svg_()


def test_nothing_that_draws_is_loaded_before_something_is_shown():
    code = (
        "import sys, touchline;"
        "log = touchline.EventLog.from_events([('a', 'visit', '2026-01-01')]);"
        "touchline.Variants().answer(log);"
        "print([name for name in sys.modules if name.startswith(('touchline.scene', 'uharfbuzz'))])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_widget_holds_the_picture_and_its_words_in_the_readers_language():
    found = widget(answer(), language="de")

    assert found.svg.startswith("<svg")
    assert found.words["zoom_in"] == "Vergrößern"


PAGE = """
<div id="here"></div>
<script type="module">
  const code = new Blob([%s], { type: "text/javascript" });
  const { default: shown } = await import(URL.createObjectURL(code));
  const values = { svg: %s, words: %s };
  const model = { get: (name) => values[name], on() {}, off() {} };
  shown.render({ model, el: document.getElementById("here") });
  document.body.dataset.ready = "yes";
</script>
"""


def test_keys_and_buttons_zoom_and_move_the_picture():
    # P21
    found = widget(answer(), language="en")
    script = (Path(notebook.__file__).parent / "picture.js").read_text("utf-8")
    page_text = PAGE % tuple(map(json.dumps, (script, found.svg, found.words)))

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.set_content(page_text)
        page.wait_for_selector("body[data-ready]")

        def view() -> list[float]:
            told = page.locator("svg").first.get_attribute("viewBox")
            return [float(part) for part in str(told).split()]

        whole = view()
        page.get_by_role("button", name=found.words["zoom_in"]).click()
        nearer = view()
        page.locator(".touchline-picture").focus()
        page.keyboard.press("ArrowRight")
        moved = view()
        page.keyboard.press("0")
        again = view()
        browser.close()

    assert nearer[2] == pytest.approx(whole[2] / 1.25)
    assert moved[0] == pytest.approx(nearer[0] + 0.1 * nearer[2])
    assert again == whole
