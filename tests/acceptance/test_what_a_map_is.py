"""
What a journey and a map are (requirements 1.1), one test each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import touchline as tl
from tests.acceptance.conftest import STEPS, lane

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


def stages(*kinds: str) -> list[dict[str, object]]:
    """
    Make a stage of one step of each kind.
    """
    return [
        {"id": kind, "name": kind, "kind": kind, "steps": [{"id": f"i-{kind}", "name": "I do"}]}
        for kind in kinds
    ]


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "html"])
def test_r001_a_stored_map_renders_to_a_picture(form: str, full: Terminal) -> None:
    reply = full.run("render", "measured.map.yaml", "-o", f"map.{form}")

    assert reply.code == 0
    assert (full.folder / f"map.{form}").stat().st_size > 10_000


def test_r002_a_map_without_first_contact_or_outcome_is_found(terminal: Terminal) -> None:
    whole = terminal.rules(terminal.write_map(stages=stages("awareness", "purchase", "support")))
    late = terminal.rules(terminal.write_map(stages=stages("purchase", "support")))
    short = terminal.rules(terminal.write_map(stages=stages("awareness", "consideration")))

    asked = {"no-first-contact", "no-outcome"}
    assert (asked & whole, asked & late, asked & short) == (
        set(),
        {"no-first-contact"},
        {"no-outcome"},
    )


def test_r003_a_stage_can_be_the_support_after_the_purchase(terminal: Terminal) -> None:
    name = terminal.write_map(stages=stages("purchase", "support"))

    journey = tl.load(name)

    assert isinstance(journey, tl.JourneyMap)
    assert [stage.kind for stage in journey.stages] == ["purchase", "support"]
    # The linear journey of the sources ends in it.
    assert terminal.made("linear")["stages"][-1]["kind"] == "support"


def test_r004_the_kinds_of_stages_reach_from_awareness_to_loyalty(terminal: Terminal) -> None:
    schema = terminal.run("schema").json["$defs"]["Stage"]["properties"]["kind"]

    (kinds,) = [option["enum"] for option in schema["anyOf"] if "enum" in option]
    # By hand, from F4 and F3: awareness, purchase, use, after-sales and loyalty are among them.
    assert {"awareness", "purchase", "use", "support", "loyalty"} <= set(kinds)
    terminal.write_map(stages=stages("suport"))
    reply = terminal.run("check", "small.map.json")
    assert reply.code == 2
    assert "stages[0].kind" in reply.err
    assert "“support”" in reply.err


def test_r005_the_lifecycle_leads_from_awareness_to_loyalty(terminal: Terminal) -> None:
    kinds = [stage["kind"] for stage in terminal.made("lifecycle")["stages"]]

    assert (kinds[0], kinds[-1]) == ("awareness", "loyalty")
    assert {"purchase", "use", "support", "retention"} < set(kinds)


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


def test_r006_the_map_tells_where_one_customer_is_now(full: Terminal) -> None:
    drawn = full.run(
        "render", "full.map.yaml", "--to", "svg", "--case", "cem", "--log", "shop.csv", "--named"
    ).out

    # Cem has signed up and not paid.
    marked = drawn.partition('data-role="here"')[2].partition(">")[0]
    assert 'data-at="step:join"' in marked
    assert "Customer cem is here" in marked


def test_r007_single_paths_and_their_variants_are_seen(terminal: Terminal) -> None:
    answer = terminal.run("ask", "variants", "shop.csv", "--json").json["answer"]
    paths = {tuple(row["path"]): row["cases"] for row in answer["variants"]}

    # By hand, from the thirteen rows of the shop.
    assert paths == {
        ("visit", "sign up", "pay"): 2,
        ("visit", "sign up", "oops:err", "pay"): 1,
        ("visit", "sign up"): 1,
        ("visit",): 1,
    }
    log = tl.read_log("shop.csv")
    assert log.trace("ben").path == ("visit", "sign up", "oops:err", "pay")


def test_r008_the_map_is_told_as_a_story_of_thoughts_and_feelings(full: Terminal) -> None:
    told = full.told("full.map.yaml")

    beginning = told.index("Somebody needs a present by Friday.")
    thought = told.index("“Will it come in time?”")
    glad, angry = told.index("Pretty things"), told.index("The card was refused")
    assert beginning < thought < glad < angry


def test_r009_a_step_in_the_companys_words_is_pointed_at(terminal: Terminal) -> None:
    own = terminal.rules(terminal.write_map())
    step = {**STEPS[0], "name": "User conversion"}
    foreign = terminal.rules(
        terminal.write_map(stages=[{"id": "buy", "name": "Buy", "steps": [step, *STEPS[1:]]}])
    )

    assert "company-voice" not in own
    assert "company-voice" in foreign


def test_r010_needs_and_wants_stand_at_every_step(terminal: Terminal) -> None:
    words = terminal.words(
        terminal.write_map(
            lane("needs", look="An idea", join="Few questions", pay="An invoice"),
            lane("wants", look="To be surprised"),
        )
    )

    said = ("Needs", "An idea", "Few questions", "An invoice", "Wants", "To be surprised")
    assert all(word in words for word in said)


def test_r011_what_eases_and_what_hinders_are_told_apart(terminal: Terminal) -> None:
    told = terminal.told(
        terminal.write_map(
            lane("enablers", join="The data are filled in"), lane("barriers", join="A password")
        )
    )

    rows = {row.split(" | ")[0].strip("| *"): row for row in told.splitlines() if "|" in row}
    assert "The data are filled in" in rows["Enablers"]
    assert "A password" in rows["Barriers"]


def test_r012_a_pain_and_the_support_that_answers_it_are_linked(terminal: Terminal) -> None:
    pains = lane("pain-points", pay={"id": "refused", "text": "Card refused", "severity": 3})
    helps = {"id": "s1", "text": "Offer an invoice", "answers": ["refused"]}

    told = terminal.told(terminal.write_map(pains, lane("support", pay=helps)))
    astray = terminal.run(
        "check", terminal.write_map(pains, lane("support", pay={**helps, "answers": ["refusd"]}))
    )

    assert "Offer an invoice · Answers: “Card refused”" in told
    assert astray.code == 2
    assert "refusd" in astray.err


def test_r013_a_need_says_why(terminal: Terminal) -> None:
    need = {"text": "A day of delivery", "why": "The party is on Friday"}

    assert "A day of delivery · Why: The party is on Friday" in terminal.told(
        terminal.write_map(lane("needs", look=need))
    )


def test_r014_the_gap_between_expectation_and_experience_is_computed(terminal: Terminal) -> None:
    scale = {"low": 1, "high": 5}
    expected = lane(
        "expectations",
        look={"text": "Inspiring", "expected": 4, "experienced": 3.5},
        pay={"text": "At once", "expected": 4.5},
    )
    felt = lane("emotion", pay={"score": 2})

    name = terminal.write_map({**expected, "scale": scale}, {**felt, "scale": scale})
    told = terminal.told(name)

    # By hand: 3.5 is half a point below 4; without an experience of its own the feeling at the
    # step, 2, counts against 4.5, more than a quarter of the scale.
    assert "Inspiring · expected 4 · experienced 3.5 · gap −0.5" in told
    assert "At once · expected 4.5 · experienced 2 · gap −2.5" in told
    assert "expectation-gap" in terminal.rules(name)


def test_r015_the_map_shows_what_share_of_it_is_backed_by_evidence(full: Terminal) -> None:
    # By hand: eleven cells hold cards, of which one, the quoted thought, has evidence.
    told = full.words("measured.map.yaml")

    assert "9%" in told
    assert "1 of 11" in told
    assert "assumption" in told
    assert "quoted" in told


def test_r016_a_programme_groups_maps_goals_and_owners(full: Terminal) -> None:
    full.run("tree", ".", "--programme", "all.programme.yaml")
    file = full.folder / "all.programme.yaml"
    goals = "goals:\n  - {id: again, statement: More second orders}\n"
    text = file.read_text().replace("{file: shop", "{owner: Rosa, goals: [again], file: shop")
    file.write_text(text + goals)

    reply = full.run("tree", "all.programme.yaml")
    record = full.run("tree", "all.programme.yaml", "--json").json

    assert reply.code == 0, reply.err
    assert "More second orders" in reply.out
    owners = {one["file"]: one["owner"] for one in record["maps"]}
    assert owners == {"shop.map.yaml": "Rosa", "full.map.yaml": None, "measured.map.yaml": None}
