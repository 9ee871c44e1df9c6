"""
The e-commerce events of Segment.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from touchline.measuring.dictionaries import Dictionary, Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping


class Segment(Dictionary):
    """
    The events of an online shop as Segment's e-commerce specification names them, edition 2.

    Only the names come from there; which touchpoint and which part of the customer's life an event
    belongs to is our reading of them. The names of edition 1 are understood too.
    """

    title: ClassVar[str] = "Segment Spec: V2 Ecommerce Events"
    url: ClassVar[str] = "https://www.twilio.com/docs/segment/connections/spec/ecommerce/v2"
    meanings: ClassVar[Mapping[str, Meaning]] = MappingProxyType(
        {
            "Products Searched": Meaning("product-search", "consideration"),
            "Product List Viewed": Meaning("product-list", "consideration"),
            "Product List Filtered": Meaning("product-list", "consideration"),
            "Promotion Viewed": Meaning("promotion", "awareness"),
            "Promotion Clicked": Meaning("promotion", "awareness"),
            "Product Clicked": Meaning("product-list", "consideration"),
            "Product Viewed": Meaning("product-page", "consideration"),
            "Product Added": Meaning("cart", "purchase"),
            "Product Removed": Meaning("cart", "purchase"),
            "Cart Viewed": Meaning("cart", "purchase"),
            "Checkout Started": Meaning("checkout", "purchase"),
            "Checkout Step Viewed": Meaning("checkout", "purchase"),
            "Checkout Step Completed": Meaning("checkout", "purchase"),
            "Payment Info Entered": Meaning("payment", "purchase"),
            "Order Completed": Meaning("order-confirmation", "purchase"),
            "Order Updated": Meaning("order-status", "delivery"),
            "Order Refunded": Meaning("refund", "support"),
            "Order Cancelled": Meaning("refund", "support"),
            "Coupon Entered": Meaning("coupon", "purchase"),
            "Coupon Applied": Meaning("coupon", "purchase"),
            "Coupon Denied": Meaning("coupon", "purchase"),
            "Coupon Removed": Meaning("coupon", "purchase"),
            "Product Added to Wishlist": Meaning("wishlist", "consideration"),
            "Product Removed from Wishlist": Meaning("wishlist", "consideration"),
            "Wishlist Product Added to Cart": Meaning("wishlist", "purchase"),
            "Product Shared": Meaning("sharing", "loyalty"),
            "Cart Shared": Meaning("sharing", "loyalty"),
            "Product Reviewed": Meaning("product-review", "loyalty"),
        }
    )
    older: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "Viewed Product Category": "Product List Viewed",
            "Viewed Product": "Product Viewed",
            "Added Product": "Product Added",
            "Removed Product": "Product Removed",
            "Completed Order": "Order Completed",
        }
    )
