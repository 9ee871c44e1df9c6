"""
What the requirements ask of measured maps and of a map as text, one test each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import touchline as tl
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


def test_r150_each_step_tells_how_likely_customers_complete_it(full: Terminal) -> None:
    # By hand: four of five sign up, three of those four pay.
    told = full.words("measured.map.yaml")

    assert "80.0%" in told
    assert "75.0%" in told


def test_r152_gaps_are_located(full: Terminal) -> None:
    measured = tl.load("measured.map.yaml")
    assert isinstance(measured, tl.MeasuredMap)
    lost = {row.step: row.lost.value for row in measured.measures.steps if row.lost}

    assert lost["look"] == pytest.approx(0.2)
    assert lost["join"] == pytest.approx(0.25)
    exits = full.run("ask", "drop-off", "shop.csv", "--json").json["answer"]["exits"]
    assert {row["activity"]: row["exits"] for row in exits if row["exits"]} == {
        "visit": 1,
        "sign up": 1,
        "pay": 3,
    }


def test_m1_a_cell_is_bound_to_events_and_redraws_with_them(full: Terminal) -> None:
    before = full.words("measured.map.yaml")
    text = (full.folder / "shop.csv").read_text()
    full.write("more.csv", text + "fay,visit,2026-01-03T12:00:00Z,,web\n")
    full.run("measure", "full.map.yaml", "more.csv", "-o", "measured.map.yaml")

    after = full.words("measured.map.yaml")

    # Four of six sign up now.
    assert "66.7%" not in before
    assert "66.7%" in after


def test_m2_planned_and_actual_paths_are_compared_on_the_map(full: Terminal) -> None:
    # By hand: all but Ben's path are beginnings of the planned one; one of 13 events is unknown.
    told = full.words("measured.map.yaml")

    assert "80.0% of paths follow the map" in told
    assert "7.7% of events are not on the map" in told


def test_m3_every_cell_shows_its_grade_and_the_page_its_span(full: Terminal) -> None:
    told = full.words("measured.map.yaml")

    assert "Interview 3" in told
    assert "shop.csv" in told
    assert "Jan 1, 2026" in told
    assert "Jan 6, 2026" in told


def test_m6_a_map_is_text_whose_comments_survive_a_rewrite(full: Terminal) -> None:
    text = "# Kept by the team.\n" + (full.folder / "full.map.yaml").read_text()
    full.write("full.map.yaml", text)
    journey = tl.load("full.map.yaml")

    tl.save(journey, "full.map.yaml")

    assert (full.folder / "full.map.yaml").read_text() == text


def test_m7_a_draft_comes_from_a_log_alone_and_can_be_measured(full: Terminal) -> None:
    full.run("discover", "shop.csv", "-o", "draft.map.yaml")
    draft = tl.load("draft.map.yaml")
    assert isinstance(draft, tl.JourneyMap)

    planned = [step.name.said("en") for step in draft.steps if not step.is_optional]
    assert draft.is_discovered
    assert planned == ["visit", "sign up", "pay"]
    assert full.run("measure", "draft.map.yaml", "shop.csv", "-o", "m.map.yaml").code == 0


def test_m9_numbers_come_with_n_and_interval_and_agree_in_all_views(full: Terminal) -> None:
    # Wilson's interval of 4 in 5: statsmodels.proportion_confint(4, 5, method="wilson").
    told = full.run("render", "measured.map.yaml", "--to", "md").out
    asked = full.run(
        "ask", "funnel", "shop.csv", "--steps", "visit", "--steps", "sign up", "--json"
    )

    assert "80.0% · 95% interval: 37.6–96.4% · n = 5 · too little data" in told.replace("\xa0", " ")
    assert asked.json["answer"]["steps"][1]["interval"] == pytest.approx(
        [0.375535, 0.963776], abs=1e-5
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_m11_the_same_map_speaks_every_language(language: str, full: Terminal) -> None:
    drawn = full.words("measured.map.yaml", language=language)

    # What the author wrote stays; what the program says is in the reader's language.
    assert "Compares gifts" in drawn
    assert ("moment of truth" in drawn) == (language == "en")
    reply = full.run("render", "measured.map.yaml", "--to", "html", "--language", language)
    direction = "rtl" if language == "fa" else "ltr"
    assert f'dir="{direction}"' in reply.out.partition("<body")[0]


def test_m11_a_persian_map_runs_from_right_to_left(full: Terminal) -> None:
    def first_and_last(language: str) -> tuple[float, float]:
        out = full.run("render", "full.map.yaml", "--to", "svg", "--language", language).out
        spots = {
            "".join(item.itertext()): float(item.attrib["x"])
            for item in ET.fromstring(out).iter("{http://www.w3.org/2000/svg}text")
        }
        return spots["I look around"], spots["They call me back"]

    first, last = first_and_last("en")
    assert first < last
    first, last = first_and_last("fa")
    assert first > last
