"""
Map types and styles as pictures (requirements 1.4 and 1.5), drawn from the command line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.acceptance.conftest import SHOP, SHOP_MAP, lane

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

MIRA: dict[str, Any] = {"id": "mira", "name": "Mira", "role": "Uses it", "primary": True}
LEO: dict[str, Any] = {"id": "leo", "name": "Leo", "role": "Buys it"}


def feeling(persona: str, score: float) -> dict[str, Any]:
    return {"id": f"{persona}-{abs(score)}", "persona": persona, "score": score}


def measured(terminal: Terminal, *options: str) -> str:
    """
    Measure a shop whose personas are told apart by what they did.
    """
    personas = 'personas:\n  - {id: ann, name: Ann, primary: true, deeds: ["did pay"]}'
    terminal.write(
        "own.map.yaml",
        SHOP_MAP.replace("personas:\n  - {id: ann, name: Ann, primary: true}", personas),
    )
    log = terminal.write("log.csv", SHOP)
    columns = ("--case", "customer", "--activity", "event", "--timestamp", "at")
    given = ("--channel", "medium", *options)
    made = terminal.run(
        "measure", "own.map.yaml", str(log), *columns, *given, "-o", "own.measured.yaml"
    )
    assert made.code == 0, made.err
    return "own.measured.yaml"


def test_r073_a_blueprint_has_its_bands_lines_and_arrows(terminal: Terminal) -> None:
    name = terminal.write_map(
        lane("actions", look="Compares", pay="Pays"),
        lane("frontstage", look="Greets", pay="Hands it over"),
        lane("backstage", pay="Books it"),
        lane("support-processes", pay="Ledger"),
        type="service-blueprint",
    )

    for style in ("grid", "flow"):
        said = terminal.words(name, "--style", style)
        # Bitner, Ostrom & Morgan 2008: three lines, derived from the roles of the lanes.
        lines = ("Line of interaction", "Line of visibility", "Line of internal interaction")
        assert all(line in said for line in lines)


def test_r075_a_circle_is_drawn_with_its_loop_and_the_way_in(terminal: Terminal) -> None:
    terminal.run("new", "circular", "-o", "round.map.yaml")

    said = terminal.words("round.map.yaml", "--style", "cycle")

    assert "First time" in said
    assert "Comes again" in said


def test_r077_each_channel_has_a_band_and_hand_offs_run_between_them(terminal: Terminal) -> None:
    touchpoints = lane(
        "touchpoints",
        look={"text": "Home page", "channel": "web"},
        join={"text": "Call", "channel": "phone"},
    )
    channels = [{"id": "web", "name": "Web shop"}, {"id": "phone", "name": "Telephone"}]
    name = terminal.write_map(touchpoints, type="channel-based", channels=channels)

    said = terminal.words(name)

    assert said.index("Web shop") < said.index("Telephone")
    assert "hand-off from Web shop to Telephone" in said


def test_r078_each_role_has_a_curve_of_its_own(terminal: Terminal) -> None:
    feelings = lane(
        "emotion",
        look=[feeling("mira", 0.4), feeling("leo", -0.2)],
        pay=[feeling("mira", 0.6), feeling("leo", -0.5)],
    )
    name = terminal.write_map(feelings, type="role-based", personas=[MIRA, LEO])

    reply = terminal.run("render", name, "--to", "svg")

    # Each row is a lane of its own, called by the persona.
    assert reply.code == 0
    assert ">Mira<" in reply.out
    assert ">Leo<" in reply.out


def test_r080_a_timeline_says_where_its_times_come_from_and_whether_it_is_to_scale(
    terminal: Terminal,
) -> None:
    said = terminal.words(measured(terminal), "--style", "timeline")

    # By hand: ten, twenty and thirty minutes twice to the sign-up; days to the payment.
    assert "Not to scale" in said
    assert "25 min" in said


def test_r130_the_map_stands_on_an_axis_of_time_with_thoughts_deeds_and_feelings(
    terminal: Terminal,
) -> None:
    name = terminal.write_map(
        lane("actions", look="Compares two offers"),
        lane("thoughts", look="Which one?"),
        lane("emotion", look={"score": 0.5}, pay={"score": -0.5}),
        lane("touchpoints", look="Home page"),
    )

    said = terminal.words(name, "--style", "timeline")

    for words in ("Compares two offers", "Which one?", "+0.5", "Home page"):
        assert words in said
    assert "even distances" in said


def test_r081_a_chart_shows_reach_loss_time_and_how_they_change(terminal: Terminal) -> None:
    said = terminal.words(measured(terminal, "--per", "day"), "--style", "chart")

    for panel in ("Reached", "Lost here", "Time to next step", "Over time"):
        assert panel in said
    # By hand: two enter on each of the first two days and one on the third; both of the first pay.
    assert "by day of entry" in said
    assert "Jan 1, 2026" in said


def test_r082_a_flow_draws_the_ways_between_steps(terminal: Terminal) -> None:
    branches = [{"id": "b", "kind": "loop", "from": "pay", "to": "look", "text": "Again"}]
    name = terminal.write_map(lane("actions", look="Compares"), branches=branches)

    said = terminal.words(name, "--style", "flow")

    assert "start" in said
    assert "Again" in said


def test_r083_a_portrait_tells_share_channels_and_completion_of_a_persona(
    terminal: Terminal,
) -> None:
    said = terminal.words(measured(terminal), "--style", "portrait")

    # By hand: three of five pay; ben and eva use the telephone, all three the web.
    assert "60.0%" in said
    assert "of all customers" in said
    assert "Share of these customers whom the channel reaches" in said
    assert "66.7%" in said
    assert "complete the journey" in said


def test_p2_two_personas_share_a_curve_and_today_stands_against_what_shall_be(
    terminal: Terminal,
) -> None:
    def rated(**scores: float) -> list[dict[str, Any]]:
        return [feeling(persona, score) for persona, score in scores.items()]

    for name, low in (("today", -0.6), ("then", 0.2)):
        feelings = lane("emotion", look=rated(mira=0.4, leo=0.1), pay=rated(mira=low, leo=0.3))
        matters = lane(
            "importance",
            look={"score": 2, "scale": {"low": 1, "high": 5}},
            pay={"score": 5, "scale": {"low": 1, "high": 5}},
        )
        written = terminal.write_map(feelings, matters, personas=[MIRA, LEO], title=name)
        terminal.write(f"{name}.map.json", (terminal.folder / written).read_bytes())

    portrait = terminal.words("today.map.json", "--style", "portrait")
    both = terminal.run("compare", "today.map.json", "then.map.json", "--to", "svg")
    plain = terminal.run("compare", "today.map.json", "then.map.json", "--json")

    assert "Importance" in portrait
    assert portrait.count("Leo") > 1
    assert both.code == 0, both.err
    assert "+0.8" in both.out
    assert json.loads(plain.out)
