"""
The inventory of touchpoints: catalogue and maps joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from touchline.i18n import LANGUAGES
from touchline.model.work.channel import Channel
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.touchpoint_findings import findings_of
from touchline.workspace.touchpoints import Listed, list_channels, list_touchpoints

if TYPE_CHECKING:
    from touchline.workspace import Workspace

MAP = """\
touchline: 1
id: {name}
title: {name}
language: {language}
{more}stages: [{{id: buy, name: Buy, steps: [{{id: pay, name: I pay}}]}}]
channels: [{{id: web, name: Web}}, {{id: phone, name: Phone}}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: pay
        cards:
{cards}"""


def put_map(
    workspace: Workspace, name: str, *cards: str, language: str = "en", more: str = ""
) -> None:
    lines = "".join(f"          - {{id: {name}-{i}, {card}}}\n" for i, card in enumerate(cards))
    text = MAP.format(name=name, language=language, cards=lines, more=more)
    (workspace.folder / f"{name}.map.yaml").write_text(text, encoding="utf-8")
    workspace.shelf.refresh()


def touchpoint(name: str = "desk", /, **fields: object) -> Touchpoint:
    return Touchpoint.model_validate({"id": name, "title": "Help desk", **fields})


def only(workspace: Workspace) -> Listed:
    (found,) = list_touchpoints(workspace)
    return found


def names(workspace: Workspace, severity: str | None = None) -> list[str]:
    found = findings_of(workspace, list_touchpoints(workspace))
    return [one.name for one in found if severity in {None, one.severity}]


#: A touchpoint of which all is said that is asked.
WHOLE: dict[str, Any] = {
    "contact": "The shift lead",
    "delivery_information": "On the receipt",
    "contact_details": "easy",
    "audit": {name: {"score": 4, "n": 9} for name in ("content", "response", "tips", "tone")},
}


def test_an_entry_is_joined_with_the_maps_that_show_it(workspace: Workspace) -> None:
    workspace.put(touchpoint(channels=["phone"]))
    put_map(workspace, "one", "text: Desk, entry: desk, channel: web")
    put_map(workspace, "two", "text: Schalter, entry: desk", language="de")

    found = only(workspace)

    assert (found.id, found.maps, found.channels) == ("desk", ("one", "two"), ("phone", "web"))
    assert [one.place for one in found.shown] == [
        "one.map.yaml card:one-0",
        "two.map.yaml card:two-0",
    ]


def test_cards_without_an_entry_that_say_the_same_are_one_touchpoint(workspace: Workspace) -> None:
    put_map(workspace, "one", "text: Web shop", "text: Fax, use: wanted")
    put_map(workspace, "two", "text: WEB  Shop, use: wanted")

    found = list_touchpoints(workspace)

    assert [(str(one.title), one.use, one.maps) for one in found] == [
        ("Fax", "wanted", ("one",)),
        ("Web shop", "now", ("one", "two")),
    ]
    assert all(one.entry is None for one in found)


def test_scores_carry_how_many_answered_and_few_are_not_shown(
    workspace_in_a_file: Workspace,
) -> None:
    workspace_in_a_file.put(
        touchpoint(
            importance={"score": 4.5, "n": 80},
            # A workspace shows no number about fewer than five people.
            satisfaction={"score": 2, "n": 4},
            # What somebody of the team judged is no number about customers.
            audit={"tone": {"score": 3, "n": 1, "by": "Rosa"}, "tips": {"score": 3}},
        )
    )

    found = only(workspace_in_a_file)

    assert found.importance
    assert (found.importance.value, found.importance.n) == (4.5, 80)
    assert found.satisfaction
    assert (found.satisfaction.value, found.satisfaction.n) == (None, None)
    assert {name: score.value for name, score in found.audit.items()} == {"tone": 3, "tips": 3}
    assert found.gap is None


@pytest.mark.parametrize(("scale", "gap"), [({"low": 1, "high": 5}, 1.6), ({"high": 7}, None)])
def test_importance_and_satisfaction_are_subtracted_on_one_scale_only(
    workspace_in_a_file: Workspace, scale: dict[str, float], gap: float | None
) -> None:
    satisfaction = {"score": 3.0, "n": 80, "scale": {"low": 1, **scale}}
    workspace_in_a_file.put(
        touchpoint(importance={"score": 4.6, "n": 80}, satisfaction=satisfaction)
    )

    assert only(workspace_in_a_file).gap == gap


def test_the_channels_of_catalogue_and_maps_stand_side_by_side(workspace: Workspace) -> None:
    workspace.put(Channel.model_validate({"id": "phone", "title": "Telephone"}))
    workspace.put(touchpoint(channels=["phone"]), touchpoint("fax", title="Fax", use="wanted"))
    put_map(workspace, "one", "text: Desk, entry: desk, channel: phone", "text: Shop, channel: web")

    found = list_channels(workspace, list_touchpoints(workspace))

    assert [(one.id, str(one.title), len(one.now), one.maps) for one in found] == [
        ("phone", "Telephone", 1, ("one",)),
        ("web", "web", 1, ("one",)),
    ]


def test_the_three_questions_are_asked_of_what_is_used_now(workspace: Workspace) -> None:
    workspace.put(touchpoint(**{**WHOLE, "contact": None}), touchpoint("fax", use="wanted"))
    put_map(workspace, "one", "text: Desk, entry: desk", "text: Fax, entry: fax, use: wanted")

    found = findings_of(workspace, list_touchpoints(workspace))

    assert [one.told() for one in found] == [
        "Nobody has said whom customers contact when something goes wrong at “Help desk”."
    ]


@pytest.mark.parametrize("details", ["hard", "missing"])
def test_contact_details_that_are_hard_to_find_are_told(
    workspace_in_a_file: Workspace, details: str
) -> None:
    workspace_in_a_file.put(touchpoint(**{**WHOLE, "contact_details": details}))
    put_map(workspace_in_a_file, "one", "text: Desk, entry: desk")

    assert names(workspace_in_a_file) == ["contact-details"]


def test_a_side_below_the_middle_of_its_scale_is_weak(workspace_in_a_file: Workspace) -> None:
    audit = {"content": {"score": 3}, "tone": {"score": 2.9, "n": 12}, "tips": {"score": 1, "n": 2}}
    workspace_in_a_file.put(touchpoint(**{**WHOLE, "audit": {**WHOLE["audit"], **audit}}))
    put_map(workspace_in_a_file, "one", "text: Desk, entry: desk")

    found = findings_of(workspace_in_a_file, list_touchpoints(workspace_in_a_file))

    # Two answers are too few to be told, and 3 is the middle of a scale from 1 to 5.
    assert [(one.name, one.values["aspect"]) for one in found] == [("weak-side", "tone")]
    assert "2.9 on a scale from 1 to 5 (12 answers)" in found[0].told()


def test_a_map_that_says_otherwise_than_the_catalogue_is_told(workspace: Workspace) -> None:
    workspace.put(Channel.model_validate({"id": "phone", "title": "Telephone"}))
    workspace.put(touchpoint(**WHOLE, channels=["phone"]), touchpoint("fax", use="wanted"))
    put_map(
        workspace,
        "one",
        "text: Desk, entry: desk, channel: web",
        "text: Fax, entry: fax",
        "text: Shop, channel: web",
    )

    found = {one.name: one.path for one in findings_of(workspace, list_touchpoints(workspace))}

    assert found == {
        "other-channel": "one.map.yaml card:one-0",
        "other-use": "one.map.yaml card:one-1",
        "unlisted-channel": "one.map.yaml card:one-2",
        "only-on-maps": "touchpoint",
    }


def test_a_map_of_the_future_may_show_what_is_only_wanted(workspace_in_a_file: Workspace) -> None:
    workspace_in_a_file.put(touchpoint("fax", use="wanted"))
    put_map(workspace_in_a_file, "one", "text: Fax, entry: fax", more="type: future-state\n")

    assert names(workspace_in_a_file) == []


def test_what_is_used_now_and_stands_on_no_map_is_told(workspace_in_a_file: Workspace) -> None:
    workspace_in_a_file.put(touchpoint(**WHOLE))

    assert names(workspace_in_a_file) == ["shown-nowhere"]


def test_facts_are_held_against_each_other_across_maps_and_catalogue(workspace: Workspace) -> None:
    fact = "facts: [{{about: {}, says: {}}}]".format
    workspace.put(touchpoint(**WHOLE, facts=[{"about": "Opening hours", "says": "9–17"}]))
    put_map(
        workspace,
        "one",
        f"text: Desk, entry: desk, {fact('opening hours', '9-17')}",
        f"text: Shop, {fact('delivery time', '2 days')}",
    )
    put_map(workspace, "two", f"text: Phone, {fact('delivery time', '3 days')}")

    found = findings_of(workspace, list_touchpoints(workspace))

    assert [one.told() for one in found if one.severity == "warning"] == [
        (
            "On “delivery time”, “Shop” says “2 days”, and “Phone” says “3 days”"
            " (two.map.yaml card:two-0)."
        )
    ]


def test_the_same_matter_by_nearly_the_same_words_is_told_in_every_language(
    workspace: Workspace,
) -> None:
    put_map(workspace, "shop", "text: Page, facts: [{about: Delivery times, says: 2 days}]")
    put_map(workspace, "stand", "text: Stand, facts: [{about: delivery time, says: 3 days}]")

    found = findings_of(workspace, list_touchpoints(workspace))

    (near,) = [one for one in found if one.name == "near-matter"]
    assert near.severity == "hint"
    assert "“delivery time”" in near.told("en")
    assert "“Delivery times”" in near.told("en")
    assert len({near.told(language) for language in LANGUAGES}) == len(LANGUAGES)
