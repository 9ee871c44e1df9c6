"""
What a log says is put into the map as insights with their evidence, and never doubled (R-132).
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.measuring.shop_with_help import customers, shop
from touchline.document.learning import Source, put_learned, told
from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.measuring.learned import Learned, learn
from touchline.model.experience import Insight, PainPoint
from touchline.model.text import LocalText

SOURCE = Source(name="shop.csv", date=dt.date(2026, 4, 1))


@pytest.fixture(scope="module")
def found() -> tuple[Learned, ...]:
    return learn(shop(), customers())


def test_each_answer_becomes_an_insight_with_its_evidence(found: tuple[Learned, ...]) -> None:
    written = put_learned(shop(), found, SOURCE)

    cards = [
        (cell.at, card) for _, cell, card in written.journey.cards() if isinstance(card, Insight)
    ]
    # What the map does not tell, a need at the first step, is not written into it.
    assert len(cards) == written.added == len(found) - 1
    step, first = cards[0]
    assert step == "see"
    assert first.finding is not None
    assert (first.finding.question, first.finding.value) == ("funnel", 0.4)
    evidence = first.evidence[0]
    assert (evidence.grade, evidence.n, evidence.date) == ("measured", 100, dt.date(2026, 4, 1))


def test_the_same_answers_change_nothing_a_second_time(found: tuple[Learned, ...]) -> None:
    once = put_learned(shop(), found, SOURCE, with_pains=True).journey

    again = put_learned(once, found, SOURCE, with_pains=True)

    assert (again.journey, again.added, again.renewed) == (once, 0, 0)


def test_newer_answers_renew_the_card_and_keep_its_links(found: tuple[Learned, ...]) -> None:
    once = put_learned(shop(), found[:1], SOURCE, with_pains=True).journey
    later = Source(name="shop.csv", date=dt.date(2026, 5, 1))

    again = put_learned(once, found[:1], later)

    insights = [card for _, _, card in again.journey.cards() if isinstance(card, Insight)]
    assert (again.added, again.renewed, len(insights)) == (0, 1, 1)
    assert insights[0].evidence[0].date == dt.date(2026, 5, 1)
    assert insights[0].about


def test_pains_found_by_data_are_the_ground_of_their_insight(found: tuple[Learned, ...]) -> None:
    written = put_learned(shop(), found, SOURCE, with_pains=True)

    pains = [card for _, _, card in written.journey.cards() if isinstance(card, PainPoint)]
    about = {
        name
        for _, _, card in written.journey.cards()
        if isinstance(card, Insight)
        for name in card.about
    }
    # By hand: two steps after which customers leave, no solution, and a wait. That many come and
    # leave, and what goes with leaving, is told but is no pain.
    assert len(pains) == 4
    assert {pain.id for pain in pains} | {"n1"} == about
    assert all(pain.grade == "measured" and pain.severity is None for pain in pains)


def test_the_map_can_be_written_and_read_again(found: tuple[Learned, ...]) -> None:
    written = put_learned(shop(), found, SOURCE, with_pains=True).journey

    assert loads(dumps(written)) == written


def test_answers_are_told_in_the_language_of_the_reader(
    language: str, found: tuple[Learned, ...]
) -> None:
    lines = [told(one, shop(), language) for one in found]

    assert all(line and "{" not in line and "learned." not in line for line in lines)


def test_a_map_in_several_languages_gets_its_cards_in_all_of_them(
    found: tuple[Learned, ...],
) -> None:
    title = LocalText.of({"en": "A purchase", "fa": "یک خرید"})
    journey = shop().model_copy(update={"title": title})

    written = put_learned(journey, found[:1], SOURCE).journey

    insight = next(card for _, _, card in written.cards() if isinstance(card, Insight))
    assert insight.text.languages == ("en", "fa")
    assert insight.text.said("fa").startswith("پس از")


def test_cards_speak_the_language_of_the_map(found: tuple[Learned, ...]) -> None:
    written = put_learned(shop("de"), found[:1], SOURCE).journey

    insight = next(card for _, _, card in written.cards() if isinstance(card, Insight))
    assert str(insight.text).startswith("Nach „I look“ gehen")
