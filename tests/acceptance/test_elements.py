"""
The building blocks of a map (requirements 1.2), one test each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import touchline as tl
from tests.acceptance.conftest import STEPS, lane
from touchline.templates import template_names

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

ANN = {"id": "ann", "name": "Ann", "primary": True}
BEN = {"id": "ben", "name": "Ben"}
#: Ready to be published.
READY = {
    "personas": [ANN], "scenario": "Friday is near.", "goal": "A present by Friday",
    "objective": {"statement": "Win more first purchases"},
}  # fmt: skip
#: The four templates whose rows the sources give word by word (R-050 to R-053).
EXACT = {"current-state", "future-state", "day-in-the-life", "service-blueprint"}


def steps(**fields: object) -> list[dict[str, object]]:
    """
    Put the three usual steps into one stage, the last one with these fields.
    """
    last = {**STEPS[-1], **fields}
    return [{"id": "buy", "name": "Buy", "steps": [*STEPS[:-1], last]}]


def changed(terminal: Terminal, old: str, new: str) -> tuple[str, str]:
    """
    Draw the full map as it is, and with one text replaced.
    """
    text = (terminal.folder / "full.map.yaml").read_text()
    assert old in text
    terminal.write("changed.map.yaml", text.replace(old, new))
    return terminal.words("full.map.yaml"), terminal.words("changed.map.yaml")


def test_r020_a_map_has_exactly_one_primary_persona(terminal: Terminal) -> None:
    card = lane("actions", look="Compares gifts")
    one = terminal.rules(terminal.write_map(card, personas=[ANN, BEN]))
    none = terminal.rules(terminal.write_map(card, personas=[{**ANN, "primary": False}, BEN]))
    both = terminal.rules(terminal.write_map(card, personas=[ANN, {**BEN, "primary": True}]))
    nobody = terminal.rules(terminal.write_map(card))

    assert "unclear-perspective" not in one
    assert all("unclear-perspective" in found for found in (none, both, nobody))


@pytest.mark.parametrize("missing", ["scenario", "goal", "personas"])
def test_r021_a_map_is_published_once_scenario_and_goal_are_told(
    missing: str, terminal: Terminal
) -> None:
    lacking = terminal.write_map(**{key: one for key, one in READY.items() if key != missing})

    refused = terminal.run("publish", lacking)
    still = tl.load(lacking)
    accepted = terminal.run("publish", terminal.write_map(**READY))
    now = tl.load("small.map.json")

    assert (refused.code, accepted.code) == (1, 0)
    assert isinstance(still, tl.JourneyMap)
    assert isinstance(now, tl.JourneyMap)
    assert (still.status, now.status) == ("draft", "published")
    said = terminal.words("small.map.json")
    assert "Friday is near." in said
    assert "A present by Friday" in said


@pytest.mark.parametrize("template", sorted(set(template_names()) - EXACT))
def test_r022_a_template_has_lanes_for_actions_thoughts_and_feelings(
    template: str, terminal: Terminal
) -> None:
    kinds = {row["kind"] for row in terminal.made(template)["lanes"]}

    assert {"actions", "thoughts", "emotion"} <= kinds


@pytest.mark.parametrize("template", sorted(EXACT))
def test_r022_templates_of_the_sources_ask_for_thoughts_and_feelings_in_one_row(
    template: str, terminal: Terminal
) -> None:
    rows = terminal.made(template)["lanes"]

    assert rows[0]["title"] == "What is the customer thinking or feeling?"


def test_r023_a_touchpoint_tells_channel_moment_and_delivery(terminal: Terminal) -> None:
    till = {
        "text": "Till", "channel": "web", "moment": "When the bank answers",
        "delivery": "self-service", "use": "wanted",
    }  # fmt: skip
    channels = [{"id": "web", "name": "Web shop"}]

    told = terminal.told(terminal.write_map(lane("touchpoints", pay=till), channels=channels))

    line = next(row for row in told.splitlines() if "Till" in row)
    for said in ("Channel: Web shop", "When the bank answers", "self-service", "wanted"):
        assert said in line


def test_r024_an_insight_names_the_cards_that_it_draws_on(terminal: Terminal) -> None:
    pains = lane("pain-points", pay={"id": "p1", "text": "Card refused"})
    insight = {"text": "Fridays decide", "about": ["p1"]}
    name = terminal.write_map(pains, lane("insights", pay=insight))

    assert "Fridays decide · Draws on: “Card refused”" in terminal.told(name)
    listed = terminal.run("list", name, "insights", "--json").json["rows"]
    assert [(row["text"], row["about"]) for row in listed] == [("Fridays decide", ["p1"])]


def test_r025_blocks_without_an_owner_are_listed(full: Terminal) -> None:
    rows = full.run("list", "full.map.yaml", "owners", "--unowned", "--json").json["rows"]
    open_ = {(row["block"], row["text"]) for row in rows}

    # By hand: stage “Find”, step “I look around”, the lane of actions and one cell have an owner.
    assert ("stage", "Buy") in open_
    assert ("stage", "Find") not in open_
    assert ("step", "I look around") not in open_
    assert ("step", "I sign up") in open_
    assert "23 parts have no owner" in full.run("check", "full.map.yaml").out
    assert all(owner in full.words("full.map.yaml") for owner in ("Marketing", "Ms Lee", "Mr Tan"))


def test_r026_stages_stand_in_their_order(full: Terminal) -> None:
    told = full.told("full.map.yaml")

    assert told.index("## Find") < told.index("## Buy")


def test_r027_steps_stand_in_their_order(full: Terminal) -> None:
    told = full.words("full.map.yaml")

    names = ("I look around", "I sign up", "I pay", "I give up", "They call me back")
    places = [told.index(name) for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        pytest.param(", moment_of_truth: true", "moment of truth", id="r028"),
        pytest.param(", path: failure, optional: true", "if it fails", id="r029"),
        pytest.param(", path: recovery, optional: true", "recovery", id="r030"),
        pytest.param(", milestone: true", "milestone", id="r032"),
    ],
)
def test_r028_to_r032_what_is_special_about_a_step_is_drawn(
    flag: str, said: str, full: Terminal
) -> None:
    marked, plain = changed(full, flag, "")

    assert said in marked
    assert said not in plain


def ways(*kinds: tuple[str, str | None]) -> list[dict[str, object]]:
    """
    Let ways of these kinds leave the last step.
    """
    return [
        {"id": f"b{n}", "kind": kind, "from": "pay", "to": to, "text": f"Way {n}"}
        for n, (kind, to) in enumerate(kinds)
    ]


def test_r029_a_failure_leaves_a_step_and_may_end_the_journey(terminal: Terminal) -> None:
    drawn = terminal.words(terminal.write_map(branches=ways(("failure", None))))
    straight = terminal.words(terminal.write_map())

    assert "Way 0" in drawn
    assert "Way 0" not in straight
    assert "Failure" in drawn.title()


def test_r030_a_recovery_returns_to_the_planned_way(terminal: Terminal) -> None:
    back = {"id": "help", "name": "I ask for help", "path": "recovery"}
    stage = [{"id": "buy", "name": "Buy", "steps": [*STEPS, back]}]
    to_help = {"id": "out", "kind": "recovery", "from": "pay", "to": "help"}
    home = {"id": "home", "kind": "recovery", "from": "help", "to": "pay", "text": "Solved"}

    ended = terminal.rules(terminal.write_map(stages=stage, branches=[to_help]))
    returned = terminal.rules(terminal.write_map(stages=stage, branches=[to_help, home]))

    assert "endless-recovery" in ended
    assert "endless-recovery" not in returned
    assert "Solved" in terminal.words("small.map.json")


def test_r031_a_change_of_channel_or_department_is_marked(terminal: Terminal) -> None:
    channels = [{"id": "web", "name": "Web shop"}, {"id": "social", "name": "Social media"}]
    posts = {"text": "Post", "channel": "social"}
    page = {"text": "Page", "channel": "web"}

    handed = terminal.told(
        terminal.write_map(lane("touchpoints", look=posts, join=page), channels=channels)
    )
    stayed = terminal.told(
        terminal.write_map(lane("touchpoints", look=page, join=page), channels=channels)
    )
    offices = terminal.told(terminal.write_map(stages=steps(department="Accounting")))

    assert "hand-off from Social media to Web shop" in handed
    assert "hand-off" not in stayed
    assert "Accounting" in offices


def test_r032_a_milestone_is_bound_to_its_event(full: Terminal) -> None:
    measured = tl.load("measured.map.yaml")
    assert isinstance(measured, tl.MeasuredMap)
    (milestone,) = [step for step in measured.journey.steps if step.is_milestone]
    figure = next(row.reached for row in measured.measures.steps if row.step == milestone.id)

    # By hand: four of five sign up.
    assert milestone.id == "join"
    assert figure is not None
    assert figure.value == 4
    assert full.run("discover", "shop.csv", "-o", "draft.map.yaml").code == 0


def icons(terminal: Terminal, name: str) -> int:
    """
    Count what is drawn beside words.
    """
    svg = terminal.run("render", name, "--to", "svg").out
    return len(re.findall("<(?:use|path|g)[ >]", svg))


def test_r033_stages_and_steps_have_icons_of_the_library_or_their_own(terminal: Terminal) -> None:
    own = [{"id": "kite", "path": "M12 2L20 12L12 22L4 12Z"}]
    plain = icons(terminal, terminal.write_map())
    from_library = icons(terminal, terminal.write_map(stages=steps(icon="credit-card")))
    mine = terminal.write_map(stages=steps(icon="kite"), icons=own)
    from_map, found = icons(terminal, mine), terminal.rules(mine)

    assert from_library > plain
    assert from_map > plain
    assert "unknown-icon" not in found
    assert "unknown-icon" in terminal.rules(terminal.write_map(stages=steps(icon="kite")))


def test_r034_a_reader_sees_where_they_are(full: Terminal) -> None:
    drawn = full.run("render", "full.map.yaml", "--to", "svg", "--here", "join").out

    marked = drawn.partition('data-role="here"')[2].partition(">")[0]
    assert 'data-at="step:join"' in marked
    assert "You are here" in marked
    assert "You are here" not in full.words("full.map.yaml")


def test_r035_a_legend_and_tooltips_say_what_is_seen(full: Terminal) -> None:
    told = full.words("measured.map.yaml")
    svg = ET.fromstring(full.run("render", "measured.map.yaml", "--to", "svg").out)
    tips = [tip.text or "" for tip in svg.iter("{http://www.w3.org/2000/svg}title")]

    for entry in (
        "moment of truth",
        "milestone",
        "assumption: no evidence yet",
        "severity, 1 to 3",
    ):
        assert entry in told
    assert any("I was late" in tip for tip in tips)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        pytest.param("Card refused", 3, id="r036"),
        pytest.param("Slow page", 1, id="r037"),
    ],
)
def test_r036_r037_pains_and_inconveniences_have_a_severity(
    text: str, severity: int, full: Terminal
) -> None:
    assert f"{text} · severity {severity} of 3" in full.told("full.map.yaml")


def test_r038_friction_is_told_by_people_and_found_in_data(terminal: Terminal) -> None:
    # Forty of fifty leave at the form; nobody leaves before it, and one in ten after it.
    rows = []
    for n in range(50):
        names = ["visit", "sign up", "pay"][: 3 if n < 10 else 2]
        rows += [f"c{n},{name},2026-01-0{day + 1}" for day, name in enumerate(names)]
    terminal.write("many.csv", "case,activity,timestamp\n" + "\n".join(rows) + "\n")
    bound = lane(
        "touchpoints",
        look={"text": "Page", "binding": [{"activities": ["visit"]}]},
        join={"text": "Form", "binding": [{"activities": ["sign up"]}]},
        pay={"text": "Till", "binding": [{"activities": ["pay"]}]},
    )
    name = terminal.write_map(
        bound, lane("friction"), lane("barriers", join="It asks for a fax number")
    )
    terminal.run("measure", name, "many.csv", "-o", "many.map.yaml")

    told = terminal.told("many.map.yaml")

    row = next(line for line in told.splitlines() if line.startswith("| **Friction"))
    assert "It asks for a fax number" in told
    # By hand: 40 of 50 are lost between signing up and paying.
    assert "80" in row.split(" | ")[2]
    assert "80" not in row.split(" | ")[1]


def test_r039_emotions_are_a_curve_with_values(terminal: Terminal) -> None:
    felt = lane("emotion", look={"score": 0.5}, pay={"score": -0.5})
    names = ["bad", "so-so", "good"]

    words = terminal.words(terminal.write_map(felt))
    named = terminal.told(
        terminal.write_map({**felt, "scale": {"low": -0.5, "high": 0.5, "names": names}})
    )

    assert "+0.50" in words
    assert "−0.50" in words
    assert "good" in named
    assert "bad" in named


def test_r039_scores_of_different_scales_are_never_joined(terminal: Terminal) -> None:
    mixed = lane(
        "emotion",
        look={"score": 0.5},
        join={"score": 0.5, "scale": {"low": -1, "high": 1}},
        pay={"score": 9, "scale": {"low": 0, "high": 10}},
    )

    reply = terminal.run("render", terminal.write_map(mixed), "--to", "svg")

    assert reply.code == 0
    assert "scales" in reply.out


def test_r040_thoughts_stand_in_the_customers_own_words(full: Terminal) -> None:
    assert "“Will it come in time?”" in full.told("full.map.yaml")


def test_r041_what_customers_post_names_its_network(terminal: Terminal) -> None:
    post = {"text": "Look what I bought!", "channel": "social"}
    channels = [{"id": "social", "name": "Social media"}]

    told = terminal.told(terminal.write_map(lane("customer-content", pay=post), channels=channels))

    row = next(line for line in told.splitlines() if "Customer posts" in line)
    assert "Look what I bought" in row
    assert "Social media" in row


def test_r042_resources_are_an_inventory_with_its_cost(terminal: Terminal) -> None:
    means = lane(
        "resources",
        look={"text": "Photographs", "sort": "content", "cost": 900, "currency": "EUR"},
        pay=[
            {"text": "Fees", "sort": "budget", "cost": 30, "currency": "EUR", "every": "month"},
            {"text": "Licence", "sort": "tool", "cost": 12, "currency": "EUR", "every": "month"},
            {"text": "A clerk", "sort": "people", "availability": "need"},
        ],
    )

    record = terminal.run("list", terminal.write_map(means), "resources", "--json").json
    sums = {(row["availability"], row["every"], row["cost"]) for row in record["totals"]}

    assert [row["step"] for row in record["rows"]] == ["I look around", *["I pay"] * 3]
    # By hand: 30 + 12 a month, 900 once, and somebody whose cost nobody stated.
    assert {("have", "month", 42.0), ("have", None, 900.0), ("need", None, None)} == sums


def test_r043_one_departments_part_is_shown_alone(terminal: Terminal) -> None:
    cards = lane(
        "backstage",
        look={"text": "Photographs", "department": "Marketing"},
        pay={"text": "Packs the box", "department": "Warehouse"},
    )
    name = terminal.write_map(cards)

    part = terminal.told(name, "--department", "Warehouse")

    assert "Packs the box" in part
    assert "Photographs" not in part
    assert "Photographs" in terminal.told(name)


def test_r044_a_blueprint_shows_people_methods_processes_and_technology(
    terminal: Terminal,
) -> None:
    made = terminal.made("service-blueprint", "--from", "shop.map.yaml")

    kinds = [row["kind"] for row in made["lanes"]]
    assert {"people", "methods", "processes", "technology"} <= set(kinds)
    terminal.run("new", "service-blueprint", "--from", "shop.map.yaml", "-o", "behind.map.yaml")
    words = terminal.words("behind.map.yaml")
    assert all(one in words for one in ("People", "Methods", "Processes", "Technology"))


def test_r045_what_happens_in_the_background_has_a_lane(terminal: Terminal) -> None:
    told = terminal.told(terminal.write_map(lane("backstage", pay="Packs the box")))

    assert "| **Backstage** |  |  | Packs the box |" in told


def test_r046_how_we_communicate_has_a_lane(terminal: Terminal) -> None:
    told = terminal.told(terminal.write_map(lane("communication", pay="Sends a receipt")))

    assert "| **Communication** |  |  | Sends a receipt |" in told


def test_r047_a_feeling_has_its_cause(terminal: Terminal) -> None:
    angry = {"score": -0.5, "cause": "Nobody says why"}

    assert "−0.50 · Why: Nobody says why" in terminal.told(
        terminal.write_map(lane("emotion", pay=angry))
    )


def test_r048_a_change_says_what_why_and_how_far(terminal: Terminal) -> None:
    change = {
        "text": "Offer invoices", "why": "Cards are refused", "goal": "Fewer lost orders",
        "status": "doing", "due": "2026-03-31",
    }  # fmt: skip

    told = terminal.told(
        terminal.write_map(lane("changes", pay=change), lane("change-plans", pay="Ask the bank"))
    )

    for said in (
        "Offer invoices", "Why: Cards are refused", "Business goal: Fewer lost orders",
        "Doing", "Mar 31, 2026", "Ask the bank",
    ):  # fmt: skip
        assert said in told


def test_r049_the_story_of_one_customer_and_of_one_persona_can_be_followed(
    terminal: Terminal,
) -> None:
    felt = lane(
        "emotion",
        look=[{"score": 0.5, "persona": "ann", "cause": "Pretty things"}],
        pay=[{"score": -0.5, "persona": "ben", "cause": "Only cards are taken"}],
    )

    told = terminal.told(terminal.write_map(felt, personas=[ANN, BEN]))
    ben = tl.read_log("shop.csv").trace("ben")

    assert "Ann: +0.50 · Why: Pretty things" in told.replace("\\", "")
    assert "Ben: −0.50 · Why: Only cards are taken" in told
    # By hand: the four rows of Ben, the last two days after the first.
    assert ben.path == ("visit", "sign up", "oops:err", "pay")
    assert ben.timestamps[-1] - ben.timestamps[0] == (48 * 60 + 20) * 60 * 1_000_000
