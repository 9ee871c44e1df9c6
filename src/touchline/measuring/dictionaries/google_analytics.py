"""
The e-commerce events of Google Analytics 4.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from touchline.measuring.dictionaries import Dictionary, Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping


class GoogleAnalytics(Dictionary):
    """
    The events of an online shop that Google Analytics 4 recommends.

    Only the names come from there; which touchpoint and which part of the customer's life an event
    belongs to is our reading of them.
    """

    title: ClassVar[str] = "[GA4] Recommended events"
    url: ClassVar[str] = (
        "https://developers.google.com/analytics/devguides/collection/ga4/reference/"
        "recommended-events"
    )
    meanings: ClassVar[Mapping[str, Meaning]] = MappingProxyType(
        {
            "view_search_results": Meaning("product-search", "consideration"),
            "view_item_list": Meaning("product-list", "consideration"),
            "select_item": Meaning("product-list", "consideration"),
            "view_promotion": Meaning("promotion", "awareness"),
            "select_promotion": Meaning("promotion", "awareness"),
            "view_item": Meaning("product-page", "consideration"),
            "add_to_cart": Meaning("cart", "purchase"),
            "remove_from_cart": Meaning("cart", "purchase"),
            "view_cart": Meaning("cart", "purchase"),
            "begin_checkout": Meaning("checkout", "purchase"),
            "add_shipping_info": Meaning("checkout", "purchase"),
            "add_payment_info": Meaning("payment", "purchase"),
            "purchase": Meaning("order-confirmation", "purchase"),
            "refund": Meaning("refund", "support"),
            "add_to_wishlist": Meaning("wishlist", "consideration"),
            "share": Meaning("sharing", "loyalty"),
        }
    )
