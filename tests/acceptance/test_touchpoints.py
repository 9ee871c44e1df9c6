"""
What is asked of touchpoints: an inventory, three questions, facts that agree, four sides.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


@pytest.fixture
def empty(terminal: Terminal) -> Terminal:
    """
    Make a workspace without maps.
    """
    for file in terminal.folder.glob("*.map.*"):
        file.unlink()
    assert terminal.run("init").code == 0
    return terminal


@pytest.fixture
def shop(empty: Terminal) -> Terminal:
    """
    Make a workspace whose maps show touchpoints of the catalogue and of their own.
    """
    terminal = empty
    maps = {
        "today": [
            {"id": "t1", "text": "Web shop", "entry": "web-shop", "channel": "web",
             "facts": [{"about": "delivery time", "says": "2 days"}]},
            {"id": "t2", "text": "Fax", "use": "wanted"},
        ],
        "phone": [
            {"id": "t3", "text": "Sales team", "channel": "phone",
             "facts": [{"about": "Delivery time", "says": "a week"}]},
        ],
    }  # fmt: skip
    stage = {"id": "buy", "name": "Buy", "steps": [{"id": "order", "name": "I order"}]}
    for name, cards in maps.items():
        lane = {"id": "t", "kind": "touchpoints", "cells": [{"at": "order", "cards": cards}]}
        channels = [{"id": "web", "name": "Web"}, {"id": "phone", "name": "Phone"}]
        journey = {"touchline": 1, "id": name, "title": name, "stages": [stage]}
        terminal.write(
            f"{name}.map.json", json.dumps({**journey, "channels": channels, "lanes": [lane]})
        )
    keep(
        terminal,
        {"record": "channel", "id": "app", "title": "App"},
        {"record": "touchpoint", "id": "web-shop", "title": "Web shop", "channels": ["app"]},
        {"record": "touchpoint", "id": "chat", "title": "Chat", "use": "wanted"},
    )
    return terminal


def keep(terminal: Terminal, *records: dict[str, Any]) -> None:
    terminal.write("some.json", json.dumps({"records": records}))
    reply = terminal.run("keep", "some.json")
    assert reply.code == 0, reply.err


def findings(terminal: Terminal, *words: str) -> dict[str, list[str]]:
    """
    Give the sentences of the findings by name.
    """
    found: dict[str, list[str]] = {}
    for one in terminal.run("touchpoints", "--check", "--json", *words).json["findings"]:
        found.setdefault(one["name"], []).append(one["message"])
    return found


def test_an_inventory_tells_what_is_used_from_what_is_wanted_over_all_maps(shop: Terminal) -> None:
    #
    found = shop.run("touchpoints", "--json").json["touchpoints"]

    assert {(one["title"], one["use"], tuple(one["maps"])) for one in found} == {
        ("Web shop", "now", ("today",)),
        ("Chat", "wanted", ()),
        ("Fax", "wanted", ("today",)),
        ("Sales team", "now", ("phone",)),
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "In-store activity, Online search, Social media, Phone calls, Blogs, Help desk,"
                " E-mail campaigns, Online chat, Conferences, Product demonstrations, Sales calls,"
                " Website, Paid ads, Review sites and mentions"
            ),
        ),
        ("zh-Hant", "店內活動, 網路搜尋, 社群媒體, 電話, 部落格, 服務台, 線上客服, 研討會"),
        ("fa", "وب‌سایت, شبکه‌های اجتماعی, تبلیغات پولی, میز خدمت, گفت‌وگوی آنلاین"),
    ],
)
def test_the_touchpoints_of_the_sources_are_offered_in_the_readers_language(
    empty: Terminal, language: str, words: str
) -> None:
    #
    rows = empty.run("touchpoints", "--usual", "--json", language=language).json["usual"]

    assert {*words.split(", ")} <= {row["title"] for row in rows}


def test_what_is_taken_from_them_speaks_all_languages(shop: Terminal) -> None:
    #
    ids = [row["id"] for row in shop.run("touchpoints", "--usual", "--json").json["usual"]]
    shop.run("touchpoints", *(word for name in ids for word in ("--take", name)))

    found = shop.run("touchpoints", "--json").json
    assert found["usual"] == []
    taken = [one for one in found["touchpoints"] if one["id"] in ids]
    assert [set(one["title"]) for one in taken] == [set(LANGUAGES)] * len(ids)


def test_three_questions_are_asked_until_they_are_answered(shop: Terminal) -> None:
    #
    assert findings(shop)["unanswered"] == [
        "Nobody has said whom customers contact when something goes wrong at “Web shop”.",
        "Nobody has said where customers find information on delivery at “Web shop”.",
        "Nobody has said how easily contact details are found at “Web shop”.",
    ]
    answers = {
        "contact": "The help desk",
        "delivery_information": "In the mail after the order",
        "contact_details": "hard",
    }
    keep(shop, {"record": "touchpoint", "id": "web-shop", "title": "Web shop", **answers})

    found = findings(shop)

    assert "unanswered" not in found
    assert found["contact-details"] == ["Contact details are hard to find at “Web shop”."]


def test_contradictions_between_website_and_sales_team_are_quoted_over_maps(
    shop: Terminal,
) -> None:
    #
    reply = shop.run("touchpoints", "--check")

    assert reply.code == 1
    told = "On “Delivery time”, “Sales team” says “a week”, and “Web shop” says “2 days”"
    assert told in reply.out


def test_channels_of_maps_are_held_against_the_catalogue(shop: Terminal) -> None:
    #
    found = findings(shop)

    assert found["other-channel"] == [
        "The map shows “Web shop” in the channel “web”; the catalogue names “app”."
    ]
    assert found["unlisted-channel"] == [
        "“Sales team” is shown in the channel “phone”, which is not in the catalogue."
    ]


@pytest.mark.parametrize(
    ("side", "told"),
    [
        ("content", "content is hardly found interesting or useful"),
        ("response", "questions and complaints are answered slowly"),
        ("tips", "tips and advice help little"),
        ("tone", "pictures and videos hardly match the tone of the words"),
    ],
)
def test_a_touchpoint_is_rated_from_four_sides_with_what_stands_behind_it(
    shop: Terminal, side: str, told: str
) -> None:
    evidence = [{"grade": "surveyed", "source": "Visitors of May", "n": 40}]
    rating = {"score": 2, "n": 40, "date": "2026-05-31", "evidence": evidence}
    keep(
        shop,
        {"record": "touchpoint", "id": "web-shop", "title": "Web shop", "audit": {side: rating}},
    )

    assert findings(shop)["weak-side"] == [
        f"At “Web shop”, {told}: 2 on a scale from 1 to 5 (40 answers)."
    ]
    found = shop.run("touchpoints", "web-shop", "--json").json
    assert (found[side], found[f"{side}_n"]) == (2, 40)


def test_the_time_from_question_to_answer_is_measured_per_touchpoint(shop: Terminal) -> None:
    # R-157; by hand: nine customers wait 1 to 9 hours. Wilson's upper bound of 1 in 9 is 0.435.
    rows = "".join(
        f"c{n},ask,2026-01-0{n}T09:00:00Z\nc{n},reply,2026-01-0{n}T{9 + n:02}:00:00Z\n"
        for n in range(1, 10)
    )
    shop.write("tickets.csv", "case,activity,timestamp\n" + rows)
    response = {
        "asked": [{"activities": ["ask"]}],
        "answered": [{"activities": ["reply"]}],
        "within": "1h",
    }
    keep(
        shop,
        {"record": "touchpoint", "id": "web-shop", "title": "Web shop", "response": response},
        {"record": "log", "id": "tickets", "title": "Tickets", "files": ["tickets.csv"]},
    )

    found = shop.run("touchpoints", "web-shop", "--log", "tickets", "--json").json

    assert found["asked"] == found["answered"] == 9
    assert found["answer_seconds"] == pytest.approx(5 * 3600)
    assert findings(shop, "--log", "tickets")["late-answers"] == [
        (
            "At “Web shop”, only 11% of the questions (9 asked in all)"
            " are answered within the promised 1h."
        )
    ]


def test_events_of_a_tracking_plan_find_their_touchpoints(terminal: Terminal) -> None:
    # M17: Segment's event names mean a touchpoint, a channel and a part of the journey.
    terminal.write(
        "track.csv",
        "case,activity,timestamp\nann,Product Added,2026-01-01\nann,Order Completed,2026-01-02\n",
    )
    name = terminal.write_map(
        {"id": "t", "kind": "touchpoints",
         "cells": [{"at": "pay", "cards": [{"id": "c1", "text": "Warenkorb"}]}]}
    )  # fmt: skip

    reply = terminal.run("bind", name, "track.csv", "--write", "--json")

    meant = [(one["means"], one["stage"], one["channel"]) for one in reply.json["events"]]
    assert meant == [
        ("order-confirmation", "purchase", "website"),
        ("cart", "purchase", "website"),
    ]
    assert reply.json["bound"] == {"c1": ["Product Added"]}
    reply = terminal.run("measure", name, "track.csv", "--json")
    assert reply.code == 0, reply.err
