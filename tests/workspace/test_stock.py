"""
The resources of all maps of a workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.workspace.journeys import journey, lane
from touchline.document.write import dump
from touchline.model.work.resource import Resource
from touchline.workspace.stock import take_stock

if TYPE_CHECKING:
    from touchline.workspace import Workspace


def filled(workspace: Workspace) -> Workspace:
    """
    Put two maps that share a help desk into a workspace, and a catalogue that holds it.
    """
    desk: dict[str, Any] = {"id": "desk", "entry": "desk", "availability": "need"}
    printer = {"id": "printer", "text": "Printer", "cost": 10, "currency": "USD", "every": "month"}
    ghost = {"id": "ghost", "entry": "ghost"}
    chat = {"id": "chat", "text": "Chat", "availability": "need"}
    first = journey(lane("resources", call=[desk, printer]), id="first")
    second = journey(lane("resources", call=[{**desk, "availability": "have"}, ghost, chat]))
    dump(first, workspace.folder / "first.map.yaml")
    dump(second, workspace.folder / "second.map.yaml")
    for name, cost in (("desk", 50), ("unused", 1)):
        workspace.put(
            Resource.model_validate(
                {
                    "id": name,
                    "title": f"The {name}",
                    "availability": "need",
                    "cost": cost,
                    "currency": "EUR",
                    "effect": "Nobody waits twice",
                }
            )
        )
    workspace.shelf.refresh()
    return workspace


def test_a_resource_is_listed_once_with_all_its_places(workspace: Workspace) -> None:
    """
    R-125: what there is and what is needed, over all maps.
    """
    stock = take_stock(filled(workspace))

    found = {one.line.text or one.line.card: one for one in stock.resources}
    assert list(found) == ["Chat", "The desk", "ghost", "Printer"]
    assert found["The desk"].places == (("first", "call"), ("signing-up", "call"))
    assert found["The desk"].line.cost == 50


def test_sums_count_what_is_shared_once_and_keep_currencies_apart(workspace: Workspace) -> None:
    stock = take_stock(filled(workspace))

    # By hand: one desk of 50 euros; a printer of twelve times 10 dollars.
    assert [(one.currency, one.once, one.n) for one in stock.needed] == [("EUR", 50.0, 1)]
    assert [(one.currency, one.yearly, one.n) for one in stock.running] == [("USD", 120.0, 1)]


def test_what_is_missing_or_does_not_fit_is_told(workspace: Workspace) -> None:
    stock = take_stock(filled(workspace))

    found = [(one.name, one.values.get("name", one.values.get("entry"))) for one in stock.findings]
    assert sorted(found) == [
        ("no-effect", "Chat"),
        ("unknown-entry", "ghost"),
        ("unpriced", "Chat"),
        ("unused", "The unused"),
    ]
