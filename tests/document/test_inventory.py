"""
What a map holds is listed with owners, departments and grades (R-025, R-042, R-119, R-125, R-133).
"""

from __future__ import annotations

import pytest

from touchline.document.inventory import (
    Total,
    UnknownList,
    inventory,
    kinds_of_list,
    totals,
)
from touchline.document.read import journey_of, loads
from touchline.i18n import LANGUAGES
from touchline.templates import new_map

SHOP = """\
touchline: 1
id: shop
title: The shop
owner: Rosa
channels: [{id: web, name: {en: Web shop, de: Webshop}}]
stages:
  - id: buying
    name: Buying
    department: Sales
    steps:
      - {id: find, name: Find, owner: Ana}
      - {id: pay, name: Pay, department: Finance}
lanes:
  - id: contacts
    kind: touchpoints
    owner: Lena
    cells:
      - {at: find, owner: Kim, cards: [{id: t1, text: Search, channel: web, owner: Jo}]}
      - at: pay
        cards:
          - id: t2
            text: {en: Pay by phone, de: Zahlen per Telefon}
            use: wanted
            facts: [{about: hours, says: 9 to 5}]
  - id: means
    kind: resources
    cells:
      - at: pay
        cards:
          - {id: r1, text: Terminal, availability: have, cost: 200, currency: EUR}
          - {id: r2, text: Fee, availability: have, cost: 30, currency: EUR, every: month}
          - {id: r3, text: Staff, availability: need, cost: 2500, currency: EUR, every: month}
          - {id: r4, text: Nurse, availability: need, cost: 2000.5, currency: EUR, every: month}
          - {id: r5, text: Licence, availability: need, cost: 90, currency: USD, every: year}
          - {id: r6, text: Room, availability: need}
"""


def test_touchpoints_are_listed_with_channel_and_whether_they_exist() -> None:
    rows = inventory(journey_of(loads(SHOP)), "touchpoints")

    assert [(row["text"], row["channel"], row["use"], row["is_bound"]) for row in rows] == [
        ("Search", "Web shop", "now", False),
        ("Pay by phone", None, "wanted", False),
    ]
    assert rows[1]["facts"] == ["hours: 9 to 5"]


def test_the_nearest_owner_and_department_count() -> None:
    journey = journey_of(loads(SHOP))

    found = [(row["owner"], row["department"]) for row in inventory(journey, "touchpoints")]
    means = {(row["owner"], row["department"]) for row in inventory(journey, "resources")}

    # By hand: card before cell before lane before step before stage before map.
    assert found == [("Jo", "Sales"), ("Lena", "Finance")]
    assert means == {("Rosa", "Finance")}


def test_costs_add_up_within_one_currency_and_rhythm_only() -> None:
    found = totals(journey_of(loads(SHOP)))

    # By hand: 2500 + 2000.5 = 4500.5; nothing else shares availability, currency and rhythm.
    assert set(found) == {
        Total(availability="have", currency="EUR", every=None, cost=200, n=1),
        Total(availability="have", currency="EUR", every="month", cost=30, n=1),
        Total(availability="need", currency="EUR", every="month", cost=4500.5, n=2),
        Total(availability="need", currency="USD", every="year", cost=90, n=1),
        Total(availability="need", currency=None, every=None, cost=None, n=1),
    }


def test_every_block_says_its_owner_and_where_that_is_stated() -> None:
    rows = inventory(journey_of(loads(SHOP)), "owners")

    told = [(row["block"], row["owner"], row["stated_at"]) for row in rows]
    assert told == [
        ("map", "Rosa", "map"),
        ("stage", "Rosa", "map"),
        ("step", "Ana", "step"),
        ("step", "Rosa", "map"),
        ("lane", "Lena", "lane"),
        ("cell", "Kim", "cell"),
        ("cell", "Lena", "lane"),
        ("lane", "Rosa", "map"),
        ("cell", "Rosa", "map"),
    ]


def test_an_expectation_says_how_far_experience_falls_short_of_it() -> None:
    cards = "{id: x1, text: Quick, expected: 4, experienced: 2.5, scale: {low: 1, high: 5}}"
    lane = f"  - {{id: hopes, kind: expectations, cells: [{{at: pay, cards: [{cards}]}}]}}\n"

    (row,) = inventory(journey_of(loads(SHOP + lane)), "expectations")

    # By hand: 2.5 - 4.
    assert row["gap"] == pytest.approx(-1.5)


def test_words_are_the_readers() -> None:
    rows = inventory(journey_of(loads(SHOP)), "touchpoints", "de")

    assert [row["text"] for row in rows] == ["Search", "Zahlen per Telefon"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", kinds_of_list())
def test_every_list_has_rows_of_one_shape(what: str, language: str) -> None:
    journey = new_map("current-state", language=language)

    rows = inventory(journey, what, language)

    assert len({tuple(row) for row in rows}) <= 1


def test_an_unknown_list_offers_the_nearest() -> None:
    with pytest.raises(UnknownList) as caught:
        inventory(journey_of(loads(SHOP)), "resurces")

    assert "did you mean “resources”?" in caught.value.told("en")
