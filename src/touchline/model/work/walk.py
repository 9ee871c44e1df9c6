"""
What somebody met who walked a journey as a customer would.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.structure import Id, Part, Participants, Scale
from touchline.model.text import LocalText
from touchline.model.work import Record
from touchline.units import SECOND_US, UnreadableDuration, parse_duration

#: Whether whoever had to turn to the company found out how.
Contact = Literal["found", "missing", "not-looked"]

#: As whoever works on the journey, or as a customer whom nobody knows for a tester (R-110, R-129).
WalkSort = Literal["walk-through", "mystery-shopping"]


def _readable(written: str) -> str:
    try:
        parse_duration(written)
    except UnreadableDuration:
        raise PydanticCustomError("duration_form", "{given}", {"given": written}) from None
    return written


#: How long something took, such as `90s`, `4m` or `1.5h`.
Length = Annotated[str, AfterValidator(_readable)]


def seconds_of(length: str) -> float:
    """
    Read how long something took.

    Args:
        length: Such as `4m`.

    Returns:
        The seconds.
    """
    return parse_duration(length) / SECOND_US


class WalkedStep(Part):
    """
    What was met at one step.

    Args:
        step: The id of the step in the map.
        is_reached: Whoever walked came this far.
        rating: How good it was, a point of the walk's scale.
        duration: How long it took, such as `90s`, `4m` or `1.5h`.
        friction: What was in the way, each in the walker's own words.
        met: The ids of the map's pain points that were met again.
        contact: Whether a way to reach the company was found when one was looked for (R-122).
        touchpoints: The ids of the map's touchpoints that were tried.
        photos: Files with pictures, as paths from the workspace's folder.
    """

    step: Id
    is_reached: bool = Field(default=True, alias="reached")
    rating: float | None = None
    duration: Length | None = None
    friction: tuple[LocalText, ...] = ()
    met: tuple[Id, ...] = ()
    contact: Contact = "not-looked"
    touchpoints: tuple[Id, ...] = ()
    photos: tuple[Annotated[str, Field(min_length=1)], ...] = ()

    @property
    def seconds(self) -> float | None:
        """
        How long it took; None when nobody noted it.
        """
        return None if self.duration is None else seconds_of(self.duration)


class Walk(Record):
    """
    One person's way through a map, step by step (R-110, R-129).

    Args:
        map: The id of the map.
        walker: Who walked.
        who: What whoever walked is to the company; only customers and prospects speak for
            customers.
        sort: A walk-through by those who work on the journey, or mystery shopping.
        date: The day.
        persona: The id of the persona in whose shoes it was done.
        scale: The range of the ratings.
        rating: How good the whole was.
        duration: How long the whole took; None takes the sum of the steps.
        steps: What was met at each step.
    """

    map: Annotated[str, Field(min_length=1)]
    walker: Annotated[str, Field(min_length=1)]
    who: Participants = "employees"
    sort: WalkSort = "walk-through"
    date: dt.date
    persona: Id | None = None
    scale: Scale = Scale(low=1, high=5)
    rating: float | None = None
    duration: Length | None = None
    steps: tuple[WalkedStep, ...] = ()

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        low, high = self.scale.low, self.scale.high
        for score in (self.rating, *(one.rating for one in self.steps)):
            if score is not None and not low <= score <= high:
                raise PydanticCustomError(
                    "score_outside_scale",
                    "{score} outside {low} to {high}",
                    {"score": score, "low": low, "high": high},
                )
        seen: set[str] = set()
        for one in self.steps:
            if one.step in seen:
                raise PydanticCustomError("repeated_step", "{step}", {"step": one.step})
            seen.add(one.step)
        return self

    @property
    def seconds(self) -> float | None:
        """
        How long the whole took; None when neither it nor any step was timed.
        """
        if self.duration is not None:
            return seconds_of(self.duration)
        timed = [one.seconds for one in self.steps if one.seconds is not None]
        return sum(timed) if timed else None
