"""
What published tracking plans call their events, and what we take them to mean.
"""

from __future__ import annotations

from typing import get_args

import pytest

from touchline.i18n import has_message, languages
from touchline.measuring.dictionaries import (
    DICTIONARIES,
    UnknownDictionary,
    dictionary_named,
    folded,
    touchpoint_names,
)
from touchline.model.structure import StageKind

# The lists of https://www.twilio.com/docs/segment/connections/spec/ecommerce/v2, by their headings.
SEGMENT = {
    "Browsing": "Products Searched, Product List Viewed, Product List Filtered",
    "Promotions": "Promotion Viewed, Promotion Clicked",
    "Core ordering": "Product Clicked, Product Viewed, Product Added, Product Removed, Cart Viewed,"
    " Checkout Started, Checkout Step Viewed, Checkout Step Completed, Payment Info Entered,"
    " Order Completed, Order Updated, Order Refunded, Order Cancelled",
    "Coupons": "Coupon Entered, Coupon Applied, Coupon Denied, Coupon Removed",
    "Wishlisting": "Product Added to Wishlist, Product Removed from Wishlist,"
    " Wishlist Product Added to Cart",
    "Sharing": "Product Shared, Cart Shared",
    "Reviewing": "Product Reviewed",
}


def test_segment_has_every_event_of_its_published_plan_and_no_other() -> None:
    published = [event for events in SEGMENT.values() for event in events.split(", ")]

    assert sorted(DICTIONARIES["segment"].meanings) == sorted(published)


@pytest.mark.parametrize("name", DICTIONARIES)
def test_every_event_means_a_touchpoint_that_has_words_in_every_language(name: str) -> None:
    for event, meaning in DICTIONARIES[name].meanings.items():
        keys = [f"touchpoint.{meaning.touchpoint}.{part}" for part in ("title", "words")]
        keys.append(f"channel.{meaning.channel}.title")

        assert [(event, key) for key in keys if not has_message(key)] == []
        assert meaning.stage in get_args(StageKind)
        assert all(meaning.title(tag) for tag in languages())


@pytest.mark.parametrize("name", DICTIONARIES)
def test_every_dictionary_says_where_its_names_are_published(name: str) -> None:
    assert DICTIONARIES[name].url.startswith("https://")
    assert DICTIONARIES[name].title


@pytest.mark.parametrize("name", DICTIONARIES)
def test_no_two_events_of_a_plan_are_taken_for_each_other(name: str) -> None:
    events = [*DICTIONARIES[name].meanings, *DICTIONARIES[name].older]

    assert len({folded(event) for event in events}) == len(events)


@pytest.mark.parametrize("written", ["Order Completed", "order_completed", "orderCompleted"])
def test_an_event_is_known_however_its_words_are_joined(written: str) -> None:
    meaning = DICTIONARIES["segment"].meaning(written)

    assert meaning is not None
    assert (meaning.touchpoint, meaning.stage) == ("order-confirmation", "purchase")


def test_an_event_of_the_first_edition_means_what_it_means_today() -> None:
    segment = DICTIONARIES["segment"]

    assert segment.meaning("Completed Order") == segment.meaning("Order Completed")
    assert segment.meaning("Something Else") is None


def test_a_touchpoint_goes_by_its_names_in_every_language() -> None:
    names = touchpoint_names("cart")

    assert {"shopping cart", "basket", "warenkorb", "troli", "购物车", "購物籃"} <= names
    assert folded("سبد خرید") in names


def test_no_dictionary_may_be_asked_for() -> None:
    assert dictionary_named(None) is None


def test_an_unknown_dictionary_is_told_with_the_nearest_one() -> None:
    with pytest.raises(UnknownDictionary) as told:
        dictionary_named("segmen")

    assert told.value.values["suggestion"] == "segment"
