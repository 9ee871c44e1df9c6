"""
A programme of maps with goals, owners and how each map stands (R-016, P20).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workspace.planned import put_map, record
from touchline.document.read import journey_of, load
from touchline.document.write import dump
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.measuring.measure import measure
from touchline.workspace.drift import keep_measurement
from touchline.workspace.portfolio import SeveralProgrammes, portfolio

if TYPE_CHECKING:
    from touchline.workspace import Workspace
    from touchline.workspace.portfolio import Portfolio

TODAY = dt.date(2026, 11, 22)

PROGRAMME = """\
touchline: 1
id: all
title: Tea for all
goals:
- id: again
  statement: More second orders
  metric: Second orders
  unit: share
  baseline: 0.3
  target: 0.4
  due: 2026-06-30
  owner: Rosa
- {id: calm, statement: Fewer calls}
maps:
- {file: tea.map.yaml, owner: Amira, goals: [again]}
- {file: lost.map.yaml}
- {file: coffee.map.yaml}
"""


@pytest.fixture
def found(workspace_in_a_file: Workspace) -> Workspace:
    put_map(workspace_in_a_file)
    put_map(workspace_in_a_file, id="coffee")
    return workspace_in_a_file


def looked_over(workspace: Workspace, programme: str | None = PROGRAMME) -> Portfolio:
    if programme is not None:
        (workspace.folder / "all.programme.yaml").write_text(programme, encoding="utf-8")
    workspace.shelf.refresh()
    return portfolio(workspace, today=TODAY)


def names(one: Portfolio) -> list[tuple[str, str]]:
    return [(finding.name, finding.path) for finding in one.findings]


def test_goals_maps_and_owners_are_brought_together(workspace: Workspace) -> None:
    put_map(workspace)
    put_map(workspace, id="coffee")

    one = looked_over(workspace)

    assert [(goal.goal.id, goal.maps) for goal in one.goals] == [
        ("again", ("tea.map.yaml",)),
        ("calm", ()),
    ]
    # The programme knows better than the map who answers for it.
    assert {held.standing.id: held.owner for held in one.maps} == {"tea": "Amira", "coffee": "Rosa"}
    assert names(one) == [
        ("map-missing", "lost.map.yaml"),
        ("goal-overdue", "again"),
        ("goal-without-map", "calm"),
        ("goal-unowned", "calm"),
        ("map-without-goal", "coffee.map.yaml"),
    ]
    for finding in one.findings:
        assert len({finding.told(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_without_a_programme_every_map_is_looked_over(found: Workspace) -> None:
    one = looked_over(found, None)

    assert (one.programme, one.findings) == (None, ())
    assert sorted(held.standing.file for held in one.maps) == ["coffee.map.yaml", "tea.map.yaml"]


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([], None),
        ([("2026-05-01", 0.41), ("2026-06-01", 0.39)], False),
        ([("2026-06-01", 0.4)], True),
    ],
)
def test_a_goal_is_held_against_the_metric_of_its_name(
    readings: list[tuple[str, float]], expected: bool | None, found: Workspace
) -> None:
    told = [{"date": date, "value": value} for date, value in readings]
    found.put(record("metric", "orders", title={"en": "second orders", "de": "x"}, readings=told))

    one = looked_over(found)

    assert one.goals[0].is_reached is expected
    assert (("goal-overdue", "again") in names(one)) is (expected is not True)


def test_a_target_below_the_baseline_is_one_to_come_down_to(found: Workspace) -> None:
    readings = [{"date": "2026-06-01", "value": 0.2}]
    found.put(record("metric", "orders", title="Second orders", readings=readings))

    one = looked_over(found, PROGRAMME.replace("target: 0.4", "target: 0.2"))

    assert one.goals[0].is_reached is True


def test_reasons_to_look_at_a_map_stand_with_the_gravest_first(found: Workspace) -> None:
    (found.folder / "broken.map.yaml").write_text("touchline: [", encoding="utf-8")
    changes = "- {id: x, kind: changes, cells: [{at: pay, cards: [{id: c, text: C, %s}]}]}\n"
    put_map(found, changes % "status: doing, due: 2026-11-21", id="late")
    file = found.folder / "late.map.yaml"
    text = file.read_text(encoding="utf-8").replace("owner: Rosa\n", "")
    file.write_text(text + "review: {last: 2026-01-01, every: 30d}\n", encoding="utf-8")

    one = looked_over(found, None)

    reasons = {held.standing.file: held.reasons for held in one.maps}
    assert reasons["broken.map.yaml"] == ("unreadable",)
    assert reasons["late.map.yaml"] == ("late-changes", "overdue", "unowned", "little-evidence")
    # The folder's own order would put coffee before late.
    assert [held.standing.file for held in one.maps][:2] == ["broken.map.yaml", "late.map.yaml"]


def test_targets_are_held_against_the_latest_numbers_wherever_they_are(found: Workspace) -> None:
    file = found.folder / "tea.map.yaml"
    text = file.read_text(encoding="utf-8")
    target = "{id: pay, name: Pay, targets: [{metric: lost, at_most: 0.1}]}"
    file.write_text(text.replace("{id: pay, name: Pay}", target), encoding="utf-8")
    lost = [(f"c{i}", "pay", "2026-01-01") for i in range(40)]
    kept = [(f"d{i}", activity, "2026-01-02") for i in range(40) for activity in ("pay", "wait")]

    # Forty of eighty are lost, at most a tenth should be; later nobody is.
    early = measure(journey_of(load(file)), EventLog.from_events([*lost, *kept]))
    keep_measurement(found, early)
    missed = looked_over(found, None)
    late = measure(journey_of(load(file)), EventLog.from_events(kept))
    dump(late, file)
    met = looked_over(found, None)

    held = next(one for one in missed.maps if one.standing.id == "tea")
    assert [(one.step, one.metric, one.value, one.n) for one in held.missed] == [
        ("pay", "lost", 0.5, 80)
    ]
    assert held.reasons[0] == "missed"
    held = next(one for one in met.maps if one.standing.id == "tea")
    assert (held.n_targets, held.missed) == (1, ())


def test_of_several_programmes_one_must_be_named(found: Workspace) -> None:
    (found.folder / "other.programme.yaml").write_text(PROGRAMME, encoding="utf-8")

    with pytest.raises(SeveralProgrammes) as told:
        looked_over(found)

    assert "other.programme.yaml" in str(told.value)
    named = portfolio(found, today=TODAY, file=str(found.folder / "other.programme.yaml"))
    assert named.file == "other.programme.yaml"
