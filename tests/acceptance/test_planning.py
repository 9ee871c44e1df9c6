"""
From an objective to the maps that it needs (requirements 1.7), one test each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import touchline as tl

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

RECORDS = """\
records:
  - {record: persona, id: mei, title: Mei Lin, needs: [Know when the parcel comes]}
  - {record: department, id: logistics, title: Logistics}
  - {record: metric, id: late, title: Late parcels, unit: share}
  - {record: touchpoint, id: order-status, title: Order status, department: logistics}
  - {record: touchpoint, id: catalogue, title: Printed catalogue, department: Print}
"""
LATE = "Fewer complaints about late delivery"


def in_a_workspace(terminal: Terminal) -> None:
    terminal.write("records.yaml", RECORDS)
    terminal.run("init", "team")
    kept = terminal.run("keep", "records.yaml", "--workspace", "team")
    assert kept.code == 0, kept.err


def test_r101_an_objective_with_metric_and_target_decides_which_touchpoints_are_mapped(
    terminal: Terminal,
) -> None:
    in_a_workspace(terminal)

    reply = terminal.run(
        "plan", LATE, "--metric", "Late parcels", "--unit", "share", "--target", "0.05",
        "--due", "2027-03-31", "--create", "--workspace", "team", "--json",
    )  # fmt: skip

    assert reply.code == 0, reply.err
    made = reply.json
    listed = {one["id"]: one["why"] for one in made["touchpoints"] if one["is_listed"]}
    # F2: the objective decides which touchpoints to map. Delivery is about parcels on their way,
    # not about the printed catalogue.
    assert set(listed) == {"order-status"}
    assert "delivery" in listed["order-status"]
    journey = tl.load(made["created"][0])
    assert isinstance(journey, tl.JourneyMap)
    assert [getattr(card, "entry", None) for _, _, card in journey.cards()] == ["order-status"]
    assert journey.objective is not None
    assert (str(journey.objective.metric), journey.objective.target) == ("Late parcels", 0.05)
    told = terminal.run("plan", "fewer-complaints-about-late-delivery", "--workspace", "team").out
    assert "Late parcels: 5.0%" in told
    assert "Order status" in told


def test_r102_p7_a_broad_objective_gives_a_hierarchy_of_linked_maps_each_with_its_reason(
    terminal: Terminal,
) -> None:
    in_a_workspace(terminal)

    reply = terminal.run(
        "plan", "Raise satisfaction overall", "--business", "retail", "--create",
        "--workspace", "team", "--json",
    )  # fmt: skip

    assert reply.code == 0, reply.err
    maps = {one["id"]: one for one in reply.json["maps"]}
    levels = [one["level"] for one in maps.values()]
    assert levels.index("lifecycle") < levels.index("journey") < levels.index("micro-journey")
    for one in maps.values():
        assert one["personas"] == ["mei"]
        assert one["template"]
        assert {"level", "template"} <= set(one["reasons"])
        assert (one["part_of"] is None) == (one["level"] == "lifecycle")
    # The files are linked as the plan says: each is a part of its larger map, at the step named.
    (root,) = terminal.run("tree", "team", "--json").json["maps"]
    told = []
    waiting = [(None, root)]
    while waiting:
        above, one = waiting.pop()
        told.append((one["id"], above, one["step"]))
        waiting += [(one["id"], part) for part in one["parts"]]
    assert sorted(told) == sorted((one["id"], one["part_of"], one["step"]) for one in maps.values())
    for file in reply.json["created"]:
        checked = terminal.run("check", file, "--fail-on", "error")
        assert checked.code == 0, checked.out
    again = terminal.run("plan", "raise-satisfaction-overall", "--create", "--workspace", "team")
    assert again.code == 2
    assert "already" in again.err


def test_r102_a_specific_objective_names_the_departments_to_invite_each_with_the_reason(
    terminal: Terminal,
) -> None:
    in_a_workspace(terminal)

    made = terminal.run("plan", LATE, "--workspace", "team", "--json").json

    assert made["breadth"]["value"] == "specific"
    assert "part of the journey" in made["breadth"]["why"]
    assert len(made["maps"]) == 1
    assert [one["title"] for one in made["departments"]] == ["Logistics"]
    assert "Order status" in made["departments"][0]["why"]


def test_r100_a_plan_says_what_it_assumes_and_asks_what_nobody_said(terminal: Terminal) -> None:
    in_a_workspace(terminal)

    made = terminal.run("plan", LATE, "--workspace", "team", "--json").json
    told = terminal.run(
        "plan", LATE, "--persona", "Mei Lin", "--why", "Fewer calls", "--experience",
        "From order to door", "--workspace", "team", "--json",
    ).json  # fmt: skip

    # F3: to which goals does it steer, whom is it about, on which experience is it based?
    assert any("Mei Lin" in one for one in made["assumptions"])
    assert {"why", "experience"} <= {one["name"] for one in made["questions"]}
    assert not {"why", "experience", "personas"} & {one["name"] for one in told["questions"]}
    assert not any("Mei Lin" in one for one in told["assumptions"])


def test_r115_a_plan_for_many_personas_follows_two_and_says_so(terminal: Terminal) -> None:
    people = [word for name in ("Ann", "Ben", "Cem") for word in ("--persona", name)]

    made = terminal.run("plan", LATE, *people, "--json").json

    assert [one["personas"] for one in made["maps"]] == [["ann", "ben"]]
    assert any("Cem" in one for one in made["assumptions"])
