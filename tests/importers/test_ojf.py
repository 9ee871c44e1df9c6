"""
OpenJourney files as maps; expected values are read off the files by hand.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.importers import IMPORTERS, Imported
from touchline.importers._errors import UnreadableImport

SPEC = {
    "version": "1.0",
    "persona": "Ann",
    "pointOfView": "A customer who moves house",
    "stages": [{"id": "s1", "name": "Find"}, {"id": "s2", "name": "Pay"}],
    "swimlanes": [{"id": "l1", "name": "Actions"}, {"id": "l2", "name": "Remarks"}],
    "nodes": [
        {
            "stageId": "s1",
            "swimlaneId": "l1",
            "title": "Search",
            "description": "On the phone",
            "score": 3,
            "isMomentOfTruth": True,
        },
        {
            "stageId": "s2",
            "swimlaneId": "l2",
            "title": "Slow",
            "purpose": "pain-point",
            "severity": "high",
            "score": -5,
        },
        {"stageId": "s2", "swimlaneId": "l2", "title": "Paid", "purpose": "milestone"},
    ],
}
#: The form of the samples: metadata, `stage`, ids of nodes, a blueprint, scores from 0 to 10.
SAMPLE = {
    "metadata": {"title": "Moving", "persona": "Ann", "pov": "Hers", "version": "2"},
    "stages": [{"id": 1, "name": "Find"}],
    "swimlanes": [{"id": "t", "name": "Contacts"}],
    "nodes": [
        {
            "id": "n7",
            "stage": 1,
            "swimlane": "t",
            "title": "Shop",
            "purpose": "touchpoint",
            "icon": "globe",
            "score": 9,
            "blueprint": {
                "evidence": [{"item": "letter", "type": "paper"}],
                "onstage": [{"actor": "Clerk", "action": "greets"}],
                "backstage": [{"actor": "Clerk", "action": "packs"}],
                "support": [{"system": "CRM", "description": "knows Ann"}],
            },
        }
    ],
}


def read(data: object) -> Imported:
    return IMPORTERS["ojf"].read(json.dumps(data), at="a.ojf")


def cards(imported: Imported) -> list[tuple[str, str, str, str]]:
    return [
        (lane.kind, cell.at, card.id, str(card.text))
        for lane, cell, card in imported.journey.cards()
    ]


def told(imported: Imported) -> list[tuple[str, str]]:
    return [(found.path, found.told()) for found in imported.left_out]


def test_the_form_of_the_specification_becomes_a_map():
    imported = read(SPEC)

    journey = imported.journey
    assert imported.left_out == ()
    assert str(journey.scenario) == "A customer who moves house"
    assert [str(persona.name) for persona in journey.personas] == ["Ann"]
    assert [(stage.id, str(stage.name)) for stage in journey.stages] == [
        ("s1", "Find"),
        ("s2", "Pay"),
    ]
    assert cards(imported) == [
        ("actions", "s1", "search", "Search\nOn the phone"),
        ("notes", "s2", "paid", "Paid"),
        ("emotion", "s1", "feeling-search", "Search"),
        ("emotion", "s2", "feeling-slow", "Slow"),
        ("pain-points", "s2", "slow", "Slow"),
    ]
    assert [(step.is_moment_of_truth, step.is_milestone) for step in journey.steps] == [
        (True, False),
        (False, True),
    ]
    scored: dict[str, Any] = {card.id: card for _, _, card in journey.cards()}
    assert scored["slow"].severity == 3
    assert scored["feeling-slow"].score == -5
    assert (scored["feeling-slow"].scale.low, scored["feeling-slow"].scale.high) == (-5, 5)


def test_the_form_of_the_samples_becomes_a_map():
    imported = read(SAMPLE)

    assert imported.left_out == ()
    assert str(imported.journey.title) == "Moving"
    assert str(imported.journey.scenario) == "Hers"
    assert cards(imported) == [
        ("touchpoints", "1", "n7", "Shop"),
        ("emotion", "1", "feeling-n7", "Shop"),
        ("physical-evidence", "1", "n7-evidence", "paper: letter"),
        ("frontstage", "1", "n7-onstage", "Clerk: greets"),
        ("backstage", "1", "n7-backstage", "Clerk: packs"),
        ("support-processes", "1", "n7-support", "CRM: knows Ann"),
    ]
    feeling: Any = next(card for _, _, card in imported.journey.cards() if card.id == "feeling-n7")
    assert (feeling.score, feeling.scale.low, feeling.scale.high) == (9, 0, 10)


def test_what_a_map_cannot_hold_is_told_with_its_place():
    node = {
        "stageId": "s1",
        "title": "A",
        "score": "much",
        "severity": "low",
        "purpose": "fun",
        "icon": "no such icon",
        "iconColor": "red",
        "tags": ["x", "y"],
        "sentiment": "glad",
        "isMomentOfTruth": "yes",
        "blueprint": {"onstage": [{"actor": "B", "since": 1}], "roof": "red"},
    }

    imported = read({"stages": [{"id": "s1", "colour": "red"}], "nodes": [node, {"title": "B"}]})

    assert told(imported) == [
        ("$.stages[0].colour", "colour: red"),
        ("$.nodes[0].score", "“A” has the score much, which does not lie between −5 and 5."),
        ("$.nodes[0].blueprint.onstage[0].since", "since: 1"),
        ("$.nodes[0].blueprint.roof", "roof: red"),
        ("$.nodes[0].severity", "severity: low"),
        ("$.nodes[0].purpose", "purpose: fun"),
        ("$.nodes[0].icon", "icon: no such icon"),
        ("$.nodes[0].iconColor", "iconColor: red"),
        ("$.nodes[0].tags", 'tags: ["x", "y"]'),
        ("$.nodes[0].sentiment", "sentiment: glad"),
        ("$.nodes[0].isMomentOfTruth", "isMomentOfTruth: yes"),
        ("$.nodes[1]", "“B” names no stage."),
    ]


def test_references_that_lead_nowhere_make_their_own_stage_and_lane():
    imported = read({"nodes": [{"stageId": "s9", "swimlaneId": "l9", "title": "A"}]})

    assert [stage.id for stage in imported.journey.stages] == ["s9"]
    assert [(lane.id, str(lane.title)) for lane in imported.journey.lanes] == [("l9", "l9")]
    assert cards(imported) == [("notes", "s9", "a", "A")]


def test_a_swimlane_of_one_purpose_is_one_lane_and_of_several_is_told_apart():
    pain = {"stageId": "a", "swimlaneId": "Misc", "title": "P", "purpose": "pain-point"}
    note = {"stageId": "a", "swimlaneId": "Misc", "title": "N"}

    alone = read({"swimlanes": ["Misc"], "nodes": [pain]})
    both = read({"swimlanes": ["Misc"], "nodes": [pain, note]})

    assert [(lane.kind, str(lane.title)) for lane in alone.journey.lanes] == [
        ("pain-points", "Misc")
    ]
    assert [(lane.kind, str(lane.title)) for lane in both.journey.lanes] == [
        ("notes", "Misc"),
        ("pain-points", "Misc · Pain points"),
    ]


@pytest.mark.parametrize(
    ("scores", "kept", "high"),
    [
        ([-5, 5], [-5, 5], 5),
        ([0, 5], [0, 5], 5),
        ([0, 6], [0, 6], 10),
        ([10], [10], 10),
        ([-1, 6], [-1], 5),
        ([1, 11], [1], 10),
        ([True, 2], [2], 5),
    ],
)
def test_the_range_of_the_scores_is_that_of_the_whole_file(scores, kept, high):
    nodes = [{"stageId": "a", "score": score} for score in scores]

    imported = read({"nodes": nodes})

    feelings: list[Any] = [
        card for lane, _, card in imported.journey.cards() if lane.kind == "emotion"
    ]
    assert [feeling.score for feeling in feelings] == kept
    assert {feeling.scale.high for feeling in feelings} == {high}
    assert len(imported.left_out) == len(scores) - len(kept)


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("", "a.ojf", "empty"),
        ('{\n"stages": [,]}', "a.ojf:2", "json"),
        ("[" * 100_000, "a.ojf", "deep"),
        ('{"stages": [' + "9" * 5_000 + "]}", "a.ojf", "deep"),
        ("[]", "a.ojf", "not_ojf"),
        ('{"title": "no journey"}', "a.ojf", "not_ojf"),
    ],
)
def test_what_is_no_journey_is_told_with_its_place(text, at, reason):
    with pytest.raises(UnreadableImport) as caught:
        IMPORTERS["ojf"].read(text, at="a.ojf")

    assert (caught.value.at, caught.value.values["reason"]) == (at, reason)
    assert caught.value.hint()


def test_half_a_sign_and_boundless_scores_are_survived():
    text = (
        '{"stages": ["\\ud800"], "nodes": ['
        '{"stageId": "\\ud800", "score": NaN, "\\udfff": "\\ud800", "tags": ["\\ud801"]},'
        '{"stageId": "a", "score": 1e999}, {"stageId": "a", "score": ' + "9" * 400 + "}]}"
    )

    imported = IMPORTERS["ojf"].read(text)

    assert str(imported.journey.stages[0].name) == "\ufffd"
    assert "".join(found.told() + found.path for found in imported.left_out).encode()
    assert loads(dumps(imported.journey)) == imported.journey


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
KEYS = ["id", "name", "title", "stage", "stageId", "swimlane", "score", "purpose", "severity"]
KEYS += ["blueprint", "onstage", "evidence", "persona", "icon", "isMomentOfTruth", "description"]
THINGS = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5) | VALUES, max_size=4)


@given(title=TEXTS.filter(str.strip), stage=TEXTS.filter(str.strip), node=TEXTS.filter(str.strip))
def test_any_title_stage_and_node_survives(title, stage, node):
    imported = read(
        {
            "title": title,
            "stages": [{"id": "s", "name": stage}],
            "nodes": [{"stageId": "s", "title": node}],
        }
    )

    assert str(imported.journey.title) == title.strip()
    assert [str(one.name) for one in imported.journey.stages] == [stage.strip()]
    assert [text for *_, text in cards(imported)] == [node.strip()]


@given(stages=THINGS, lanes=THINGS, nodes=THINGS, persona=VALUES)
def test_any_shape_of_the_parts_is_a_map(stages, lanes, nodes, persona):
    imported = read({"stages": stages, "swimlanes": lanes, "nodes": nodes, "persona": persona})

    assert loads(dumps(imported.journey)) == imported.journey
    assert [found.told("fa") for found in imported.left_out].count("") == 0
