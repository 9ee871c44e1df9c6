"""
What the best products have, as far as it is here (rows P and M), as a user does it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import touchline as tl
from tests.acceptance.conftest import lane

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


def test_p4_a_blueprint_is_derived_from_a_map(terminal: Terminal) -> None:
    reply = terminal.run("new", "service-blueprint", "--from", "shop.map.yaml", "-o", "b.map.yaml")
    made = tl.load("b.map.yaml")

    assert reply.code == 0, reply.err
    assert isinstance(made, tl.JourneyMap)
    kinds = {row.kind for row in made.lanes}
    assert {"touchpoints", "backstage", "people", "processes", "technology"} <= kinds
    assert [step.id for step in made.steps] == ["look", "join", "pay"]


def test_p13_owners_and_the_rhythm_of_reviews_are_kept_and_told(terminal: Terminal) -> None:
    name = terminal.write_map(
        lane("actions", look="Compares"), review={"last": "2020-01-01", "every": "90d"}
    )

    listed = terminal.run("list", name, "owners", "--unowned").out
    found = terminal.rules(name)

    assert "I look around" in listed
    assert "review-overdue" in found


def test_p14_what_a_record_was_can_be_seen_and_taken_back(terminal: Terminal) -> None:
    terminal.run("init", ".")
    for title in ("Mei Lin", "Mei Chen"):
        terminal.write("mei.yaml", f"record: persona\nid: mei\ntitle: {title}\n")
        terminal.run("keep", "mei.yaml", "--author", "Rosa")

    history = terminal.run("record", "persona", "mei", "--history").out
    terminal.run("record", "persona", "mei", "--revert", "1", "--author", "Jun")
    now = terminal.run("record", "persona", "mei").out

    assert history.count("Rosa") == 2
    assert "Mei Lin" in now
    assert "Mei Chen" not in now


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<svg"), ("html", b"<!"), ("md", b"# "),
        ("json", b"{"),
    ],
)  # fmt: skip
def test_p16_a_map_leaves_in_every_form_there_is(form: str, begins: bytes, full: Terminal) -> None:
    reply = full.run("render", "measured.map.yaml", "-o", f"map.{form}")

    written = (full.folder / f"map.{form}").read_bytes()
    assert reply.code == 0, reply.err
    assert begins in written[:200]


def test_p16_lists_leave_as_csv(full: Terminal) -> None:
    told = full.run("list", "full.map.yaml", "pain-points", "--format", "csv").out

    assert "Card refused" in told
    assert told.splitlines()[0].count(",") >= 3


def test_p21_the_same_question_has_one_answer_on_the_command_line_and_in_python(
    terminal: Terminal,
) -> None:
    told = terminal.run("ask", "funnel", "shop.csv", "--steps", "visit", "--steps", "pay",
                        "--window", "7d", "--json").json["answer"]  # fmt: skip

    log = tl.read_log("shop.csv", case="customer", activity="event", timestamp="at")
    question = tl.Funnel.model_validate({"steps": ["visit", "pay"], "window": "7d"})
    answer = question.answer(log)

    # By hand: Ann, Ben and Eva pay.
    assert [step.reached for step in answer.steps] == [5, 3]
    assert [step["reached"] for step in told["steps"]] == [5, 3]


def test_r204_m10_one_customer_sees_the_step_and_what_comes_next(full: Terminal) -> None:
    drawn = full.words("measured.map.yaml", "--here", "join")
    path = full.run("ask", "path", "shop.csv", "--case-id", "cem", "--json").json["answer"]

    # By hand: Cem visits and signs up; paying comes next.
    assert "You are here" in drawn
    assert drawn.index("I sign up") < drawn.index("I pay")
    assert [event["activity"] for event in path["events"]] == ["visit", "sign up"]


def test_m12_the_map_is_also_a_table_a_story_and_an_outline(full: Terminal) -> None:
    page = full.run("render", "measured.map.yaml", "--to", "html").out
    story = full.told("measured.map.yaml")

    assert "<table" in page
    assert "I look around" in page
    assert story.index("## ") < story.index("I look around")
    assert "Card refused" in story


def test_r130_thoughts_feelings_and_times_stand_in_the_order_of_the_journey(
    terminal: Terminal,
) -> None:
    bound = {
        step: {"text": event, "binding": [{"activities": [event]}]}
        for step, event in (("look", "visit"), ("join", "sign up"), ("pay", "pay"))
    }
    name = terminal.write_map(
        lane("touchpoints", **bound),
        lane("thoughts", look="Which one?"),
        lane("emotion", look={"score": 0.5}, pay={"score": -0.5}),
        lane("time-to-next"),
    )
    terminal.run("measure", name, "shop.csv", "-o", "timed.map.yaml")

    drawn = terminal.words("timed.map.yaml").replace("\xa0", " ")

    # By hand: from visit to sign-up it takes 10, 20, 30 and 30 minutes.
    assert "Which one?" in drawn
    assert "25 min" in drawn
