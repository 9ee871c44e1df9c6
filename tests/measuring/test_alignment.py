"""
Paths laid beside the planned way of a map (M2), by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.document.write import dump
from touchline.eventlog.log import EventLog
from touchline.measuring.alignment import align
from touchline.measuring.errors import NothingBound
from touchline.model.experience import Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Lane

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.analysis.alignment import AlignmentAnswer

PATHS = {
    "ann": "visit, basket, pay",
    "ben": "visit, pay",
    "cem": "visit, basket, refused, basket, pay",
    "dan": "visit, news, basket, pay",
    "eva": "visit, refused",
}
EVENTS = [
    (case, activity, f"2026-01-{day:02d}")
    for case, path in PATHS.items()
    for day, activity in enumerate(path.split(", "), start=1)
]


def planned(*, basket: object, branches: object = ()) -> JourneyMap:
    binding = {
        "visit": [{"activities": ["visit"]}],
        "basket": basket,
        "news": [{"activities": ["news"]}],
        "pay": [{"activities": ["pay"]}],
        "refused": [{"activities": ["refused"]}],
    }
    steps = [
        {"id": "visit", "name": "I visit"},
        {"id": "news", "name": "I read the news", "optional": True},
        {"id": "basket", "name": "I fill my basket"},
        {"id": "dream", "name": "I dream of it"},
        {"id": "pay", "name": "I pay"},
        {"id": "refused", "name": "My card is refused", "path": "failure"},
    ]
    cells = tuple(
        Cell[Touchpoint].model_validate(
            {"at": step, "cards": [{"id": f"t-{step}", "binding": matchers}]}
        )
        for step, matchers in binding.items()
    )
    return JourneyMap.model_validate(
        {
            "id": "shop",
            "title": "Shop",
            "stages": [{"id": "all", "name": "All", "steps": steps}],
            "lanes": [Lane[Touchpoint](id="touchpoints", kind="touchpoints", cells=cells)],
            "branches": branches,
        }
    )


BRANCHES = [
    {"id": "fails", "kind": "failure", "from": "basket", "to": "refused"},
    {"id": "again", "kind": "recovery", "from": "refused", "to": "basket"},
]


def told(answer: AlignmentAnswer) -> set[tuple[str, str, int]]:
    return {(one.kind, one.name, one.cases) for one in answer.departures}


def test_a_map_is_a_plan_with_optional_steps_and_branches() -> None:
    journey = planned(basket=[{"activities": ["basket"]}], branches=BRANCHES)

    answer = align(journey, EventLog.from_events(EVENTS))

    # By hand: ben leaves the basket out; eva comes to a refusal without one; the step that nothing
    # is bound to is no part of the plan, and dan's news are optional.
    assert told(answer) == {("skipped", "I fill my basket", 2)}
    assert (answer.following, answer.finished, answer.paths) == (3, 4, 5)


def test_without_branches_a_failure_is_out_of_place() -> None:
    answer = align(planned(basket=[{"activities": ["basket"]}]), EventLog.from_events(EVENTS))

    assert ("out-of-order", "My card is refused", 2) in told(answer)
    assert answer.following == 2


def test_a_dated_binding_recognises_events_of_its_time_only() -> None:
    # By hand: from the third on, which leaves the baskets of ann and the first of cem unplanned.
    basket = [{"activities": ["basket"], "since": "2026-01-03"}]

    answer = align(planned(basket=basket, branches=BRANCHES), EventLog.from_events(EVENTS))

    assert ("unplanned", "basket", 2) in told(answer)


def test_a_map_without_bindings_is_refused() -> None:
    with pytest.raises(NothingBound):
        align(
            JourneyMap.model_validate({"id": "empty", "title": "Empty"}),
            EventLog.from_events(EVENTS),
        )


def test_the_command_line_takes_the_plan_from_a_map(tmp_path: Path, capsys) -> None:
    journey = planned(basket=[{"activities": ["basket"]}], branches=BRANCHES)
    dump(journey, tmp_path / "shop.map.yaml")
    lines = ["case,activity,timestamp", *(",".join(event) for event in EVENTS)]
    (tmp_path / "log.csv").write_text("\n".join(lines), "utf-8")

    code = main(
        [
            "ask",
            "alignment",
            str(tmp_path / "log.csv"),
            "--map",
            str(tmp_path / "shop.map.yaml"),
            "--whole",
            "--json",
        ]
    )

    answer = json.loads(capsys.readouterr().out)["answer"]
    assert code == 0
    # By hand: with the ends, eva lacks the payment too.
    assert (answer["following"], answer["paths"], answer["left_out"]) == (3, 5, 3)


def test_the_terminal_says_how_many_follow_and_names_departures_in_words(
    tmp_path: Path, capsys
) -> None:
    lines = ["case,activity,timestamp", *(",".join(event) for event in EVENTS)]
    (tmp_path / "log.csv").write_text("\n".join(lines), "utf-8")
    steps = [word for step in ("visit", "basket", "pay") for word in ("--steps", step)]

    main(["ask", "alignment", str(tmp_path / "log.csv"), *steps])

    told = capsys.readouterr()
    assert "once more" in told.out
    # By hand: of five only ann does as planned; dan and eva do when the news and the refusal are
    # passed over.
    assert "20.0%" in told.err
    assert "60.0% do when unplanned activities are passed over" in told.err
