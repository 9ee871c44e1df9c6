"""
From an objective to its maps in a workspace (R-100 to R-102, R-115, P7).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from touchline.document.hierarchy import hierarchy
from touchline.document.read import build, journey_of, load
from touchline.document.write import dump
from touchline.errors import StorageError
from touchline.i18n import LANGUAGES
from touchline.model.work.department import Department
from touchline.model.work.metric import Metric
from touchline.model.work.objective import Objective
from touchline.model.work.persona import Persona, Share
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.checking import verify
from touchline.workspace.plans.maps import OutsideWorkspace, PlanIsMade, create, maps_of
from touchline.workspace.plans.planning import personas_named, plan
from touchline.workspace.records import record_from

if TYPE_CHECKING:
    from touchline.workspace import Workspace
    from touchline.workspace.plans.planning import Plan

LATE = {"id": "late", "title": "Fewer complaints about late delivery"}
ALL = {"id": "all", "title": "Raise satisfaction overall"}

#: A map whose metric stands at the till, beside a touchpoint that no words connect with it.
TILL = {
    "touchline": 1,
    "id": "till",
    "title": "At the till",
    "personas": [{"id": "wei", "name": "Wei", "primary": True}],
    "stages": [
        {
            "id": "pay",
            "name": "Pay",
            "kind": "purchase",
            "steps": [{"id": "queue", "name": "I queue"}],
        },
        {
            "id": "wait",
            "name": "Wait",
            "kind": "delivery",
            "steps": [{"id": "look", "name": "I look"}],
        },
    ],
    "lanes": [
        {
            "id": "touchpoints",
            "kind": "touchpoints",
            "cells": [
                {"at": "queue", "cards": [{"id": "scale", "text": "The scale"}]},
                {
                    "at": "look",
                    "cards": [{"id": "door", "text": "The door", "department": "Drivers"}],
                },
            ],
        },
        {
            "id": "metrics",
            "kind": "metrics",
            "cells": [{"at": "queue", "cards": [{"id": "m", "text": "Late deliveries"}]}],
        },
    ],
}


def objective(**fields: Any) -> Objective:
    return record_from(Objective, fields)


def put_map(workspace: Workspace, plain: dict[str, Any], file: str = "till.map.yaml") -> None:
    dump(build(plain), workspace.folder / file)
    workspace.shelf.refresh()


def reasons(made: Plan) -> dict[str, str]:
    """
    Say for each touchpoint why it is in scope.
    """
    return {one.title.said("en"): one.why.key for one in made.touchpoints}


def test_touchpoints_are_in_scope_by_words_metric_stage_and_department(
    workspace: Workspace,
) -> None:
    put_map(workspace, TILL)
    workspace.put(
        Metric.model_validate({"id": "late", "title": "Late deliveries"}),
        Touchpoint.model_validate({"id": "gate", "title": "Gate", "department": "Guards"}),
        Touchpoint.model_validate({"id": "roof", "title": "Roof"}),
        Touchpoint.model_validate({"id": "desk", "title": "Front desk"}),
    )
    words = "Fewer complaints at the front desk about late delivery"
    fields = {"metric": "late deliveries", "departments": ["Guards"], "touchpoints": ["help-desk"]}

    found = reasons(plan(objective(id="late", title=words, **fields), workspace))

    # By hand; the roof has nothing to do with it.
    assert found["The scale"] == "plan.touchpoint-metric"
    assert found["The door"] == "plan.touchpoint-stage"
    assert found["Front desk"] == "plan.touchpoint-named"
    assert found["Gate"] == "plan.touchpoint-department"
    assert found["Help desk"] == "plan.touchpoint-stated"
    assert found["Order status"] == "plan.touchpoint-usual"
    assert "Roof" not in found


def test_departments_that_answer_for_touchpoints_are_invited(workspace: Workspace) -> None:
    put_map(workspace, TILL)
    workspace.put(Department.model_validate({"id": "d1", "title": "Post room"}))
    said = objective(id="late", title="The post room causes late delivery", departments=["Legal"])

    found = plan(said, workspace).departments

    assert [(one.title.said("en"), one.why.key) for one in found] == [
        ("Legal", "plan.department-stated"),
        ("Post room", "plan.department-named"),
        ("Drivers", "plan.department-answers"),
    ]


def test_where_nobody_says_who_answers_the_usual_departments_are_an_assumption() -> None:
    found = plan(objective(**LATE))

    assert [one.title.said("en") for one in found.departments] == ["Logistics", "Customer service"]
    assert all(one.is_usual for one in found.departments)
    assert "plan.assumed-departments" in {one.key for one in found.assumptions}
    assert "departments" in {one.name for one in found.questions}


def test_what_nobody_said_is_asked_the_most_pressing_first() -> None:
    open_ = plan(objective(id="x", title="Make it better"))
    said = {"why": "Grow", "experience": "From order to door", "known": "research"}
    measured = {"metric": "late", "baseline": 9, "target": 5, "due": "2027-03-31"}
    clear = plan(objective(**LATE, **said, **measured, personas=["mei"], departments=["Legal"]))

    assert [one.name for one in open_.questions][:4] == ["personas", "experience", "breadth", "why"]
    assert open_.objective.breadth == "specific"
    assert "plan.assumed-specific" in {one.key for one in open_.assumptions}
    # Whether the usual touchpoints exist here is all that is left.
    assert [one.name for one in clear.questions] == ["touchpoints"]


def test_a_map_follows_at_most_two_personas(workspace: Workspace) -> None:
    workspace.put(*(Persona.model_validate({"id": f"p{n}", "title": f"P{n}"}) for n in range(3)))

    found = plan(objective(**LATE, personas=["p0", "p1", "p2"]), workspace)

    assert [one.id for one in found.personas] == ["p0", "p1"]
    told = next(one for one in found.assumptions if one.key == "plan.too-many-personas")
    assert "P2" in told.told("en")
    assert "P0" not in told.told("en")


def test_of_many_personas_the_one_with_most_customers_is_proposed(workspace: Workspace) -> None:
    for n, share in enumerate((0.2, 0.5, 0.3)):
        record = Persona.model_validate({"id": f"p{n}", "title": f"P{n}"})
        workspace.put(record.model_copy(update={"share": Share(value=share)}))

    found = plan(objective(**LATE), workspace)

    assert [one.id for one in found.personas] == ["p1"]
    assert "plan.assumed-largest-persona" in {one.key for one in found.assumptions}
    # It is a proposal, and said to be one; nothing is asked twice.
    assert "personas" not in {one.name for one in found.questions}


def test_personas_are_found_by_name_in_the_catalogue_and_on_maps(workspace: Workspace) -> None:
    put_map(workspace, TILL)
    workspace.put(Persona.model_validate({"id": "mei-lin", "title": {"en": "Mei Lin"}}))

    found = personas_named(workspace, ["mei lin", "Wei", "Leo Kamau"])

    assert [(one.id, str(one.title)) for one in found] == [
        ("mei-lin", "Mei Lin"), ("wei", "Wei"), ("leo-kamau", "Leo Kamau"),
    ]  # fmt: skip


def test_a_hierarchy_is_made_and_kept_whole(workspace: Workspace) -> None:
    workspace.put(
        Persona.model_validate({"id": "mei", "title": "Mei", "needs": ["Know when it comes"]}),
        Touchpoint.model_validate({"id": "order-status", "title": "Order status"}),
    )
    said = objective(**ALL, personas=["mei"], metric="NPS", target=40, experience="All of it")

    files = create(workspace, plan(said, workspace), author="Rosa")

    tree = hierarchy(files)
    assert not tree.faults
    assert [(depth, placed.file.name) for depth, placed in tree.walk()] == [
        (0, "lifecycle.map.yaml"),
        (1, "purchase.map.yaml"),
        (2, "purchase-choose.map.yaml"),
        (1, "retention.map.yaml"),
        (2, "retention-trouble.map.yaml"),
    ]
    for file in files:
        journey = journey_of(load(file))
        # The catalogue's persona, with what it says of her, and the objective with its measure.
        assert [(one.id, one.is_primary) for one in journey.personas] == [("mei", True)]
        assert str(journey.personas[0].needs[0]) == "Know when it comes"
        assert journey.objective is not None
        assert (str(journey.objective.metric), journey.objective.target) == ("NPS", 40)
        assert str(journey.scenario) == "All of it"
    kept = workspace.get(Objective, "all")
    assert kept.maps == tuple(journey_of(load(file)).id for file in files)
    assert verify(workspace) == {}


def test_a_touchpoint_of_the_inventory_stands_at_its_stage_on_one_map(
    workspace: Workspace,
) -> None:
    workspace.put(
        Touchpoint.model_validate({"id": "order-status", "title": "Order status"}),
        Touchpoint.model_validate({"id": "robot", "title": "Robot", "use": "wanted"}),
    )

    made = maps_of(plan(objective(**ALL), workspace), workspace)

    cards = [
        (journey.template, cell.at, getattr(card, "entry", None))
        for journey in made
        for _, cell, card in journey.cards()
    ]
    # By the dictionary of Segment, an updated order belongs to delivery; what the robot is for
    # nobody knows, so that the overview asks for it.
    assert cards == [("retention", "bought", "order-status")]
    asked = next(lane.hint for lane in made[0].lanes if lane.kind == "touchpoints")
    assert "Robot" in str(asked)


def test_the_stages_of_a_close_map_are_the_parts_that_the_objective_speaks_of() -> None:
    (made,) = maps_of(plan(objective(**LATE)))

    assert [(stage.kind, len(stage.steps)) for stage in made.stages] == [
        ("delivery", 2), ("support", 3),
    ]  # fmt: skip
    # The template asks at its steps about a whole journey, beginning with the first contact.
    assert not any(cell.hint for lane in made.lanes for cell in lane.cells)
    asked = next(str(lane.hint) for lane in made.lanes if lane.kind == "touchpoints")
    assert "Help desk" in asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", ["improve", "compare-roles", "organise-service", "plan"])
def test_maps_of_every_form_are_made_in_every_language(language: str, goal: str) -> None:
    for breadth in ("broad", "specific"):
        said = objective(**LATE, goal=goal, breadth=breadth, personas=["mei"])
        for journey in maps_of(plan(said, language=language)):
            assert journey.language == language


def test_a_close_map_is_linked_to_the_larger_one_that_is_there(workspace: Workspace) -> None:
    put_map(workspace, TILL)
    asked = plan(objective(**LATE, personas=["wei"]), workspace)

    (file,) = create(workspace, plan(objective(**LATE), workspace, part_of="till"))

    (root,) = hierarchy([workspace.folder / "till.map.yaml", file]).roots
    assert [(part.file.name, part.step) for part in root.parts] == [("journey.map.yaml", "look")]
    # Whoever did not name it is asked whether it is the larger one.
    assert "part_of" in {one.name for one in asked.questions}


def test_nothing_is_written_over(workspace: Workspace) -> None:
    made = plan(objective(**ALL), workspace)
    (first, *_) = create(workspace, made)
    first.write_text(first.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in workspace.folder.rglob("*.yaml")}

    with pytest.raises(PlanIsMade):
        create(workspace, made)

    assert {path: path.read_bytes() for path in workspace.folder.rglob("*.yaml")} == before
    assert plan(objective(**ALL), workspace).is_made


def test_a_plan_is_made_wholly_or_not_at_all(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(objective(**ALL, personas=["new-one"]), workspace)
    before = sorted(workspace.folder.rglob("*.map.yaml"))

    def broken(_: Path, to: Path) -> Path:
        raise OSError(28, "No space left on device", str(to))

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(StorageError):
        create(workspace, made)

    assert sorted(workspace.folder.rglob("*.map.yaml")) == before
    assert list(workspace.folder.glob(".plan-*")) == []
    assert list(workspace.records(Objective)) == []
    assert list(workspace.records(Persona)) == []


def test_further_maps_of_an_objective_get_ids_of_their_own(workspace: Workspace) -> None:
    create(workspace, plan(objective(**ALL), workspace, deepest="lifecycle"))
    kept = workspace.get(Objective, "all")

    create(workspace, plan(kept, workspace, deepest="journey", folder="more"))

    assert workspace.get(Objective, "all").maps == (
        "all-lifecycle", "all-lifecycle-2", "all-purchase", "all-retention",
    )  # fmt: skip
    assert verify(workspace) == {}


def test_maps_are_made_in_the_workspace_only(workspace: Workspace) -> None:
    made = plan(objective(**ALL), workspace, folder="../elsewhere")

    with pytest.raises(OutsideWorkspace):
        create(workspace, made)

    assert not (workspace.folder.parent / "elsewhere").exists()
