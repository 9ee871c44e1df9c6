"""
What a notebook shows when a cell ends in a value of ours.
"""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

import touchline
from touchline.samples import SAMPLES

PATHS = [
    ("ann", "visit", "2026-01-01"),
    ("ann", "pay", "2026-01-02"),
    ("ben", "visit", "2026-01-03"),
]


def answer():
    return touchline.Variants().answer(touchline.EventLog.from_events(PATHS))


VALUES = {
    "an answer": answer,
    "an answer without few": lambda: answer().guarded(5),
    "a map": lambda: touchline.load(SAMPLES["online_retail_uk"].journey),
    "a measured map": lambda: touchline.measure(
        touchline.load(SAMPLES["online_retail_uk"].journey),
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
