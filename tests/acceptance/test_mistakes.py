"""
The mistakes that the sources name (requirements 1.11): each is found, and not found without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import touchline as tl
from tests.acceptance.conftest import STEPS, lane
from touchline.i18n import LANGUAGES, translate
from touchline.linting.rule import RULES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

CARD = lane("actions", look="Compares gifts")
PAINS = lane(
    "pain-points",
    pay={
        "id": "p1",
        "text": "Card refused",
        "evidence": [{"grade": "measured", "source": "Log", "date": "2026-01-06"}],
    },
)


def stages(*steps: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "buy", "name": "Buy", "steps": list(steps)}]


def changes(*statuses: str, **fields: object) -> dict[str, Any]:
    """
    Make a lane of changes of these statuses.
    """
    cards = [{"text": f"Change {n}", "status": one, **fields} for n, one in enumerate(statuses)]
    return lane("changes", look=cards[:2], pay=cards[2:])


def test_r220_too_few_steps_are_found(terminal: Terminal) -> None:
    five = [{"id": f"s{n}", "name": f"I do {n}"} for n in range(5)]
    none = terminal.run("check", terminal.write_map(stages=[]), "--json")
    two = terminal.rules(terminal.write_map(stages=stages(*STEPS[:2])))
    enough = terminal.rules(terminal.write_map(stages=stages(*five)))

    assert none.code == 1
    assert "too-few-steps" in {row["rule"] for row in none.json["findings"]}
    assert "too-few-steps" in two
    # The templates of the sources have five.
    assert "too-few-steps" not in enough


def test_r221_more_changes_than_pains_are_found(terminal: Terminal) -> None:
    many = changes(*["planned"] * 4, answers=["p1"])
    ideas = changes(*["idea"] * 4, answers=["p1"])

    assert "too-many-changes" in terminal.rules(terminal.write_map(PAINS, many))
    assert "too-many-changes" not in terminal.rules(terminal.write_map(PAINS, ideas))


def test_r222_forgotten_needs_are_found(terminal: Terminal) -> None:
    assert "forgotten-needs" in terminal.rules(terminal.write_map(CARD))
    assert "forgotten-needs" not in terminal.rules(
        terminal.write_map(CARD, lane("needs", look="An idea"))
    )


def test_r223_a_step_that_serves_no_goal_is_found(terminal: Terminal) -> None:
    told = lane("actions", look="Compares gifts", pay="Types the number")
    purposeful = stages(STEPS[0], {**STEPS[1], "purpose": "Is known next time"}, STEPS[2])

    found = terminal.run("check", terminal.write_map(told), "--fail-on", "never", "--json").json
    places = [row["at"] for row in found["findings"] if row["rule"] == "irrelevant-step"]

    # By hand: nothing is told of signing up.
    assert places == ["step:join"]
    assert "irrelevant-step" not in terminal.rules(terminal.write_map(told, stages=purposeful))


def test_r224_too_many_personas_are_found(terminal: Terminal) -> None:
    crowd = [{"id": f"c{n}", "name": f"Customer {n}", "primary": n == 0} for n in range(3)]

    assert "too-many-personas" in terminal.rules(terminal.write_map(personas=crowd))
    assert "too-many-personas" not in terminal.rules(terminal.write_map(personas=crowd[:2]))
    assert "too-many-personas" not in terminal.rules(
        terminal.write_map(personas=crowd, type="role-based")
    )


def test_r225_a_map_of_nothing_but_assumptions_is_found(terminal: Terminal) -> None:
    assert "assumptions-only" in terminal.rules(terminal.write_map(CARD))
    assert "assumptions-only" not in terminal.rules(terminal.write_map(CARD, PAINS))
    assert "50% of the filled cells have evidence (1 of 2)" in (
        terminal.run("check", "small.map.json").out.replace("\xa0", "")
    )


@pytest.mark.parametrize(
    ("asked", "is_found"), [("employees", True), ("others", True), ("prospects", False)]
)
def test_r226_evidence_of_people_who_are_not_customers_is_found(
    asked: str, *, is_found: bool, terminal: Terminal
) -> None:
    quoted = {"grade": "quoted", "source": "Workshop", "participants": [asked]}
    name = terminal.write_map(lane("thoughts", look={"text": "In time?", "evidence": [quoted]}))

    assert ("not-customers" in terminal.rules(name)) == is_found


def test_r227_touchpoints_that_contradict_each_other_are_found(terminal: Terminal) -> None:
    def stated(says: str) -> str:
        facts = [{"about": "delivery time", "says": says}]
        page = {"text": "Page", "facts": [{"about": "delivery time", "says": "2 days"}]}
        return terminal.write_map(
            lane("touchpoints", look=page, pay={"text": "Till", "facts": facts})
        )

    assert "contradicting-facts" in terminal.rules(stated("a week"))
    assert "contradicting-facts" not in terminal.rules(stated("2 days"))


def test_r228_a_map_that_is_taken_for_finished_is_found(terminal: Terminal) -> None:
    def reviewed(review: dict[str, str]) -> set[str]:
        name = terminal.write_map(CARD, status="published", review=review)
        return terminal.rules(name) & {"never-reviewed", "review-overdue"}

    assert reviewed({}) == {"never-reviewed"}
    assert reviewed({"last": "2011-01-12", "every": "90d"}) == {"review-overdue"}
    assert reviewed({"last": "9999-01-01", "every": "90d"}) == set()


def test_r229_changes_without_a_kind_of_journey_are_found(terminal: Terminal) -> None:
    doing = changes("doing", answers=["p1"])

    assert "no-journey-kind" in terminal.rules(terminal.write_map(PAINS, doing))
    assert "no-journey-kind" not in terminal.rules(
        terminal.write_map(PAINS, doing, kind="purchase")
    )


def test_r230_a_missing_objective_is_found(terminal: Terminal) -> None:
    assert "no-objective" in terminal.rules(terminal.write_map(CARD))
    assert "no-objective" not in terminal.rules(
        terminal.write_map(CARD, objective={"statement": "Win more first purchases"})
    )


def test_r231_a_change_without_a_pain_point_is_found(terminal: Terminal) -> None:
    assert "change-without-pain" in terminal.rules(terminal.write_map(PAINS, changes("planned")))
    assert "change-without-pain" not in terminal.rules(
        terminal.write_map(PAINS, changes("planned", answers=["p1"]))
    )


def test_r231_a_change_may_carry_out_an_opportunity_that_answers_the_pain(
    terminal: Terminal,
) -> None:
    chance = lane("opportunities", pay={"id": "o1", "text": "Take invoices", "answers": ["p1"]})

    assert "change-without-pain" not in terminal.rules(
        terminal.write_map(PAINS, chance, changes("planned", carries_out=["o1"]))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_r220_to_r231_each_mistake_is_told_with_a_next_step(
    language: str, terminal: Terminal
) -> None:
    name = terminal.write_map(CARD, changes(*["planned"] * 4))

    found = tl.lint(tl.load(name))

    assert len(found) > 5
    reply = terminal.run("check", name, language=language)
    assert reply.code == 1
    for one in found:
        assert one.told(language) in reply.out
        assert translate(f"rule.{one.name}.fix", language) in reply.out


def test_r220_to_r231_a_mistake_that_is_meant_is_allowed_with_its_reason(
    terminal: Terminal,
) -> None:
    reason = {"no-objective": "An exercise"}

    assert "no-objective" in RULES
    assert "no-objective" not in terminal.rules(terminal.write_map(CARD, allow=reason))
