"""
What the requirements ask of a map, of its picture and of its numbers, one test each.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import touchline as tl
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

MAP = Path(__file__).with_name("full.map.yaml")


@pytest.fixture
def full(terminal: Terminal) -> Terminal:
    """
    Put a map with everything into the folder, and the same map measured.
    """
    shutil.copyfile(MAP, terminal.folder / "full.map.yaml")
    reply = terminal.run("measure", "full.map.yaml", "shop.csv", "-o", "measured.map.yaml")
    assert reply.code == 0, reply.err
    return terminal


def words(terminal: Terminal, name: str = "measured.map.yaml", language: str = "en") -> str:
    reply = terminal.run("render", name, "--to", "svg", "--language", language)
    assert reply.code == 0, reply.err
    return " ".join(ET.fromstring(reply.out).itertext())


def rules(terminal: Terminal, old: str, new: str) -> set[str]:
    text = (terminal.folder / "full.map.yaml").read_text()
    assert old in text
    terminal.write("changed.map.yaml", text.replace(old, new))
    reply = terminal.run("check", "changed.map.yaml", "--json")
    return {row["rule"] for row in reply.json["findings"]}


def picture(terminal: Terminal, old: str, new: str) -> tuple[str, str]:
    text = (terminal.folder / "full.map.yaml").read_text()
    assert old in text
    terminal.write("changed.map.yaml", text.replace(old, new))
    return words(terminal, "full.map.yaml"), words(terminal, "changed.map.yaml")


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "html"])
def test_r001_a_stored_map_renders_to_a_picture(form: str, full: Terminal) -> None:
    reply = full.run("render", "measured.map.yaml", "-o", f"map.{form}")

    assert reply.code == 0
    assert (full.folder / f"map.{form}").stat().st_size > 10_000


def test_r006_the_map_tells_where_customers_are_now(full: Terminal) -> None:
    # By hand, from each customer's latest event: Dan looks around, Cem has signed up, three paid.
    measured = tl.load("measured.map.yaml")
    assert isinstance(measured, tl.MeasuredMap)
    places = {row.step: row.occupancy for row in measured.measures.steps if row.occupancy}

    assert {step: figure.value for step, figure in places.items()} == {
        "look": 0.2,
        "join": 0.2,
        "pay": 0.6,
    }
    reply = full.run("ask", "occupancy", "shop.csv", "--json")
    told = {row["step"]: row["cases"] for row in reply.json["answer"]["places"]}
    assert {step: n for step, n in told.items() if n} == {"visit": 1, "sign up": 1, "pay": 3}


def test_r015_the_map_shows_what_share_of_it_is_backed_by_evidence(full: Terminal) -> None:
    # By hand: eleven cells hold cards, of which one, the quoted thought, has evidence.
    told = words(full)

    assert "9%" in told
    assert "1 of 11" in told
    assert "assumption" in told
    assert "quoted" in told


def test_r020_the_map_has_one_primary_persona_and_too_many_are_found(full: Terminal) -> None:
    journey = tl.load("full.map.yaml")
    assert isinstance(journey, tl.JourneyMap)

    assert journey.primary_persona is not None
    assert journey.primary_persona.id == "ann"
    assert "Ann Example" in words(full)


def test_r021_scenario_and_goal_stand_on_the_map(full: Terminal) -> None:
    told = words(full)

    assert "Somebody needs a present by Friday." in told
    assert "Win more first purchases" in told


def test_r022_a_new_map_has_lanes_for_actions_thoughts_and_feelings(full: Terminal) -> None:
    made = full.run("new", "current-state", "--json").json

    assert {"actions", "thoughts"} <= {lane["kind"] for lane in made["lanes"]}
    told = words(full)
    assert all(word in told for word in ("Compares gifts", "Will it come in time?", "+0.50"))


def test_r023_a_touchpoint_tells_its_channel_and_how_it_is_delivered(full: Terminal) -> None:
    told = full.run("render", "full.map.yaml", "--to", "md").out

    assert "Home page · Channel: Web shop · self-service" in told
    assert "Till · Channel: Telephone" in told


def test_r024_insights_are_listed(full: Terminal) -> None:
    assert "Fridays decide" in words(full)


@pytest.mark.parametrize("owner", ["Marketing", "Ms Lee", "Research"])
def test_r025_stages_steps_and_lanes_have_owners(owner: str, full: Terminal) -> None:
    assert owner in words(full)


def test_r026_r027_stages_and_steps_stand_in_their_order(full: Terminal) -> None:
    told = words(full)

    names = ("I look around", "I sign up", "I pay", "I give up", "They call me back")
    places = [told.index(name) for name in names]
    assert places == sorted(places)
    assert {"Find", "Buy"} <= set(told.split())


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        (", moment_of_truth: true", "moment of truth"),
        (", path: failure, optional: true", "if it fails"),
        (", path: recovery, optional: true", "recovery"),
        (", milestone: true", "milestone"),
    ],
)
def test_r028_to_r032_what_is_special_about_a_step_is_drawn(
    flag: str, said: str, full: Terminal
) -> None:
    marked, plain = picture(full, flag, "")

    assert said in marked
    assert said not in plain


def test_r031_the_channels_of_touchpoints_are_told_apart(full: Terminal) -> None:
    web, phone = picture(full, "text: Form, channel: web", "text: Form, channel: phone")

    assert web.count("Telephone") + 1 == phone.count("Telephone")


def test_r033_a_stage_has_an_icon(full: Terminal) -> None:
    with_icon = full.run("render", "full.map.yaml", "--to", "svg").out
    text = (full.folder / "full.map.yaml").read_text()
    full.write("plain.map.yaml", text.replace("    icon: search\n", ""))
    without = full.run("render", "plain.map.yaml", "--to", "svg").out

    assert len(with_icon) > len(without)
    assert words(full, "full.map.yaml") == words(full, "plain.map.yaml")


def test_r035_a_legend_says_what_is_seen(full: Terminal) -> None:
    told = words(full)

    for entry in (
        "moment of truth",
        "milestone",
        "assumption: no evidence yet",
        "severity, 1 to 3",
    ):
        assert entry in told


@pytest.mark.parametrize("text", ["Card refused", "Slow page"])
def test_r036_r037_pains_and_inconveniences_have_a_severity(text: str, full: Terminal) -> None:
    told = full.run("render", "full.map.yaml", "--to", "md").out

    severity = {"Card refused": 3, "Slow page": 1}[text]
    assert f"{text} · severity {severity} of 3" in told


def test_r038_friction_is_found_in_the_data(full: Terminal) -> None:
    # One of the five takes a detour between signing up and paying.
    assert "oops:err" in words(full)


def test_r039_emotions_are_a_curve_with_values_and_causes(full: Terminal) -> None:
    told = words(full)

    assert all(word in told for word in ("+0.50", "−0.50", "The card was refused"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_r050_the_current_state_template_asks_its_five_questions(
    language: str, full: Terminal
) -> None:
    made = full.run("new", "current-state", "--language", language, "--json").json

    assert [lane["kind"] for lane in made["lanes"]] == [
        "thoughts", "actions", "touchpoints", "changes", "change-plans",
    ]  # fmt: skip
    # English is what a map without a language speaks.
    assert made.get("language", "en") == language
    if language == "en":
        assert [lane["title"] for lane in made["lanes"]] == [
            "What is the customer thinking or feeling?",
            "What is the customer’s action?",
            "What is the customer’s touchpoint with the business?",
            "What do we want to change about this step?",
            "How and/or why will we make this change?",
        ]
    assert sum(len(stage["steps"]) for stage in made["stages"]) == 5


def test_r150_each_step_tells_how_likely_customers_complete_it(full: Terminal) -> None:
    # By hand: four of five sign up, three of those four pay.
    told = words(full)

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


def test_r220_too_few_steps_are_found(full: Terminal) -> None:
    full.write("none.map.yaml", "touchline: 1\nid: none\ntitle: Nothing\n")

    reply = full.run("check", "none.map.yaml", "--json")

    assert reply.code == 1
    assert "too-few-steps" in {row["rule"] for row in reply.json["findings"]}


def test_r224_too_many_personas_are_found(full: Terminal) -> None:
    crowd = "personas:\n" + "".join(f"  - {{id: c{n}, name: Customer {n}}}\n" for n in range(5))

    assert "too-many-personas" in rules(full, "personas:\n", crowd)
    assert "too-many-personas" not in rules(full, "personas:\n", "personas:\n")


def test_r230_a_missing_objective_is_found(full: Terminal) -> None:
    assert "no-objective" in rules(full, "objective:", "# ")
    assert "no-objective" not in rules(full, "objective:", "objective:")


def test_m1_a_cell_is_bound_to_events_and_redraws_with_them(full: Terminal) -> None:
    before = words(full)
    text = (full.folder / "shop.csv").read_text()
    full.write("more.csv", text + "fay,visit,2026-01-03T12:00:00Z,,web\n")
    full.run("measure", "full.map.yaml", "more.csv", "-o", "measured.map.yaml")

    after = words(full)

    # Four of six sign up now.
    assert "66.7%" not in before
    assert "66.7%" in after


def test_m2_planned_and_actual_paths_are_compared_on_the_map(full: Terminal) -> None:
    # By hand: all but Ben's path are beginnings of the planned one; one of 13 events is unknown.
    told = words(full)

    assert "80.0% of paths follow the map" in told
    assert "7.7% of events are not on the map" in told


def test_m3_every_cell_shows_its_grade_and_the_page_its_span(full: Terminal) -> None:
    told = words(full)

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
    drawn = words(full, language=language)

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
