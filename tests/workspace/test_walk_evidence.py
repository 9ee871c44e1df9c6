"""
What was met on walks, as evidence in the map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workspace.journeys import journey, lane, walk
from touchline.document.edits import apply
from touchline.model.experience import Feeling, PainPoint
from touchline.workspace.walk_evidence import walk_evidence

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card
    from touchline.model.work.walk import Walk


def put(given: JourneyMap, *walks: Walk) -> JourneyMap:
    return apply(given, walk_evidence(given, walks))


def cards(given: JourneyMap, kind: type[Card]) -> list[Card]:
    return [card for _, _, card in given.cards() if isinstance(card, kind)]


def test_a_note_becomes_a_pain_point_with_author_and_date() -> None:
    walks = (
        walk("Mei", {"step": "form", "friction": ["Too many fields"]}),
        walk("Ali", {"step": "form", "friction": ["Too many fields"]}, date="2026-05-20"),
    )

    (pain,) = cards(put(journey(), *walks), PainPoint)

    (evidence,) = pain.evidence
    assert str(pain.text) == "Too many fields"
    assert (evidence.grade, evidence.n, str(evidence.date)) == ("quoted", 2, "2026-05-20")
    assert evidence.by == "Mei, Ali"
    assert evidence.participants == ("employees",)
    assert str(evidence.source) == "Walk-through"


def test_a_note_that_the_map_says_already_stands_behind_that_card() -> None:
    pains = lane("pain-points", form=[{"id": "p", "text": {"en": "No help", "de": "Keine Hilfe"}}])

    (pain,) = cards(
        put(journey(pains), walk("Mei", {"step": "form", "friction": ["keine  hilfe"]})), PainPoint
    )

    assert [str(one.quote) for one in pain.evidence] == ["keine  hilfe"]


def test_a_pain_point_that_was_met_again_is_backed() -> None:
    pains = lane("pain-points", form=[{"id": "p", "text": "No help"}])

    (pain,) = cards(put(journey(pains), walk("Mei", {"step": "form", "met": ["p"]})), PainPoint)

    assert [one.n for one in pain.evidence] == [1]


def test_a_rating_becomes_a_feeling_where_the_map_tells_none() -> None:
    walks = (
        walk("Mei", {"step": "pay", "rating": 2}),
        walk("Ali", {"step": "pay", "rating": 5}),
    )

    (feeling,) = cards(put(journey(), *walks), Feeling)

    assert isinstance(feeling, Feeling)
    # By hand: (2 + 5) / 2, on the walk's own scale since the map states none.
    assert feeling.score == 3.5
    assert feeling.scale is not None
    assert (feeling.scale.low, feeling.scale.high) == (1.0, 5.0)
    assert (
        str(feeling.evidence[0].quote)
        == "Rated 3.5 from 1 to 5 by 2 people, 2 at least and 5 at most"
    )


def test_a_feeling_that_walkers_share_is_backed_and_another_left_alone() -> None:
    feelings = lane("emotion", form=[{"id": "f", "score": 2}], pay=[{"id": "g", "score": 5}]) | {
        "scale": {"low": 1, "high": 5}
    }
    walks = (
        walk("Mei", {"step": "form", "rating": 1}, {"step": "pay", "rating": 1}),
        walk("Ali", {"step": "form", "rating": 3}, {"step": "pay", "rating": 2}),
    )

    after = put(journey(feelings), *walks)

    found = {card.id: card for card in cards(after, Feeling)}
    assert [(name, len(card.evidence)) for name, card in found.items()] == [("f", 1), ("g", 0)]


def test_a_feeling_on_another_scale_is_not_taken_for_the_same() -> None:
    feelings = lane("emotion", form=[{"id": "f", "score": 0.5}])

    (feeling,) = cards(put(journey(feelings), walk("Mei", {"step": "form", "rating": 3})), Feeling)

    assert feeling.evidence == ()


def test_a_contact_that_nobody_found_is_a_pain_point_in_the_languages_of_the_map() -> None:
    given = journey(title={"en": "Signing up", "fa": "نام‌نویسی"})
    walks = (
        walk("Mei", {"step": "call", "contact": "missing"}),
        walk("Ali", {"step": "call", "contact": "found"}),
    )

    (pain,) = cards(put(given, *walks), PainPoint)

    assert pain.text.languages == ("en", "fa")
    assert pain.evidence[0].quote is not None
    assert pain.evidence[0].quote.said("en") == "1 of 2 who looked found none"
    assert pain.evidence[0].by == "Mei"


def test_putting_walks_in_twice_changes_nothing() -> None:
    walks = (
        walk(
            "Mei",
            {"step": "form", "rating": 2, "friction": ["Slow"], "contact": "missing"},
        ),
        walk("Ali", {"step": "form", "rating": 4, "friction": ["slow", "Ugly"]}),
    )
    once = put(journey(), *walks)

    assert walk_evidence(once, walks) == ()


def test_a_walk_through_another_map_adds_nothing() -> None:
    other = walk("Mei", {"step": "form", "friction": ["Slow"]}, map="another")

    assert walk_evidence(journey(), [other]) == ()
