"""
What is measured, and what a practice asks of it (requirements 1.8), one test each.

The numbers of the shop are counted by hand from its fourteen rows in `conftest`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import touchline as tl
from tests.acceptance.conftest import lane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.acceptance.conftest import Terminal

HEAD = "customer,event,at,device"
HOUR = "2026-03-{day:02d}T{hour:02d}:00:00Z"


def rows(customers: Iterable[str], device: str, *events: str, day: int = 1) -> list[str]:
    """
    Let customers do the same things, one an hour.
    """
    return [
        f"{one},{event},{HOUR.format(day=day, hour=9 + n)},{device}"
        for one in customers
        for n, event in enumerate(events)
    ]


def named(letter: str, n: int) -> list[str]:
    return [f"{letter}{i}" for i in range(n)]


@pytest.fixture
def devices(terminal: Terminal) -> Terminal:
    """
    Forty customers on phones, of whom ten pay, and forty at desks, of whom thirty do.
    """
    lines = [
        *rows(named("a", 10), "phone", "form", "pay"),
        *rows(named("b", 30), "phone", "form"),
        *rows(named("c", 30), "desk", "form", "pay"),
        *rows(named("d", 10), "desk", "form"),
        "z,form,2026-06-01T09:00:00Z,desk",
    ]
    terminal.write("devices.csv", "\n".join([HEAD, *lines]) + "\n")
    return terminal


def answer(terminal: Terminal, *words: str) -> Any:
    reply = terminal.run("ask", *words, "--json")
    assert reply.code == 0, reply.err
    return reply.json["answer"]


def test_r151_what_sets_those_who_leave_apart_is_told(devices: Terminal) -> None:
    told = answer(
        devices, "reasons", "devices.csv", "--after", "form", "--target", "pay", "--window", "1d"
    )

    # By hand: 30 of 40 leave on a phone, 10 of 40 at a desk; z still has time at the log's end.
    (phone,) = [one for one in told["reasons"] if one["value"] == "phone"]
    assert (phone["cases"], phone["exits"]) == (40, 30)
    assert (phone["share"], phone["share_without"]) == (0.75, 0.25)
    assert phone["is_notable"]
    low, high = phone["interval_of_difference"]
    assert 0 < low < 0.5 < high
    assert told["open"] == 1


def test_r153_a_conversion_has_its_window_and_its_course(terminal: Terminal) -> None:
    funnel = '{"name": "funnel", "steps": ["visit", "pay"], "window": "3d"}'

    told = answer(terminal, "funnel", "shop.csv", "--steps", "visit", "--steps", "pay",
                  "--window", "3d")  # fmt: skip
    days = answer(terminal, "trend", "shop.csv", "--of", funnel, "--per", "day")["points"]

    # By hand: Ann and Ben pay within three days, Eva after three days and half an hour.
    assert told["conversion"] == pytest.approx(2 / 5)
    assert [(day["n"], day["value"]) for day in days[:3]] == [(2, 1.0), (2, 0.0), (1, 0.0)]


ANSWERS = """\
customer,date,moment,kind,score,scale_low,scale_high
"""


def scored(kind: str, moment: str, low: int, high: int, scores: Iterable[int]) -> list[str]:
    return [
        f"k{n},2026-04-{n % 28 + 1:02d},{moment},{kind},{score},{low},{high}"
        for n, score in enumerate(scores)
    ]


def test_r160_overall_satisfaction_is_told_on_each_scale(terminal: Terminal) -> None:
    lines = [
        *scored("NPS", "overall", 0, 10, [10] * 5 + [8] * 3 + [3] * 2),
        *scored("CSAT", "delivery", 1, 5, [5] * 6 + [4] * 2 + [1] * 2),
    ]
    terminal.write("answers.csv", ANSWERS + "\n".join(lines) + "\n")

    told = answer(terminal, "satisfaction", "answers.csv")["scores"]

    # By hand: 5 of 10 promote and 2 detract; 8 of 10 give one of the two best marks of five.
    by_kind = {one["kind"].upper(): one for one in told}
    assert (by_kind["NPS"]["n"], by_kind["NPS"]["score"]) == (10, pytest.approx(30))
    assert (by_kind["CSAT"]["n"], by_kind["CSAT"]["score"]) == (10, pytest.approx(0.8))
    assert (by_kind["CSAT"]["scale_low"], by_kind["CSAT"]["scale_high"]) == (1, 5)
    low, high = by_kind["CSAT"]["score_interval"]
    assert low < 0.8 < high


def test_r161_moments_are_ordered_by_how_they_go_along_with_the_whole(
    terminal: Terminal,
) -> None:
    # what goes along with the whole and is rated low is a weakness, else a strength.
    whole = [1, 2, 3, 4, 5] * 6
    lines = [
        *scored("CSAT", "overall", 1, 5, whole),
        *scored("CSAT", "delivery", 1, 5, whole),
        *scored("CSAT", "colours", 1, 5, [3, 5, 1, 5, 3] * 6),
    ]
    terminal.write("answers.csv", ANSWERS + "\n".join(lines) + "\n")

    reply = terminal.run("ask", "drivers", "answers.csv", "--overall", "overall", "--json")

    # By hand: delivery is the same row of numbers; colours lie symmetrically about the middle.
    told = reply.json["answer"]["drivers"]
    assert [one["moment"] for one in told] == ["delivery", "colours"]
    assert told[0]["correlation"] == pytest.approx(1)
    assert told[1]["correlation"] == pytest.approx(0, abs=1e-9)
    assert [one["is_notable"] for one in told] == [True, False]
    assert "association" in {row["name"] for row in reply.json["warnings"]}


def test_r162_how_many_come_and_leave_at_once_is_told(terminal: Terminal) -> None:
    told = answer(terminal, "sessions", "shop.csv", "--timeout", "1h")

    # By hand: Ann, Ben, Cem and Eva do something after their visit, Dan does not; the three who
    # pay come once more for that alone. The last of these may still go on.
    assert told["sessions"] == 8
    assert told["bounces"] == 4
    assert told["share_of_bounces"] == 0.5


def test_r163_time_and_duration_of_engagement_are_told(terminal: Terminal) -> None:
    told = answer(terminal, "sessions", "shop.csv", "--timeout", "1h")
    between = answer(terminal, "time-between", "shop.csv", "--source", "visit",
                     "--target", "sign up")  # fmt: skip

    # By hand: sessions last 0, 0, 0, 0, 10, 30, 30 and 30 minutes; the way to the form takes 10,
    # 20, 30 and 30, and Dan never comes there.
    assert told["median_seconds"] == pytest.approx(5 * 60)
    assert between["median_seconds"] == pytest.approx(25 * 60)


def test_r164_loyalty_is_told_by_those_who_come_again_and_buy_again(terminal: Terminal) -> None:
    #
    lines = [
        *rows(named("a", 6), "web", "buy", day=2),
        *rows(named("a", 3), "web", "buy", day=9),
        "z,visit,2026-03-30T09:00:00Z,web",
    ]
    terminal.write("buys.csv", "\n".join([HEAD, *lines]) + "\n")

    again = answer(terminal, "repeat-purchase", "buys.csv", "--purchase", "buy", "--window", "14d")
    weeks = answer(terminal, "retention", "buys.csv", "--per", "week")["cells"]

    # By hand: three of six buy again, seven days later; so they are back in the next week.
    assert (again["customers"], again["repeaters"], again["share"]) == (6, 3, 0.5)
    first = [(week["period"], week["n"], week["returned"]) for week in weeks[:2]]
    assert first == [(0, 6, 6), (1, 6, 3)]


def test_r165_a_return_has_a_range(devices: Terminal) -> None:
    # M8: what if half of those who leave after the form went on like the others?
    told = answer(
        devices, "roi", "devices.csv", "--target", "pay", "--cut-exit", "form:0.5",
        "--cost", "500", "--worth", "50",
    )  # fmt: skip

    # By hand: 41 of 81 leave; half of them stay and go the way of the others, who all pay.
    assert told["gained"] == pytest.approx(20.5)
    returns = told["returns"][0]
    assert returns["gain"] == pytest.approx(1025)
    assert returns["net"] == pytest.approx(525)
    low, high = returns["bounds_of_net"]
    assert low < 525 < high


def test_m8_an_activity_taken_out_gives_a_forecast_with_a_range(devices: Terminal) -> None:
    told = answer(
        devices, "what-if", "devices.csv", "--target", "pay", "--remove", "form",
        "--reroute", "lost",
    )  # fmt: skip

    # By hand: everybody comes by the form; without it nobody comes to pay.
    first = told["forecasts"][0]
    assert (first["completions_before"], first["completions_after"]) == (40, 0)
    low, high = first["interval_of_difference"]
    assert low <= -40 / 81 <= high


def test_r167_progress_is_held_against_a_target(terminal: Terminal) -> None:
    steps = [
        {"id": "look", "name": "I look around"},
        {"id": "join", "name": "I sign up", "targets": [{"metric": "completion", "at_least": 0.9}]},
        {"id": "pay", "name": "I pay"},
    ]
    bound = {
        step: {"text": event, "binding": [{"activities": [event]}]}
        for step, event in (("look", "visit"), ("join", "sign up"), ("pay", "pay"))
    }
    name = terminal.write_map(
        lane("touchpoints", **bound), stages=[{"id": "buy", "name": "Buy", "steps": steps}]
    )

    reply = terminal.run("check", name, "--against", "shop.csv", "--json", "--fail-on", "never")

    # By hand: three of the four who sign up go on to pay, which is less than nine in ten.
    found = [row for row in reply.json["findings"] if row["rule"] == "target-missed"]
    assert len(found) == 1
    assert "75" in found[0]["message"]
    assert "90" in found[0]["message"]


def test_r168_a_change_is_better_only_beside_its_guardrail(terminal: Terminal) -> None:
    # Forty a day: ten pay before the change and thirty after it; who paid was content before, and
    # complains after it.
    lines = []
    for day in range(1, 13):
        is_after = day > 6
        paying = named(f"p{day}-", 30 if is_after else 10)
        others = named(f"q{day}-", 10 if is_after else 30)
        lines += rows(paying, "web", "form", "pay", *(["complain"] if is_after else []), day=day)
        lines += rows(others, "web", "form", day=day)
    lines.append("z,form,2026-03-30T09:00:00Z,web")
    terminal.write("change.csv", "\n".join([HEAD, *lines]) + "\n")
    paid = '{"name": "funnel", "steps": ["form", "pay"], "window": "1d"}'
    complained = '{"name": "funnel", "steps": ["form", "complain"], "window": "1d"}'

    told = answer(
        terminal, "impact", "change.csv", "--of", paid, "--change", "2026-03-07",
        "--guardrail", complained, "--guardrail-better", "lower",
    )  # fmt: skip

    # By hand: from 60 of 240 to 180 of 240 pay, and from none to 180 of 240 complain.
    assert told["verdict"] == "better"
    assert told["effect"] == pytest.approx(0.5)
    assert told["guardrail"]["effect"] == pytest.approx(0.75)
    assert told["guardrail"]["verdict"] == "harmed"


def test_p12_two_segments_are_compared_in_one_funnel(devices: Terminal) -> None:
    told = answer(
        devices, "funnel", "devices.csv", "--steps", "form", "--steps", "pay", "--window", "1d",
        "--by", "device",
    )  # fmt: skip

    # By hand; z at a desk still has time, and has reached the first step.
    reached = {one["group"]: [step["reached"] for step in one["steps"]] for one in told["groups"]}
    assert (reached["phone"], reached["desk"]) == ([40, 10], [41, 30])


def test_p12_ways_from_a_step_are_told_and_events_are_ruled_out(terminal: Terminal) -> None:
    told = answer(terminal, "step-flow", "shop.csv", "--after", "sign up")
    excluded = answer(terminal, "funnel", "shop.csv", "--steps", "visit", "--steps", "pay",
                      "--window", "7d", "--exclude", "oops:err:0:1")  # fmt: skip

    # By hand: of the four who sign up two pay next, Ben runs into an error and Cem is gone.
    first = {link["target"]: link["cases"] for link in told["links"] if link["step"] == 1}
    assert first == {"pay": 2, "oops:err": 1, "(end)": 1}
    # By hand: Ben runs into the error between his visit and his payment, and is ruled out.
    assert excluded["excluded"] == 1
    assert excluded["conversion"] == pytest.approx(2 / 4)


def test_m15_hand_offs_and_credit_speak_of_the_same_channels(terminal: Terminal) -> None:
    credit = answer(terminal, "attribution", "shop.csv", "--conversion", "pay", "--model", "last",
                    "--channel", "medium")  # fmt: skip
    moves = answer(terminal, "hand-offs", "shop.csv", "--channel", "medium")["hand_offs"]

    # By hand: Ann pays on the web, Ben and Eva by phone; Ben goes from phone to web and back, Eva
    # from web to phone.
    assert {one["channel"]: one["credit"] for one in credit["credits"]} == {"phone": 2, "web": 1}
    assert {(one["source"], one["target"]): one["count"] for one in moves} == {
        ("phone", "web"): 1,
        ("web", "phone"): 2,
    }


def test_m9_a_number_from_few_customers_says_so(terminal: Terminal) -> None:
    reply = terminal.run("ask", "funnel", "shop.csv", "--steps", "visit", "--steps", "pay",
                         "--window", "7d", "--json")  # fmt: skip

    assert "wide-interval" in {row["name"] for row in reply.json["warnings"]}
    assert isinstance(tl.load("shop.map.yaml"), tl.JourneyMap)
