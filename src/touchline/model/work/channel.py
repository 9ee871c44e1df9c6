"""
The media in which a company meets its customers.
"""

from __future__ import annotations

from typing import Literal

from touchline.model.text import LocalText
from touchline.model.work import Record


class Channel(Record):
    """
    A medium in which touchpoints happen; its id is what the channel column of a log holds.

    Args:
        sort: Whether the company runs it, pays for it, or others speak there of their own accord.
        icon: The name of an icon in the library.
        purpose: What customers use it for.
        rules: What the company may do in it, such as which consent it needs.
    """

    sort: Literal["own", "paid", "earned"] = "own"
    icon: str | None = None
    purpose: LocalText | None = None
    rules: LocalText | None = None
