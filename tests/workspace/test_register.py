"""
The register follows every pain point over all maps, and tells each link that is not there.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.chain import CHANGES, OPPORTUNITIES, PAINS, RESULT, journey, put_map
from touchline.i18n import LANGUAGES
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.gaps import gaps
from touchline.workspace.register import register_of

if TYPE_CHECKING:
    from touchline.workspace import Workspace

TODAY = dt.date(2026, 3, 31)


def found_gaps(workspace: Workspace, **lanes: Any) -> set[tuple[str, str]]:
    put_map(workspace, journey(**lanes))
    return {(str(one.values["id"]), one.name) for one in gaps(register_of(workspace), TODAY)}


def test_a_chain_runs_from_the_pain_point_to_the_measured_result(workspace: Workspace) -> None:
    put_map(workspace)

    whole, broken = register_of(workspace).chains()

    parts = [whole.insights, whole.opportunities, whole.solutions, whole.changes]
    assert [[one.id for one in part] for part in parts] == [["i1"], ["o1"], ["s1"], ["c1"]]
    assert [(name, result.verdict) for name, result in whole.results] == [("c1", "better")]
    assert whole.missing == ()
    assert broken.missing == ("evidence", "insight", "solution", "change", "result")


def test_links_of_two_maps_are_never_mixed(workspace: Workspace) -> None:
    put_map(workspace)
    put_map(workspace, journey("bare", opportunities=[], solutions=[], changes=[]))

    chains = {(one.pain.map, one.pain.id): one for one in register_of(workspace).chains()}

    assert chains["shop", "p1"].opportunities
    assert not chains["bare", "p1"].opportunities
    assert {one.map for one in register_of(workspace, "bare").entries} == {"bare"}


def test_an_unknown_map_is_told(workspace: Workspace) -> None:
    put_map(workspace)

    with pytest.raises(UnknownRecord):
        register_of(workspace, "shopp")


def test_what_was_dropped_answers_nothing(workspace: Workspace) -> None:
    dropped = [{**one, "status": "dropped"} for one in CHANGES]
    put_map(workspace, journey(changes=dropped))

    chain = register_of(workspace).chains()[0]

    assert chain.missing == ("change", "result")


def test_a_change_knows_the_pain_that_it_answers_from_afar(workspace: Workspace) -> None:
    put_map(workspace)
    register = register_of(workspace)

    change = register.of_kind("changes")[0]

    # It builds a solution of an opportunity that draws on an insight about the pain.
    assert [one.id for one in register.before(change, "pain-points")] == ["p1"]


def test_every_missing_link_is_told(workspace: Workspace) -> None:
    # By hand, from the map of tests/workspace/chain.py; c2 was due on 1 March.
    assert found_gaps(workspace) == {
        ("p2", "pain-without-evidence"),
        ("p2", "pain-without-insight"),
        ("i2", "insight-without-pain"),
        ("i2", "insight-without-opportunity"),
        ("o2", "opportunity-without-insight"),
        ("o2", "opportunity-without-solution"),
        ("o2", "opportunity-without-change"),
        ("o3", "opportunity-without-pain"),
        ("o3", "opportunity-without-insight"),
        ("o3", "opportunity-without-solution"),
        ("o3", "opportunity-without-change"),
        ("c1", "result-without-guardrail"),
        ("c2", "change-without-pain"),
        ("c2", "change-without-solution"),
        ("c2", "change-without-goal"),
        ("c2", "change-without-owner"),
        ("c2", "change-overdue"),
    }


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"results": []}, "change-without-result"),
        ({"since": None}, "change-without-start"),
        ({"results": [{**RESULT, "verdict": "worse"}]}, "result-worse"),
        ({"results": [{**RESULT, "verdict": "too-little-data"}]}, "result-too-little-data"),
        (
            {"results": [{**RESULT, "guardrail": {"question": "s", "verdict": "harmed"}}]},
            "guardrail-harmed",
        ),
        (
            {"results": [{**RESULT, "guardrail": {"question": "s", "verdict": "unclear"}}]},
            "guardrail-unclear",
        ),
        ({"status": "doing", "due": None}, "change-without-due"),
    ],
)
def test_a_change_without_proof_is_told(
    fields: dict[str, Any], name: str, workspace: Workspace
) -> None:
    change = {key: value for key, value in {**CHANGES[0], **fields}.items() if value is not None}

    assert ("c1", name) in found_gaps(workspace, changes=[change])


def test_the_latest_result_counts(workspace: Workspace) -> None:
    later = {**RESULT, "date": "2026-09-30", "verdict": "no-difference-shown"}
    put_map(workspace, journey(changes=[{**CHANGES[0], "results": [later, RESULT]}]))

    ((_, result),) = register_of(workspace).chains()[0].results

    assert result.verdict == "no-difference-shown"


def test_a_change_on_assumed_pain_is_told(workspace: Workspace) -> None:
    assumed = [{"id": "p1", "text": "The cost comes late"}, PAINS[1]]

    assert ("c1", "change-on-assumption") in found_gaps(workspace, pain_points=assumed)


def test_a_solution_that_hangs_in_the_air_is_told(workspace: Workspace) -> None:
    found = found_gaps(workspace, solutions=[{"id": "s1", "text": "A page"}])

    assert ("s1", "solution-without-opportunity") in found


def test_a_pain_that_a_change_answers_directly_lacks_its_opportunity(workspace: Workspace) -> None:
    direct = [{**CHANGES[0], "builds": [], "answers": ["p2"]}]
    put_map(workspace, journey(changes=direct, opportunities=OPPORTUNITIES[:1]))

    found = {one.name: one.severity for one in gaps(register_of(workspace), TODAY)}

    assert found["pain-without-opportunity"] == "hint"


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_speak_every_language(language: str, workspace: Workspace) -> None:
    put_map(workspace)

    told = [one.told(language) for one in gaps(register_of(workspace), TODAY)]

    assert all("{" not in line and "gap." not in line for line in told)


def test_the_nearest_owner_answers_for_a_change(workspace: Workspace) -> None:
    plain = journey()
    plain["stages"][0]["steps"][0]["owner"] = "Cem"
    put_map(workspace, plain)

    register = register_of(workspace)

    # By hand: c1 names Ben itself, c2 stands at the step that Cem answers for.
    assert [one.owner for one in register.of_kind("changes")] == ["Ben", "Cem"]
    assert "change-without-owner" not in {one.name for one in gaps(register, TODAY)}
