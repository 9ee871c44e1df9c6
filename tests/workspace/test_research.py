"""
What research brings to light becomes evidence in maps, by whom and since when (R-107 to R-113).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workspace.shop_research import MAP, fill, item, journey, study
from touchline.document.edits import EditRefused, apply
from touchline.document.read import journey_of
from touchline.errors import StorageError
from touchline.location import Location
from touchline.model.experience import Feeling
from touchline.model.structure import Scale
from touchline.model.work.item import Item
from touchline.model.work.study import Study
from touchline.workspace.citing import (
    NoConsent,
    Unplaceable,
    cite,
    cite_all,
    citing,
    refreshed,
    uncite,
)
from touchline.workspace.errors import UnknownRecord, UnusableRecord
from touchline.workspace.records import plain_record
from touchline.workspace.refreshing import refresh_maps
from touchline.workspace.research import evidence_of, items, items_at

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card
    from touchline.workspace import Workspace


def card(journey: JourneyMap, name: str) -> Card:
    return next(one for _, _, one in journey.cards() if one.id == name)


def read(workspace: Workspace) -> JourneyMap:
    return journey_of(workspace.map("shop"))


def test_a_quote_behind_a_card_names_item_author_day_and_speaker(workspace: Workspace) -> None:
    fill(workspace, item("q1", quote="I stood there for ages", who="P3", sort="quote"))

    cite(workspace, "q1", "shop/card:slow", author="ben")

    (evidence,) = card(read(workspace), "slow").evidence
    assert evidence.model_dump(mode="json", exclude_defaults=True) == {
        "grade": "quoted",
        "source": "Talks in May",
        "date": "2026-05-20",
        "n": 1,
        "participants": ["customers"],
        "quote": "I stood there for ages",
        "item": "q1",
        "by": "ben",
    }
    assert workspace.get(Item, "q1").places == ("shop/card:slow",)


def test_comments_in_the_maps_file_stay(workspace: Workspace) -> None:
    fill(workspace, item("q1"))

    cite(workspace, "q1", "shop/card:slow")

    text = (workspace.folder / "shop.map.yaml").read_text(encoding="utf-8")
    assert "# Guessed in the workshop." in text


def test_an_item_in_a_cell_makes_a_card_and_then_knows_it(workspace: Workspace) -> None:
    fill(workspace, item("q1", "Looks for the price first"))

    done = cite(workspace, "q1", "shop/step:choose/lane:pains")

    (place,) = done.items[0].places
    new = card(read(workspace), place.removeprefix("shop/card:"))
    assert new.text.said("en") == "Looks for the price first"
    assert new.grade == "quoted"


def test_citing_twice_changes_nothing_the_second_time(workspace: Workspace) -> None:
    fill(workspace, item("q1"))
    cite(workspace, "q1", "shop/step:choose/lane:pains", author="ben")
    before = (workspace.folder / "shop.map.yaml").read_bytes()

    again = cite(workspace, "q1", "shop/step:choose/lane:pains", author="ben")

    assert again.edits == ()
    assert (workspace.folder / "shop.map.yaml").read_bytes() == before
    assert len(workspace.get(Item, "q1").places) == 1


def test_a_persona_can_rest_on_research(workspace: Workspace) -> None:
    fill(workspace, item("q1"))

    cite(workspace, "q1", "shop/persona:nora")

    assert read(workspace).personas[0].evidence[0].item == "q1"


def test_a_step_only_sorts_the_item(workspace: Workspace) -> None:
    fill(workspace, item("q1"))

    done = cite(workspace, "q1", "shop/step:pay")

    assert done.edits == ()
    assert list(items_at(workspace, "shop")) == ["q1"]
    assert items_at(workspace, "other") == {}


def test_a_score_becomes_that_of_the_feeling_with_its_bounds() -> None:
    own = Scale(low=0, high=10)
    found = item("s1", score=7.5, low=7, high=8, scale=own, n=120, sort="answer")

    edits, at = citing(
        journey(), found, evidence_of(found, study(method="survey")), cell("pay", "feelings")
    )

    felt = card(apply(journey(), edits), "glad")
    assert at == Location.of(("card", "glad"))
    assert isinstance(felt, Feeling)
    assert (felt.score, felt.low, felt.high, felt.scale) == (7.5, 7, 8, own)
    assert (felt.grade, felt.evidence[0].n) == ("surveyed", 120)
    assert felt.text.said("en") == "Glad it is done"


def test_a_score_of_one_persona_stands_beside_that_of_everybody() -> None:
    found = item("s1", score=2, scale=Scale(low=1, high=5), persona="nora")

    edits, _ = citing(journey(), found, evidence_of(found, study()), cell("pay", "feelings"))

    changed = apply(journey(), edits)
    scores = [(f.score, f.persona) for _, _, f in changed.cards() if isinstance(f, Feeling)]
    assert scores == [(4, None), (2, "nora")]


def test_a_degree_of_one_to_three_is_the_severity_of_a_pain_point() -> None:
    # 1 an inconvenience, 3 a reason to leave.
    found = item("s1", score=3, scale=Scale(low=1, high=3))

    edits, _ = citing(journey(), found, evidence_of(found, study()), Location.of(("card", "slow")))

    assert getattr(card(apply(journey(), edits), "slow"), "severity", None) == 3


def cell(step: str, lane: str) -> Location:
    return Location.of(("step", step), ("lane", lane))


@pytest.mark.parametrize(
    ("method", "sort", "grade", "given"),
    [
        ("interview", "note", None, "quoted"),
        ("survey", "answer", None, "surveyed"),
        ("survey", "quote", None, "quoted"),
        ("analytics", "note", None, "measured"),
        ("literature", "note", "surveyed", "surveyed"),
    ],
)
def test_the_grade_is_the_items_own_else_the_methods(
    method: str, sort: str, grade: str | None, given: str
) -> None:
    found = item("q1", sort=sort, grade=grade)

    assert evidence_of(found, study(method=method)).grade == given


def test_whoever_is_no_customer_is_marked_in_the_evidence() -> None:
    #
    mixed = study(participants=[{"sort": "customers", "n": 2}, {"sort": "employees", "n": 1}])

    own = evidence_of(item("q1", participants=["employees"]), mixed)
    unsaid = evidence_of(item("q2"), mixed)

    assert own.participants == ("employees",)
    assert unsaid.participants == ("customers", "employees")


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("shop/card:gone", EditRefused),
        ("shop/step:gone/lane:pains", EditRefused),
        ("shop/step:pay/lane:gone", EditRefused),
        ("shop/step:gone", EditRefused),
        ("shop/persona:gone", EditRefused),
        ("shop/step:pay/lane:share", Unplaceable),
        ("shop/step:choose/lane:feelings", Unplaceable),
        ("shop/lane:pains", UnusableRecord),
        ("", UnusableRecord),
        ("elsewhere/card:slow", UnknownRecord),
    ],
)
def test_a_place_that_cannot_be_is_refused_and_nothing_is_written(
    place: str, fault: type[Exception], workspace_in_a_file: Workspace
) -> None:
    fill(workspace_in_a_file, item("q1"))

    with pytest.raises(fault):
        cite(workspace_in_a_file, "q1", place)

    assert workspace_in_a_file.get(Item, "q1").places == ()
    assert (workspace_in_a_file.folder / "shop.map.yaml").read_text(encoding="utf-8") == MAP


def test_a_map_that_cannot_be_written_leaves_the_item_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workspace, item("q1"))

    def full(*_: object) -> None:
        raise StorageError.on("shop.map.yaml", OSError(28, "No space left on device"))

    # A full disk cannot be had on every machine.
    monkeypatch.setattr("touchline.document.write.write_whole", full)
    with pytest.raises(StorageError):
        cite(workspace, "q1", "shop/card:slow")

    assert workspace.get(Item, "q1").places == ()


def test_several_items_are_one_act_that_can_be_seen_first(workspace: Workspace) -> None:
    fill(workspace, item("q1"), item("q2", "Counts coins"))
    wanted = [(workspace.get(Item, name), "shop/card:coins") for name in ("q1", "q2")]

    seen = cite_all(workspace, "shop", wanted, write=False)
    untouched = read(workspace)
    done = cite_all(workspace, "shop", wanted)

    assert untouched == journey()
    assert seen.edits == done.edits
    assert [one.item for one in card(read(workspace), "coins").evidence] == ["q1", "q2"]


def test_what_was_cited_can_be_taken_away(workspace: Workspace) -> None:
    fill(workspace, item("q1"), item("q2"))
    for name in ("q1", "q2"):
        cite(workspace, name, "shop/card:slow")

    uncite(workspace, "q1", "shop/card:slow")

    assert [one.item for one in card(read(workspace), "slow").evidence] == ["q2"]
    assert workspace.get(Item, "q1").places == ()


def test_evidence_follows_its_item_and_goes_with_it(workspace: Workspace) -> None:
    fill(workspace, item("q1", quote="Ages"), item("q2"))
    for name in ("q1", "q2"):
        cite(workspace, name, "shop/card:slow", author="ben")
    kept = workspace.get(Item, "q1").model_copy(update={"date": dt.date(2026, 5, 9)})
    workspace.put(kept)
    workspace.move("item", "q2", "trashed")

    edits = refreshed(workspace, read(workspace))

    (evidence,) = card(apply(read(workspace), edits), "slow").evidence
    assert (evidence.item, evidence.date, evidence.by) == ("q1", dt.date(2026, 5, 9), "ben")


def test_evidence_of_an_item_that_is_not_here_stays_until_it_is_known_to_be_gone(
    workspace: Workspace,
) -> None:
    fill(workspace, item("q1"))
    cite(workspace, "q1", "shop/card:slow")
    workspace.store.forget("item", ["q1"])

    assert refreshed(workspace, read(workspace)) == ()
    edits = refreshed(workspace, read(workspace), gone={"q1"})
    assert card(apply(read(workspace), edits), "slow").evidence == ()


def test_a_refreshed_map_has_its_evidence_from_the_items(workspace: Workspace) -> None:
    fill(workspace, item("q1", quote="Ages"))
    cite(workspace, "q1", "shop/card:slow")
    workspace.put(item("q1", quote="Ages and ages", places=("shop/card:slow",)))

    refresh_maps(workspace)

    (evidence,) = card(read(workspace), "slow").evidence
    assert evidence.quote is not None
    assert evidence.quote.said("en") == "Ages and ages"


def test_items_are_listed_by_their_study(workspace: Workspace) -> None:
    fill(workspace, item("q1"))
    workspace.put(
        study("others"), Item.model_validate({**item("q2").model_dump(), "study": "others"})
    )

    assert [one.id for one in items(workspace, study="others")] == ["q2"]
    assert {one.id for one in items(workspace)} == {"q1", "q2"}


@pytest.mark.parametrize(
    ("consent", "method", "is_quoted"),
    [
        (None, "interview", False),
        ({"purpose": "Journey", "date": "2020-01-01"}, "interview", True),
        ({"purpose": "Journey", "date": "2020-01-01", "until": "2020-12-31"}, "interview", False),
        ({"purpose": "Journey", "date": "2020-01-01", "until": "9999-12-31"}, "survey", True),
        # Nobody is asked for a book.
        (None, "literature", True),
    ],
)
def test_somebodys_words_leave_the_workspace_only_as_agreed(
    workspace: Workspace, consent: dict[str, str] | None, method: str, is_quoted: bool
) -> None:
    fill(workspace, item("q1", quote="I stood there for ages", sort="quote"))
    workspace.put(
        Study.model_validate(
            {**plain_record(workspace.get(Study, "talks")), "consent": consent, "method": method}
        )
    )

    cite(workspace, "q1", "shop/card:slow")

    (evidence,) = card(read(workspace), "slow").evidence
    assert (evidence.quote is not None) == is_quoted
    assert evidence.item == "q1"


def test_a_card_made_of_words_without_consent_is_refused(workspace: Workspace) -> None:
    fill(workspace, item("q1", quote="I stood there for ages", sort="quote"))
    workspace.put(workspace.get(Study, "talks").model_copy(update={"consent": None}))
    before = (workspace.folder / "shop.map.yaml").read_bytes()

    with pytest.raises(NoConsent, match="Talks in May"):
        cite(workspace, "q1", "shop/step:pay/lane:pains")

    assert (workspace.folder / "shop.map.yaml").read_bytes() == before


def test_words_go_from_a_map_when_their_consent_has_ended(workspace: Workspace) -> None:
    fill(workspace, item("q1", quote="I stood there for ages", sort="quote"))
    cite(workspace, "q1", "shop/card:slow")
    told = workspace.get(Study, "talks")
    assert told.consent is not None
    ended = told.consent.model_copy(update={"until": dt.date(2020, 12, 31)})

    workspace.put(told.model_copy(update={"consent": ended}))
    refresh_maps(workspace)

    text = (workspace.folder / "shop.map.yaml").read_text("utf-8")
    assert "for ages" not in text
    assert "q1" in text
