"""
What a company tells each persona at each touchpoint.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Id
from touchline.model.text import LocalText
from touchline.model.work import Record


class Message(Record):
    """
    Words for some personas at some touchpoints (R-183).

    Args:
        personas: The ids of the personas who are addressed; none for everybody.
        touchpoints: The ids of the touchpoints at which it is said: of the catalogue's, or of the
            cards of maps that name none.
        map: The id of the map in which it is said; None for every map with these touchpoints.
        says: The words.
        asks: What customers shall do next.
        campaign: The id of the campaign to which it belongs.
        status: Whether it may be used.
    """

    personas: tuple[Id, ...] = ()
    touchpoints: Annotated[tuple[Id, ...], Field(min_length=1)]
    map: Id | None = None
    says: LocalText
    asks: LocalText | None = None
    campaign: Id | None = None
    status: Literal["draft", "agreed"] = "draft"
