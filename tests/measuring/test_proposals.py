"""
Which events probably belong to which touchpoint, on a map that can be read at a glance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.analysis._errors import UnknownActivity
from touchline.document.read import journey_of, loads
from touchline.eventlog.log import EventLog
from touchline.measuring.errors import UnknownTouchpoint
from touchline.measuring.proposals import Proposal, chosen, propose

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

MAP = """\
touchline: 1
id: shop
title: Shop
language: en
channels: [{id: website, name: Website}, {id: app, name: App}]
stages:
  - id: look
    name: Look
    kind: consideration
    steps: [{id: browse, name: I look around}]
  - id: buy
    name: Buy
    kind: purchase
    steps: [{id: order, name: Checkout}, {id: later, name: I come back}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: browse
        cards:
          - {id: page, text: {de: Produktseite}}
          - {id: hint, text: Anything, entry: product-search}
      - at: order
        cards:
          - {id: form, text: The form}
      - at: later
        cards:
          - {id: basket-app, text: Basket, channel: app}
          - {id: basket-web, text: Basket, channel: website}
          - {id: old, text: Mail, binding: [{activities: [mail opened]}]}
          - {id: dream, text: Wish list, use: wanted}
"""


@pytest.fixture
def journey() -> JourneyMap:
    return journey_of(loads(MAP))


def log_of(*activities: str) -> EventLog:
    return EventLog.from_events([("ann", name, "2026-01-01") for name in activities])


def proposed(journey: JourneyMap, activity: str, plan: str | None = "segment") -> Proposal:
    (found,) = propose(journey, log_of(activity), plan)
    return found


@pytest.mark.parametrize(
    ("activity", "basis", "cards"),
    [
        # The map says it in German, the plan in English.
        ("Product Viewed", "name", ("page",)),
        ("Products Searched", "entry", ("hint",)),
        ("Checkout Started", "step", ("form",)),
        ("mail opened", "bound", ("old",)),
        # Both stand in the stage of purchase; the plan is one of websites.
        ("Product Added", "name", ("basket-web",)),
        # What is only wanted has no events yet.
        ("Product Added to Wishlist", "none", ()),
        ("Something Else", "none", ()),
    ],
)
def test_a_touchpoint_is_proposed_for_an_event(
    journey: JourneyMap, activity: str, basis: str, cards: tuple[str, ...]
) -> None:
    found = proposed(journey, activity)

    assert (found.basis, found.cards) == (basis, cards)


def test_without_a_dictionary_names_alone_are_compared(journey: JourneyMap) -> None:
    found = proposed(journey, "basket", plan=None)

    assert (found.basis, found.cards) == ("several", ("basket-app", "basket-web"))
    assert found.card is None
    assert proposed(journey, "Product Viewed", plan=None).basis == "none"


def test_proposals_come_by_how_many_events_there_are(journey: JourneyMap) -> None:
    log = log_of("Cart Viewed", "Product Viewed", "Product Viewed")

    assert [(one.activity, one.events) for one in propose(journey, log)] == [
        ("Product Viewed", 2),
        ("Cart Viewed", 1),
    ]


def test_what_a_person_picked_counts_more_than_a_proposal(journey: JourneyMap) -> None:
    log = log_of("Product Viewed", "Product Clicked", "mail opened")
    proposals = propose(journey, log)

    decided = chosen(proposals, {"Product Clicked": "form", "mail opened": "page"}, journey)

    assert decided == {"form": ("Product Clicked",), "page": ("Product Viewed", "mail opened")}


def test_a_pick_names_what_there_is(journey: JourneyMap) -> None:
    proposals = propose(journey, log_of("visit"))

    with pytest.raises(UnknownActivity):
        chosen(proposals, {"visits": "page"}, journey)
    with pytest.raises(UnknownTouchpoint):
        chosen(proposals, {"visit": "pages"}, journey)
