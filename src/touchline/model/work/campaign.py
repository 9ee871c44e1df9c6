"""
What a company does for its customers along their journeys, and when: the parts of a roadmap.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.experience import Progress
from touchline.model.structure import Id, Part
from touchline.model.text import LocalText
from touchline.model.work import Record


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        raise PydanticCustomError(
            "unknown_zone", "{name} is no time zone", {"name": name}
        ) from reason
    return name


def _readable_clock(text: str) -> str:
    try:
        dt.time.fromisoformat(text)
    except ValueError as reason:
        raise PydanticCustomError(
            "unreadable_clock", "{value} is no time of day", {"value": text}
        ) from reason
    return text


#: A time of day as text, such as `09:30`: without quotes, YAML would take it for a number.
Clock = Annotated[str, AfterValidator(_readable_clock)]


class Place(Part):
    """
    Where in a map something happens.

    Args:
        map: The id of the map.
        stage: The id of the stage; None for all of the map, or for the stage of the step.
        step: The id of the step; None for all of the stage.
    """

    map: Id
    stage: Id | None = None
    step: Id | None = None


class Hours(Part):
    """
    The times of day between which something happens.

    Args:
        begin: When it begins on its first day.
        end: When it ends on its last day.
        zone: The time zone in which both are meant, as an IANA name.
    """

    begin: Clock
    end: Clock
    zone: Annotated[str, AfterValidator(_known_zone)]


class Requirement(Part):
    """
    A product, a service or anything else that must be there (R-202).

    Args:
        resource: The id of a resource in the catalogue, which says when it can be used.
        what: What is needed, where the catalogue has no entry.
        since: The first day on which it is there; None takes the catalogue's.
        until: The last such day; None takes the catalogue's.
    """

    resource: Id | None = None
    what: LocalText | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.resource is None and self.what is None:
            names = {"names": "resource, what"}
            raise PydanticCustomError("needs_one_of", "one of {names}", names)
        return self


class Campaign(Record):
    """
    An activity or a campaign along the journeys of customers (R-201).

    Args:
        sort: Whether it addresses customers, or is done for them without a word.
        goal: What it shall achieve.
        at: Where in the maps it takes place, the main place first.
        channels: The ids of the channels in which it happens.
        personas: The ids of the personas whom it is for; none for everybody.
        segment: For each attribute of a case the values that make a customer one of those it is
            for (R-184).
        start: Its first day.
        end: Its last day; None for a single day.
        hours: The times of day; None for whole days.
        after: The ids of the activities that must be over before it starts.
        needs: What must be there while it runs.
        status: How far it has come.
    """

    sort: Literal["campaign", "activity"] = "activity"
    goal: LocalText | None = None
    at: tuple[Place, ...] = ()
    channels: tuple[Id, ...] = ()
    personas: tuple[Id, ...] = ()
    segment: dict[str, tuple[str | float, ...]] = Field(default_factory=dict)
    start: dt.date | None = None
    end: dt.date | None = None
    hours: Hours | None = None
    after: tuple[Id, ...] = ()
    needs: tuple[Requirement, ...] = ()
    status: Progress = "idea"

    @property
    def last(self) -> dt.date | None:
        """
        The last day, which is the first when it is a single day.
        """
        return self.end or self.start

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        if self.end is not None and self.start is None:
            raise PydanticCustomError("needs_one_of", "one of {names}", {"names": "start"})
        if self.start is not None and self.last is not None and self.last < self.start:
            raise _backwards(self.start.isoformat(), self.last.isoformat())
        if self.hours is not None and self.start == self.last:
            begin, end = (dt.time.fromisoformat(one) for one in (self.hours.begin, self.hours.end))
            if end <= begin:
                raise _backwards(self.hours.begin, self.hours.end)
        return self


def _backwards(start: str, end: str) -> PydanticCustomError:
    return PydanticCustomError(
        "end_before_start", "{end} is not after {start}", {"start": start, "end": end}
    )
