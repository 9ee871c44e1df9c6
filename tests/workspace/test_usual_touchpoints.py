"""
The touchpoints that companies usually have, and taking them over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.i18n import LANGUAGES
from touchline.measuring.dictionaries import DICTIONARIES
from touchline.model.work.channel import Channel
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.checking import verify
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.touchpoints import list_touchpoints
from touchline.workspace.usual_touchpoints import missing, take, usual_touchpoints

if TYPE_CHECKING:
    from touchline.workspace import Workspace

# The words of the two sources, R-120 and R-121.
NAMED = {
    "In-store activity",
    "Online search",
    "Social media",
    "Phone calls",
    "Blogs",
    "Help desk",
    "E-mail campaigns",
    "Online chat",
    "Conferences",
    "Product demonstrations",
    "Sales calls",
    "Website",
    "Paid ads",
    "Review sites and mentions",
    "Elsewhere online",
}


def test_every_touchpoint_that_the_sources_name_is_there() -> None:
    found = {one.title("en") for one in usual_touchpoints() if one.group == "general"}

    assert found == NAMED


def test_every_touchpoint_of_a_dictionary_is_there() -> None:
    meant = {one.touchpoint for each in DICTIONARIES.values() for one in each.meanings.values()}

    assert meant == {one.id for one in usual_touchpoints() if one.group == "shop"}


def test_what_is_taken_speaks_every_language_and_leads_somewhere(workspace: Workspace) -> None:
    assert take(workspace, ["website", "cart", "website"], author="Mei") == ("website", "cart")

    website = workspace.get(Touchpoint, "website")
    assert (website.use, website.channels, website.title.languages) == (
        "now",
        ("website",),
        LANGUAGES,
    )
    assert [one.id for one in workspace.records(Channel)] == ["website"]
    assert verify(workspace) == {}


def test_what_the_catalogue_has_stays_as_it_is(workspace: Workspace) -> None:
    own = Touchpoint.model_validate({"id": "website", "title": "Our pages"})
    workspace.put(own)

    assert take(workspace, ["website", "blogs"], use="wanted") == ("blogs",)
    assert workspace.get(Touchpoint, "website") == own
    assert workspace.get(Touchpoint, "blogs").use == "wanted"


def test_a_touchpoint_in_the_trash_may_be_taken_again(workspace: Workspace) -> None:
    take(workspace, ["blogs"])
    workspace.move("touchpoint", "blogs", "trashed")

    assert take(workspace, ["blogs"]) == ("blogs",)
    assert [one.id for one in workspace.records(Touchpoint)] == ["blogs"]


def test_what_the_inventory_has_under_any_name_is_not_missing(workspace: Workspace) -> None:
    before = {one.id for one in missing(list_touchpoints(workspace))}
    workspace.put(Touchpoint.model_validate({"id": "t1", "title": {"de": "Warenkorb"}}))
    take(workspace, ["blogs"])

    after = {one.id for one in missing(list_touchpoints(workspace))}

    assert before - after == {"cart", "blogs"}


def test_an_unknown_touchpoint_is_told(workspace: Workspace) -> None:
    with pytest.raises(UnknownRecord):
        take(workspace, ["websight"])
    assert list(workspace.records(Touchpoint)) == []
