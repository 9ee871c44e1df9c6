"""
From findings to changes (requirements 1.7 to 1.10, P8, P9, M4): every row by what a user does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.acceptance.conftest import lane
from touchline.i18n import LANGUAGES
from touchline.measuring.levers import advice_for
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: Forty customers a day look, join and pay: one in four pays before 4 January, three in four from
#: then on; everybody who does not pay looks twice.
HEAD = "customer,event,at,device"


def log() -> str:
    rows = [HEAD]
    for day in range(1, 7):
        for i in range(40):
            name, device = f"d{day}c{i}", "app" if i % 2 else "web"
            rows.append(f"{name},visit,2026-01-{day:02d}T10:00:00Z,{device}")
            rows.append(f"{name},sign up,2026-01-{day:02d}T10:05:00Z,{device}")
            if i % 4 < (1 if day < 4 else 3):
                rows.append(f"{name},pay,2026-01-{day:02d}T10:10:00Z,{device}")
    return "\n".join(rows) + "\n"


def chain() -> list[dict[str, Any]]:
    """
    Make the lanes of one whole chain at the step of paying.
    """
    measured = {"grade": "measured", "source": "Log", "date": "2026-01-06"}
    touchpoints = {
        "look": {"text": "Page", "binding": [{"activities": ["visit"]}]},
        "join": {"text": "Form", "binding": [{"activities": ["sign up"]}]},
        "pay": {"text": "Till", "binding": [{"activities": ["pay"]}]},
    }
    rice = {"impact": 2, "confidence": 0.8, "effort": 4}
    return [
        lane("touchpoints", **touchpoints),
        lane("pain-points", join={"id": "p1", "text": "Cost comes late", "evidence": [measured]}),
        lane("insights", join={"id": "i1", "text": "Half leave at the cost", "about": ["p1"]}),
        lane(
            "opportunities",
            join=[
                {"id": "o1", "text": "Say the cost first", "draws_on": ["i1"],
                 "rice": {"reach": 2000, **rice}, "value": 8, "effort": 3,
                 "importance": 9, "satisfaction": 3,
                 "kano": [{"present": "expect", "absent": "dislike", "n": 9}]},
                {"id": "o2", "text": "A new colour", "rice": {"reach": 10, **rice},
                 "ice": {"impact": 2, "confidence": 5, "ease": 9}},
            ],
        ),
        lane("solutions", join={"id": "s1", "text": "Cost on the page", "carries_out": ["o1"]}),
        lane(
            "changes",
            join={"id": "c1", "text": "Show the cost", "builds": ["s1"], "answers": ["p1"],
                  "goal": "More first orders", "status": "done", "since": "2026-01-04"},
        ),
    ]  # fmt: skip


@pytest.fixture
def team(terminal: Terminal) -> Terminal:
    """
    Open a terminal in a workspace with a map of one whole chain and its log.
    """
    terminal.write_map(*chain(), department="Web shop", measurement={"window": "1d"})
    terminal.write("days.csv", log())
    (terminal.folder / "shop.map.yaml").unlink()
    Workspace.create(terminal.folder, title="Shop").close()
    return terminal


def prove(team: Terminal, *words: str) -> Any:
    reply = team.run(
        "prove", "small.map.json", "c1", "days.csv", "--log-end", "2026-01-08", "--json", *words
    )
    assert reply.code == 0, reply.err
    return reply.json


def register(team: Terminal, *words: str) -> Any:
    reply = team.run("register", *words, "--json")
    assert reply.code in {0, 1}, reply.err
    return reply.json["rows"]


def cards(team: Terminal, kind: str, file: str = "small.map.json") -> list[dict[str, Any]]:
    plain = yaml.safe_load((team.folder / file).read_text(encoding="utf-8"))
    none: dict[str, Any] = {"cells": []}
    found = next((one for one in plain["lanes"] if one["kind"] == kind), none)
    return [card for cell in found["cells"] for card in cell["cards"]]


def test_r024_insights_are_listed_and_linked_to_cells(team: Terminal) -> None:
    team.run("answer", "small.map.json", "days.csv", "--write")

    listed = team.run("list", "small.map.json", "insights", "--json").json["rows"]

    assert "Half leave at the cost" in [row["text"] for row in listed]
    assert {row["step"] for row in listed} >= {"I look around", "I sign up"}


def test_r131_the_results_are_analysed_in_one_step(team: Terminal) -> None:
    reply = team.run("answer", "small.map.json", "days.csv")

    assert reply.code == 0
    assert "What makes customers leave" in reply.out
    assert "How support can improve" in reply.out


def test_r132_the_answers_are_put_into_the_map(team: Terminal) -> None:
    words = ("answer", "small.map.json", "days.csv", "--log-end", "2026-01-08")
    told = team.run(*words, "--json").json["answers"]

    before = (team.folder / "small.map.json").read_bytes()
    team.run(*words)
    assert (team.folder / "small.map.json").read_bytes() == before

    team.run(*words, "--write")
    # By hand: 3 of 4 in three days and 1 of 4 in three days, that is half of 240, do not pay.
    leaving = next(one for one in told if one["kind"] == "leaving")
    assert (leaving["step"], leaving["value"], leaving["n"]) == ("join", 0.5, 240)
    written = [card for card in cards(team, "insights") if card["id"].startswith("learned")]
    assert len(written) == len([one for one in told if one["kind"] != "unknown-need"])
    assert all(card["evidence"][0]["grade"] == "measured" for card in written)
    assert all(card["evidence"][0]["n"] and card["evidence"][0]["date"] for card in written)


def test_r133_needs_that_are_not_met_and_what_is_missing_are_told(team: Terminal) -> None:
    words = ("answer", "small.map.json", "days.csv", "--log-end", "2026-01-08")
    without = team.run(*words).out
    team.write_map(*chain(), lane("needs", join={"id": "n1", "text": "Know the cost"}))
    told = team.run(*words).out

    assert "At “I sign up” the map tells no need, and 50.0%" in without
    assert "At “I sign up” customers need: “Know the cost”. 50.0% of 240 customers" in told


def test_r134_the_teams_concerned_are_asked_and_acknowledged(team: Terminal) -> None:
    team.run("feedback", "small", "--ask")
    asked = team.run("feedback", "small", "--json").json["feedback"][0]
    name = asked["record"]["id"]

    team.run("feedback", "--reply", name, "--text", "We say it in March", "--author", "Cem")
    reply = team.run("feedback", "small", "--acknowledge", name, "--text", "Noted", "--json")

    assert (asked["department"], asked["status"]) == ("Web shop", "asked")
    found = reply.json["feedback"][0]
    assert found["status"] == "acknowledged"
    assert found["record"]["remarks"][0]["by"] == "Cem"


def test_r135_a_change_is_made_and_its_result_is_measured(team: Terminal) -> None:
    found = prove(team, "--write")

    # By hand: 30 of 120 pay before 4 January, 90 of 120 from then on.
    assert found["result"]["verdict"] == "better"
    assert found["result"]["effect"] == pytest.approx(0.5)
    kept = cards(team, "changes")[0]["results"]
    assert [(one["verdict"], one["date"]) for one in kept] == [("better", "2026-01-08")]


def test_r136_a_change_that_answers_no_pain_found_in_data_is_told(team: Terminal) -> None:
    assert "change-without-pain" not in {row["name"] for row in register(team, "gaps")}

    loose = {"id": "c2", "text": "Repaint", "status": "planned"}
    assumed = {"id": "c3", "text": "A gift", "answers": ["p2"], "status": "planned"}
    lanes = [one for one in chain() if one["kind"] != "changes"]
    lanes.append(lane("changes", join=[loose, assumed]))
    lanes.append({**lane("pain-points", pay={"id": "p2", "text": "No gift"}), "id": "more"})
    team.write_map(*lanes)

    names = {row["name"] for row in register(team, "gaps")}
    assert {"change-without-pain", "change-on-assumption"} <= names


def test_r136_pains_found_by_data_become_cards(team: Terminal) -> None:
    team.run("answer", "small.map.json", "days.csv", "--pains", "--write")

    found = [card for card in cards(team, "pain-points") if card["id"].startswith("found")]
    assert found
    assert all(card["evidence"][0]["grade"] == "measured" for card in found)


def test_r168_overall_satisfaction_is_watched(team: Terminal) -> None:
    rows = ["customer,date,kind,scale_low,scale_high,score"]
    rows += [f"a{i},2026-01-02,CSAT,1,5,{5 if i < 380 else 1}" for i in range(400)]
    rows += [f"b{i},2026-01-05,CSAT,1,5,{5 if i < 200 else 1}" for i in range(400)]
    team.write("answers.csv", "\n".join(rows) + "\n")

    without = prove(team)["result"]
    watched = prove(team, "--survey", "answers.csv", "--kind", "csat", "--write")["result"]

    # By hand: 95 % were content before the change, 50 % after.
    assert without["guardrail"] is None
    assert watched["guardrail"]["verdict"] == "harmed"
    assert watched["guardrail"]["effect"] == pytest.approx(-0.45)
    assert "guardrail-harmed" in {row["name"] for row in register(team, "gaps")}


def test_r181_what_must_improve_comes_first(team: Terminal) -> None:
    rows = register(team, "opportunities", "--by", "rice")

    # Published example of RICE: 2,000 x 2 x 80 % / 4 = 800.
    assert [(row["rank"], row["id"], row["score"]) for row in rows] == [
        (1, "o1", 800),
        (2, "o2", 4),
    ]


@pytest.mark.parametrize(
    ("row", "kind", "stage", "lever"),
    [
        ("R-205", "ping-pong", "consideration", "find"),
        ("R-206", "repetition", "purchase", "guide"),
        ("R-207", "long-wait", "delivery", "inform"),
        ("R-208", "rework", "use", "deliver"),
    ],
)
def test_r205_to_r208_a_lever_is_suggested_with_its_reason(
    row: str, kind: str, stage: Any, lever: str
) -> None:
    found = advice_for(kind, stage)

    assert found is not None
    assert (row, found.lever) == (row, lever)


def test_r206_the_lever_stands_below_the_answer(team: Terminal) -> None:
    stages = [
        {
            "id": "buy",
            "name": "Buy",
            "kind": "purchase",
            "steps": [
                {"id": "look", "name": "I look around"},
                {"id": "join", "name": "I sign up"},
                {"id": "pay", "name": "I pay"},
            ],
        }
    ]
    team.write_map(*chain(), stages=stages)

    for language in LANGUAGES:
        reply = team.run("answer", "small.map.json", "days.csv", language=language)
        assert reply.code == 0, reply.err
    told = team.run("answer", "small.map.json", "days.csv").out

    assert "Worth trying: tips and instructions. They leave on the way through buying." in told


def test_p8_the_chain_runs_from_pain_to_proof(team: Terminal) -> None:
    before = register(team)[0]
    prove(team, "--write")
    after = register(team)[0]

    parts = ("insights", "opportunities", "solutions", "changes")
    assert [[one["id"] for one in before[part]] for part in parts] == [
        ["i1"],
        ["o1"],
        ["s1"],
        ["c1"],
    ]
    assert (before["missing"], after["missing"]) == (["result"], [])
    assert after["results"][0]["verdict"] == "better"


@pytest.mark.parametrize(
    ("method", "score", "told"),
    [
        ("rice", 800, None),
        # By hand: 8 / 3; nine people who expect it: must-be, of whom all would miss it.
        ("value-effort", pytest.approx(8 / 3), "quick-win"),
        ("kano", 1, "must-be"),
        # Published example of Ulwick's formula.
        ("importance-satisfaction", 15, "underserved"),
        # By hand: 8 - 3.
        ("value - effort", 5, None),
    ],
)
def test_p9_opportunities_are_scored_by_any_method(
    method: str, score: float, told: str | None, team: Terminal
) -> None:
    first = register(team, "opportunities", "--by", method)[0]

    assert (first["id"], first["score"], first["told"]) == ("o1", score, told)


def test_p9_a_matrix_takes_any_two_axes(team: Terminal) -> None:
    usual = register(team, "matrix")[0]
    own = register(team, "matrix", "--x", "rice.effort", "--y", "reach")

    assert (usual["quadrant"], usual["x_half"], usual["y_half"]) == ("quick-win", "low", "high")
    assert [row["y"] for row in own] == [2000, 10]


def test_m4_the_register_tells_verdict_and_date_of_every_change(team: Terminal) -> None:
    prove(team, "--write")

    row = register(team, "changes")[0]
    told = team.run("register", "changes").out

    assert (row["result"]["verdict"], row["result"]["date"]) == ("better", "2026-01-08")
    assert row["goal"] == "More first orders"
    assert [pain["id"] for pain in row["pains"]] == ["p1"]
    assert "better · 50 points" in told


def test_m4_a_change_without_a_difference_is_not_called_a_success(team: Terminal) -> None:
    found = prove(team, "--since", "2026-01-05", "--span", "1d")

    assert found["result"]["verdict"] in {"too-little-data", "no-difference-shown"}


@pytest.mark.parametrize("what", ["chains", "opportunities", "matrix", "changes", "gaps"])
def test_the_register_speaks_every_language_and_form(what: str, team: Terminal) -> None:
    prove(team, "--write")

    for language in LANGUAGES:
        reply = team.run("register", what, language=language)
        assert reply.code in {0, 1}
        assert reply.out.strip()
    assert team.run("register", what, "--format", "csv").out.count(",") > 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prove", "small.map.json", "c7", "days.csv"], "The map has no change “c7”"),
        (["register", "opportunities", "--by", "rise"], "did you mean “rice”"),
        (["register", "opportunities", "--by", "value +"], "it ends too early"),
        (["register", "--map", "tiny"], "There is no record “tiny”"),
        (["feedback", "--ask"], "MAP"),
        (["answer", "small.map.json", "nothing.csv"], "nothing.csv"),
        (["prove", "small.map.json", "c1", "days.csv", "--of", "nonsense"], "nonsense"),
        (["prove", "small.map.json", "c1", "days.csv", "--of", "{x"], "{x"),
        (["prove", "small.map.json", "c1", "days.csv", "--since", "yesterday"], "yesterday"),
    ],
)
def test_bad_input_is_told(words: list[str], said: str, team: Terminal) -> None:
    reply = team.run(*words)

    assert reply.code == 2
    assert said in reply.err
    assert "Traceback" not in reply.err


def test_r231_a_change_leads_to_its_pain_over_solution_opportunity_and_insight(
    team: Terminal,
) -> None:
    lanes = [one for one in chain() if one["kind"] != "changes"]
    built = {"id": "c1", "text": "Show the cost", "builds": ["s1"], "status": "planned"}
    loose = {"id": "c1", "text": "Show the cost", "status": "planned"}

    assert "change-without-pain" not in team.rules(
        team.write_map(*lanes, lane("changes", join=built))
    )
    assert "change-without-pain" in team.rules(team.write_map(*lanes, lane("changes", join=loose)))
