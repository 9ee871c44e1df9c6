"""
Maps repeat what the catalogues say, and nothing is typed twice (R-119, R-125, R-114).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspace.entries import channel, metric, persona, resource, touchpoint, written_map
from touchline.document.edits import apply
from touchline.document.read import journey_of, load
from touchline.model.text import LocalText
from touchline.model.work.persona import Persona
from touchline.model.work.resource import Resource
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.catalogues import refresh
from touchline.workspace.refreshing import refresh_maps

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace


@pytest.fixture
def file(workspace: Workspace) -> Path:
    """
    Put a map into the workspace.
    """
    file = workspace.folder / "shop.map.yaml"
    file.write_text(written_map())
    workspace.shelf.refresh()
    return file


def read(file: Path) -> JourneyMap:
    return journey_of(load(file))


def card(journey: JourneyMap, name: str) -> dict[str, object]:
    found = next(one for _, _, one in journey.cards() if one.id == name)
    return found.model_dump(mode="json", exclude_defaults=True)


def test_an_entry_fills_the_card_that_names_it(workspace: Workspace, file: Path) -> None:
    facts = [{"about": "opening hours", "says": "Always"}]
    workspace.put(
        touchpoint(channels=["app", "web"], use="wanted", facts=facts, owner="Ann"),
        channel("app", "App", icon="phone"),
    )

    fresh = refresh(workspace, read(file))

    assert card(fresh.journey, "shop-page") == {
        "id": "shop-page",
        "entry": "web-shop",
        "text": "Web shop",
        "channel": "app",
        "use": "wanted",
        "facts": facts,
        "owner": "Ann",
    }
    # The channel comes along, with what its own catalogue says of it.
    assert [(one.id, one.icon) for one in fresh.journey.channels] == [
        ("web", None),
        ("app", "phone"),
    ]
    assert apply(read(file), fresh.edits) == fresh.journey
    assert refresh(workspace, fresh.journey).edits == ()


def test_a_persona_is_filled_and_a_word_of_the_maps_own_stays(
    workspace: Workspace, file: Path
) -> None:
    workspace.put(persona(needs=["Sleep"], quotes=["So tired"], segment={"plan": ["basic"]}))

    fresh = refresh(workspace, read(file))

    (found,) = fresh.journey.personas
    assert str(found.name) == "Mei"
    assert (found.needs, found.quote) == ((LocalText.of("Sleep"),), LocalText.of("So tired"))
    assert found.segment == {"plan": ("basic",)}
    (finding,) = fresh.findings
    assert (finding.name, str(finding.at), finding.values["fields"]) == (
        "own-words",
        "persona:mei-lin",
        "name",
    )


def test_the_catalogue_can_overrule(workspace: Workspace, file: Path) -> None:
    workspace.put(persona())

    fresh = refresh(workspace, read(file), overrule=True)

    assert str(fresh.journey.personas[0].name) == "Mei Lin"
    assert fresh.findings == ()


def test_an_untouched_snapshot_follows_the_catalogue(workspace: Workspace, file: Path) -> None:
    workspace.put(persona(title="Mei", role="Buyer", needs=["Sleep"]))
    refresh_maps(workspace)
    workspace.put(persona(title="Mei Lin", role="Buyer", needs=["Sleep", "Rest"]))

    done = refresh_maps(workspace)

    (found,) = read(file).personas
    assert str(found.name) == "Mei Lin"
    assert [str(need) for need in found.needs] == ["Sleep", "Rest"]
    assert done.files[0].findings == ()


def test_comments_of_the_map_stay(workspace: Workspace, file: Path) -> None:
    workspace.put(persona(title="Mei", role="Buyer"))

    refresh_maps(workspace)

    assert file.read_text().startswith("# The shop as it is\n")
    assert "role: Buyer" in file.read_text()


def test_words_of_another_language_are_marked_and_joined(workspace: Workspace, file: Path) -> None:
    # The map is in German, the catalogue in English: neither replaces the other's words.
    file.write_text(written_map(language="de"))
    workspace.put(persona(title="Mei Lin", role="Buyer", needs=["Sleep"]))

    fresh = refresh(workspace, read(file))

    (found,) = fresh.journey.personas
    assert found.name == LocalText.of({"de": "Mei", "en": "Mei Lin"})
    assert found.role == LocalText.of({"en": "Buyer"})
    assert found.needs == (LocalText.of({"en": "Sleep"}),)
    assert fresh.findings == ()
    assert refresh(workspace, fresh.journey).edits == ()


def test_numbers_that_are_nought_are_told_too(workspace: Workspace, file: Path) -> None:
    file.write_text(file.read_text().replace("{id: reader,", "{id: reader, entry: reader,"))
    workspace.put(resource(cost=0, currency="EUR"))

    fresh = refresh(workspace, read(file))

    assert card(fresh.journey, "reader")["cost"] == 40  # the map's own, which no version said
    assert fresh.findings[0].values["fields"] == "cost"


def test_a_map_without_entries_is_left_alone(workspace: Workspace, file: Path) -> None:
    before = file.read_bytes()

    done = refresh_maps(workspace)

    assert done.files[0].edits == ()
    assert file.read_bytes() == before


def test_catalogues_begin_with_what_the_maps_hold(workspace: Workspace, file: Path) -> None:
    (workspace.folder / "second.map.yaml").write_text(
        written_map("second").replace("Card reader", "CARD  Reader")
    )
    workspace.shelf.refresh()

    done = refresh_maps(workspace, collect=True, author="ann")

    # The entry that a card names and nobody has made stays missing; `verify` tells it.
    assert [one.id for one in done.records] == ["mei-lin", "web", "card-reader"]
    assert workspace.get(Persona, "mei-lin") == persona(title="Mei")
    found = workspace.get(Resource, "card-reader")
    assert (found.cost, found.currency) == (40, "EUR")
    for name in ("shop", "second"):
        assert card(journey_of(workspace.map(name)), "reader")["entry"] == "card-reader"
    again = refresh_maps(workspace, collect=True)
    assert again.records == ()
    assert [one.edits for one in again.files] == [(), ()]
    assert "entry: card-reader" in file.read_text()


def test_a_card_finds_the_entry_of_its_title_in_any_language(
    workspace: Workspace, file: Path
) -> None:
    workspace.put(resource("terminal", {"de": "Kartenleser", "en": "card READER"}))

    refresh_maps(workspace, collect=True)

    assert card(read(file), "reader")["entry"] == "terminal"


def test_a_trial_writes_neither_maps_nor_records(workspace: Workspace, file: Path) -> None:
    before = file.read_bytes()

    done = refresh_maps(workspace, collect=True, is_trial=True)

    assert len(done.records) == 3  # persona, channel, resource
    assert file.read_bytes() == before
    assert workspace.store.count() == {
        "map": 1,
        "map-cards": 1,
        "map-outline": 1,
        "map-whole": 1,
    }


def test_a_map_that_cannot_be_read_is_told_and_the_others_are_done(
    workspace: Workspace, file: Path
) -> None:
    (workspace.folder / "bad.map.yaml").write_text("<<<<<<< HEAD\n")
    workspace.shelf.refresh()
    workspace.put(persona(title="Mei", role="Buyer"))

    done = refresh_maps(workspace)

    assert {one.file: one.fault is None for one in done.files} == {
        "bad.map.yaml": False,
        "shop.map.yaml": True,
    }
    assert "role: Buyer" in file.read_text()


def test_a_metric_is_read_once_for_all_maps(workspace: Workspace, file: Path) -> None:
    text = file.read_text().replace("kind: resources", "kind: metrics")
    entry = "{id: reader, entry: complaints}"
    file.write_text(text.replace("{id: reader, text: Card reader, cost: 40, currency: EUR}", entry))
    reading = {"date": "2026-11-01", "value": 12.0}
    workspace.put(metric(better="lower", target=10, readings=[reading]))

    fresh = refresh(workspace, read(file))

    assert card(fresh.journey, "reader") == {
        "id": "reader",
        "entry": "complaints",
        "text": "Complaints",
        "better": "lower",
        "target": 10.0,
        "readings": [reading],
    }


def test_the_catalogue_answers_the_questions_of_every_touchpoint(workspace: Workspace) -> None:
    # whom to contact, where delivery information is, how easily contact details are found;
    # what is found there, speed of response, tips, tone of the pictures.
    judged = {"score": 4, "n": 12, "note": "Clear", "by": "Ann"}
    written = touchpoint(
        contact="The help desk",
        delivery_information="In the order's mail",
        contact_details="hard",
        importance={"score": 4.5, "n": 40, "date": "2026-10-01"},
        satisfaction={"score": 3.1, "n": 40, "date": "2026-10-01"},
        audit={"content": judged, "response": judged, "tips": judged, "tone": judged},
    )

    workspace.put(written)

    assert workspace.get(Touchpoint, "web-shop") == written
