"""
One thing that research brought to light.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.structure import Id, Participants, Scale
from touchline.model.text import LocalText
from touchline.model.work import Record

_PLACE = re.compile(r"\w[\w.\-]*(/(step:[^\s/:]+(/lane:[^\s/:]+)?|(card|persona):[^\s/:]+))?")


def _place(written: str) -> str:
    if _PLACE.fullmatch(written) is None:
        raise PydanticCustomError("bad_place", "{place} names no place", {"place": written})
    return written


#: A place in a map, such as `onboarding/step:pay/lane:emotion`, `onboarding/card:p3`,
#: `onboarding/persona:ana`, `onboarding/step:pay` or the whole map, `onboarding`.
Place = Annotated[str, AfterValidator(_place)]

#: What there is to learn of customers beyond single steps (R-106, R-112).
Topic = Literal[
    "demographics", "behaviour", "purchases", "motive", "preference", "engagement", "expectation"
]


class Item(Record):
    """
    A quote, an observation, an answer or a note of a study; its title says what was learned.

    Args:
        study: The id of the study from which it comes.
        sort: What it is.
        quote: The customer's own words.
        who: Whose words or behaviour it is, under a pseudonym; empty when it sums up several.
        participants: What those people are to the company; empty takes all who took part in the
            study.
        persona: The id of the persona for whom that person stands.
        n: How many people it sums up; None for one person, or when nobody counted.
        date: When it was said or seen; None takes the study's last day.
        score: What was answered on a scale, or the mean of the answers.
        low: The lower end of the mean's 95 % interval.
        high: The upper end.
        scale: The range of the score.
        topic: What it tells beyond single steps.
        places: Where in which maps it belongs.
        grade: How good a proof it is; None takes what the study's method gives.
        url: Where to read more.
        file: A recording or picture, as a path from the workspace's folder.
    """

    study: Id
    sort: Literal["quote", "observation", "answer", "note"] = "note"
    quote: LocalText | None = None
    who: str | None = None
    participants: tuple[Participants, ...] = ()
    persona: Id | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    date: dt.date | None = None
    score: float | None = None
    low: float | None = None
    high: float | None = None
    scale: Scale | None = None
    topic: Topic | None = None
    places: tuple[Place, ...] = ()
    grade: Literal["quoted", "surveyed", "measured"] | None = None
    url: str | None = None
    file: str | None = None

    @model_validator(mode="after")
    def _inside_scale(self) -> Self:
        scale = self.scale
        if self.score is not None and scale and not scale.low <= self.score <= scale.high:
            raise PydanticCustomError(
                "score_outside_scale",
                "{score} outside {low} to {high}",
                {"score": self.score, "low": scale.low, "high": scale.high},
            )
        return self
