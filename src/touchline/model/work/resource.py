"""
What a company has, or needs, to give its customers their experience.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from touchline.model.text import LocalText
from touchline.model.work import Record


class Resource(Record):
    """
    Something that goes into the experience (R-042, R-125).

    Args:
        sort: What it is.
        availability: Whether the company has it or needs it.
        cost: What it costs.
        currency: The currency of the cost, as three capital letters.
        every: How often cost and hours return; None for once.
        hours: Hours of work that it takes (R-185).
        effect: What it does for customers and for the business (R-127).
        supplier: Who provides it.
        since: The first day on which it can be used; None when it always could.
        until: The last such day; None when no end is known.
    """

    sort: Literal["people", "tool", "information", "content", "place", "budget"] | None = None
    availability: Literal["have", "need"] = "have"
    cost: Annotated[float, Field(ge=0)] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    every: Literal["month", "year"] | None = None
    hours: Annotated[float, Field(ge=0)] | None = None
    effect: LocalText | None = None
    supplier: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
