"""
Making a map from an objective and from data (requirements 1.7 and 1.9), one test each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import touchline as tl
from tests.acceptance.conftest import STEPS, lane

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

PERSONA = """\
record: persona
id: mei
title: Mei Lin
background: Works shifts and shops on the way home
why: Wants the evening for her children
behaviours: [Compares two shops at most]
needs: [A parcel that comes when she is at home]
segment: {shift: [late]}
share: {value: 0.4, low: 0.12, high: 0.77, n: 2, of: 5, source: shop.csv, date: 2026-01-06}
"""
READY = {
    "scenario": "Friday is near.",
    "goal": "A present by Friday",
    "objective": {"statement": "Win more first purchases"},
    "personas": [{"id": "ann", "name": "Ann", "primary": True}],
}


def test_r100_a_map_says_why_about_whom_and_on_which_experience(terminal: Terminal) -> None:
    reply = terminal.run(
        "new", "--objective", "Fewer complaints about late delivery", "--persona", "Mei Lin",
        "--known", "research", "-o", "made.map.yaml",
    )  # fmt: skip
    journey = tl.load("made.map.yaml")

    # F3: which goals, whom is it about, on which experience is it based?
    assert isinstance(journey, tl.JourneyMap)
    assert journey.objective is not None
    assert journey.objective.statement.said("en") == "Fewer complaints about late delivery"
    assert [persona.name.said("en") for persona in journey.personas] == ["Mei Lin"]
    assert "evidence" in {lane.kind for lane in journey.lanes}
    assert "no-objective" not in terminal.rules("made.map.yaml"), reply.err
    assert "no-objective" in terminal.rules(terminal.write_map(lane("actions", look="Compares")))


def test_r103_r104_an_audience_is_kept_with_background_behaviour_needs_and_size(
    terminal: Terminal,
) -> None:
    terminal.write("mei.yaml", PERSONA)
    terminal.run("init", "shop")

    kept = terminal.run("keep", "mei.yaml", "--workspace", "shop")
    told = terminal.run("record", "persona", "mei", "--workspace", "shop").out
    found = terminal.run("find", "parcel", "--workspace", "shop").out

    assert kept.code == 0, kept.err
    for said in ("Works shifts", "Compares two shops", "A parcel that comes", "0.4"):
        assert said in told
    assert "Mei Lin" in found


def test_r105_a_map_without_the_customers_goal_is_not_published(terminal: Terminal) -> None:
    without = {key: one for key, one in READY.items() if key != "goal"}

    refused = terminal.run("publish", terminal.write_map(**without))
    accepted = terminal.run("publish", terminal.write_map(**READY))

    assert (refused.code, accepted.code) == (1, 0)
    assert "goal" in refused.out + refused.err


def test_r106_demographics_behaviour_and_purchases_are_read_together(terminal: Terminal) -> None:
    terminal.write("people.csv", "customer,age\nann,young\nben,old\ncem,old\ndan,old\neva,young\n")

    told = terminal.run(
        "ask", "funnel", "shop.csv", "--cases", "people.csv", "--steps", "visit", "--steps", "pay",
        "--window", "7d", "--by", "age", "--json",
    ).json["answer"]  # fmt: skip

    # By hand: Ann and Eva pay, and Ben of the three who are old.
    reached = {one["group"]: [step["reached"] for step in one["steps"]] for one in told["groups"]}
    assert (reached["young"], reached["old"]) == ([2, 2], [3, 1])


def test_r115_a_map_follows_one_or_two_personas(terminal: Terminal) -> None:
    several = [{"id": f"c{n}", "name": f"Customer {n}", "primary": n == 0} for n in range(3)]

    assert "too-many-personas" in terminal.rules(terminal.write_map(personas=several))
    assert "too-many-personas" not in terminal.rules(terminal.write_map(personas=several[:2]))


def test_p6_a_persona_is_told_once_and_counts_its_customers(terminal: Terminal) -> None:
    terminal.run("init", ".")
    terminal.write("people.csv", "customer,shift\nann,late\nben,early\ncem,late\ndan,x\neva,x\n")
    terminal.write(
        "mei.yaml", PERSONA + "goals: [An evening at home]\nquotes: [It must be there]\n"
    )
    text = (terminal.folder / "shop.map.yaml").read_text(encoding="utf-8")
    typed = text.replace(
        "{id: ann, name: Ann, primary: true}", "{id: mei, name: Mei, primary: true}"
    )
    terminal.write("shop.map.yaml", typed)

    terminal.run("keep", "mei.yaml")
    taken = terminal.run("refresh")
    terminal.run(
        "measure",
        "shop.map.yaml",
        "shop.csv",
        "--cases",
        "people.csv",
        "--least-group",
        "1",
        "-o",
        "m.map.yaml",
    )
    measured = tl.load("m.map.yaml")

    # By hand: Ann and Cem of the five work late.
    assert taken.code == 0, taken.err
    assert isinstance(measured, tl.MeasuredMap)
    (mei,) = measured.measures.personas
    assert (mei.persona, mei.share.value, mei.share.n) == ("mei", 0.4, 5)
    assert "An evening at home" in terminal.words("m.map.yaml")


def test_r116_an_outline_of_stages_and_steps_comes_from_a_log_alone(terminal: Terminal) -> None:
    reply = terminal.run("discover", "shop.csv", "-o", "draft.map.yaml")
    draft = tl.load("draft.map.yaml")

    assert reply.code == 0, reply.err
    assert isinstance(draft, tl.JourneyMap)
    assert draft.is_discovered
    assert [step.name.said("en") for step in draft.steps][:2] == ["visit", "sign up"]
    assert all(stage.steps for stage in draft.stages)


def test_r117_the_purchase_has_a_stage_for_each_part_of_buying(terminal: Terminal) -> None:
    made = terminal.made("--kind", "purchase")
    whole = terminal.made("lifecycle")

    kinds = [stage["kind"] for stage in made["stages"]]
    assert kinds.index("awareness") < kinds.index("consideration") < kinds.index("purchase")
    assert {"awareness", "purchase", "use", "support", "loyalty"} <= {
        stage["kind"] for stage in whole["stages"]
    }


def test_r118_how_customers_meet_the_company_is_laid_out_by_stage(terminal: Terminal) -> None:
    parts = [
        {"id": "buy", "name": "Buy", "steps": [STEPS[0]]},
        {"id": "own", "name": "Own", "steps": [STEPS[1]]},
    ]
    met = lane("touchpoints", look="Shop window")

    found = terminal.rules(terminal.write_map(met, stages=parts))
    everywhere = lane("touchpoints", look="Shop window", join="Manual")
    whole = terminal.rules(terminal.write_map(everywhere, stages=parts))

    assert "empty-stage" in found
    assert "empty-stage" not in whole
    assert "Manual" in terminal.words("small.map.json")


@pytest.mark.parametrize(
    ("objective", "type_"),
    [
        ("Fewer complaints about late delivery", "current-state"),
        ("Win the loyalty of our customers", "circular"),
        ("Plan the launch of a new service", "future-state"),
    ],
)
def test_r124_the_objective_chooses_the_type_with_its_reason(
    objective: str, type_: str, terminal: Terminal
) -> None:
    reply = terminal.run("new", "--objective", objective, "-o", "made.map.yaml")
    journey = tl.load("made.map.yaml")

    assert isinstance(journey, tl.JourneyMap)
    assert journey.type == type_
    assert journey.objective is not None
    assert journey.objective.statement.said("en") == objective
    # By the templates: each type is told with what it is good for.
    assert "Map type:" in reply.err


def test_r188_the_day_in_the_life_is_for_new_initiatives(terminal: Terminal) -> None:
    reply = terminal.run("new", "--goal", "find-needs", "-o", "made.map.yaml")
    journey = tl.load("made.map.yaml")

    assert isinstance(journey, tl.JourneyMap)
    assert journey.type == "day-in-the-life"
    assert "new initiatives" in reply.err


def test_r189_the_future_is_planned_from_the_present_and_held_against_it(
    terminal: Terminal,
) -> None:
    terminal.run("new", "future-state", "--from", "shop.map.yaml", "-o", "future.map.yaml")
    text = (terminal.folder / "future.map.yaml").read_text(encoding="utf-8")
    terminal.write("future.map.yaml", text.replace("I sign up", "I am known already"))

    told = terminal.run("compare", "shop.map.yaml", "future.map.yaml").out
    pairs = terminal.run("compare", "shop.map.yaml", "future.map.yaml", "--json").json["steps"]

    assert "I am known already" in told
    assert [(pair["left"], pair["right"]) for pair in pairs] == [
        ("look", "look"), ("join", "join"), ("pay", "pay"),
    ]  # fmt: skip


def test_p19_two_maps_are_drawn_on_one_sheet(full: Terminal) -> None:
    full.run("compare", "shop.map.yaml", "full.map.yaml", "--to", "svg", "-o", "both.svg")

    drawn = (full.folder / "both.svg").read_text(encoding="utf-8")
    assert "I give up" in drawn
    assert drawn.count("I sign up") >= 1


def test_r209_steps_that_serve_nothing_are_asked_about(terminal: Terminal) -> None:
    told = lane("actions", look="Compares gifts", join="Leaves an address", pay="Types the number")

    silent = terminal.rules(terminal.write_map(lane("actions", look="Compares", pay="Types")))
    serving = terminal.rules(terminal.write_map(told))

    assert "irrelevant-step" in silent
    assert "irrelevant-step" not in serving


def test_r212_a_number_says_how_sure_it_is_and_a_guess_that_it_is_one(full: Terminal) -> None:
    drawn = full.words("measured.map.yaml")
    found = full.run("check", "full.map.yaml", "--fail-on", "never")

    # By hand: of five who look around four sign up; Wilson's interval of 4 of 5 is 37.6 to 96.4 %.
    assert "37.6" in drawn
    assert "96.4" in drawn
    assert "n = 5" in drawn.replace("\xa0", " ")
    assert "have evidence" in found.out.replace("\xa0", " ")


def test_p5_branches_loops_failure_and_recovery_are_drawn(terminal: Terminal) -> None:
    help_ = {"id": "help", "name": "I ask for help", "path": "recovery"}
    stage = [{"id": "buy", "name": "Buy", "steps": [*STEPS, help_]}]
    ways = [
        {"id": "a", "kind": "failure", "from": "join", "text": "Gives up"},
        {"id": "b", "kind": "recovery", "from": "pay", "to": "help", "text": "Calls"},
        {"id": "c", "kind": "recovery", "from": "help", "to": "pay", "text": "Solved"},
        {"id": "d", "kind": "loop", "from": "pay", "to": "look", "text": "Once more"},
    ]

    drawn = terminal.words(terminal.write_map(stages=stage, branches=ways))

    assert [
        text for text in ("Gives up", "Calls", "Solved", "Once more") if text not in drawn
    ] == []


def test_p7_lifecycle_journeys_and_their_parts_hang_together(terminal: Terminal) -> None:
    def write(name: str, *parts: str) -> None:
        links = [{"id": f"to-{one}", "kind": "detail", "map": f"{one}.map.json"} for one in parts]
        terminal.write_map(id=name, title=name.title(), links=links)
        (terminal.folder / "small.map.json").rename(terminal.folder / f"{name}.map.json")

    write("paying")
    write("buying", "paying")
    write("life", "buying")
    (terminal.folder / "shop.map.yaml").unlink()

    told = terminal.run("tree", ".")

    lines = [line.split("  ")[0] for line in told.out.splitlines()]
    begin = lines.index("Life")
    assert told.code == 0, told.out
    assert lines[begin + 1].endswith("Buying")
    assert "Paying" in told.out.splitlines()[begin + 2]
