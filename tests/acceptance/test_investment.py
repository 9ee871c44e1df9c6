"""
Resources and the case for an investment (R-125 to R-128, R-165, R-185, M8, M16).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.conftest import SHOP_MAP, lane
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

TOOLS: list[dict[str, Any]] = [
    {"text": "Help-desk tickets", "sort": "tool", "hours": 4, "every": "month"},
    {"text": "Dashboard", "sort": "tool", "cost": 20, "currency": "EUR", "every": "month"},
    {
        "text": "Live chat",
        "sort": "tool",
        "availability": "need",
        "cost": 100,
        "currency": "EUR",
        "effect": "Nobody waits alone",
    },
]

#: Forty customers each of three kinds: they pay 10 a day after signing up, only sign up, only look.
EVENTS = "customer,event,at,worth\n" + "".join(
    f"{kind}{n},{event},2026-01-{1 + n % 28:02}T{hour:02}:00:00Z,{worth}\n"
    for n in range(40)
    for kind, path in (("a", "vsp"), ("b", "vs"), ("c", "v"))
    for event, hour, worth in (
        ("visit", 8, ""),
        ("sign up", 9, ""),
        ("pay", 10, "10"),
    )
    if event[0] in path
)


@pytest.fixture
def shop(terminal: Terminal) -> str:
    """
    Give the shop its tools at the step of signing up.
    """
    tools = json.dumps(lane("resources", join=TOOLS))
    terminal.write(
        "tools.map.yaml", SHOP_MAP.rstrip().replace("id: shop", "id: tools") + f"\n  - {tools}\n"
    )
    terminal.write("year.csv", EVENTS)
    return "tools.map.yaml"


def case(terminal: Terminal, shop: str, *words: str) -> Any:
    reply = terminal.run("case", shop, *words, "--json")
    assert reply.code == 0, reply.err
    return reply.json


def test_what_is_there_and_what_is_needed_stands_at_its_step(terminal: Terminal, shop: str) -> None:
    """
    R-125, R-126: the inventory of resources, tools among them, with cost and availability.
    """
    data = case(terminal, shop)

    assert [line["text"] for line in data["needs"]] == ["Live chat"]
    assert [line["text"] for line in data["has"]] == ["Help-desk tickets", "Dashboard"]
    assert {line["step"] for line in (*data["needs"], *data["has"])} == {"join"}
    # By hand: twelve months.
    assert data["running"] == [{"currency": "EUR", "once": 0, "yearly": 240, "n": 1, "over": 240}]


def test_stock_is_taken_over_all_maps(terminal: Terminal, shop: str) -> None:
    """
    R-125: have and need over all maps of a workspace, with sums for each currency.
    """
    tools = json.dumps(lane("resources", pay=TOOLS[1:]))
    terminal.write(
        "other.map.yaml", SHOP_MAP.rstrip().replace("id: shop", "id: other") + f"\n  - {tools}\n"
    )
    assert terminal.run("init").code == 0

    data = terminal.run("resources", "--json").json

    assert [one["text"] for one in data["resources"][:2]] == ["Live chat", "Live chat"]
    # By hand: two chats of 100, and two dashboards of 20 a month.
    assert [(one["currency"], one["once"]) for one in data["needed"]] == [("EUR", 200)]
    assert [(one["currency"], one["yearly"]) for one in data["running"]] == [("EUR", 480)]
    assert "Live chat" in terminal.run("resources", "--need").out


def test_a_tool_has_an_expected_effect_on_the_business(terminal: Terminal, shop: str) -> None:
    """
    R-127, R-165, M8, M16: expected completions and money with a range, for what is bought.
    """
    effect = ("--cut-exit", "join:0.5", "--customers", "1200")

    data = case(terminal, shop, "--log", "year.csv", "--value", "worth", *effect)

    outcome = data["outcome"]
    # By hand: one in three pays; half of the third that leaves after signing up would, too. Of
    # 1200, 200 more pay 10 each, against 100.
    assert data["forecast"]["share_before"] == pytest.approx(1 / 3)
    assert outcome["gained"] == pytest.approx(200)
    assert outcome["net"] == pytest.approx(1900)
    low, high = outcome["interval_of_net"]
    assert low < 1900 < high
    assert data["verdict"] == "pays"


@pytest.mark.parametrize("language", LANGUAGES)
def test_management_gets_one_page(terminal: Terminal, shop: str, language: str) -> None:
    """
    R-128, M16: a recommendation on one page, with assumptions and what the result rests on.
    """
    words = ("--log", "year.csv", "--cut-exit", "join:0.5", "--language", language)

    page = terminal.run("case", shop, *words, "-o", "case.html")
    paper = terminal.run("case", shop, *words)

    assert (page.code, paper.code) == (0, 0)
    text = (terminal.folder / "case.html").read_text(encoding="utf-8")
    assert "Live chat" in text
    assert "Live chat" in paper.out
    assert "http" not in text.replace("http-equiv", "")


def test_effort_and_cost_behind_the_scenes_are_told_before_and_after(
    terminal: Terminal, shop: str
) -> None:
    """
    R-185, R-192: what restructuring saves in hours and money.
    """
    later = [{**TOOLS[0], "hours": 1}, {**TOOLS[1], "cost": 15}, TOOLS[2]]
    tools = json.dumps(lane("resources", join=later))
    terminal.write(
        "later.map.yaml", SHOP_MAP.rstrip().replace("id: shop", "id: later") + f"\n  - {tools}\n"
    )

    found = case(terminal, shop, "--after", "later.map.yaml")["restructured"]

    # By hand: twelve months each.
    assert (found["today"]["hours"], found["later"]["hours"]) == (48, 12)
    assert (found["today"]["costs"], found["later"]["costs"]) == ({"EUR": 240}, {"EUR": 180})


def test_currencies_are_never_added(terminal: Terminal, shop: str) -> None:
    """
    R-125, M16: sums stay within one currency, and the verdict stays open.
    """
    other = {"text": "CRM", "availability": "need", "cost": 50, "currency": "USD"}
    tools = json.dumps(lane("resources", join=[*TOOLS, other]))
    terminal.write("mixed.map.yaml", SHOP_MAP.rstrip() + f"\n  - {tools}\n")

    words = ("--log", "year.csv", "--value", "worth", "--cut-exit", "join:0.5")

    data = case(terminal, "mixed.map.yaml", *words)

    assert [one["currency"] for one in data["costs"]] == ["EUR", "USD"]
    assert (data["outcome"], data["verdict"]) == (None, "unknown")


def test_too_little_data_is_said(terminal: Terminal, shop: str) -> None:
    """
    M16: five customers carry no verdict.
    """
    data = case(terminal, shop, "--log", "shop.csv", "--cut-exit", "join:0.5")

    assert data["verdict"] == "unknown"
    assert {"thin", "short-log"} <= {one["name"] for one in data["warnings"]}


@pytest.mark.parametrize(
    "words",
    [
        ("--cut-exit", "join"),
        ("--cut-exit", "joins:0.5"),
        ("--cut-exit", "join:5"),
        ("--remove", "join"),
        ("--target", "nowhere"),
        ("--card", "nothing"),
        ("--currency", "euro"),
        ("--inactivity", "soon"),
        ("--years", "0"),
        ("--after", "missing.yaml"),
        ("--workspace", "."),
    ],
)
def test_what_cannot_be_reckoned_is_told(
    terminal: Terminal, shop: str, words: tuple[str, ...]
) -> None:
    reply = terminal.run("case", shop, "--log", "year.csv", *words)

    assert reply.code == 2
    assert reply.err
    assert "Traceback" not in reply.err
