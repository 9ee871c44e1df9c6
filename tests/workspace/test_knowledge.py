"""
What is known of each cell: by how many, how, since when, and what is not (R-113, R-225, M3).
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.shop_research import TODAY, fill, item, journey, study
from touchline.document.edits import apply
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.i18n import LANGUAGES
from touchline.location import Location
from touchline.workspace.citing import cite, citing
from touchline.workspace.knowledge import CellKnowledge, Knowledge, assess, known
from touchline.workspace.research import evidence_of

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.model.work.item import Item
    from touchline.model.work.study import Study
    from touchline.workspace import Workspace


def told(cells: tuple[Item, ...], *, by: Study | None = None, at: str = "slow") -> CellKnowledge:
    """
    Assess the cell of a card behind which some items stand.
    """
    own = by or study()
    seen = journey()
    for one in cells:
        edits, _ = citing(seen, one, evidence_of(one, own), Location.of(("card", at)))
        seen = apply(seen, edits)
    found = assess(seen, {one.id: one for one in cells}, {own.id: own}, TODAY)
    return cell_of(found, "pay", "pains")


def cell_of(found: Knowledge, step: str, lane: str) -> CellKnowledge:
    return next(one for one in found.cells if (one.step, one.lane) == (step, lane))


def kinds(cell: CellKnowledge, card: str | None = None) -> list[str]:
    return [gap.kind for gap in cell.gaps if card is None or gap.card == card]


def test_two_quotes_of_one_person_are_one_person() -> None:
    found = told((item("q1", who="P1"), item("q2", who="P1"), item("q3", who="P2")))

    assert (found.people, found.others, found.methods) == (2, 0, ("interview",))
    assert found.latest == dt.date(2026, 5, 20)


def test_a_survey_counts_once_in_a_cell_however_often_it_is_told() -> None:
    # 120 answered; 40 of them are one persona's, and two of all are quoted.
    own = study(method="survey")
    items = (item("a", n=120), item("b", n=40), item("c", who="P1"), item("d", who="P2"))

    assert told(items, by=own).people == 120


def test_people_who_are_no_customers_are_counted_apart() -> None:
    # two customers, one employee, and a note of three strangers.
    found = told(
        (
            item("q1", who="P1"),
            item("q2", who="P2"),
            item("q3", who="E1", participants=["employees"]),
            item("q4", n=3, participants=["others"]),
        )
    )

    assert (found.people, found.others, found.unsure) == (2, 4, 0)


def test_what_only_others_say_is_a_gap_and_not_known() -> None:
    found = told((item("q1", who="E1", participants=["employees"]),))

    assert kinds(found, "slow") == ["others-only", "no-severity", "no-help"]
    assert not found.is_known


def test_colleagues_know_best_what_happens_behind_the_scenes() -> None:
    seen, own = journey(), item("q1", who="E1", participants=["employees"])
    edits, _ = citing(seen, own, evidence_of(own, study()), Location.of(("card", "terminal")))

    found = assess(apply(seen, edits), {"q1": own}, {"talks": study()}, TODAY)

    cell = cell_of(found, "pay", "behind")
    assert (cell.people, cell.others, cell.is_known) == (1, 0, True)


def test_of_whom_nobody_noted_what_they_are_counts_as_unsure() -> None:
    found = told((item("q1", who="P1"),), by=study(participants=[]))

    assert (found.people, found.unsure) == (0, 1)


def test_the_word_of_one_person_is_a_gap_and_of_two_is_none() -> None:
    one = told((item("q1", who="P1"),))
    two = told((item("q1", who="P1"), item("q2", who="P2")))

    assert "single-voice" in kinds(one, "slow")
    assert "single-voice" not in kinds(two, "slow")


@pytest.mark.parametrize(
    ("day", "stale"), [(dt.date(2024, 5, 31), True), (dt.date(2024, 6, 1), False)]
)
def test_evidence_is_too_old_after_two_years(day: dt.date, stale: bool) -> None:
    # 730 days before 1 June 2026 is 1 June 2024, as the rule `stale-evidence` has it.
    found = told((item("q1", who="P1", date=day),))

    assert found.is_stale is stale
    assert ("stale" in kinds(found)) is stale


def test_every_kind_of_gap_is_found_in_the_map_itself() -> None:
    found = assess(journey(), {}, {}, TODAY)

    gaps = [(gap.step, gap.lane, gap.card, gap.kind) for gap in found.gaps]
    assert gaps == [
        ("choose", "feelings", None, "empty"),
        ("pay", "feelings", "glad", "assumption"),
        ("pay", "feelings", "glad", "no-cause"),
        ("choose", "wishes", "help", "assumption"),
        ("choose", "wishes", "help", "no-why"),
        ("choose", "wishes", "calm", "assumption"),
        ("pay", "wishes", None, "empty"),
        ("pay", "pains", "slow", "assumption"),
        ("pay", "pains", "slow", "no-severity"),
        ("pay", "pains", "slow", "no-help"),
        ("pay", "pains", "coins", "assumption"),
        ("pay", "pains", "coins", "no-help"),
        ("pay", "behind", "terminal", "assumption"),
    ]


def test_an_expectation_without_experience_is_a_gap() -> None:
    lane = {
        "id": "hopes",
        "kind": "expectations",
        "cells": [{"at": "pay", "cards": [{"id": "quick", "text": "Quick", "expected": 0.5}]}],
    }

    found = assess(with_lane(lane), {}, {}, TODAY)

    assert kinds(cell_of(found, "pay", "hopes")) == ["assumption", "no-experience"]


def with_lane(lane: dict[str, Any]) -> JourneyMap:
    data = json.loads(dumps(journey(), "json"))
    data["lanes"].append(lane)
    return journey_of(loads(json.dumps(data), "json"))


def test_a_pain_point_that_help_answers_asks_for_none() -> None:
    lane = {
        "id": "help-lane",
        "kind": "support",
        "cells": [{"at": "pay", "cards": [{"id": "cash", "text": "Cash", "answers": ["slow"]}]}],
    }

    found = assess(with_lane(lane), {}, {}, TODAY)

    assert "no-help" not in kinds(cell_of(found, "pay", "pains"), "slow")


def test_what_is_known_beyond_steps_is_told_by_topic() -> None:
    # two customers on their motives, an employee on demographics.
    found = (
        item("t1", topic="motive", who="P1", places=["shop"]),
        item("t2", topic="motive", who="P2", places=["shop"]),
        item("t3", topic="demographics", who="E1", participants=["employees"], places=["shop"]),
    )

    assessed = assess(journey(), {one.id: one for one in found}, {"talks": study()}, TODAY)

    topics = {one.topic: (one.items, one.people) for one in assessed.topics}
    assert (topics["motive"], topics["demographics"]) == ((2, 2), (1, 0))
    assert topics["engagement"] == (0, 0)


def test_items_without_a_card_wait_for_one(workspace: Workspace) -> None:
    fill(workspace, item("q1"), item("q2"))
    cite(workspace, "q1", "shop/step:pay")
    cite(workspace, "q2", "shop/card:slow")

    found = known(workspace, "shop", today=TODAY)

    assert found.unplaced == ("q1",)
    assert found.known == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_summed_up_in_every_language(language: str) -> None:
    found = assess(journey(), {"q1": item("q1", places=["shop"])}, {"talks": study()}, TODAY)

    sentences = [one.told(language) for one in found.findings()]

    # Six kinds of gaps, seven topics, one item without a card.
    assert len(sentences) == len(set(sentences)) == 6 + 7 + 1


def test_a_program_gets_all_of_it() -> None:
    plain = assess(journey(), {}, {}, TODAY).plain()

    assert (plain["map"], plain["today"], plain["known"]) == ("shop", "2026-06-01", 0)
    assert plain["cells"][0]["gaps"] == [{"kind": "empty", "at": "step:choose/lane:feelings"}]
