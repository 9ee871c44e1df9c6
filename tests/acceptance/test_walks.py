"""
The journey walked by people, on paper and back into the map (R-110, R-129, M14).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: Three people, one of them a shopper whom nobody knows.
WALKS = """\
walker,who,sort,date,step,rating,duration,friction,contact,photos
Mei,employees,walk-through,2026-05-18,join,2,10m,The form asks twice,missing,form.jpg
Mei,employees,walk-through,2026-05-18,pay,5,60s,,,
Ali,others,walk-through,2026-05-18,join,1,20m,the form asks twice,found,
Jun,customers,walk-through,2026-05-19,join,3,15m,,,
"""

#: Twelve customers who find signing up fine.
ANSWERS = "customer_id,moment,kind,scale_low,scale_high,score\n" + "".join(
    f"c{n},join,CSAT,1,5,{4 + n % 2}\n" for n in range(12)
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checklist_is_made_from_the_map(terminal: Terminal, language: str) -> None:
    """
    R-110, R-129: a walk-through or mystery shopping, from the map, in every language.
    """
    for sort in ("walk-through", "mystery-shopping"):
        options = ("--sort", sort, "--language", language)

        paper = terminal.run("walk", "shop.map.yaml", *options).out
        page = terminal.run("walk", "shop.map.yaml", *options, "--to", "html").out

        for told in ("I look around", "Home page", "I sign up", "Form", "I pay", "Till"):
            assert told in paper
            assert told in page


def test_a_phone_gets_the_checklist_and_the_walk_to_fill_in(terminal: Terminal) -> None:
    """
    M14: what a page on a phone needs.
    """
    data = terminal.run("walk", "shop.map.yaml", "--walker", "Mei", "--json").json

    fields = {"rating", "duration", "friction", "contact", "photos", "touchpoints", "met"}
    assert fields <= set(data["walk"]["steps"][0])
    assert data["checklist"]["walker"] == "Mei"


def test_several_walkers_are_brought_together_step_by_step(terminal: Terminal) -> None:
    """
    R-129, M14: mean rating with number and range, times, friction, contact found or not.
    """
    terminal.write("walks.csv", WALKS)

    data = terminal.run("walks", "shop.map.yaml", "walks.csv", "--json").json

    join = next(step for step in data["steps"] if step["step"] == "join")
    spread = join["ratings"][0]["spread"]
    # By hand: (2 + 1 + 3) / 3; 10, 20 and 15 minutes.
    assert (spread["mean"], spread["low"], spread["high"], len(spread["people"])) == (2, 1, 3, 3)
    assert (join["seconds"]["median"], join["seconds"]["high"]) == (900, 1200)
    assert join["friction"][0]["walkers"] == ["Mei", "Ali"]
    assert (join["contact_found"], join["contact_missing"]) == (["Ali"], ["Mei"])
    assert join["photos"] == ["form.jpg"]
    # The whole of Mei took eleven minutes, of Ali twenty, of Jun fifteen.
    assert "The whole takes 15 min (11 min to 20 min)." in terminal.run(
        "walks", "shop.map.yaml", "walks.csv"
    ).out.replace("\xa0", " ")


def test_what_was_met_becomes_evidence_with_author_and_date(terminal: Terminal) -> None:
    """
    M14: notes become evidence in the map, once.
    """
    terminal.write("walks.csv", WALKS)

    assert terminal.run("walks", "shop.map.yaml", "walks.csv", "--write").code == 0
    once = (terminal.folder / "shop.map.yaml").read_text(encoding="utf-8")
    terminal.run("walks", "shop.map.yaml", "walks.csv", "--write")

    rows = json.loads(terminal.run("list", "shop.map.yaml", "evidence", "--json").out)["rows"]
    note = next(row for row in rows if row["text"] == "The form asks twice")
    assert (note["grade"], note["date"], note["n"]) == ("quoted", "2026-05-18", 2)
    assert (note["by"], note["participants"]) == ("Mei, Ali", ["employees", "others"])
    assert once.startswith("# Written by hand.\n")
    assert (terminal.folder / "shop.map.yaml").read_text(encoding="utf-8") == once
    assert terminal.run("check", "shop.map.yaml", "--fail-on", "error").code == 0


def test_what_walkers_perceive_is_held_against_what_was_measured(terminal: Terminal) -> None:
    """
    M14: perceived against measured: ratings and times of walkers and of customers.
    """
    terminal.write("walks.csv", WALKS)
    terminal.write("answers.csv", ANSWERS)

    data = terminal.run(
        "walks",
        "shop.map.yaml",
        "walks.csv",
        "--log",
        "shop.csv",
        "--answers",
        "answers.csv",
        "--json",
    ).json

    join = next(row for row in data["compared"] if row["step"] == "join")
    # By hand: customers give 4 or 5, everybody who walked at most 3; from signing up to paying the
    # three who pay take one, two and three days.
    assert (join["customers"], join["n_customers"], join["rating_verdict"]) == (4.5, 12, "below")
    assert join["measured_seconds"] == 2 * 86_400
    assert "perceived-apart" in {one["name"] for one in data["findings"]}


def test_walks_are_kept_in_the_workspace(terminal: Terminal) -> None:
    """
    M14: walks stay for later; those of hired shoppers are told from those of customers.
    """
    terminal.write("walks.csv", WALKS)
    assert terminal.run("init").code == 0

    assert terminal.run("walks", "shop.map.yaml", "walks.csv", "--keep").code == 0
    data = terminal.run("walks", "shop.map.yaml", "--json").json

    assert data["n_walks"] == 3
    assert sorted(data["who"]) == ["customers", "employees", "others"]


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", "walker,date,step,rating\nMei,2026-05-18,join,9\n", "\x00\x01", "- 1\n"],
)
def test_a_file_that_holds_no_walk_is_told(terminal: Terminal, text: str) -> None:
    terminal.write("walks.csv", text)

    reply = terminal.run("walks", "shop.map.yaml", "walks.csv")

    assert reply.code == 2
    assert "walks.csv" in reply.err
    assert "Traceback" not in reply.err
