"""
The nine map types (requirements 1.4): each is created, drawn, and recommended when it fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import touchline as tl

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


def begun(terminal: Terminal, type_: str, *answers: str) -> tuple[dict[str, Any], str]:
    """
    Start a map by answers, draw it, and give back its data and the advice.
    """
    reply = terminal.run("new", *answers, "-o", "made.map.yaml")
    assert reply.code == 0, reply.err
    journey = tl.load("made.map.yaml")
    assert isinstance(journey, tl.JourneyMap)
    assert (journey.type, journey.template) == (type_, type_)
    named = terminal.made("--type", type_)
    assert named["type"] == type_
    assert len(terminal.words("made.map.yaml")) > 500
    return named, reply.err


def kinds(made: dict[str, Any]) -> list[str]:
    return [stage.get("kind") for stage in made["stages"]]


def test_r070_the_current_state_is_for_improving_what_exists(terminal: Terminal) -> None:
    _, advice = begun(terminal, "current-state", "--goal", "improve")

    # F2: finds pain points well and guides incremental change.
    assert "pain points" in advice
    assert "little by little" in advice


def test_r071_the_day_in_the_life_is_for_unmet_needs(terminal: Terminal) -> None:
    _, advice = begun(terminal, "day-in-the-life", "--goal", "find-needs")

    # F2: best for new initiatives and unmet needs in the market.
    assert "new initiatives" in advice


def test_r072_the_future_state_is_for_planning(terminal: Terminal) -> None:
    _, advice = begun(terminal, "future-state", "--goal", "plan")

    # F2: how customers would react to new products, services, experiences.
    assert "react to a new product, service or experience" in advice


def test_r073_the_service_blueprint_is_for_what_delivers_the_service(terminal: Terminal) -> None:
    _, advice = begun(terminal, "service-blueprint", "--goal", "organise-service")

    # F2: individuals, methods, processes and technologies.
    assert "people, methods, processes and technology" in advice


def test_r074_the_linear_map_is_for_clear_journeys(terminal: Terminal) -> None:
    made, advice = begun(terminal, "linear", "--goal", "follow-path")

    # F4: awareness, then purchase, use, after-sales support.
    assert kinds(made) == ["awareness", "purchase", "use", "support"]
    assert "clear" in advice


def test_r075_the_circular_map_is_for_retention_and_loyalty(terminal: Terminal) -> None:
    made, advice = begun(terminal, "circular", "--goal", "win-loyalty")

    # F4: a never-ending loop that stresses retention and loyalty.
    assert kinds(made)[-2:] == ["retention", "loyalty"]
    first = made["stages"][0]["steps"][0]["id"]
    last = made["stages"][-1]["steps"][-1]["id"]
    assert ("loop", last, first) in {
        (one["kind"], one["from"], one["to"]) for one in made["branches"]
    }
    assert "loyalty" in advice


def test_r076_the_staged_map_goes_from_awareness_to_action(terminal: Terminal) -> None:
    made, _ = begun(terminal, "staged", "--goal", "understand-decisions")

    # F4: awareness, interest, decision, action, with touchpoints and emotion per stage.
    assert [stage["name"] for stage in made["stages"]] == [
        "Awareness", "Interest", "Decision", "Action",
    ]  # fmt: skip
    assert {"touchpoints", "emotion"} <= {row["kind"] for row in made["lanes"]}


def test_r077_the_channel_map_is_for_improving_one_channel(terminal: Terminal) -> None:
    made, advice = begun(terminal, "channel-based", "--goal", "improve-channel")

    # F4: social media, e-mail, online shop.
    names = [one["name"] for one in made["channels"]]
    assert names == ["Social media", "E-mail", "Online shop"]
    assert "one channel" in advice


def test_r078_the_role_map_sets_three_roles_side_by_side(terminal: Terminal) -> None:
    made, _ = begun(terminal, "role-based", "--goal", "compare-roles")

    # F4: consumer, decision maker, buyer.
    roles = [one["role"] for one in made["personas"]]
    assert roles == ["Consumer", "Decision maker", "Buyer"]
    assert "too-many-personas" not in terminal.rules("made.map.yaml")
