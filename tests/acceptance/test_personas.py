"""
Personas that data suggest, and one customer at a glance, as a team at a terminal meets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import touchline as tl
from tests.acceptance.conftest import LOCALES
from tests.workspace.customers import BUYERS, LOOKERS, write_shop
from touchline.sources import Pseudonyms

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: A map of the shop of twenty-two customers.
SHOP = """\
touchline: 1
id: tea
title: Tea
personas: [{id: buyer, name: Buyer, primary: true}]
stages:
  - id: buy
    name: Buy
    steps: [{id: come, name: I come}, {id: look, name: I look}, {id: pay, name: I pay}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - {at: come, cards: [{id: t1, text: Page, binding: [{activities: [visit]}]}]}
      - {at: look, cards: [{id: t2, text: List, binding: [{activities: [look, compare]}]}]}
      - {at: pay, cards: [{id: t3, text: Till, binding: [{activities: [pay]}]}]}
"""
BUYER = """\
record: persona
id: buyer
title: Buyer
needs: [Know when it arrives]
quotes: [I want it by Friday.]
segment: {town: [Bonn]}
deeds: [did pay]
"""
ANSWERS = """\
respondent,moment,date,score,scale_low,scale_high,comment
b00,pay,2026-01-04,4,1,5,That was quick
b01,pay,2026-01-04,1,1,5,That was awful
"""


@pytest.fixture
def shop(terminal: Terminal) -> Terminal:
    """
    Open a workspace with the map of a shop, its log and its customers.
    """
    write_shop(terminal.folder)
    terminal.write("tea.map.yaml", SHOP)
    terminal.write("answers.csv", ANSWERS)
    assert terminal.run("init", ".").code == 0
    return terminal


LOG = ("shop.csv", "--cases", "customers.csv")


def test_r114_a_persona_is_kept_with_needs_quotes_and_its_segment_and_counted_live(
    shop: Terminal,
) -> None:
    shop.write("buyer.yaml", BUYER)
    shop.run("keep", "buyer.yaml")
    listed = shop.run("personas", "list", *LOG, "--json")
    shop.run("refresh")
    shop.run("measure", "tea.map.yaml", *LOG, "-o", "measured.json")
    measured = tl.load("measured.json")
    told = shop.told("measured.json")

    (one,) = listed.json["personas"]
    assert one["record"]["needs"] == ["Know when it arrives"]
    # By hand: the eight from Bonn all pay.
    assert (one["live"]["cases"], one["where"]) == (8, "town=Bonn & did pay")
    assert one["live"]["interval"] is not None
    assert isinstance(measured, tl.MeasuredMap)
    (figures,) = measured.measures.personas
    assert (figures.persona, figures.share.value) == ("buyer", 8 / 22)
    assert "I want it by Friday." in told


def test_r114_personas_are_proposed_from_clusters_of_paths(shop: Terminal) -> None:
    shown = shop.run("personas", "propose", *LOG)
    before = shop.run("personas", "--json").json["personas"]
    kept = shop.run("personas", "propose", *LOG, "--write", "--json")
    after = shop.run("personas", "list", *LOG, "--json").json["personas"]

    # By hand: twelve pay and ten look; nothing is kept before it is wanted.
    assert (shown.code, before) == (0, [])
    assert "Nothing of this is kept yet" in shown.out
    assert [one["live"]["cases"] for one in kept.json["personas"]] == [12, 10]
    assert {one["where"]: one["live"]["cases"] for one in after} == {
        "did pay": 12,
        "did compare": 10,
    }
    for one in after:
        record = one["record"]
        assert (record["status"], one["grade"]) == ("proposed", "measured")
        assert record["questions"]
        # What no log tells is asked for and never made up.
        assert not record.keys() & {"needs", "goals", "why", "quotes"}


def test_r114_personas_are_proposed_from_an_attribute(shop: Terminal) -> None:
    shop.run("personas", "propose", *LOG, "--by", "town", "--write")

    listed = shop.run("personas", "list").out

    # By hand: fourteen of 22 live in Ulm, eight in Bonn.
    assert "63.6%" in listed
    assert "36.4%" in listed
    assert "town=Bonn" in listed


def test_r114_proposals_are_edited_as_a_file_and_kept(shop: Terminal) -> None:
    shop.run("personas", "propose", *LOG, "-o", "drafts.yaml")
    drafts = (shop.folder / "drafts.yaml").read_text("utf-8")
    shop.write("drafts.yaml", drafts.replace("Customers with pay", "Decided buyers"))

    kept = shop.run("keep", "drafts.yaml")

    assert kept.code == 0, kept.err
    assert "Decided buyers" in shop.run("personas").out


def test_r115_more_than_two_personas_bring_the_advice_to_narrow_down(shop: Terminal) -> None:
    shop.run("personas", "propose", *LOG, "--write")
    shop.run("personas", "propose", *LOG, "--by", "town", "--write")

    advice = shop.run("personas", "list", *LOG).err

    # By hand: fourteen from Ulm and twelve who pay are the most.
    assert "a map follows one or two" in advice
    assert "“Customers (town: Ulm)” and “Customers with pay" in advice


def test_r200_all_that_is_known_of_one_customer_is_shown_under_a_pseudonym(
    shop: Terminal,
) -> None:
    shop.write("buyer.yaml", BUYER)
    shop.run("keep", "buyer.yaml")
    options = ("--map", "tea", "--answers", "answers.csv", "--key", "shop.key")

    found = shop.run("customer", *LOG, "b00", *options, "--json").json
    told = shop.run("customer", *LOG, "b00", *options).out

    name = Pseudonyms.read(shop.folder / "shop.key").of("b00")
    assert found["customer"] == name
    assert found["attributes"] == [{"name": "town", "value": "Bonn", "alike": 8}]
    assert found["personas"] == ["buyer"]
    assert [(one["activity"], one["step"]) for one in found["path"]] == [
        ("visit", "come"),
        ("pay", "pay"),
    ]
    assert (found["standing"]["step"], found["standing"]["planned"]) == ("pay", None)
    assert [(one["score"], one["comment"]) for one in found["answers"]] == [(4.0, "That was quick")]
    assert name in told
    assert "b00" not in told
    assert "That was quick" in told
    assert "awful" not in told


def test_r204_m10_one_customer_is_told_the_step_and_what_comes_next(shop: Terminal) -> None:
    told = shop.run("customer", *LOG, "l00", "--map", "tea.map.yaml").out

    # By hand: the lookers stand at looking since 2 January, 11:00; none of the ten has gone on.
    assert "Stands at “I look” since Jan 2, 2026, 11:00" in told
    assert "Next on the map: “I pay”" in told


def test_a_customer_is_shown_outside_of_a_workspace_and_without_a_map(terminal: Terminal) -> None:
    reply = terminal.run("customer", "shop.csv", "eva")

    assert reply.code == 0, reply.err
    assert "sign up" in reply.out
    assert "eva" not in reply.out


@pytest.mark.parametrize("language", LOCALES)
def test_both_verbs_speak_the_reader_s_language(language: str, shop: Terminal) -> None:
    proposed = shop.run("personas", "propose", *LOG, language=language)
    known = shop.run("customer", *LOG, "l00", "--map", "tea", language=language)

    assert (proposed.code, known.code) == (0, 0)
    assert not any("{" in text for text in (proposed.out, proposed.err, known.out, known.err))


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("customer", *LOG, "b99"), "no customer “b99”"),
        (("customer", *LOG, "b00", "--map", "nothing"), "nothing"),
        (("customer", *LOG, "b00", "--answers", "none.csv"), "none.csv"),
        (("customer", "b00"), "the workspace knows no log"),
        (("personas", "propose"), "the workspace knows no log"),
        (("personas", "propose", "nowhere.csv"), "nowhere.csv"),
        (("personas", "propose", *LOG, "--by", "income"), "no attribute “income”"),
        (("personas", "draw"), "draw"),
        (("personas", "--workspace", "/"), "workspace"),
    ],
)
def test_what_cannot_be_served_is_said_in_plain_words(
    words: tuple[str, ...], problem: str, shop: Terminal
) -> None:
    reply = shop.run(*words)

    assert reply.code == 2
    assert problem in reply.err
    assert "Traceback" not in reply.err
    # Nobody else's id is offered.
    told = reply.out + reply.err
    assert not any(case in told for case in (*BUYERS[1:], *LOOKERS))
