"""
What does not hold together in a workspace is told with its place.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.workspace.entries import channel, persona, touchpoint, written_map
from tests.workspace.stores import store_of
from touchline.model.work.item import Item
from touchline.model.work.message import Message
from touchline.model.work.study import Study
from touchline.workspace.checking import verify
from touchline.workspace.stores import Stored
from touchline.workspace.syncing import sync

if TYPE_CHECKING:
    from touchline.workspace import Workspace
    from touchline.workspace.checking import Findings


def told(found: Findings) -> list[tuple[str, str, str]]:
    return [(place, one.name, one.path) for place, all_ in found.items() for one in all_]


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """
    Keep a map, and what it names.
    """
    (workspace.folder / "shop.map.yaml").write_text(written_map())
    workspace.shelf.refresh()
    workspace.put(touchpoint(channels=["web"]), channel(), persona(channels=["web"]))
    sync(workspace)
    return workspace


def test_a_workspace_that_holds_together_has_no_findings(shop: Workspace) -> None:
    assert verify(shop) == {}


def test_names_that_lead_nowhere_are_told(shop: Workspace) -> None:
    shop.put(persona(channels=["web", "fax"], picture="mei.png"))
    shop.move("touchpoint", "web-shop", "trashed")
    sync(shop)

    assert told(verify(shop)) == [
        ("records/persona/mei-lin.yaml", "dangling-reference", "$.channels[1]"),
        ("records/persona/mei-lin.yaml", "dangling-reference", "$.picture"),
        ("shop.map.yaml", "dangling-reference", "$.lanes[0].cells[0].cards[0].entry"),
    ]

    (shop.folder / "mei.png").write_bytes(b"")
    shop.put(channel("fax", "Fax"))
    shop.move("touchpoint", "web-shop", "kept")
    sync(shop)

    assert verify(shop) == {}


def test_what_stands_in_a_map_may_be_missing_in_the_catalogue(workspace: Workspace) -> None:
    (workspace.folder / "shop.map.yaml").write_text(written_map().replace(", entry: web-shop", ""))
    workspace.shelf.refresh()
    message = {"id": "hello", "title": "Hello", "says": "Hello", "personas": ["mei-lin"]}
    workspace.put(Message.model_validate({**message, "touchpoints": ["shop-page"]}))
    sync(workspace)

    assert verify(workspace) == {}


def test_places_in_maps_must_be_there(shop: Workspace) -> None:
    shop.put(
        Study.model_validate({"id": "talks", "title": "Talks", "method": "interview"}),
        Item.model_validate(
            {
                "id": "q1",
                "title": "Waits too long",
                "study": "talks",
                "places": ["shop/step:pay", "shop/step:gone", "other/card:x", "shop"],
            }
        ),
        Item.model_validate({"id": "q2", "title": "Alone", "study": "lost"}),
    )
    sync(shop)

    assert told(verify(shop)) == [
        ("records/item/q1.yaml", "dangling-reference", "$.places[1]"),
        ("records/item/q1.yaml", "dangling-reference", "$.places[2]"),
        ("records/item/q2.yaml", "dangling-reference", "$.study"),
    ]


def test_two_maps_with_one_id_name_each_other(shop: Workspace) -> None:
    (shop.folder / "copy.map.yaml").write_text(written_map())
    shop.shelf.refresh()

    found = verify(shop)

    assert told(found) == [
        ("copy.map.yaml", "repeated-map", "$.id"),
        ("shop.map.yaml", "repeated-map", "$.id"),
    ]
    assert "shop.map.yaml" in found["copy.map.yaml"][0].told()


def test_marks_of_a_conflict_are_told_in_maps_and_records(shop: Workspace) -> None:
    for name in ("shop.map.yaml", "records/persona/mei-lin.yaml"):
        file = shop.folder / name
        file.write_text("<<<<<<< HEAD\n" + file.read_text())
    shop.shelf.refresh()

    assert [(place, name) for place, name, _ in told(verify(shop))] == [
        ("records/persona/mei-lin.yaml", "conflict-markers"),
        ("shop.map.yaml", "conflict-markers"),
    ]


def test_what_both_sides_changed_is_told(shop: Workspace) -> None:
    file = shop.folder / "records" / "channel" / "web.yaml"
    file.write_text(file.read_text() + "icon: moon\n")
    shop.put(channel(icon="sun"))

    assert told(verify(shop)) == [("records/channel/web.yaml", "two-versions", "$")]


def test_a_record_that_is_none_any_more_is_told(shop: Workspace) -> None:
    # As when a later release had written it.
    store = store_of(shop)
    body = json.dumps({"id": "fax", "title": "Fax", "speed": 9600})
    store.put([Stored(kind="channel", id="fax", title="Fax", body=body)])
    store.close()

    assert told(verify(shop))[0][:2] == ("records/channel/fax.yaml", "damaged-workspace")


def test_findings_are_told_in_every_language(shop: Workspace, language: str) -> None:
    shop.put(persona(channels=["fax"], picture="mei.png"))

    findings = verify(shop)["records/persona/mei-lin.yaml"]

    assert all("fax" in one.told(language) or "mei" in one.told(language) for one in findings)
