"""
What is asked of plans: a roadmap that fits, messages without gaps, audiences, programmes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from tests.acceptance.conftest import STEPS, lane
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: A service and its three steps: newsletter, form, till; the last one needs couriers.
MAP: dict[str, Any] = {
    "touchline": 1,
    "id": "shop",
    "title": "A first purchase",
    "owner": "Rosa",
    "personas": [{"id": "ann", "name": "Ann"}, {"id": "ben", "name": "Ben"}],
    "channels": [{"id": "mail", "name": "E-mail"}, {"id": "web", "name": "Web"}],
    "stages": [
        {"id": "meet", "name": "Meet", "steps": list(STEPS[:2])},
        {"id": "buy", "name": "Buy", "steps": list(STEPS[2:])},
    ],
    "lanes": [
        lane(
            "touchpoints",
            look={"id": "letter", "text": "Newsletter", "channel": "mail"},
            join={"id": "form", "text": "Form", "channel": "web"},
            pay={
                "id": "till",
                "text": "Till",
                "channel": "web",
                "binding": [{"activities": ["pay"]}],
            },
        ),
        lane("resources", pay={"text": "Couriers", "entry": "couriers", "availability": "need"}),
    ],
}


@pytest.fixture
def shop(terminal: Terminal) -> Terminal:
    """
    Make a workspace with one map.
    """
    terminal.write("shop.map.yaml", json.dumps(MAP))
    assert terminal.run("init").code == 0
    return terminal


def keep(terminal: Terminal, *records: dict[str, Any]) -> None:
    titled = [{"title": one["id"], **one} for one in records]
    terminal.write("some.json", json.dumps({"records": titled}))
    reply = terminal.run("keep", "some.json")
    assert reply.code == 0, reply.err


def activity(id: str, step: str, start: str, **fields: Any) -> dict[str, Any]:  # noqa: A002 (the field's word)
    at = [{"map": "shop", "step": step}]
    usual = {"record": "campaign", "owner": "Rosa", "status": "planned", "at": at}
    return {**usual, "id": id, "start": start, **fields}


def findings(terminal: Terminal, verb: str = "roadmap") -> list[tuple[str, str]]:
    found = terminal.run(verb, "--json").json["findings"]
    return [(one["name"], one["path"].rpartition("/")[2]) for one in found]


def test_r201_activities_stand_by_stage_channel_and_segment_with_their_days(
    shop: Terminal,
) -> None:
    keep(
        shop,
        activity("parcels", "pay", "2999-03-01", channels=["web"], personas=["ann"]),
        activity("teaser", "look", "2999-01-01", end="2999-01-31", channels=["mail"]),
        activity("form", "join", "2999-02-01", channels=["web"], segment={"town": ["Bonn"]}),
    )

    rows = shop.run("roadmap", "--json").json["entries"]
    by_stage, by_channel = (shop.run("roadmap", "--by", by).out for by in ("stage", "channel"))
    by_persona = shop.run("roadmap", "--by", "persona").out

    assert [(row["key"], row["start"], row["end"]) for row in rows] == [
        ("campaign/teaser", "2999-01-01", "2999-01-31"),
        ("campaign/form", "2999-02-01", "2999-02-01"),
        ("campaign/parcels", "2999-03-01", "2999-03-01"),
    ]
    assert by_stage.index("Meet") < by_stage.index("teaser") < by_stage.index("Buy")
    assert by_channel.index("E-mail") < by_channel.index("teaser") < by_channel.index("parcels")
    assert by_persona.index("Ann") < by_persona.index("parcels") < by_persona.index("everybody")
    assert "town=Bonn" in by_persona


def test_r201_the_roadmap_goes_into_any_calendar(shop: Terminal) -> None:
    keep(shop, activity("teaser", "look", "2999-01-01", end="2999-01-31", title="Tee für alle"))

    shop.run("roadmap", "-o", "plan.ics", "--language", "de")

    (event,) = icalendar.Calendar.from_ical((shop.folder / "plan.ics").read_bytes()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Tee für alle"
    # RFC 5545, 3.6.1: the day behind the last one.
    assert event.decoded("DTEND").isoformat() == "2999-02-01"


def test_r202_an_order_against_the_map_and_what_is_not_there_in_time_are_told(
    shop: Terminal,
) -> None:
    keep(
        shop,
        {"record": "resource", "id": "couriers", "availability": "need", "since": "2999-03-02"},
        activity("parcels", "pay", "2999-03-01"),
        activity("teaser", "look", "2999-04-01"),
        activity("party", "pay", "2999-04-02", after=["teaser"], needs=[{"what": "Cake"}]),
        activity("early", "pay", "2999-04-01", after=["teaser"]),
    )

    reply = shop.run("roadmap")

    assert reply.code == 1
    assert sorted(findings(shop)) == [
        ("need-too-late", "parcels"),
        ("need-without-day", "party"),
        ("over-before", "parcels"),
        ("too-early", "early"),
    ]


def test_r203_channels_that_the_map_does_not_know_are_told(shop: Terminal) -> None:
    keep(
        shop,
        activity("right", "look", "2999-01-01", channels=["mail"]),
        activity("elsewhere", "pay", "2999-01-02", channels=["mail"]),
        activity("nowhere", "pay", "2999-01-03", channels=["fax"]),
    )

    told = [(name, path) for name, path in findings(shop) if "channel" in name]
    assert told == [("no-channel", "nowhere"), ("strange-channel", "elsewhere")]
    for language in LANGUAGES:
        assert "fax" in shop.run("roadmap", "--language", language).out


def test_r183_a_message_for_each_persona_at_each_touchpoint_and_the_gaps(shop: Terminal) -> None:
    keep(
        shop,
        {"record": "message", "id": "hello", "personas": ["ann"], "touchpoints": ["letter"],
         "says": {"en": "The first pot is on us.", "de": "Die erste Kanne geht auf uns."}},
        {"record": "message", "id": "cards", "touchpoints": ["form", "till"], "says": "Hello!"},
    )  # fmt: skip

    gaps = shop.run("messages", "--gaps", "--json").json

    assert [(row["touchpoint"], row["persona"]) for row in gaps["rows"]] == [("letter", "ben")]
    assert (gaps["meetings"], gaps["gaps"]) == (6, 1)
    assert "Die erste Kanne" in shop.run("messages", "--language", "de").out


def test_r184_who_stands_at_a_step_now_becomes_an_audience_under_the_rules_of_privacy(
    shop: Terminal,
) -> None:
    rows = [f"c{i},pay,2026-01-0{1 + i % 3},{'yes' if i < 7 else 'no'}" for i in range(12)]
    shop.write("log.csv", "case,activity,timestamp,agreed\n" + "\n".join(rows))
    about = {"record": "audience", "map": "shop", "steps": ["pay"], "purpose": "A survey"}
    keep(
        shop,
        {**about, "id": "payers", "basis": "consent", "consent": {"agreed": ["yes"]}},
        {**about, "id": "few", "basis": "contract", "waited_at_most": "0.5d",
         "segment": {"agreed": ["no"]}},
    )  # fmt: skip
    shop.write("without.json", json.dumps({**about, "id": "x", "title": "x", "basis": "consent"}))

    shop.run("audience", "payers", "log.csv", "--key", "a.key", "-o", "list.csv")
    few = shop.run("audience", "few", "log.csv", "--key", "a.key", "-o", "few.csv")
    without = shop.run("keep", "without.json")

    lines = (shop.folder / "list.csv").read_text("utf-8").splitlines()
    # Seven agreed; their ids are not in the list, and each line says what it is for.
    assert len(lines) == 1 + 7
    assert all(",A survey,consent," in line for line in lines[1:])
    assert not {line.partition(",")[0] for line in lines} & {f"c{i}" for i in range(12)}
    # One or two stand there for less than half a day: fewer than the smallest group.
    assert (few.code, (shop.folder / "few.csv").exists()) == (2, False)
    assert without.code == 2
    assert "consent" in without.err


def test_r016_a_programme_groups_maps_goals_owners_and_how_they_stand(shop: Terminal) -> None:
    goal = {"id": "more", "statement": "More orders", "metric": "Orders", "target": 9,
            "due": "2026-01-01"}  # fmt: skip
    maps = [{"file": "shop.map.yaml", "owner": "Amira", "goals": ["more"]}]
    programme = {"touchline": 1, "id": "all", "title": "All", "goals": [goal], "maps": maps}
    shop.write("all.programme.yaml", json.dumps(programme))
    keep(
        shop,
        {"record": "metric", "id": "orders", "title": "Orders",
         "readings": [{"date": "2026-02-01", "value": 8}]},
    )  # fmt: skip

    reply = shop.run("programme", "--json")

    (row,) = reply.json["maps"]
    assert (row["owner"], row["goals"], row["share_backed"]) == ("Amira", ["more"], 0.0)
    assert reply.json["goals"] == [
        {"id": "more", "maps": ["shop.map.yaml"], "latest": {"date": "2026-02-01", "value": 8.0},
         "reached": False}
    ]  # fmt: skip
    assert [one["name"] for one in reply.json["findings"]] == ["goal-overdue", "goal-unowned"]
    assert reply.code == 1


def test_p18_stakeholders_and_impact_maps(shop: Terminal) -> None:
    made = [{"what": "Pay by phone"}, {"what": "Reminder", "status": "done"}]
    keep(
        shop,
        {"record": "stakeholder", "id": "law", "power": 4, "interest": 1},
        {"record": "impact-map", "id": "orders", "why": "More orders",
         "parties": [{"stakeholder": "law", "impacts": [{"how": "agrees", "deliverables": made}]}]},
    )  # fmt: skip

    people = shop.run("programme", "--show", "stakeholders").out
    ways = shop.run("programme", "--show", "impact", "--json").json["impact"]

    assert "keep satisfied" in people
    assert [(way["why"], way["who"], way["how"], way["what"], way["status"]) for way in ways] == [
        ("More orders", "law", "agrees", "Pay by phone", "idea"),
        ("More orders", "law", "agrees", "Reminder", "done"),
    ]


def test_p20_the_maturity_of_the_team_from_1_to_10_and_its_trend(shop: Terminal) -> None:
    asked = shop.run("programme", "--show", "maturity").out
    for day, level in (("2026-01-01", 3), ("2026-07-01", 5)):
        levels = {"research": level}
        keep(shop, {"record": "assessment", "id": day, "date": day, "n": 4, "levels": levels})

    (side,) = shop.run("programme", "--show", "maturity", "--json").json["maturity"]

    assert "Nobody does it yet." in asked
    assert (side["side"], side["change"]) == ("research", 2)
    assert side["means"].startswith("It is written down how it is done")


def test_r182_each_department_sees_its_part_of_one_map(shop: Terminal) -> None:
    owned = json.loads(json.dumps(MAP))
    owned["stages"][1]["department"] = "Finance"
    shop.write("shop.map.yaml", json.dumps(owned))

    part = shop.words("shop.map.yaml", "--department", "Finance")

    assert "Till" in part
    assert "Newsletter" not in part
