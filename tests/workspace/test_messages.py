"""
A message for each persona at each touchpoint, with the gaps (R-183).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspace.planned import put_map, record
from touchline.i18n import LANGUAGES
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.messages import messages

if TYPE_CHECKING:
    from touchline.workspace import Workspace


@pytest.fixture
def found(workspace_in_a_file: Workspace) -> Workspace:
    put_map(workspace_in_a_file)
    return workspace_in_a_file


def gaps(workspace: Workspace) -> list[tuple[str, str | None]]:
    return [(one.touchpoint, one.persona) for one in messages(workspace).gaps]


def test_every_persona_meets_every_touchpoint_of_its_map(workspace: Workspace) -> None:
    put_map(workspace)

    assert gaps(workspace) == [
        ("letter", "mei"),
        ("letter", "tom"),
        ("checkout", "mei"),
        ("checkout", "tom"),
        ("parcel", "mei"),
        ("parcel", "tom"),
    ]


def test_words_for_one_persona_leave_the_gap_of_the_other(found: Workspace) -> None:
    found.put(
        record("message", "hello", personas=["mei"], touchpoints=["letter", "parcel"], says="Hi"),
        record("message", "pay", touchpoints=["checkout"], says="All cards are fine."),
    )

    assert gaps(found) == [("letter", "tom"), ("parcel", "tom")]


def test_a_touchpoint_is_named_as_the_catalogue_names_it(workspace_in_a_file: Workspace) -> None:
    put_map(
        workspace_in_a_file,
        """
- id: more
  kind: touchpoints
  cells:
  - {at: find, cards: [{id: ad, entry: poster, text: Poster}, {id: later, text: App, use: wanted}]}
""",
    )
    workspace_in_a_file.put(
        record("touchpoint", "poster"),
        record("message", "look", touchpoints=["poster"], says="Look up!"),
    )

    found = messages(workspace_in_a_file)

    assert [one.persona for one in found.meetings if one.touchpoint == "poster"] == ["mei", "tom"]
    # Nobody can be told anything at a touchpoint that is only wanted.
    assert "later" not in {one.touchpoint for one in found.meetings}
    assert "poster" not in {one.touchpoint for one in found.gaps}


def test_words_for_one_map_are_heard_in_no_other(found: Workspace) -> None:
    put_map(found, id="coffee")
    found.put(record("message", "hello", touchpoints=["letter"], map="tea", says="Hi"))

    heard = {one.journey.id for one in messages(found).meetings if one.messages}

    assert heard == {"tea"}
    assert {one.journey.id for one in messages(found, map="coffee").meetings} == {"coffee"}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"touchpoints": ["lettr"]}, "no-such"),
        ({"touchpoints": ["letter"], "personas": ["lea"]}, "no-such"),
        ({"touchpoints": ["letter"], "map": "espresso"}, "no-such"),
        ({"touchpoints": ["letter"], "campaign": "spring"}, "no-such"),
        ({"touchpoints": ["letter"], "map": "coffee"}, "never-heard"),
    ],
)
def test_a_message_that_nobody_hears_is_told_in_every_language(
    fields: dict[str, object], name: str, found: Workspace
) -> None:
    (found.folder / "coffee.map.yaml").write_text("touchline: 1\nid: coffee\ntitle: Coffee\n")
    found.shelf.refresh()
    found.put(record("message", "hello", says="Hi", **fields))

    (finding,) = messages(found).findings

    assert (finding.name, finding.path) == (name, "message/hello")
    assert len({finding.told(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_a_map_that_is_not_there_is_told(found: Workspace) -> None:
    with pytest.raises(UnknownRecord):
        messages(found, map="lost")


def test_a_map_that_cannot_be_read_is_passed_over(found: Workspace) -> None:
    (found.folder / "broken.map.yaml").write_text("touchline: [")
    found.shelf.refresh()

    assert {one.journey.id for one in messages(found).meetings} == {"tea"}
