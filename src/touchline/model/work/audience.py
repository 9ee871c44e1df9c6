"""
Whom a campaign addresses: the customers who stand at a step of their journey now.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.structure import Id, Part
from touchline.model.text import LocalText
from touchline.model.work import Record
from touchline.units import UnreadableDuration, parse_duration


def _readable_span(text: str) -> str:
    try:
        parse_duration(text)
    except UnreadableDuration as reason:
        raise PydanticCustomError(
            "duration_form", "{given} is no span of time", {"given": text}
        ) from reason
    return text


Span = Annotated[str, AfterValidator(_readable_span)]

Values = tuple[str | float, ...]


class Drawing(Part):
    """
    A list that was handed out.

    Args:
        at: When it was drawn.
        by: Who drew it.
        n: How many customers it named.
        source: The name of the log.
        fingerprint: The hash of the log's events.
        key: The mark of the key by which the pseudonyms were made; it does not tell the key.
    """

    at: dt.datetime
    by: str = ""
    n: Annotated[int, Field(ge=1)]
    source: str = ""
    fingerprint: str = ""
    key: str = ""


class Audience(Record):
    """
    The customers who stand at some steps of a map now, for one purpose (R-184).

    Args:
        map: The id of the map.
        steps: The ids of the steps at which they stand.
        waited_at_least: They have stood there for at least so long, such as `3d`.
        waited_at_most: They have stood there for at most so long.
        segment: For each attribute of a case the values that count; all must hold.
        purpose: What the list is for; it may be used for nothing else.
        basis: On what ground these customers may be addressed.
        consent: For each attribute of a case or of its events the values that say that the customer
            has agreed to this purpose; all must hold, and of events the latest word counts.
        until: The day by which the list must be deleted.
        campaign: The id of the campaign that it is for.
        drawings: The lists that were handed out, the latest last.
    """

    map: Id
    steps: Annotated[tuple[Id, ...], Field(min_length=1)]
    waited_at_least: Span | None = None
    waited_at_most: Span | None = None
    segment: dict[str, Values] = Field(default_factory=dict)
    purpose: LocalText
    basis: Literal["consent", "contract", "legitimate-interest"]
    consent: dict[str, Values] = Field(default_factory=dict)
    until: dt.date | None = None
    campaign: Id | None = None
    drawings: tuple[Drawing, ...] = ()

    @model_validator(mode="after")
    def _says_what_for_and_who_agreed(self) -> Self:
        missing = "" if self.purpose else "purpose"
        if self.basis == "consent" and not self.consent:
            missing = missing or "consent"
        if missing:
            raise PydanticCustomError("needs_one_of", "one of {names}", {"names": missing})
        return self
